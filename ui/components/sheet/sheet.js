// The sheet: its scan with the marked words, its text beside it, and the references to copy.
// Everything that comes from records is put in as text, never as HTML: a component has all rights of the page.

const viewers = new WeakMap();

// Widths at which the scan is asked for, so that zooming a little asks for nothing new and caches are hit.
const WIDTHS = [800, 1200, 1800, 2600, 4000];
const ZOOM_STEP = 1.25;
const MOST_ZOOM = 8;
// A marked word is looked at together with the lines round it: it comes to stand this far down the pane.
const MARK_PLACE = 0.35;
const LOW_CONFIDENCE = 60;

function element(tag, properties = {}, children = []) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

class Viewer {
  constructor(root) {
    this.root = root;
    this.zoom = 1;
    this.current = -1;
    this.onKey = (event) => this.key(event);
    this.onResize = () => this.fit();
    // The style sheet may come after the script, and a window may be resized: what was looked at stays in sight.
    this.observer = new ResizeObserver(() => {
      if (!this.scan || this.scan.clientWidth === this.fitted) return;
      this.fit();
      this.select(this.current, "instant");
    });
  }

  listen() {
    document.addEventListener("keydown", this.onKey);
    window.addEventListener("resize", this.onResize);
  }

  leave() {
    document.removeEventListener("keydown", this.onKey);
    window.removeEventListener("resize", this.onResize);
  }

  update(data, go) {
    this.go = go;
    document.documentElement.lang = data.language;
    const same = this.data && this.data.page === data.page && this.data.query === data.query;
    const relabelled = !same || this.data.language !== data.language;
    this.data = data;
    if (!relabelled) return;
    const kept = same ? this.current : -1;
    this.draw();
    this.fit();
    const count = data.marks.length;
    const first = data.hit === "last" ? count - 1 : Math.min(Number(data.hit) || 0, count - 1);
    this.select(kept >= 0 ? kept : first, same ? "auto" : "instant");
  }

  draw() {
    const { data } = this;
    this.letters = Array.from(data.text);
    this.scanImage = element("img", { alt: data.labels.scan, draggable: false });
    this.scanImage.addEventListener("error", () => this.failed());
    this.layer = element("div", { className: "layer" });
    this.pointer = element("div", { className: "box pointed", hidden: true });
    this.stage = element("div", { className: "stage" }, [this.scanImage, this.layer]);
    this.scan = element("div", { className: "scan", tabIndex: 0 }, [this.stage]);
    this.scan.setAttribute("aria-label", data.labels.scan);
    this.stage.style.aspectRatio = `${data.width} / ${data.height}`;
    this.boxes = data.marks.map((mark, index) => mark.boxes.map((box) => this.markBox(box, mark, index)));
    this.layer.append(...this.boxes.flat(), this.pointer);
    this.readable();
    const left = element("div", { className: "left" }, [this.tools(), this.scan]);
    const right = element("div", { className: "right" }, [this.references(), this.facts(), this.textPane]);
    this.right = right;
    this.root.querySelector(".paraq-sheet").replaceChildren(left, right);
    this.observer.disconnect();
    this.observer.observe(this.scan);
    this.pan();
    this.shown = 0;
  }

  markBox(box, mark, index) {
    const made = element("button", { className: "box mark", type: "button", title: mark.why });
    made.setAttribute("aria-label", mark.text);
    this.place(made, box);
    made.addEventListener("click", () => this.select(index));
    return made;
  }

  place(made, [left, top, width, height]) {
    const { data } = this;
    const air = height * 0.12;
    made.style.left = `${((left - air) / data.width) * 100}%`;
    made.style.top = `${((top - air) / data.height) * 100}%`;
    made.style.width = `${((width + 2 * air) / data.width) * 100}%`;
    made.style.height = `${((height + 2 * air) / data.height) * 100}%`;
  }

  tools() {
    const { data } = this;
    const { labels } = data;
    const button = (name, sign, action, enabled = true) => {
      const made = element("button", { type: "button", className: name, title: labels[name], disabled: !enabled, textContent: sign });
      made.setAttribute("aria-label", labels[name]);
      made.addEventListener("click", action);
      return made;
    };
    this.counter = element("span", { className: "counter" });
    this.counter.setAttribute("role", "status");
    const hits = data.marks.length || data.more_before || data.more_after
      ? [button("previous_hit", "↑", () => this.step(-1)), this.counter, button("next_hit", "↓", () => this.step(1))]
      : [];
    return element("div", { className: "tools" }, [
      element("div", { className: "group" }, hits),
      element("div", { className: "group" }, [
        button("smaller", "−", () => this.rescale(1 / ZOOM_STEP)),
        button("larger", "+", () => this.rescale(ZOOM_STEP)),
        button("whole", "⤢", () => this.whole()),
        button("ink", "◐", () => this.scan.classList.toggle("inked")),
      ]),
      element("div", { className: "group" }, [
        button("previous_sheet", "←", () => this.go("sheet", -1), data.sheet_before),
        button("next_sheet", "→", () => this.go("sheet", 1), data.sheet_after),
      ]),
    ]);
  }

  references() {
    const { data } = this;
    const rows = data.references.map(({ name, text }) => {
      const copy = element("button", { type: "button", className: "copy", textContent: data.labels.copy });
      copy.setAttribute("aria-label", `${data.labels.copy}: ${text}`);
      copy.addEventListener("click", async () => {
        await copied(text);
        copy.textContent = data.labels.copied;
        setTimeout(() => (copy.textContent = data.labels.copy), 1600);
      });
      return element("div", { className: "reference", lang: name }, [element("span", { textContent: text }), copy]);
    });
    return element("div", { className: "references" }, rows);
  }

  facts() {
    const rows = this.data.facts.flatMap(([name, value]) => [
      element("dt", { textContent: name }),
      element("dd", { textContent: value }),
    ]);
    return element("dl", { className: "facts" }, rows);
  }

  readable() {
    const { data, letters } = this;
    this.textPane = element("div", { className: "text", lang: data.text_language });
    this.spans = [];
    let at = 0;
    for (const [index, [start, end, , , , , confidence]] of data.words.entries()) {
      this.textPane.append(letters.slice(at, start).join(""));
      const span = element("span", { textContent: letters.slice(start, end).join("") });
      const over = data.marks.findIndex((one) => one.start < end && start < one.end);
      if (over >= 0) {
        span.className = "marked";
        span.dataset.mark = over;
      } else if (confidence < LOW_CONFIDENCE) {
        span.className = "doubtful";
      }
      span.dataset.word = index;
      this.spans.push(span);
      this.textPane.append(span);
      at = end;
    }
    this.textPane.append(letters.slice(at).join(""));
    if (!data.text.trim()) this.textPane.append(element("p", { className: "note", textContent: data.labels.no_text }));
    this.textPane.addEventListener("pointerover", (event) => this.point(Number(event.target.dataset?.word ?? -1)));
    this.textPane.addEventListener("pointerleave", () => this.point(-1));
    this.textPane.addEventListener("click", (event) => {
      const word = data.words[Number(event.target.dataset?.word ?? -1)];
      if (word) this.reveal(word.slice(2, 6));
    });
  }

  point(index) {
    const word = this.data.words[index];
    this.spans.forEach((span, place) => span.classList.toggle("pointed", place === index));
    this.pointer.hidden = !word;
    if (word) this.place(this.pointer, word.slice(2, 6));
  }

  wordAt(event) {
    const frame = this.stage.getBoundingClientRect();
    const x = ((event.clientX - frame.left) / frame.width) * this.data.width;
    const y = ((event.clientY - frame.top) / frame.height) * this.data.height;
    return this.data.words.findIndex(([, , left, top, width, height]) => x >= left && x <= left + width && y >= top && y <= top + height);
  }

  pan() {
    let from = null;
    this.scan.addEventListener("pointerdown", (event) => {
      if (event.button || event.pointerType === "touch" || event.target.classList.contains("mark")) return;
      from = { x: event.clientX + this.scan.scrollLeft, y: event.clientY + this.scan.scrollTop };
      this.scan.setPointerCapture(event.pointerId);
      this.scan.classList.add("dragged");
    });
    this.scan.addEventListener("pointermove", (event) => {
      if (!from) {
        this.point(this.wordAt(event));
        return;
      }
      this.scan.scrollLeft = from.x - event.clientX;
      this.scan.scrollTop = from.y - event.clientY;
    });
    const end = () => {
      from = null;
      this.scan.classList.remove("dragged");
    };
    this.scan.addEventListener("pointerup", end);
    this.scan.addEventListener("pointercancel", end);
    this.scan.addEventListener("pointerleave", () => this.point(-1));
    this.scan.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        this.rescale(event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, event);
      },
      { passive: false },
    );
  }

  fit() {
    if (!this.scan?.isConnected) return;
    const top = this.scan.getBoundingClientRect().top;
    const height = Math.max(360, window.innerHeight - Math.max(top, 0) - 12);
    this.scan.style.height = `${height}px`;
    const beside = this.right.getBoundingClientRect().top > top + height / 2;
    this.right.style.maxHeight = beside ? "" : `${height + top - this.right.getBoundingClientRect().top}px`;
    this.fitted = this.scan.clientWidth;
    this.size();
  }

  size() {
    const width = this.scan.clientWidth * this.zoom;
    this.stage.style.width = `${width}px`;
    const wanted = width * Math.min(window.devicePixelRatio || 1, 2);
    const step = WIDTHS.find((one) => one >= wanted * 0.9) ?? WIDTHS.at(-1);
    if (step <= this.shown) return;
    this.shown = step;
    const address = `${this.data.image}?width=${step}`;
    if (!this.scanImage.src) {
      this.scanImage.src = address;
      return;
    }
    // What is on the screen stays until the sharper picture is there.
    const sharper = new Image();
    const target = this.scanImage;
    sharper.addEventListener("load", () => (target.src = address));
    sharper.src = address;
  }

  rescale(factor, event) {
    const before = this.scan.getBoundingClientRect();
    const x = event ? event.clientX - before.left : before.width / 2;
    const y = event ? event.clientY - before.top : before.height / 2;
    const old = this.zoom;
    this.zoom = Math.min(MOST_ZOOM, Math.max(this.smallest(), old * factor));
    const grown = this.zoom / old;
    const [left, top] = [(this.scan.scrollLeft + x) * grown - x, (this.scan.scrollTop + y) * grown - y];
    this.size();
    this.scan.scrollTo({ left, top, behavior: "instant" });
  }

  smallest() {
    const shape = this.data.height / this.data.width;
    return Math.min(1, this.scan.clientHeight / (this.scan.clientWidth * shape)) * 0.98;
  }

  whole() {
    this.zoom = this.zoom > this.smallest() * 1.01 ? this.smallest() : 1;
    this.size();
    if (this.current >= 0) this.select(this.current, "instant");
  }

  reveal([left, top, width, height], behavior = "smooth") {
    const factor = this.stage.clientWidth / this.data.width;
    this.scan.scrollTo({
      left: (left + width / 2) * factor - this.scan.clientWidth / 2,
      top: (top + height / 2) * factor - this.scan.clientHeight * MARK_PLACE,
      behavior,
    });
  }

  select(index, behavior = "smooth") {
    const { data } = this;
    this.boxes.forEach((boxes, place) => boxes.forEach((box) => box.classList.toggle("current", place === index)));
    this.current = index;
    const sheet = data.place ? ` · ${data.place}` : "";
    this.counter.textContent = data.marks.length ? `${index + 1} / ${data.marks.length}${sheet}` : sheet.slice(3);
    const mark = data.marks[index];
    if (!mark) return;
    if (mark.boxes.length) this.reveal(mark.boxes[0], behavior);
    this.textPane.querySelectorAll(".current").forEach((span) => span.classList.remove("current"));
    const spans = this.textPane.querySelectorAll(`[data-mark="${index}"]`);
    spans.forEach((span) => span.classList.add("current"));
    if (spans.length) this.textPane.scrollTo({ top: spans[0].offsetTop - this.textPane.clientHeight / 2, behavior });
    // The address names the word that is looked at; going back is from sheet to sheet, not from word to word.
    const address = new URL(window.location.href);
    address.searchParams.set("hit", String(index));
    window.history.replaceState(window.history.state, "", address);
  }

  step(by) {
    const next = this.current + by;
    if (next >= 0 && next < this.data.marks.length) this.select(next);
    else if (by > 0 ? this.data.more_after : this.data.more_before) this.go("hit", by);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inside = event.composedPath()[0];
    if (inside instanceof HTMLElement && (inside.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(inside.tagName))) return;
    // By the place of the key, so that it is the same in every keyboard layout.
    const action = {
      KeyN: () => this.step(1),
      KeyP: () => this.step(-1),
      Equal: () => this.rescale(ZOOM_STEP),
      NumpadAdd: () => this.rescale(ZOOM_STEP),
      Minus: () => this.rescale(1 / ZOOM_STEP),
      NumpadSubtract: () => this.rescale(1 / ZOOM_STEP),
      Digit0: () => this.whole(),
      BracketLeft: () => this.data.sheet_before && this.go("sheet", -1),
      BracketRight: () => this.data.sheet_after && this.go("sheet", 1),
    }[event.code];
    if (!action) return;
    event.preventDefault();
    action();
  }

  failed() {
    this.stage.replaceChildren(element("p", { className: "note", textContent: this.data.labels.no_scan }));
  }
}

async function copied(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // Browsers give the clipboard only to https and localhost; an archive's inner network is often neither.
  const field = element("textarea", { value: text });
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let viewer = viewers.get(parentElement);
  if (!viewer) {
    viewer = new Viewer(parentElement);
    viewers.set(parentElement, viewer);
  }
  viewer.update(data, (what, step) => setTriggerValue("go", { what, step }));
  viewer.listen();
  return () => viewer.leave();
}

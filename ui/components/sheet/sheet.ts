// The sheet: its scan with the marked words, its text beside it, and what is done with both.

import { readState, takeState, writeState } from "./address";
import { Correcting } from "./correcting";
import { type Evidence, type Sheet, boxOf, label } from "./data";
import { copier, element, isTyping } from "./dom";
import { Printing } from "./printing";
import { Reading } from "./reading";
import { Scan } from "./scan";
import { Selection } from "./selection";
import { Tools } from "./tools";

/** What the screen's script is told of. */
interface Telling {
  go(what: "hit" | "sheet", step: number): void;
  corrected(): void;
  evidence(taken: Evidence): void;
}

class View {
  private sheet: Sheet | null = null;
  private telling!: Telling;
  private current = -1;
  private readonly scan: Scan;
  private reading!: Reading;
  private selection!: Selection;
  private correcting!: Correcting;
  private printing!: Printing;
  private tools!: Tools;
  private readonly left = element("div", { className: "left" });
  private readonly right = element("div", { className: "right" });
  private readonly paper = element("div");
  private readonly onKey = (event: KeyboardEvent) => this.key(event);
  private readonly onResize = () => this.fit();

  constructor(root: Element) {
    this.scan = new Scan({
      pointed: (word) => this.point(word),
      chosen: (mark) => this.choose(mark, true),
      drawn: (region) => this.selection.draw(region),
    });
    root.replaceChildren(this.left, this.right, this.paper);
    // The style sheet may come after the script, and a window may be resized: what was looked at stays in sight.
    new ResizeObserver(() => this.fit()).observe(this.scan.pane);
  }

  listen(): void {
    document.addEventListener("keydown", this.onKey);
    window.addEventListener("resize", this.onResize);
  }

  leave(): void {
    document.removeEventListener("keydown", this.onKey);
    window.removeEventListener("resize", this.onResize);
    this.scan.leave();
  }

  update(sheet: Sheet, telling: Telling): void {
    this.telling = telling;
    document.documentElement.lang = sheet.language;
    const before = this.sheet;
    if (before?.page_id === sheet.page_id) writeState();
    else takeState();
    if (before && JSON.stringify(before) === JSON.stringify(sheet)) return;
    const same = before?.page_id === sheet.page_id;
    const asked = same && before?.query === sheet.query;
    this.sheet = sheet;
    this.draw(sheet);
    this.fit();
    if (same) {
      this.scan.refresh(sheet);
      this.choose(asked ? Math.min(this.current, sheet.marks.length - 1) : 0, asked ?? false);
      this.reselect();
      return;
    }
    const { hit } = readState();
    const last = sheet.marks.length - 1;
    this.current = hit === "last" ? last : Math.min(Math.max(Number(hit) || 0, 0), last);
    this.scan.open(sheet, () => this.first());
  }

  private first(): void {
    const kept = this.scan.restore();
    if (!kept && this.current < 0) this.scan.top();
    this.choose(this.current, kept);
    this.reselect();
  }

  private draw(sheet: Sheet): void {
    this.reading = new Reading(sheet, {
      pointed: (word) => this.point(word),
      looked: (word) => this.scan.reveal(boxOf(sheet.words[word]!)),
      swept: (first, last) => this.selection.sweep(first, last),
      replaced: (word, by) => void this.correcting.replace(sheet.words[word]![0], sheet.words[word]![1], by),
    });
    this.selection = new Selection(sheet, () => this.reselect(), (taken) => this.telling.evidence(taken));
    this.correcting = new Correcting(sheet, () => this.telling.corrected(), (open) => this.right.classList.toggle("editing", open));
    this.printing = new Printing(sheet);
    this.tools = new Tools(sheet, {
      step: (by) => this.step(by),
      sheet: (by) => this.telling.go("sheet", by),
      zoom: (larger) => this.scan.zoom(larger),
      whole: () => this.scan.whole(),
      turn: () => this.scan.turn(),
      filter: () => this.scan.filter(),
      select: () => this.select(!this.selecting),
      print: () => void this.printing.print(),
    });
    this.left.replaceChildren(this.tools.row, this.scan.pane);
    this.right.replaceChildren(
      this.references(sheet), this.facts(sheet), this.correcting.bar, this.selection.bar,
      this.correcting.said, this.correcting.panel, this.reading.pane,
    );
    this.paper.replaceChildren(this.printing.part);
    this.select(this.selecting);
    this.correcting.restore();
  }

  private references(sheet: Sheet): HTMLElement {
    const rows = sheet.references.map(({ name, text }) => {
      const copy = copier(label(sheet, "copy"), label(sheet, "copied"), () => text);
      copy.setAttribute("aria-label", `${label(sheet, "copy")}: ${text}`);
      return element("div", { className: "reference", lang: name }, [element("span", { textContent: text }), copy]);
    });
    return element("div", { className: "references" }, rows);
  }

  private facts(sheet: Sheet): HTMLElement {
    const rows = sheet.facts.flatMap(([name, value]) => [element("dt", { textContent: name }), element("dd", { textContent: value })]);
    return element("dl", { className: "facts" }, rows);
  }

  private fit(): void {
    const top = this.scan.pane.getBoundingClientRect().top;
    const height = Math.max(360, window.innerHeight - Math.max(top, 0) - 12);
    this.scan.pane.style.height = `${height}px`;
    const start = this.right.getBoundingClientRect().top;
    const below = start > top + height / 2;
    this.right.style.maxHeight = below ? "" : `${height + top - start}px`;
    if (this.scan.measure()) this.scan.mark(this.current);
  }

  private point(word: number): void {
    this.reading.point(word);
    const found = this.sheet?.words[word];
    this.scan.point(found ? boxOf(found) : null);
  }

  private choose(index: number, keepView: boolean): void {
    this.current = index;
    this.scan.mark(index, keepView);
    this.reading.mark(index);
    this.tools.count(index);
    writeState({ hit: index >= 0 ? String(index) : "" });
  }

  private step(by: number): void {
    if (!this.sheet) return;
    const next = this.current + by;
    if (next >= 0 && next < this.sheet.marks.length) this.choose(next, false);
    else if (by > 0 ? this.sheet.more_after : this.sheet.more_before) this.telling.go("hit", by);
  }

  private get selecting(): boolean {
    return this.scan.pane.classList.contains("selecting");
  }

  private select(on: boolean): void {
    this.scan.select(on);
    this.reading.pane.classList.toggle("selecting", on);
    this.tools.pressed(on);
  }

  /** Selects the line of the marked word, from the keyboard. */
  private selectLine(): void {
    const mark = this.sheet?.marks[this.current];
    const line = mark && this.reading.line(mark.start);
    if (line) this.selection.sweep(...line);
    else this.select(!this.selecting);
  }

  private reselect(): void {
    this.reading.select(this.selection.indices());
    this.scan.outline(this.selection.box);
    this.selection.show();
  }

  private take(): void {
    const taken = this.selection.evidence;
    if (taken && this.sheet?.offers_requests) this.telling.evidence(taken);
  }

  private escape(): void {
    this.reading.close();
    this.select(false);
    this.selection.clear();
  }

  private key(event: KeyboardEvent): void {
    if (!this.sheet || event.altKey || isTyping(event)) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.code !== "KeyP") return;
      event.preventDefault();
      void this.printing.print();
      return;
    }
    const { sheet } = this;
    const shifted: Record<string, () => void> = { ArrowRight: () => this.selection.extend(1), ArrowLeft: () => this.selection.extend(-1) };
    // By the place of the key, so that it is the same in every keyboard layout.
    const plain: Record<string, () => void> = {
      KeyN: () => this.step(1),
      KeyP: () => this.step(-1),
      Equal: () => this.scan.zoom(true),
      NumpadAdd: () => this.scan.zoom(true),
      Minus: () => this.scan.zoom(false),
      NumpadSubtract: () => this.scan.zoom(false),
      Digit0: () => this.scan.whole(),
      KeyR: () => this.scan.turn(),
      KeyE: () => sheet.may_correct && this.correcting.edit(),
      KeyH: () => this.correcting.toggleHistory(),
      KeyD: () => this.reading.nextDoubtful(),
      KeyS: () => this.selectLine(),
      KeyT: () => this.take(),
      Escape: () => this.escape(),
      BracketLeft: () => sheet.sheet_before && this.telling.go("sheet", -1),
      BracketRight: () => sheet.sheet_after && this.telling.go("sheet", 1),
    };
    const action = (event.shiftKey ? shifted : plain)[event.code];
    if (!action) return;
    event.preventDefault();
    action();
  }
}

const views = new WeakMap<Element, View>();

interface Component {
  parentElement: Element;
  data: Sheet;
  setTriggerValue(name: string, value: unknown): void;
}

/** Called by Streamlit each time that its script has run. */
export default function ({ parentElement, data, setTriggerValue }: Component): () => void {
  let view = views.get(parentElement);
  if (!view) {
    view = new View(parentElement.querySelector(".paraq-sheet") as Element);
    views.set(parentElement, view);
  }
  view.update(data, {
    go: (what, step) => {
      // The next sheet mostly is as faint as this one.
      const { light, contrast } = readState();
      setTriggerValue("go", { what, step, look: { light, contrast } });
    },
    corrected: () => setTriggerValue("corrected", Date.now()),
    evidence: (taken) => setTriggerValue("evidence", taken),
  });
  view.listen();
  return () => view.leave();
}

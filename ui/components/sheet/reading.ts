// The text beside the scan: its words, the marked and the doubtful ones, and what a doubtful one may be.

import { type Sheet, label } from "./data";
import { button, element } from "./dom";

// Below this a word is doubtful: about every second such word has a wrong letter.
const LOW_CONFIDENCE = 60;

export interface Reader {
  pointed(word: number): void;
  looked(word: number): void;
  swept(first: number, last: number): void;
  replaced(word: number, by: string): void;
}

export class Reading {
  readonly pane: HTMLDivElement;
  private readonly letters: string[];
  private spans: HTMLSpanElement[] = [];
  private swept = -1;
  private asked: HTMLElement | null = null;

  constructor(
    private readonly sheet: Sheet,
    private readonly reader: Reader,
  ) {
    this.letters = Array.from(sheet.text);
    this.pane = element("div", { className: "text", lang: sheet.text_language, tabIndex: 0 });
    this.pane.setAttribute("role", "region");
    this.pane.setAttribute("aria-label", label(sheet, "text"));
    this.write();
    this.listen();
  }

  private write(): void {
    let at = 0;
    this.spans = this.sheet.words.map((word, index) => {
      const [start, end] = word;
      const span = element("span", { textContent: this.between(start, end) });
      const over = this.sheet.marks.findIndex((one) => one.start < end && start < one.end);
      if (over >= 0) {
        span.className = "marked";
        span.dataset.mark = String(over);
      } else if (this.isDoubtful(index)) {
        span.className = "doubtful";
        span.title = label(this.sheet, "sure", { n: Math.round(word[6]) });
      }
      span.dataset.word = String(index);
      this.pane.append(this.between(at, start), span);
      at = end;
      return span;
    });
    this.pane.append(this.between(at, this.letters.length));
    if (!this.sheet.text.trim()) {
      this.pane.append(element("p", { className: "note", textContent: label(this.sheet, "no_text") }));
    }
  }

  between(start: number, end: number): string {
    return this.letters.slice(start, end).join("");
  }

  private isDoubtful(index: number): boolean {
    const word = this.sheet.words[index];
    return !!word && (word[6] < LOW_CONFIDENCE || word[7].length > 0);
  }

  private wordOf(event: Event): number {
    return event.target instanceof HTMLElement ? Number(event.target.dataset.word ?? -1) : -1;
  }

  private listen(): void {
    this.pane.addEventListener("pointerover", (event) => {
      const word = this.wordOf(event);
      this.reader.pointed(word);
      if (this.swept >= 0 && word >= 0) this.reader.swept(Math.min(this.swept, word), Math.max(this.swept, word));
    });
    this.pane.addEventListener("pointerleave", () => this.reader.pointed(-1));
    this.pane.addEventListener("pointerdown", (event) => {
      const word = this.wordOf(event);
      if (!this.pane.classList.contains("selecting") || word < 0) return;
      event.preventDefault();
      this.swept = word;
      this.reader.swept(word, word);
    });
    window.addEventListener("pointerup", () => (this.swept = -1));
    this.pane.addEventListener("click", (event) => {
      const word = this.wordOf(event);
      if (word < 0 || this.pane.classList.contains("selecting")) return;
      this.reader.looked(word);
      this.ask(word);
    });
  }

  point(index: number): void {
    this.spans.forEach((span, place) => span.classList.toggle("pointed", place === index));
  }

  select(words: number[]): void {
    const selected = new Set(words);
    this.spans.forEach((span, place) => span.classList.toggle("selected", selected.has(place)));
  }

  mark(index: number): void {
    const current = this.spans.filter((span) => span.dataset.mark === String(index));
    this.spans.forEach((span) => span.classList.toggle("current", current.includes(span)));
    if (current[0]) this.show(current[0]);
  }

  private show(span: HTMLElement): void {
    this.pane.scrollTo({ top: span.offsetTop - this.pane.clientHeight / 2, behavior: "instant" });
  }

  /** The words of the line in which a place of the text stands, as first and last of the sheet's list. */
  line(place: number): [number, number] | null {
    const start = this.letters.lastIndexOf("\n", Math.max(place - 1, 0)) + 1;
    const found = this.letters.indexOf("\n", place);
    const end = found < 0 ? this.letters.length : found;
    const inside = this.sheet.words.flatMap((word, index) => (word[0] >= start && word[1] <= end ? [index] : []));
    const [first, last] = [inside[0], inside.at(-1)];
    return first === undefined || last === undefined ? null : [first, last];
  }

  /** Goes to the next doubtful word after the one that was asked about, and asks about it. */
  nextDoubtful(): number {
    const from = Number(this.asked?.dataset.of ?? -1);
    const all = this.spans.flatMap((_, index) => (this.isDoubtful(index) ? [index] : []));
    const next = all.find((index) => index > from) ?? all[0] ?? -1;
    const span = this.spans[next];
    if (span) {
      this.show(span);
      this.ask(next);
    }
    return next;
  }

  /** Offers what a doubtful word may be, and a field to write what it is. */
  private ask(index: number): void {
    this.close();
    const [word, span] = [this.sheet.words[index], this.spans[index]];
    if (!word || !span || !this.isDoubtful(index) || !this.sheet.may_correct) return;
    const field = element("input", { type: "text", value: span.textContent ?? "", lang: this.sheet.text_language });
    field.setAttribute("aria-label", label(this.sheet, "read_as"));
    const take = () => field.value.trim() && this.reader.replaced(index, field.value.trim());
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") take();
      if (event.key === "Escape") this.close();
    });
    const others = word[7].map((other) => button(other, label(this.sheet, "read_as"), () => this.reader.replaced(index, other), "other"));
    this.asked = element("div", { className: "asked" }, [
      element("div", { className: "soft", textContent: label(this.sheet, "sure", { n: Math.round(word[6]) }) }),
      element("div", { className: "others" }, others),
      element("div", { className: "own" }, [field, button(label(this.sheet, "replace"), label(this.sheet, "replace"), take)]),
    ]);
    this.asked.dataset.of = String(index);
    this.pane.append(this.asked);
    this.asked.style.top = `${span.offsetTop + span.offsetHeight + 4}px`;
    this.asked.style.left = `${Math.max(0, Math.min(span.offsetLeft, this.pane.clientWidth - this.asked.offsetWidth - 8))}px`;
    field.focus({ preventScroll: true });
    field.select();
  }

  close(): void {
    this.asked?.remove();
    this.asked = null;
  }
}

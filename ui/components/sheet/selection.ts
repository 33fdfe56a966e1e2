// What is selected on a sheet: words in the text or a region of the scan, to be copied as a quotation or taken as evidence.

import { numbers, readState, writeState } from "./address";
import { type Box, type Evidence, type Sheet, around, boxOf, label } from "./data";
import { button, copier, element } from "./dom";

export class Selection {
  readonly bar = element("div", { className: "selection", hidden: true });
  private words: [number, number] | null = null;
  private region: Box | null = null;

  constructor(
    private readonly sheet: Sheet,
    private readonly changed: () => void,
    private readonly take: (evidence: Evidence) => void,
  ) {
    const { words, region } = readState();
    const [first, last] = numbers(words, 2) ?? [];
    if (first !== undefined && last !== undefined && first <= last && last < sheet.words.length) this.words = [first, last];
    this.region = numbers(region, 4) as Box | null;
  }

  /** The region that was drawn, else the one around the words. */
  get box(): Box | null {
    if (this.region) return this.region;
    const boxes = this.indices().map((index) => boxOf(this.sheet.words[index]!));
    return boxes.length ? around(boxes) : null;
  }

  /** The selected words by their places in the sheet's list. */
  indices(): number[] {
    if (!this.words) return [];
    const [first, last] = this.words;
    const all = Array.from({ length: last - first + 1 }, (_, step) => first + step);
    const region = this.region;
    return region ? all.filter((index) => liesIn(boxOf(this.sheet.words[index]!), region)) : all;
  }

  sweep(first: number, last: number): void {
    this.words = [first, last];
    this.region = null;
    this.tell();
  }

  draw(region: Box): void {
    const inside = this.sheet.words.flatMap((word, index) => (liesIn(boxOf(word), region) ? [index] : []));
    this.region = region;
    this.words = inside.length ? [inside[0]!, inside.at(-1)!] : null;
    this.tell();
  }

  /** One word more or less at the end. */
  extend(by: number): void {
    if (!this.words) return;
    const [first, last] = this.words;
    this.sweep(first, Math.min(Math.max(last + by, first), this.sheet.words.length - 1));
  }

  clear(): void {
    this.words = null;
    this.region = null;
    this.tell();
  }

  get evidence(): Evidence | null {
    const box = this.box;
    if (!box) return null;
    const words = this.indices();
    const [first, last] = [this.sheet.words[words[0] ?? -1], this.sheet.words[words.at(-1) ?? -1]];
    const { page_id, version } = this.sheet;
    return { page_id, version, words, start: first?.[0] ?? 0, end: last?.[1] ?? 0, text: this.quotation(words), box };
  }

  private quotation(words: number[]): string {
    const letters = Array.from(this.sheet.text);
    return words.map((index) => letters.slice(this.sheet.words[index]![0], this.sheet.words[index]![1]).join("")).join(" ");
  }

  private tell(): void {
    writeState({ words: this.words?.join("-") ?? "", region: this.region?.join(",") ?? "" });
    this.show();
    this.changed();
  }

  show(): void {
    const taken = this.evidence;
    this.bar.hidden = !taken;
    if (!taken) return;
    const { sheet } = this;
    const reference = sheet.references.find(({ name }) => name === sheet.language) ?? sheet.references[0];
    const quoted = taken.text ? `«${taken.text}»` : label(sheet, "region_only");
    const parts: HTMLElement[] = [copier(label(sheet, "copy_quotation"), label(sheet, "copied"), () => [quoted, reference?.text].filter(Boolean).join(" — "))];
    if (sheet.offers_requests) {
      const take = button(label(sheet, "take"), `${label(sheet, "take")} (t)`, () => this.take(taken), "take");
      parts.unshift(take);
    }
    parts.push(button(label(sheet, "clear"), `${label(sheet, "clear")} (Esc)`, () => this.clear()));
    this.bar.replaceChildren(element("q", { textContent: taken.text || quoted }), element("div", { className: "group" }, parts));
  }
}

function liesIn([left, top, width, height]: Box, [x, y, wide, high]: Box): boolean {
  const [across, down] = [left + width / 2, top + height / 2];
  return across >= x && across <= x + wide && down >= y && down <= y + high;
}

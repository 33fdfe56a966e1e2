// Printing: the whole sheet as one picture with its marked words, under it what it is and where it lies.

import { readState, turnOf } from "./address";
import { type Sheet } from "./data";
import { element } from "./dom";

// 1,800 pixels over the width of A4 are 220 dots an inch, as much as an office printer shows.
const PRINT_WIDTH = 1800;

export class Printing {
  readonly part = element("div", { className: "printed" });
  private readonly picture = element("img", { alt: "" });

  constructor(private readonly sheet: Sheet) {
    const lines = sheet.references.map(({ name, text }) => element("p", { lang: name, className: "cited", textContent: text }));
    const title = sheet.facts[0] ? [element("p", { textContent: sheet.facts[0][1] })] : [];
    this.part.append(this.picture, ...lines, ...title, element("p", { textContent: window.location.host + window.location.pathname + `?id=${sheet.page_id}` }));
  }

  async print(): Promise<void> {
    const marks = this.sheet.marks.map((mark) => `&mark=${mark.start}-${mark.end}`).join("");
    this.picture.src = `${this.sheet.image}?width=${PRINT_WIDTH}&turn=${turnOf(readState().turn, this.sheet.turn)}${marks}`;
    await this.picture.decode().catch(() => undefined);
    window.print();
  }
}

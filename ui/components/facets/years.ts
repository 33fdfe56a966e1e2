// The histogram of years: dragged over with the pointer, moved by its two ends with the keys, or typed into two fields.

import { element } from "../sheet/dom";
import type { Data } from "./facets";

type Span = [number, number];

// Narrower bars cannot be told from each other in a column of this width; then each stands for several years.
const MOST_BARS = 60;
const STEPS = [1, 2, 5, 10, 20, 50, 100];
// A year or two alone would be drawn as a wall; so much air at either side makes bars of them.
const FEWEST_BARS = 5;
const AIR = 2;
// Who moves an end by keys sees the list once they pause.
const PAUSE = 500;

export class Years {
  readonly root: HTMLElement;
  private readonly first: number;
  private readonly last: number;
  private readonly step: number;
  private readonly bars: HTMLElement[];
  private readonly plot = element("div", { className: "plot" });
  private readonly told = element("output", { className: "told" });
  private readonly ends: [HTMLElement, HTMLElement];
  private span: Span;
  private pressed: number | null = null;
  private timer = 0;

  constructor(
    private readonly data: Data,
    private readonly chosen: (from: string, to: string) => void,
  ) {
    const years = data.years.map(([year]) => year);
    const low = Math.min(...years, Number(data.from) || Infinity, Number(data.to) || Infinity);
    const high = Math.max(...years, Number(data.from) || -Infinity, Number(data.to) || -Infinity);
    const air = high - low + 1 < FEWEST_BARS ? AIR : 0;
    this.step = STEPS.find((step) => (high - low) / step < MOST_BARS) ?? 100;
    this.first = Math.floor((low - air) / this.step) * this.step;
    this.last = high + air;
    this.span = [Number(data.from) || low, Number(data.to) || high];
    this.bars = this.drawBars();
    this.ends = [this.end(0), this.end(1)];
    this.plot.append(...this.bars, ...this.ends);
    this.listen();
    const axis = element("div", { className: "axis" }, [low - air, high + air].map((year) => element("span", { textContent: String(year) })));
    const legend = element("legend", { textContent: data.labels.years });
    this.root = element("fieldset", { className: "years" }, [legend, this.plot, axis, this.fields(), this.told]);
    this.mark();
    this.tell(this.span);
  }

  private drawBars(): HTMLElement[] {
    const counts: number[] = [];
    for (const [year, pages] of this.data.years) {
      const at = Math.floor((year - this.first) / this.step);
      counts[at] = (counts[at] ?? 0) + pages;
    }
    const length = Math.floor((this.last - this.first) / this.step) + 1;
    const highest = Math.max(...counts.filter(Boolean), 1);
    return Array.from({ length }, (_, at) => {
      const bar = element("i");
      // A year of one sheet beside one of a thousand must still be seen.
      bar.style.setProperty("height", counts[at] ? `${Math.max(6, (100 * counts[at]) / highest)}%` : "0");
      return element("div", { className: "bar" }, [bar]);
    });
  }

  private listen(): void {
    this.plot.addEventListener("pointerdown", (event) => {
      if (event.button || (event.target as Element).getAttribute("role") === "slider") return;
      this.plot.setPointerCapture(event.pointerId);
      this.pressed = this.yearAt(event);
      this.drag(event);
    });
    this.plot.addEventListener("pointermove", (event) => {
      if (this.pressed !== null) this.drag(event);
      else this.tell([this.yearAt(event), this.yearAt(event) + this.step - 1]);
    });
    this.plot.addEventListener("pointerleave", () => this.pressed === null && this.tell(this.span));
    this.plot.addEventListener("pointerup", () => {
      if (this.pressed === null) return;
      this.pressed = null;
      this.commit();
    });
    this.plot.addEventListener("pointercancel", () => (this.pressed = null));
  }

  private drag(event: PointerEvent): void {
    const year = this.yearAt(event);
    const from = Math.min(this.pressed as number, year);
    this.span = [from, Math.min(this.last, Math.max(this.pressed as number, year) + this.step - 1)];
    this.mark();
    this.tell(this.span);
  }

  private yearAt(event: PointerEvent): number {
    const { left, width } = this.plot.getBoundingClientRect();
    const at = Math.floor(((event.clientX - left) / Math.max(1, width)) * this.bars.length);
    return this.first + this.step * Math.max(0, Math.min(this.bars.length - 1, at));
  }

  /** One end of the span, moved by the keys. */
  private end(which: 0 | 1): HTMLElement {
    const made = element("span", { className: "end", tabIndex: 0, id: `end-${which}` });
    made.setAttribute("role", "slider");
    made.setAttribute("aria-label", which ? this.data.labels.to : this.data.labels.from);
    made.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      const [low, high] = which ? [this.span[0], this.last] : [this.first, this.span[1]];
      this.span[which] = Math.max(low, Math.min(high, this.span[which] + by));
      this.mark();
      this.tell(this.span);
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.commit(), PAUSE);
    });
    return made;
  }

  private fields(): HTMLElement {
    const { labels, from, to } = this.data;
    const make = (name: string, value: string) => {
      const input = element("input", { type: "text", inputMode: "numeric", maxLength: 4, value, placeholder: name });
      input.setAttribute("aria-label", name);
      input.addEventListener("change", () => this.typed(inputs));
      return input;
    };
    const inputs = [make(labels.from, from), make(labels.to, to)] as const;
    return element("div", { className: "fields" }, [inputs[0], element("span", { textContent: "–" }), inputs[1]]);
  }

  private typed(inputs: readonly HTMLInputElement[]): void {
    const [from, to] = inputs.map((input) => input.value.trim()) as [string, string];
    if ([from, to].every((year) => !year || /^[1-9]\d{3}$/.test(year))) this.chosen(from, to);
  }

  private commit(): void {
    const [from, to] = this.span;
    this.chosen(String(from), String(to));
  }

  private mark(): void {
    this.bars.forEach((bar, at) => {
      const year = this.first + at * this.step;
      bar.classList.toggle("out", year + this.step - 1 < this.span[0] || year > this.span[1]);
    });
    this.ends.forEach((end, which) => {
      const year = this.span[which as 0 | 1];
      const part = (year - this.first + which) / (this.bars.length * this.step);
      end.style.setProperty("left", `${100 * Math.min(1, part)}%`);
      end.setAttribute("aria-valuemin", String(this.first));
      end.setAttribute("aria-valuemax", String(this.last));
      end.setAttribute("aria-valuenow", String(year));
    });
  }

  private tell([from, to]: Span): void {
    const pages = this.data.years.filter(([year]) => year >= from && year <= to).reduce((sum, [, some]) => sum + some, 0);
    const last = Math.min(to, this.last);
    const count = new Intl.NumberFormat(this.data.language).format(pages);
    this.told.textContent = `${from === last ? from : `${from}–${last}`}: ${count}`;
  }
}

// The row of tools above the scan.

import { percent, readState, writeState } from "./address";
import { type Sheet, label } from "./data";
import { button, element, sign } from "./dom";

export interface Actions {
  step(by: number): void;
  sheet(by: number): void;
  zoom(larger: boolean): void;
  whole(): void;
  turn(): void;
  filter(): void;
  select(): void;
  print(): void;
}

/** Lets Escape and a press elsewhere close what lies open over the scan. */
function putAway(details: HTMLDetailsElement, summary: HTMLElement): void {
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.stopPropagation();
    details.open = false;
    summary.focus();
  });
  const elsewhere = (event: Event) => {
    if (!event.composedPath().includes(details)) details.open = false;
  };
  details.addEventListener("toggle", () => {
    if (details.open) document.addEventListener("pointerdown", elsewhere, true);
    else document.removeEventListener("pointerdown", elsewhere, true);
  });
}

export class Tools {
  readonly row: HTMLDivElement;
  readonly counter = element("span", { className: "counter" });
  private readonly selecting: HTMLButtonElement;

  constructor(
    private readonly sheet: Sheet,
    private readonly actions: Actions,
  ) {
    this.counter.setAttribute("role", "status");
    const tool = (name: string, drawn: string, action: () => void, enabled = true) => {
      const made = button(sign(drawn), label(sheet, name), action, name);
      made.disabled = !enabled;
      return made;
    };
    const found = sheet.marks.length || sheet.more_before || sheet.more_after;
    const hits = [tool("previous_hit", "up", () => actions.step(-1)), this.counter, tool("next_hit", "down", () => actions.step(1))];
    this.selecting = tool("select", "region", () => actions.select());
    this.selecting.setAttribute("aria-pressed", "false");
    this.row = element("div", { className: "tools" }, [
      element("div", { className: "group" }, found ? hits : []),
      element("div", { className: "group" }, [
        tool("smaller", "minus", () => actions.zoom(false)),
        tool("larger", "plus", () => actions.zoom(true)),
        tool("whole", "whole", () => actions.whole()),
        tool("turn", "turn", () => actions.turn()),
        this.ink(),
        this.selecting,
        tool("print", "print", () => actions.print()),
      ]),
      element("div", { className: "group" }, [
        tool("previous_sheet", "left", () => actions.sheet(-1), sheet.sheet_before),
        tool("next_sheet", "right", () => actions.sheet(1), sheet.sheet_after),
      ]),
    ]);
  }

  /** Light and contrast, for faint pages. */
  private ink(): HTMLElement {
    const name = label(this.sheet, "ink");
    const summary = element("summary", { title: name }, [sign("light")]);
    summary.setAttribute("aria-label", name);
    const slider = (which: "light" | "contrast", most: number) => {
      const field = element("input", { type: "range", min: "40", max: String(most), step: "5", value: String(percent(readState()[which])) });
      field.addEventListener("input", () => {
        writeState({ [which]: field.value === "100" ? "" : field.value });
        this.actions.filter();
      });
      return { field, row: element("label", {}, [element("span", { textContent: label(this.sheet, which) }), field]) };
    };
    const [light, contrast] = [slider("light", 180), slider("contrast", 300)];
    const back = button(label(this.sheet, "as_scanned"), label(this.sheet, "as_scanned"), () => {
      for (const { field } of [light, contrast]) field.value = "100";
      writeState({ light: "", contrast: "" });
      this.actions.filter();
    });
    const made = element("details", { className: "ink" }, [summary, element("div", { className: "sliders" }, [light.row, contrast.row, back])]);
    putAway(made, summary);
    return made;
  }

  pressed(on: boolean): void {
    this.selecting.setAttribute("aria-pressed", String(on));
  }

  count(index: number): void {
    const { marks, place } = this.sheet;
    this.counter.textContent = [marks.length ? `${index + 1} / ${marks.length}` : "", place].filter(Boolean).join(" · ");
  }
}

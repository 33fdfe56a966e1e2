// What a list is narrowed by: a histogram of years to be dragged over, and the values of each facet with their counts.

import { button, element } from "../sheet/dom";
import { changed, visit } from "../visit";
import { Years } from "./years";

interface Facet {
  name: string;
  title: string;
  /** Value, label, number of pages, whether it is chosen. */
  values: [string, string, number, boolean][];
}

export interface Data {
  language: string;
  facets: Facet[];
  /** Pages by year, in order of the years. */
  years: [number, number][];
  from: string;
  to: string;
  labels: { narrow: string; years: string; from: string; to: string; everything: string; more: string; less: string; drag: string };
}

// As many as the eye takes in at a glance; the rest is one press away.
const SHOWN = 6;

class Facets {
  private drawn = "";
  private readonly opened = new Set<string>();
  private years?: Years;

  constructor(private readonly root: Element) {}

  update(data: Data): void {
    const drawn = JSON.stringify(data);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const focused = (this.root.getRootNode() as ShadowRoot).activeElement?.id;
    this.draw(data);
    if (focused) this.root.querySelector<HTMLElement>(`#${CSS.escape(focused)}`)?.focus();
  }

  private draw(data: Data): void {
    const { labels, facets } = data;
    const parts: HTMLElement[] = [];
    const chosen = data.from || data.to || facets.some((facet) => facet.values.some((value) => value[3]));
    if (chosen) {
      const nothing = { year_from: "", year_to: "", ...Object.fromEntries(facets.map((facet) => [facet.name, ""])) };
      parts.push(button(labels.everything, labels.everything, () => visit(changed(nothing)), "everything"));
    }
    if (data.years.length) {
      this.years = new Years(data, (from, to) => visit(changed({ year_from: from, year_to: to }), { stay: true }));
      parts.push(this.years.root);
    }
    for (const facet of facets) if (facet.values.length) parts.push(this.facet(facet, data));
    const made = element("div", { className: "facets" }, parts);
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", labels.narrow);
    this.root.replaceChildren(made);
  }

  private facet(facet: Facet, data: Data): HTMLElement {
    const number = new Intl.NumberFormat(data.language);
    const rows = facet.values.map(([value, label, pages, on], index) => {
      const box = element("input", { type: "checkbox", checked: on, id: `${facet.name}-${index}` });
      box.addEventListener("change", () => {
        const chosen = facet.values.filter((one) => (one[0] === value ? box.checked : one[3])).map((one) => one[0]);
        visit(changed({ [facet.name]: chosen }), { stay: true });
      });
      const count = element("span", { className: "count", textContent: number.format(pages) });
      const name = element("span", { className: "name", textContent: label, title: label });
      return element("label", { hidden: index >= SHOWN && !on && !this.opened.has(facet.name) }, [box, name, count]);
    });
    const made = element("fieldset", {}, [element("legend", { textContent: facet.title }), ...rows]);
    const hidden = rows.filter((row) => row.hidden).length;
    if (hidden) {
      const text = data.labels.more.replace("{n}", number.format(hidden));
      const more = button(text, text, () => {
        this.opened.add(facet.name);
        for (const row of rows) row.hidden = false;
        more.remove();
      }, "more");
      made.append(more);
    }
    return made;
  }
}

const known = new WeakMap<Element, Facets>();

/** Called by Streamlit each time that its script has run. */
export default function ({ parentElement, data }: { parentElement: Element; data: Data }): void {
  let facets = known.get(parentElement);
  if (!facets) {
    facets = new Facets(parentElement.querySelector(".paraq-facets") as Element);
    known.set(parentElement, facets);
  }
  facets.update(data);
}

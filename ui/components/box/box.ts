// The search box: completes names as they are typed, offers to ask many pasted lines as a list, and has the switches of the list.

import { button, element, isTyping, sign } from "../sheet/dom";
import { changed, placed, sendList, visit } from "../visit";
import { Completion } from "./completion";

interface Labels {
  what: string;
  example: string;
  find: string;
  every: string;
  order: string;
  group: string;
  clear: string;
  names: string;
  person: string;
  organisation: string;
  fonds: string;
  pasted: string;
  ask: string;
  join: string;
  list: string;
  failed: string;
}

export interface Data {
  language: string;
  q: string;
  every: boolean;
  order: string;
  group: string;
  /** Codes and names of the orders and the groupings. */
  orders: [string, string][];
  groups: [string, string][];
  /** Whether there is a list whose order and grouping can be chosen. */
  listed: boolean;
  labels: Labels;
}

class Box {
  private data!: Data;
  private readonly input = element("input", { type: "search", maxLength: 1000, autocomplete: "off", spellcheck: false });
  private readonly said = element("div", { className: "said", hidden: true });
  private readonly completion: Completion;
  private drawn = "";

  constructor(private readonly root: Element) {
    this.completion = new Completion(this.input, (query) => this.find(query));
    this.said.setAttribute("role", "status");
    this.input.addEventListener("paste", (event) => this.pasted(event));
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.input.value && !this.completion.open) this.input.value = "";
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || isTyping(event) || !this.root.isConnected) return;
      event.preventDefault();
      this.input.focus();
      this.input.select();
    });
  }

  update(data: Data): void {
    const asked = this.data?.q;
    this.data = data;
    // What is being typed stays until another search is in the address.
    if (asked !== data.q) this.input.value = data.q;
    const drawn = JSON.stringify({ ...data, q: "" });
    if (drawn !== this.drawn) this.draw();
    this.drawn = drawn;
    if (asked === undefined && !data.listed) this.input.focus({ preventScroll: true });
  }

  private draw(): void {
    const { labels } = this.data;
    this.input.placeholder = labels.example;
    this.input.setAttribute("aria-label", labels.what);
    this.completion.names(labels.names, { person: labels.person, organisation: labels.organisation, fonds: labels.fonds }, this.data.language);
    const submit = element("button", { type: "submit", className: "primary", textContent: labels.find });
    const field = element("div", { className: "field" }, [sign("find"), this.input, this.completion.list]);
    const form = element("form", {}, [field, submit]);
    form.setAttribute("role", "search");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.find(this.input.value);
    });
    const focused = (this.root.getRootNode() as ShadowRoot | Document).activeElement === this.input;
    this.root.replaceChildren(form, this.switches(), this.said);
    if (focused) this.input.focus();
  }

  private switches(): HTMLElement {
    const { labels, every, orders, groups, order, group, listed } = this.data;
    const box = element("input", { type: "checkbox", checked: every });
    box.addEventListener("change", () => visit(changed({ q: this.input.value.trim(), every: box.checked ? "1" : "" })));
    const parts: HTMLElement[] = [element("label", { className: "every" }, [box, labels.every])];
    if (listed) {
      parts.push(choice(labels.order, "order", orders, order, (code) => visit(changed({ order: code === orders[0]?.[0] ? "" : code }))));
      parts.push(choice(labels.group, "group", groups, group, (code) => visit(changed({ group: code }))));
    }
    return element("div", { className: "switches" }, parts);
  }

  private find(query: string): void {
    this.completion.close();
    this.said.hidden = true;
    this.input.value = query;
    visit(changed({ q: query.trim(), like: "", record: "", saved: "" }));
  }

  /** Several lines that are pasted are a list of questions, as it is copied from a spreadsheet or a letter. */
  private pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text") ?? "";
    const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim());
    if (lines.length < 2) return;
    event.preventDefault();
    const { labels, language } = this.data;
    const ask = button(labels.ask, labels.ask, async () => {
      ask.disabled = true;
      try {
        const id = await sendList(new Blob([lines.join("\n") + "\n"]), `${labels.list}.csv`, language);
        visit(placed("/batch", { batch: id }));
      } catch (error) {
        this.said.replaceChildren(`${labels.failed} ${error instanceof Error ? error.message : ""}`);
      }
    }, "primary");
    const join = button(labels.join, labels.join, () => {
      this.input.value = lines.join(" ").slice(0, this.input.maxLength);
      this.said.hidden = true;
      this.input.focus();
    });
    const count = new Intl.NumberFormat(language).format(lines.length);
    this.said.replaceChildren(element("span", { textContent: labels.pasted.replace("{n}", count) }), ask, join);
    this.said.hidden = false;
  }
}

function choice(name: string, key: string, codes: [string, string][], chosen: string, go: (code: string) => void): HTMLElement {
  const options = codes.map(([code, label]) => {
    const radio = element("input", { type: "radio", name: key, value: code, checked: code === chosen });
    radio.addEventListener("change", () => go(code));
    return element("label", {}, [radio, element("span", { textContent: label })]);
  });
  const made = element("fieldset", { className: "choice" }, [element("legend", { textContent: name }), ...options]);
  return made;
}

const boxes = new WeakMap<Element, Box>();

/** Called by Streamlit each time that its script has run. */
export default function ({ parentElement, data }: { parentElement: Element; data: Data }): void {
  let box = boxes.get(parentElement);
  if (!box) {
    box = new Box(parentElement.querySelector(".paraq-box") as Element);
    boxes.set(parentElement, box);
  }
  box.update(data);
}

// Takes a list of questions, dropped, chosen or pasted, and sends it straight to the API.

import { button, element } from "../sheet/dom";
import { placed, sendList, visit } from "../visit";

interface Data {
  language: string;
  labels: { drop: string; choose: string; paste: string; ask: string; sending: string; failed: string; name: string };
}

class List {
  private drawn = "";
  private busy = false;
  private readonly text = element("textarea", { rows: 4, spellcheck: false });
  private readonly said = element("p", { className: "said" });

  constructor(private readonly root: Element) {
    this.said.setAttribute("role", "status");
  }

  update(data: Data): void {
    const drawn = JSON.stringify(data);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const { labels, language } = data;
    const input = element("input", { type: "file", accept: ".csv,.txt,.tsv,.xlsx", className: "hidden" });
    const send = (list: Blob, name: string) => void this.send(list, name, data);
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (file) send(file, file.name);
      input.value = "";
    });
    const zone = element("div", { className: "zone" }, [
      element("span", { textContent: labels.drop }),
      button(labels.choose, labels.choose, () => input.click(), "primary"),
      input,
    ]);
    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      const file = event.dataTransfer?.files[0];
      if (file) send(file, file.name);
    });
    this.text.placeholder = labels.paste;
    this.text.setAttribute("aria-label", labels.paste);
    const ask = button(labels.ask, labels.ask, () => {
      if (this.text.value.trim()) send(new Blob([`${this.text.value.trim()}\n`]), `${labels.name} ${today(language)}.csv`);
      else this.text.focus();
    });
    this.root.replaceChildren(zone, element("div", { className: "row" }, [this.text, ask]), this.said);
  }

  private async send(list: Blob, name: string, { labels, language }: Data): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.said.classList.remove("wrong");
    this.said.textContent = labels.sending.replace("{name}", name);
    try {
      const id = await sendList(list, name, language);
      this.text.value = "";
      this.said.textContent = "";
      visit(placed("/batch", { batch: id }));
    } catch (error) {
      this.said.classList.add("wrong");
      // The browser's own words of a lost connection are in its language, not in the screen's.
      this.said.textContent = `${labels.failed} ${error instanceof TypeError || !(error instanceof Error) ? "" : error.message}`;
    }
    this.busy = false;
  }
}

function today(language: string): string {
  return new Date().toLocaleDateString(language === "en" ? "en-GB" : "ru", { day: "2-digit", month: "2-digit", year: "numeric" });
}

const lists = new WeakMap<Element, List>();

/** Called by Streamlit each time that its script has run. */
export default function ({ parentElement, data }: { parentElement: Element; data: Data }): void {
  let list = lists.get(parentElement);
  if (!list) {
    list = new List(parentElement.querySelector(".paraq-list") as Element);
    lists.set(parentElement, list);
  }
  list.update(data);
}

// Completes what is typed with names that sheets bear, whatever the spelling; the pattern of a combobox with a list (ARIA 1.2).

import { element } from "../sheet/dom";

interface Suggestion {
  kind: "person" | "organisation" | "fonds";
  text: string;
  query: string;
}

// Longer than between two keys of a quick typist, shorter than anybody waits on purpose.
const PAUSE = 90;
const MOST = 8;
// The last words of what is typed may be a name though all of it is none.
const WORDS = 3;

export class Completion {
  readonly list = element("ul", { className: "names", id: "names", hidden: true });
  private found: Suggestion[] = [];
  private replaced = 0;
  private at = -1;
  private timer = 0;
  private asked = new AbortController();
  private language = "";
  private kinds: Record<string, string> = {};

  constructor(
    private readonly input: HTMLInputElement,
    private readonly chosen: (query: string) => void,
  ) {
    this.list.setAttribute("role", "listbox");
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "names" }))
      input.setAttribute(name, value);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.later());
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    input.addEventListener("keydown", (event) => this.press(event));
  }

  get open(): boolean {
    return !this.list.hidden;
  }

  names(label: string, kinds: Record<string, string>, language: string): void {
    this.list.setAttribute("aria-label", label);
    this.kinds = kinds;
    this.language = language;
  }

  close(): void {
    clearTimeout(this.timer);
    this.asked.abort();
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.complete(), PAUSE);
  }

  private async complete(): Promise<void> {
    this.asked.abort();
    this.asked = new AbortController();
    const typed = this.input.value;
    if (this.input.selectionEnd !== typed.length) return this.close();
    for (const [start, part] of parts(typed)) {
      const answer = await fetch(`/v1/suggest?${new URLSearchParams({ q: part.slice(0, 200), limit: String(MOST) })}`, {
        signal: this.asked.signal,
        headers: { "Accept-Language": this.language },
      }).catch(() => undefined);
      // Who types on has asked anew; what does not answer completes nothing, and the search itself says why.
      if (!answer?.ok) return;
      const { suggestions } = (await answer.json()) as { suggestions: Suggestion[] };
      if (suggestions.length) return this.show(suggestions, start);
    }
    this.close();
  }

  private show(found: Suggestion[], replaced: number): void {
    this.found = found;
    this.replaced = replaced;
    this.at = -1;
    const options = found.map((one, index) => {
      const kind = element("span", { className: "kind", textContent: this.kinds[one.kind] ?? "" });
      const option = element("li", { id: `name-${index}` }, [element("span", { textContent: one.text }), kind]);
      option.setAttribute("role", "option");
      // Before the input loses the focus, which closes the list.
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        this.take(one);
      });
      return option;
    });
    this.list.replaceChildren(...options);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  private press(event: KeyboardEvent): void {
    if (!this.open) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.mark((this.at + step + this.found.length + 1) % (this.found.length + 1));
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Enter" && this.found[this.at]) {
      event.preventDefault();
      this.take(this.found[this.at] as Suggestion);
    }
  }

  /** Marks an option; one past the last is the input itself. */
  private mark(at: number): void {
    this.at = at;
    [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (this.found[at]) this.input.setAttribute("aria-activedescendant", `name-${at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private take(one: Suggestion): void {
    this.close();
    this.chosen(this.input.value.slice(0, this.replaced) + one.query);
  }
}

/** What of the typed text may be the beginning of a name, the longest first, each with where it begins. */
export function parts(typed: string): [number, string][] {
  const quoted = /(?:\p{L}+:)?["«“]([^"»”]*)$/u.exec(typed);
  // An odd number of quotation marks: the last one is open, and what stands behind it is meant.
  if (quoted && (typed.match(/["«“»”]/gu) ?? []).length % 2) return [[quoted.index, quoted[1] ?? ""]];
  const starts = [...typed.matchAll(/[^\s"«»“”()]+/gu)].map((word) => word.index).slice(-WORDS);
  const whole = /["«»“”():]/u.test(typed) ? [] : [typed.length - typed.trimStart().length];
  const tails = [...new Set([...whole, ...starts])];
  return tails.map((start): [number, string] => [start, typed.slice(start)]).filter(([, part]) => part.trim().length > 1 && !part.includes('"'));
}

// Making elements. Everything that comes from records is put in as text, never as HTML: a component has all rights of the page.

type Properties<T> = Partial<Omit<T, "style" | "dataset" | "classList">>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties<HTMLElementTagNameMap[K]> = {},
  children: (Node | string)[] = [],
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// Drawn on 16 by 16; strokes take the colour of the text.
const SIGNS: Record<string, string> = {
  up: "M8 13V3M4 7l4-4 4 4",
  down: "M8 3v10M4 9l4 4 4-4",
  left: "M13 8H3M7 4L3 8l4 4",
  right: "M3 8h10M9 4l4 4-4 4",
  minus: "M3 8h10",
  plus: "M3 8h10M8 3v10",
  whole: "M6 2H2v4M10 2h4v4M6 14H2v-4M10 14h4v-4",
  turn: "M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3",
  light: "M8 3a5 5 0 1 0 0 10zM8 1.2v-.1M8 15v-.1M3 3l-.1-.1M13 3l.1-.1M3 13l-.1.1M13 13l.1.1M15 8h-.1M8 3a5 5 0 0 1 0 10",
  region: "M2 5V2h3M11 2h3v3M14 11v3h-3M5 14H2v-3M5 8h6M8 5v6",
  find: "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9M10.3 10.3L14 14",
  print: "M4 6V2h8v4M4 12H2V6h12v6h-2M4 9.5h8V14H4z",
};

export function sign(name: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const made = document.createElementNS(space, "svg");
  made.setAttribute("viewBox", "0 0 16 16");
  made.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SIGNS[name] ?? "");
  made.append(path);
  return made;
}

export function button(content: Node | string, title: string, action: () => void, className = ""): HTMLButtonElement {
  const made = element("button", { type: "button", className, title }, [content]);
  if (typeof content !== "string") made.setAttribute("aria-label", title);
  made.addEventListener("click", action);
  return made;
}

/** Copies a text; where the browser gives no clipboard, which it does to https and localhost only, by the old way. */
export async function copy(text: string): Promise<void> {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = element("textarea", { value: text });
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

/** A button that copies what `text` gives and says for a moment that it has. */
export function copier(name: string, done: string, text: () => string, title = ""): HTMLButtonElement {
  const made = element("button", { type: "button", className: "copy", textContent: name, title });
  made.addEventListener("click", async () => {
    await copy(text());
    made.textContent = done;
    setTimeout(() => (made.textContent = name), 1600);
  });
  return made;
}

export function isTyping(event: Event): boolean {
  const inside = event.composedPath()[0];
  return inside instanceof HTMLElement && (inside.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(inside.tagName));
}

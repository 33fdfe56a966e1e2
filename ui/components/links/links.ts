// Follows the screen's own links without loading the page anew, copies what a button holds, and leads through a list by keys.

import { copy, isTyping } from "../sheet/dom";
import { arrived, visit } from "../visit";

interface Data {
  slow: string;
}

const HITS = ".hits li.hit > .about > a.reference";

function hits(): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>(HITS)];
}

function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const path = event.composedPath();
  const copier = path.find((one) => one instanceof HTMLButtonElement && one.dataset.copy !== undefined) as HTMLButtonElement;
  if (copier) void copied(copier);
  const link = path.find((one) => one instanceof HTMLAnchorElement && one.dataset.visit !== undefined) as HTMLAnchorElement;
  if (!link) return;
  event.preventDefault();
  remember(link);
  visit(link.href, { stay: link.dataset.visit === "stay" });
}

async function copied(button: HTMLButtonElement): Promise<void> {
  const name = button.textContent ?? "";
  await copy(button.dataset.copy ?? "");
  button.textContent = button.dataset.done ?? name;
  setTimeout(() => (button.textContent = name), 1600);
}

/** Writes into the address from which hit the reader leaves, so that Back leads to it. */
function remember(link: HTMLAnchorElement): void {
  const own = link.closest("li.hit")?.querySelector<HTMLAnchorElement>(":scope > .about > a.reference");
  const at = own ? hits().indexOf(own) : -1;
  if (at < 0) return;
  const address = new URL(window.location.href);
  address.searchParams.set("at", String(at));
  window.history.replaceState(window.history.state, "", address);
}

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTyping(event)) return;
  const list = hits();
  const focused = document.activeElement?.closest("li.hit")?.querySelector<HTMLAnchorElement>(":scope > .about > a.reference");
  const at = focused ? list.indexOf(focused) : -1;
  const steps: Record<string, number> = { ArrowDown: at + 1, n: at + 1, ArrowUp: at - 1, p: at - 1, Home: 0, End: list.length - 1 };
  const to = steps[event.key];
  if (to !== undefined && list.length) {
    // The keys scroll as they always do while no hit has the focus, except to the first of them.
    if (at < 0 && !["ArrowDown", "n"].includes(event.key)) return;
    event.preventDefault();
    choose(list[Math.max(0, Math.min(list.length - 1, to))]);
  } else if (focused && event.key === "ArrowRight") {
    focused.closest("li.hit")?.querySelector<HTMLAnchorElement>(":scope a.group[aria-expanded='false']")?.click();
  } else if (focused && event.key === "ArrowLeft") {
    focused.closest("li.hit:has(> a.group, > .about a.group)")?.querySelector<HTMLAnchorElement>("a.group[aria-expanded='true']")?.click();
  } else if (focused && event.key === "c") {
    focused.closest("li.hit")?.querySelector<HTMLButtonElement>(":scope > .about button[data-copy]")?.click();
  }
}

function choose(link: HTMLAnchorElement | undefined): void {
  link?.focus({ preventScroll: true });
  link?.closest("li.hit")?.scrollIntoView({ block: "nearest" });
}

/** Gives the focus back to the hit from which the reader went to a sheet. */
function returned(): void {
  const at = new URL(window.location.href).searchParams.get("at");
  if (at === null || document.activeElement !== document.body) return;
  choose(hits()[Number(at)]);
}

// The screen has one of these at a time; what listens to the whole page must listen once, however often it is drawn.
let listening = false;

/** Called by Streamlit each time that its script has run. */
export default function ({ data }: { data: Data }): void {
  if (!listening) {
    listening = true;
    document.addEventListener("click", follow);
    document.addEventListener("keydown", press);
  }
  document.documentElement.dataset.slow = data.slow;
  arrived();
  requestAnimationFrame(returned);
}

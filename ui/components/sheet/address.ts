// What of the sheet's state the address holds. It is replaced, not added to: going back is from sheet to sheet, not from word to word.

export interface State {
  /** Which marked word is looked at, or "last". */
  hit: string;
  /** Where the reader has moved the picture to: centre and width in parts of the sheet's width; empty at a marked word. */
  view: string;
  /** Degrees that the picture is turned by, empty where its writing stands upright; and its light and contrast in per cent. */
  turn: string;
  light: string;
  contrast: string;
  /** The selected words, as first-last; the selected region, as left,top,width,height. */
  words: string;
  region: string;
  /** What is open beside the scan: "", "edit" or "history". */
  panel: string;
}

const NAMES: (keyof State)[] = ["hit", "view", "turn", "light", "contrast", "words", "region", "panel"];

// Streamlit knows the address as it was when the page was loaded or it changed it itself, and writes that again with its next change.
// So what is true is kept here and put back.
let state = addressed();

function addressed(): State {
  const given = new URL(window.location.href).searchParams;
  return Object.fromEntries(NAMES.map((name) => [name, given.get(name) ?? ""])) as unknown as State;
}

/** Takes the state from the address: another sheet was opened. */
export function takeState(): void {
  state = addressed();
}

export function readState(): Readonly<State> {
  return state;
}

export function writeState(changes: Partial<State> = {}): void {
  state = { ...state, ...changes };
  const address = new URL(window.location.href);
  for (const name of NAMES) {
    if (state[name]) address.searchParams.set(name, state[name]);
    else address.searchParams.delete(name);
  }
  if (address.href !== window.location.href) window.history.replaceState(window.history.state, "", address);
}

/** Whole numbers of a value of the address, or nothing if it is not made of so many. */
export function numbers(value: string, count: number): number[] | null {
  const found = value.split(/[,-]/).map(Number);
  return value && found.length === count && found.every((one) => Number.isFinite(one) && one >= 0) ? found : null;
}

export function percent(value: string): number {
  const found = Number(value);
  return Number.isFinite(found) && found >= 30 && found <= 300 ? found : 100;
}

/** The degrees that the address says, else those at which the writing stands upright. */
export function turnOf(value: string, upright: number): number {
  return value === "" ? upright : Number(value) || 0;
}

// Going from place to place in the browser: the address changes and Streamlit follows it, as it does on Back and Forward, so that the
// page is not loaded anew and no event has to pass through Python first.

type Changes = Record<string, string | string[]>;

// Where in a list the reader is belongs to that list alone.
const OF_THE_LIST = ["after", "start", "open", "at"];

/** The address of the place that is open with other parameters; an empty one is taken away. What it shows begins at its beginning. */
export function changed(changes: Changes): string {
  const address = new URL(window.location.href);
  for (const name of OF_THE_LIST) address.searchParams.delete(name);
  for (const [name, value] of Object.entries(changes)) {
    address.searchParams.delete(name);
    for (const one of typeof value === "string" ? [value] : value) if (one) address.searchParams.append(name, one);
  }
  return address.pathname + address.search;
}

// What every address here has: the language that was chosen, and the request that is being answered.
const KEPT = ["lang", "for"];

/** The address of another place, with what every address has. */
export function placed(path: string, parameters: Record<string, string>): string {
  const asked = new URLSearchParams(parameters);
  const here = new URL(window.location.href).searchParams;
  for (const name of KEPT) {
    const value = here.get(name);
    if (value) asked.set(name, value);
  }
  return `${path}?${asked}`;
}

export function visit(address: string, { stay = false } = {}): void {
  window.history.pushState({}, "", address);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  document.documentElement.dataset.going = "";
  if (!stay) document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });
}

/** Called when the place is there that was gone to. */
export function arrived(): void {
  delete document.documentElement.dataset.going;
}

/** Sends a list of questions to the API and gives its id. */
export async function sendList(list: Blob, name: string, language: string): Promise<string> {
  const answer = await fetch(`/v1/batches?${new URLSearchParams({ name })}`, {
    method: "POST",
    headers: { "Accept-Language": language, "Content-Type": "application/octet-stream" },
    body: list,
  });
  const told = (await answer.json().catch(() => ({}))) as { batch_id?: string; title?: string; detail?: string };
  if (!answer.ok || !told.batch_id) throw new Error([told.title, told.detail].filter(Boolean).join(". "));
  return told.batch_id;
}

// What the inventories of a transfer are taken for, asked of the API and shown before anything is sent.

import { element } from "../sheet/dom";
import { content, entries } from "./zip";

export interface InventoryLabels {
  fields: Record<string, string>;
  separators: Record<string, string>;
  title: string;
  rows: string;
  unused: string;
  read: string;
  row: string;
  mistakes: string;
  absent: string;
  unlisted: string;
  more: string;
  whole: string;
  refused: string;
  unseen: string;
}

export interface Chosen {
  path: string;
  file: File;
}

/** One request: the inventories, and all paths beside them; of a ZIP its own. */
interface Asked {
  within: string;
  inventories: { path: string; file: Blob }[];
  paths: string[];
}

interface Inventory {
  path: string;
  encoding: string;
  separator: string;
  columns: { heading: string; field: string | null }[];
  unmatched: string[];
  rows: number;
  first: Record<string, string | number>[];
  mistakes: { row: number; reason: string }[];
  mistakes_total: number;
  rows_without_file: { row: number; names: string }[] | null;
  rows_without_file_total: number | null;
  files_without_row: string[] | null;
  files_without_row_total: number | null;
}

interface Told {
  inventories: Inventory[];
  refused: { path: string; reason: string }[];
}

// As the archive knows inventories: indexer/transfers/inventory.py.
const NAMED = /(^|\/)((inventory|опись|тізімдеме)\.(csv|tsv|xlsx|xml)|ead\.xml)$/iu;
// What the API takes at once; an inventory of a hundred thousand files is about 20 MB.
const LARGEST = 32 * 1024 * 1024;
const MOST = 20;
// A transfer of more archives than these is looked at in its receipt.
const MOST_ARCHIVES = 5;
// More lines of each kind are no help in a browser.
const SHOWN = 8;

/** The inventories of what was chosen; empty if there is none. */
export async function sought(chosen: Chosen[]): Promise<Asked[]> {
  const own = chosen.filter(({ path, file }) => NAMED.test(path.normalize("NFC")) && file.size <= LARGEST).slice(0, MOST);
  const found: Asked[] = own.length ? [{ within: "", inventories: own, paths: chosen.map(({ path }) => path) }] : [];
  for (const { path, file } of chosen.filter(({ path }) => /\.zip$/i.test(path)).slice(0, MOST_ARCHIVES)) {
    const inside = await entries(file).catch(() => []);
    const inventories = [];
    for (const entry of inside.filter(({ path, size }) => NAMED.test(path.normalize("NFC")) && size <= LARGEST).slice(0, MOST)) {
      const inner = await content(file, entry).catch(() => undefined);
      if (inner) inventories.push({ path: entry.path, file: inner });
    }
    if (inventories.length) found.push({ within: `${path}/`, inventories, paths: inside.map((entry) => entry.path) });
  }
  return found;
}

/** Asks what inventories are taken for, and draws the answer. */
export async function shown(asked: Asked[], labels: InventoryLabels, language: string): Promise<HTMLElement> {
  const panel = element("section", { className: "inventories" });
  panel.setAttribute("aria-label", labels.title);
  panel.append(element("h4", { textContent: labels.title }));
  for (const one of asked) {
    const told = await ask(one, language).catch(() => undefined);
    if (!told) {
      panel.append(element("p", { className: "wrong", textContent: labels.unseen }));
      continue;
    }
    for (const inventory of told.inventories) panel.append(drawn(inventory, one.within, labels, language));
    for (const { path, reason } of told.refused) {
      const text = labels.refused.replace("{path}", one.within + path).replace("{reason}", reason);
      panel.append(element("p", { className: "wrong", textContent: text }));
    }
  }
  return panel;
}

async function ask({ inventories, paths }: Asked, language: string): Promise<Told> {
  const form = new FormData();
  for (const { path, file } of inventories) form.append("file", file, path);
  form.append("paths", new Blob([paths.join("\n")], { type: "text/plain" }), "paths.txt");
  const answer = await fetch("/v1/transfers/inventory", { method: "POST", headers: { "Accept-Language": language }, body: form });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Told;
}

function drawn(one: Inventory, within: string, labels: InventoryLabels, language: string): HTMLElement {
  const number = new Intl.NumberFormat(language);
  const how = [one.encoding, labels.separators[one.separator] ?? "", labels.rows.replace("{n}", number.format(one.rows))];
  const head = element("p", { className: "head" }, [
    element("strong", { textContent: within + one.path }),
    ` ${how.filter(Boolean).join(" · ")}`,
  ]);
  const lists = [
    list(labels.mistakes, one.mistakes.map(({ row, reason }) => `${labels.row} ${row}: ${reason}`), one.mistakes_total, labels),
    list(
      labels.absent,
      (one.rows_without_file ?? []).map(({ row, names }) => `${labels.row} ${row}: ${names}`),
      one.rows_without_file_total ?? 0,
      labels,
    ),
    list(labels.unlisted, one.files_without_row ?? [], one.files_without_row_total ?? 0, labels),
  ].filter((node) => node !== undefined);
  const whole = element("p", { className: "soft", textContent: labels.whole });
  return element("div", { className: "inventory" }, [head, mapping(one, labels), ...(lists.length ? lists : [whole])]);
}

/** The first rows under the headings, each with the field that it is taken for. */
function mapping({ columns, first, unmatched }: Inventory, labels: InventoryLabels): HTMLElement {
  const used = columns.filter(({ field }) => field);
  const cell = (text: string, className = "") => element("th", { scope: "col", className }, [text]);
  const fields = element("tr", {}, [cell(labels.row), ...used.map(({ field }) => cell(labels.fields[field ?? ""] ?? field ?? ""))]);
  const headings = element("tr", { className: "heads" }, [element("td"), ...used.map(({ heading }) => element("td", {}, [`«${heading}»`]))]);
  const rows = first.map((row) =>
    element("tr", {}, [
      element("td", { textContent: String(row["row"] ?? "") }),
      ...used.map(({ field }) => element("td", { textContent: value(row, field ?? "") })),
    ]),
  );
  const table = element("table", {}, [element("thead", {}, [fields]), element("tbody", {}, [headings, ...rows])]);
  table.setAttribute("aria-label", labels.read);
  const around = element("div", { className: "around", tabIndex: 0 }, [table]);
  around.setAttribute("role", "region");
  around.setAttribute("aria-label", labels.read);
  const rest = unmatched.filter((heading) => heading.trim()).map((heading) => `«${heading}»`);
  const unused = element("p", { className: "wrong", textContent: labels.unused.replace("{headings}", rest.join(", ")) });
  return element("div", {}, rest.length ? [around, unused] : [around]);
}

function value(row: Record<string, string | number>, field: string): string {
  if (field === "reference") return ["fonds", "inventory", "file"].map((name) => row[name]).filter(Boolean).join(" / ");
  const found = String(row[field === "sheet_from" ? "sheets" : field] ?? "");
  return field === "date" ? found.split("-").reverse().join(".") : found;
}

function list(title: string, lines: string[], total: number, labels: InventoryLabels): HTMLElement | undefined {
  if (!total) return undefined;
  const items = lines.slice(0, SHOWN).map((line) => element("li", { textContent: line }));
  const rest = total - items.length;
  if (rest > 0) items.push(element("li", { className: "soft", textContent: labels.more.replace("{n}", String(rest)) }));
  return element("details", { open: true }, [element("summary", { textContent: `${title}: ${total}` }), element("ul", {}, items)]);
}

// Says in the reader's language what Streamlit says by itself in English, and leads to the log-in when the session has ended.

/** One text as Streamlit has it and in every language; `{n}` is anything. */
type Row = Record<string, string>;

interface Data {
  language: string;
  rows: Row[];
}

const NAMES = ["aria-label", "title", "placeholder", "alt"];
// What people wrote and what our own parts show is never touched, even if it reads the same.
const OWN = "[data-testid='stMarkdownContainer'] :not([data-testid='stFileUploader'] *), .stHtml, textarea, [class^='paraq-']";
const CONNECTION = "data-test-connection-state";

class Words {
  private language = "";
  private plain = new Map<string, Row>();
  private patterns: { written: RegExp; row: Row }[] = [];

  constructor() {
    const filter = [...NAMES, "role", CONNECTION];
    new MutationObserver((changes) => this.follow(changes)).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
      attributeFilter: filter,
    });
  }

  update({ language, rows }: Data): void {
    if (language === this.language) return;
    this.language = language;
    document.documentElement.lang = language;
    this.plain.clear();
    this.patterns = [];
    // Every language is known, so that what was translated follows a change of the language.
    for (const row of rows)
      for (const written of Object.values(row))
        if (written.includes("{n}")) this.patterns.push({ written: pattern(written), row });
        else this.plain.set(written, row);
    this.read(document.body);
  }

  private follow(changes: MutationRecord[]): void {
    for (const change of changes)
      if (change.attributeName === CONNECTION) void connected(change.target as Element);
      else if (change.type === "attributes") this.attributes(change.target as Element);
      else if (change.type === "characterData") this.text(change.target as Text);
      else for (const node of change.addedNodes) this.read(node);
  }

  private read(node: Node): void {
    if (node instanceof Text) return this.text(node);
    if (!(node instanceof Element)) return;
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let one: Node | null = node; one; one = walker.nextNode())
      if (one instanceof Text) this.text(one);
      else this.attributes(one as Element);
  }

  private text(node: Text): void {
    const said = this.said(node.data.trim());
    if (said && !node.parentElement?.closest(OWN)) node.data = said;
  }

  private attributes(element: Element): void {
    // Streamlit gives what files are dropped on a name and the role of what has none
    if (element.matches("section[data-testid='stFileUploaderDropzone'][role='presentation']")) element.setAttribute("role", "group");
    for (const name of NAMES) {
      const said = this.said(element.getAttribute(name)?.trim() ?? "");
      if (said && !element.closest(OWN)) element.setAttribute(name, said);
    }
  }

  /** What a text is in the language, empty if it is that already or none of Streamlit's. */
  private said(written: string): string {
    if (!written) return "";
    const row = this.plain.get(written);
    if (row) return row[this.language] === written ? "" : (row[this.language] ?? "");
    for (const { written: whole, row: known } of this.patterns) {
      const found = whole.exec(written);
      const said = found && (known[this.language] ?? "").replace("{n}", found[1] ?? "");
      if (said) return said === written ? "" : said;
    }
    return "";
  }
}

function pattern(written: string): RegExp {
  const parts = written.split("{n}").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("(.+)")}$`);
}

/** The socket is closed to who is not logged in any more; to them, waiting for it would be waiting for ever. */
async function connected(app: Element): Promise<void> {
  if (app.getAttribute(CONNECTION) === "CONNECTED") return;
  const answer = await fetch("/v1/me").catch(() => undefined);
  if (answer?.status === 401) location.assign(`/v1/log-in?next=${encodeURIComponent(location.pathname + location.search)}`);
}

let words: Words | undefined;

/** Called by Streamlit each time that its script has run. */
export default function ({ data }: { data: Data }): void {
  words ??= new Words();
  words.update(data);
}

// Correcting the text: writing it anew, what another has written meanwhile, undo and history.

import { readState, writeState } from "./address";
import { PageText, Refused, type Version } from "./api";
import { type Sheet, label } from "./data";
import { button, element } from "./dom";

/** What was saved last, so that it can be told of and undone after the sheet has been read anew. */
interface Saved {
  page_id: string;
  before: number;
  now: number;
}
let saved: Saved | null = null;

export class Correcting {
  readonly bar = element("div", { className: "group" });
  readonly panel = element("div", { className: "panel", hidden: true });
  readonly said = element("div", { className: "said" });
  private readonly text: PageText;
  private read: number;

  constructor(
    private readonly sheet: Sheet,
    private readonly changed: () => void,
    private readonly opened: (open: boolean) => void,
  ) {
    this.text = new PageText(sheet.page_id, sheet.language);
    this.read = sheet.version;
    this.said.setAttribute("role", "status");
    if (sheet.may_correct) this.bar.append(button(this.say("correct"), this.say("correct_key"), () => this.edit()));
    this.bar.append(button(this.say("history"), this.say("history_key"), () => this.toggleHistory()));
    this.tellSaved();
  }

  private say(name: string, values: Record<string, string | number> = {}): string {
    return label(this.sheet, name, values);
  }

  private get draftKey(): string {
    return `paraq draft ${this.sheet.page_id}`;
  }

  /** Opens what the address says is open. */
  restore(): void {
    const { panel } = readState();
    if (panel === "edit" && this.sheet.may_correct) this.edit();
    else if (panel === "history") void this.history();
  }

  private show(name: string, content: HTMLElement[]): void {
    this.panel.replaceChildren(...content);
    this.panel.hidden = !name;
    writeState({ panel: name });
    this.opened(name === "edit");
  }

  close(): void {
    sessionStorage.removeItem(this.draftKey);
    this.read = this.sheet.version;
    this.show("", []);
  }

  edit(): void {
    const draft = sessionStorage.getItem(this.draftKey);
    const field = element("textarea", { value: draft ?? this.sheet.text, lang: this.sheet.text_language, spellcheck: false, rows: 16 });
    field.setAttribute("aria-label", this.say("text"));
    field.addEventListener("input", () => sessionStorage.setItem(this.draftKey, field.value));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.save(field);
    });
    const buttons = [
      button(this.say("save"), this.say("save_key"), () => void this.save(field), "first"),
      button(this.say("cancel"), this.say("cancel_key"), () => this.close()),
    ];
    this.show("edit", [field, element("div", { className: "group" }, buttons), element("p", { className: "soft", textContent: this.say("edit_hint") })]);
    field.focus({ preventScroll: true });
    field.setSelectionRange(0, 0);
    field.scrollTop = 0;
  }

  private async save(field: HTMLTextAreaElement): Promise<void> {
    await this.write(field.value, () => this.conflict(field));
  }

  /** Replaces the letters of one place of the text. */
  async replace(start: number, end: number, by: string): Promise<void> {
    const letters = Array.from(this.sheet.text);
    await this.write([...letters.slice(0, start), by, ...letters.slice(end)].join(""), async () => {
      this.tell(this.say("changed_meanwhile"));
      this.changed();
    });
  }

  private async write(text: string, conflict: () => Promise<void>): Promise<void> {
    if (text === this.sheet.text && this.read === this.sheet.version) {
      this.close();
      return;
    }
    await this.attempt(() => this.text.correct(text, this.read), conflict);
  }

  private async attempt(change: () => Promise<number>, conflict: () => Promise<void>): Promise<void> {
    try {
      const before = this.read;
      const now = await change();
      saved = { page_id: this.sheet.page_id, before, now };
      this.close();
      this.tellSaved();
      this.changed();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 409 || error.status === 412) await conflict();
      else this.tell(error.title ? `${error.title}. ${error.detail}` : this.say("away"));
    }
  }

  /** Another has changed the text: both are shown, nothing of either is lost. */
  private async conflict(field: HTMLTextAreaElement): Promise<void> {
    const theirs = await this.text.current();
    this.read = theirs.version;
    const buttons = [
      button(this.say("save_mine"), this.say("save_mine"), () => void this.save(field), "first"),
      button(this.say("take_theirs"), this.say("take_theirs"), () => {
        this.close();
        this.changed();
      }),
    ];
    const other = element("div", { className: "version", textContent: theirs.text, tabIndex: 0 });
    this.show("edit", [
      element("p", { className: "warning", textContent: this.say("conflict") }),
      element("h4", { textContent: this.say("theirs") }),
      other,
      element("h4", { textContent: this.say("mine") }),
      field,
      element("div", { className: "group" }, buttons),
    ]);
  }

  private tell(text: string, action: HTMLElement | null = null): void {
    this.said.replaceChildren(element("span", { textContent: text }), ...(action ? [action] : []));
  }

  private tellSaved(): void {
    if (!saved || saved.page_id !== this.sheet.page_id || saved.now < this.sheet.version) return;
    const { before } = saved;
    this.tell(this.say("saved"), button(this.say("undo"), this.say("undo"), () => void this.bringBack(before), "undo"));
  }

  private async bringBack(version: number): Promise<void> {
    const read = saved?.page_id === this.sheet.page_id ? Math.max(saved.now, this.read) : this.read;
    this.read = read;
    await this.attempt(
      () => this.text.restore(version, read),
      async () => {
        this.tell(this.say("changed_meanwhile"));
        this.changed();
      },
    );
  }

  toggleHistory(): void {
    if (readState().panel === "history") this.show("", []);
    else void this.history();
  }

  private async history(): Promise<void> {
    let versions: Version[];
    try {
      versions = await this.text.versions();
    } catch (error) {
      this.tell(error instanceof Refused && error.title ? `${error.title}. ${error.detail}` : this.say("away"));
      return;
    }
    const close = button(this.say("close"), this.say("close"), () => this.show("", []));
    this.show("history", [element("ol", { className: "versions" }, versions.map((one) => this.line(one))), close]);
  }

  private line(one: Version): HTMLElement {
    const made = new Date(one.made);
    const two = (value: number) => String(value).padStart(2, "0");
    const day = `${two(made.getDate())}.${two(made.getMonth() + 1)}.${made.getFullYear()} ${two(made.getHours())}:${two(made.getMinutes())}`;
    const shown = element("div", { className: "version", hidden: true, tabIndex: 0 });
    const see = button(this.say("see"), this.say("see"), async () => {
      if (!shown.textContent) shown.textContent = await this.text.text(one.version);
      shown.hidden = !shown.hidden;
    });
    const parts: HTMLElement[] = [see];
    if (one.current) parts.push(element("span", { className: "soft", textContent: this.say("current") }));
    else if (this.sheet.may_correct) {
      parts.push(button(this.say("bring_back"), this.say("bring_back"), () => void this.bringBack(one.version)));
    }
    const who = element("span", { textContent: `${one.version}. ${day} · ${one.author || this.say("program")}` });
    return element("li", {}, [element("div", { className: "group" }, [who, ...parts]), shown]);
  }
}

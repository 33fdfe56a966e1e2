// Sends files of a transfer straight to the API in parts, so that nothing of them passes through the screen's memory; what breaks goes on.

import { button, element } from "../sheet/dom";
import { type Chosen, type InventoryLabels, shown, sought } from "./inventories";

interface Labels {
  name: string;
  files: string;
  folder: string;
  drop: string;
  send: string;
  stop: string;
  chosen: string;
  sending: string;
  waiting: string;
  sent: string;
  failed: string;
  leave: string;
  looking: string;
  go_on: string;
  cancel: string;
  inventory: InventoryLabels;
}

interface Data {
  language: string;
  labels: Labels;
}

// Small enough that a part lost on a bad line is sent again soon, large enough that the way there and back does not count.
const PART = 8 * 1024 * 1024;
// A line that is away comes back within a minute or somebody has to look at it: the waits add up to about that.
const WAITS = [1000, 2000, 4000, 8000, 15000, 30000];

class Failure extends Error {}

class Uploader {
  private chosen: Chosen[] = [];
  private running = false;
  private stopped = false;
  private data!: Data;
  private queued!: (id: string) => void;
  private readonly name = element("input", { type: "text", maxLength: 200 });
  private readonly said = element("p", { className: "said" });
  private readonly bar = element("progress", { max: 1, value: 0, hidden: true });
  private readonly preview = element("div", { hidden: true });
  private sendButton!: HTMLButtonElement;
  private cancelButton!: HTMLButtonElement;

  constructor(private readonly root: Element) {
    this.said.setAttribute("role", "status");
    window.addEventListener("beforeunload", (event) => {
      if (this.running) event.preventDefault();
    });
  }

  update(data: Data, queued: (id: string) => void): void {
    this.queued = queued;
    if (this.data?.language === data.language) return;
    this.data = data;
    this.draw();
  }

  private draw(): void {
    const { labels } = this.data;
    const files = this.picker(labels.files, false);
    const folder = this.picker(labels.folder, true);
    const zone = element("div", { className: "zone" }, [element("span", { textContent: labels.drop }), files, folder]);
    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", async (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      if (event.dataTransfer) void this.choose(await dropped(event.dataTransfer));
    });
    this.sendButton = button(labels.send, labels.send, () => void this.send(), "primary");
    this.sendButton.disabled = !this.chosen.length;
    this.cancelButton = button(labels.cancel, labels.cancel, () => this.forget());
    this.cancelButton.hidden = !this.chosen.length;
    const label = element("label", {}, [element("span", { textContent: labels.name }), this.name]);
    const row = element("div", { className: "row" }, [label, this.sendButton, this.cancelButton]);
    this.root.replaceChildren(zone, this.preview, row, this.bar, this.said);
    if (this.chosen.length) void this.choose(this.chosen);
  }

  private picker(text: string, folder: boolean): HTMLElement {
    const input = element("input", { type: "file", multiple: true, className: "hidden" });
    if (folder) input.webkitdirectory = true;
    input.addEventListener("change", () => {
      void this.choose([...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
      input.value = "";
    });
    const opener = button(text, text, () => input.click());
    return element("span", {}, [opener, input]);
  }

  private async choose(chosen: Chosen[]): Promise<void> {
    if (this.running || !chosen.length) return;
    this.chosen = chosen;
    const bytes = chosen.reduce((sum, one) => sum + one.file.size, 0);
    if (!this.name.value) this.name.value = (chosen[0]?.path.split("/")[0] ?? "").slice(0, 200);
    this.say(this.data.labels.chosen.replace("{n}", this.number(chosen.length)).replace("{size}", this.size(bytes)));
    this.cancelButton.hidden = false;
    await this.showInventories(chosen);
    if (this.chosen === chosen) this.sendButton.disabled = false;
  }

  /** Shows what inventories are taken for before the files can be sent. */
  private async showInventories(chosen: Chosen[]): Promise<void> {
    const { labels, language } = this.data;
    this.sendButton.disabled = true;
    this.preview.hidden = true;
    this.sendButton.textContent = labels.send;
    const asked = await sought(chosen);
    if (!asked.length) return;
    this.preview.replaceChildren(element("p", { className: "said", textContent: labels.looking }));
    this.preview.hidden = false;
    const panel = await shown(asked, labels.inventory, language);
    if (this.chosen !== chosen) return;
    this.preview.replaceChildren(panel);
    this.sendButton.textContent = labels.go_on;
  }

  /** Chooses nothing: what was chosen is left where it is. */
  private forget(): void {
    this.chosen = [];
    this.name.value = "";
    this.preview.hidden = true;
    this.cancelButton.hidden = true;
    this.sendButton.textContent = this.data.labels.send;
    this.sendButton.disabled = true;
    this.say("");
  }

  private async send(): Promise<void> {
    const { labels } = this.data;
    if (this.running) {
      this.stopped = true;
      return;
    }
    this.running = true;
    this.stopped = false;
    this.cancelButton.hidden = true;
    this.sendButton.textContent = labels.stop;
    this.bar.hidden = false;
    try {
      const id = await this.transfer();
      this.forget();
      this.say(labels.sent);
      this.queued(id);
    } catch (error) {
      this.say(`${labels.failed} ${error instanceof Failure ? error.message : ""}`, true);
    }
    this.running = false;
    this.bar.hidden = true;
    this.sendButton.textContent = labels.send;
    this.sendButton.disabled = this.cancelButton.hidden = !this.chosen.length;
  }

  private async transfer(): Promise<string> {
    const files = this.chosen.map(({ path, file }) => ({ path, size: file.size }));
    const name = this.name.value.trim() || files[0]?.path || "";
    const total = Math.max(1, files.reduce((sum, one) => sum + one.size, 0));
    const announced = await this.ask("/v1/transfers/uploads", "POST", JSON.stringify({ name, files }));
    const { upload_id: id } = (await announced.json()) as { upload_id: string };
    let done = 0;
    for (const [index, { file }] of this.chosen.entries()) {
      const at = `/v1/transfers/uploads/${id}/files/${index + 1}`;
      let offset = 0;
      while (offset < file.size) {
        const next = await this.part(at, file, offset);
        done += next - offset;
        offset = next;
        this.bar.value = done / total;
        this.say(this.data.labels.sending.replace("{done}", this.size(done)).replace("{size}", this.size(total)));
      }
    }
    await this.ask(`/v1/transfers/uploads/${id}/ingest`, "POST");
    return id;
  }

  /** Sends one part and returns where the next begins; asks how much has arrived when that is not clear. */
  private async part(at: string, file: File, offset: number): Promise<number> {
    for (let attempt = 0; ; attempt++) {
      if (this.stopped) throw new Failure(this.data.labels.leave);
      try {
        const headers = { "Upload-Offset": String(offset), "Content-Type": "application/octet-stream" };
        const answer = await fetch(at, { method: "PATCH", headers, body: file.slice(offset, offset + PART) });
        if (answer.ok) return Number(answer.headers.get("Upload-Offset"));
        if (answer.status < 500 && answer.status !== 409 && answer.status !== 429) throw await refusal(answer);
      } catch (error) {
        if (error instanceof Failure) throw error;
      }
      const wait = WAITS[attempt];
      if (wait === undefined) throw new Failure("");
      this.say(this.data.labels.waiting);
      await new Promise((resolve) => setTimeout(resolve, wait));
      const here = await fetch(at, { method: "HEAD" }).catch(() => undefined);
      if (here?.ok && Number(here.headers.get("Upload-Offset")) !== offset) return Number(here.headers.get("Upload-Offset"));
    }
  }

  private async ask(path: string, method: string, body?: string): Promise<Response> {
    const headers = { "Accept-Language": this.data.language, "Content-Type": "application/json" };
    const answer = await fetch(path, { method, headers, body: body ?? null });
    if (!answer.ok) throw await refusal(answer);
    return answer;
  }

  private say(text: string, wrong = false): void {
    this.said.textContent = text;
    this.said.classList.toggle("wrong", wrong);
  }

  private number(value: number): string {
    return new Intl.NumberFormat(this.data.language).format(value);
  }

  private size(bytes: number): string {
    const large = bytes >= 1e6;
    const unit = (this.data.language === "en" ? ["kB", "MB"] : ["КБ", "МБ"])[Number(large)];
    const digits = { minimumFractionDigits: Number(large), maximumFractionDigits: Number(large) };
    // Browsers may not know how Kazakh writes numbers, which is as Russian does.
    const written = new Intl.NumberFormat(this.data.language === "kk" ? "ru" : this.data.language, digits);
    return `${written.format(large ? bytes / 1e6 : Math.ceil(bytes / 1e3))} ${unit}`;
  }
}

async function refusal(answer: Response): Promise<Failure> {
  const told = (await answer.json().catch(() => ({}))) as { title?: string; detail?: string };
  return new Failure([told.title, told.detail].filter(Boolean).join(". "));
}

/** The files of what was dropped, with their paths in dropped folders. */
async function dropped(transfer: DataTransfer): Promise<Chosen[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found: Chosen[] = [];
  for (const entry of entries) await walk(entry, found);
  return found;
}

async function walk(entry: FileSystemEntry, found: Chosen[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ path: entry.fullPath.replace(/^\//, ""), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A browser gives the entries of a folder in pieces, an empty one at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return;
    for (const one of some) await walk(one, found);
  }
}

const uploaders = new WeakMap<Element, Uploader>();

interface Component {
  parentElement: Element;
  data: Data;
  setTriggerValue(name: string, value: unknown): void;
}

/** Called by Streamlit each time that its script has run. */
export default function ({ parentElement, data, setTriggerValue }: Component): void {
  let uploader = uploaders.get(parentElement);
  if (!uploader) {
    uploader = new Uploader(parentElement.querySelector(".paraq-upload") as Element);
    uploaders.set(parentElement, uploader);
  }
  uploader.update(data, (id) => setTriggerValue("queued", id));
}

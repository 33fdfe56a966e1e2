// The API as the sheet asks it from the browser, in the session of the page.

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(`${status} ${title}`);
  }
}

export interface Version {
  version: number;
  made: string;
  author: string;
  current: boolean;
}

async function ask<T>(language: string, path: string, method = "GET", version = 0, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { "Accept-Language": language, Accept: "application/json" };
  if (version) headers["If-Match"] = `"${version}"`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer: Response;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  } catch {
    throw new Refused(503, "", "");
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, told.title ?? "", told.detail ?? "");
  return told as T;
}

/** The text of one page: its versions, and the ways to change it. */
export class PageText {
  private readonly at: string;

  constructor(
    pageId: string,
    private readonly language: string,
  ) {
    this.at = `/v1/pages/${encodeURIComponent(pageId)}`;
  }

  async current(): Promise<{ version: number; text: string }> {
    return ask(this.language, this.at);
  }

  async versions(): Promise<Version[]> {
    return (await ask<{ versions: Version[] }>(this.language, `${this.at}/versions`)).versions;
  }

  async text(version: number): Promise<string> {
    return (await ask<{ text: string }>(this.language, `${this.at}/versions/${version}`)).text;
  }

  async correct(text: string, read: number): Promise<number> {
    return (await ask<{ version: number }>(this.language, `${this.at}/text`, "PUT", read, { text })).version;
  }

  async restore(version: number, read: number): Promise<number> {
    return (await ask<{ version: number }>(this.language, `${this.at}/versions/${version}/restore`, "POST", read)).version;
  }
}

// The names in a ZIP and single files of it, read from the file itself: only its list of contents and what is asked for.

export interface Entry {
  path: string;
  method: number;
  packed: number;
  size: number;
  at: number;
}

// Signatures and lengths of records as of PKWARE's APPNOTE, sections 4.3.7 to 4.3.16.
const END = 0x06054b50;
const END_LENGTH = 22;
const END_64 = 0x06064b50;
const LOCATOR_LENGTH = 20;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL_LENGTH = 30;
const LONGEST_COMMENT = 0xffff;
const FULL = 0xffffffff;
const FULL_SHORT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
// A hundred thousand names of sheets are some ten megabytes.
const LARGEST_LIST = 64 * 1024 * 1024;

/** The files in a ZIP; none if it is no ZIP or cannot be read here. */
export async function entries(file: Blob): Promise<Entry[]> {
  const place = await listPlace(file);
  if (!place || place.size > LARGEST_LIST) return [];
  const list = await view(file, place.at, place.size);
  const found: Entry[] = [];
  for (let at = 0; at + ENTRY_LENGTH <= list.byteLength && list.getUint32(at, true) === ENTRY; ) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => list.getUint16(at + offset, true)) as [number, number, number];
    const entry = read(list, at, name, extra);
    if (!entry.path.endsWith("/")) found.push(entry);
    at += ENTRY_LENGTH + name + extra + comment;
  }
  return found;
}

/** The content of one file of a ZIP; undefined if it is packed in a way that browsers do not know. */
export async function content(file: Blob, entry: Entry): Promise<Blob | undefined> {
  const local = await view(file, entry.at, LOCAL_LENGTH);
  const start = entry.at + LOCAL_LENGTH + local.getUint16(26, true) + local.getUint16(28, true);
  const packed = file.slice(start, start + entry.packed);
  if (entry.method === STORED) return packed;
  if (entry.method !== DEFLATED) return undefined;
  return new Response(packed.stream().pipeThrough(new DecompressionStream("deflate-raw"))).blob();
}

async function listPlace(file: Blob): Promise<{ at: number; size: number } | undefined> {
  const from = Math.max(0, file.size - END_LENGTH - LONGEST_COMMENT);
  const tail = await view(file, from, file.size - from);
  for (let at = tail.byteLength - END_LENGTH; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue;
    const [size, start] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
    const large = start === FULL || size === FULL || tail.getUint16(at + 10, true) === FULL_SHORT;
    return large ? await largeListPlace(file, tail, at) : { at: start, size };
  }
  return undefined;
}

async function largeListPlace(file: Blob, tail: DataView, end: number): Promise<{ at: number; size: number } | undefined> {
  const at = end - LOCATOR_LENGTH;
  if (at < 0 || tail.getUint32(at, true) !== LOCATOR_64) return undefined;
  const record = await view(file, Number(tail.getBigUint64(at + 8, true)), 56);
  if (record.getUint32(0, true) !== END_64) return undefined;
  return { size: Number(record.getBigUint64(40, true)), at: Number(record.getBigUint64(48, true)) };
}

function read(list: DataView, at: number, name: number, extra: number): Entry {
  const path = decoded(new Uint8Array(list.buffer, list.byteOffset + at + ENTRY_LENGTH, name));
  const method = list.getUint16(at + 10, true);
  const sizes = [24, 20, 42].map((offset) => list.getUint32(at + offset, true));
  // Sizes that do not fit stand in an extra field, those alone, in this order.
  for (let field = at + ENTRY_LENGTH + name, ends = field + extra; field + 4 <= ends; field += 4 + list.getUint16(field + 2, true)) {
    if (list.getUint16(field, true) !== 1) continue;
    let next = field + 4;
    for (const [which, size] of sizes.entries()) {
      if (size !== FULL || next + 8 > ends) continue;
      sizes[which] = Number(list.getBigUint64(next, true));
      next += 8;
    }
  }
  const [size = 0, packed = 0, start = 0] = sizes;
  return { path, method, packed, size, at: start };
}

/** Names are UTF-8, marked so or not, or of the code page in which Windows wrote Cyrillic names before it knew that. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("ibm866").decode(bytes);
  }
}

async function view(file: Blob, at: number, size: number): Promise<DataView> {
  return new DataView(await file.slice(at, at + size).arrayBuffer());
}

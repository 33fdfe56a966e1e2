// What the screen's script gives of a sheet. Boxes are in pixels of the sheet: left, top, width, height.

export type Box = [number, number, number, number];

/** Start and end in code points of the text, the place on the sheet, how sure the reading is, and what else it may be. */
export type Word = [start: number, end: number, left: number, top: number, width: number, height: number, confidence: number, others: string[]];

export interface Mark {
  start: number;
  end: number;
  text: string;
  boxes: Box[];
  why: string;
}

export interface Reference {
  name: string;
  text: string;
}

export interface Sheet {
  page_id: string;
  version: number;
  language: string;
  /** Address of the picture for IIIF Image 3, and of the plain picture. */
  service: string;
  image: string;
  width: number;
  height: number;
  /** Degrees clockwise by which the picture is turned, so that its writing stands upright. */
  turn: number;
  text: string;
  text_language: string;
  words: Word[];
  marks: Mark[];
  references: Reference[];
  facts: [string, string][];
  query: string;
  sheet_before: boolean;
  sheet_after: boolean;
  more_before: boolean;
  more_after: boolean;
  place: string;
  may_correct: boolean;
  offers_requests: boolean;
  labels: Record<string, string>;
}

/** What is taken as evidence: words by their places in the sheet's list and in its text, and the region that holds them. */
export interface Evidence {
  page_id: string;
  version: number;
  words: number[];
  start: number;
  end: number;
  text: string;
  box: Box;
}

export const boxOf = (word: Word): Box => [word[2], word[3], word[4], word[5]];

/** The smallest box around boxes. */
export function around(boxes: Box[]): Box {
  const left = Math.min(...boxes.map((box) => box[0]));
  const top = Math.min(...boxes.map((box) => box[1]));
  const right = Math.max(...boxes.map((box) => box[0] + box[2]));
  const bottom = Math.max(...boxes.map((box) => box[1] + box[3]));
  return [left, top, right - left, bottom - top];
}

export function label(sheet: Sheet, name: string, values: Record<string, string | number> = {}): string {
  return Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, String(value)), sheet.labels[name] ?? name);
}

// Drawing a region on the scan with the pointer.

import type { Box } from "./data";

interface Point {
  x: number;
  y: number;
}

interface Canvas {
  /** Whether the pointer draws, or moves the picture. */
  on(): boolean;
  /** Where on the sheet a pointer is, and how large the sheet is. */
  place(event: PointerEvent): Point;
  within(): [width: number, height: number];
  stretched(region: Box): void;
  drawn(region: Box): void;
}

// A slip of the hand of fewer pixels than these is no region.
const LEAST = 5;

export function drawsRegions(pane: HTMLElement, canvas: Canvas): void {
  let from: Point | null = null;

  const region = (start: Point, event: PointerEvent): Box => {
    const end = canvas.place(event);
    const [width, height] = canvas.within();
    const kept = (value: number, most: number) => Math.round(Math.min(Math.max(value, 0), most));
    const [left, right] = [kept(Math.min(start.x, end.x), width), kept(Math.max(start.x, end.x), width)];
    const [top, bottom] = [kept(Math.min(start.y, end.y), height), kept(Math.max(start.y, end.y), height)];
    return [left, top, right - left, bottom - top];
  };

  const begin = (event: PointerEvent) => {
    if (!canvas.on() || event.button) return;
    event.preventDefault();
    event.stopPropagation();
    pane.setPointerCapture(event.pointerId);
    from = canvas.place(event);
  };

  const end = (event: PointerEvent) => {
    if (!from) return;
    const drawn = region(from, event);
    from = null;
    event.stopPropagation();
    if (drawn[2] > LEAST && drawn[3] > LEAST) canvas.drawn(drawn);
  };

  pane.addEventListener("pointerdown", begin, true);
  pane.addEventListener("pointermove", (event) => from && canvas.stretched(region(from, event)), true);
  pane.addEventListener("pointerup", end, true);
}

// The scan: deep zoom on the sheet's tiles, the marked words on it, and the region that is drawn on it.

import OpenSeadragon from "openseadragon";

import { numbers, percent, readState, turnOf, writeState } from "./address";
import { type Box, type Sheet, boxOf, label } from "./data";
import { element } from "./dom";
import { drawsRegions } from "./region";

const ZOOM_STEP = 1.25;
// A marked word is looked at together with the lines round it: it comes to stand this far down the pane.
const MARK_PLACE = 0.35;
// A word lower than this in pixels of the screen is too small to be read at a glance; the picture is then opened larger.
const LEGIBLE = 13;
// Air around a marked word, as a part of its height, so that accents and tails lie in it.
const AIR = 0.12;
// Tiles are asked for as WebP: at the same look a third smaller than JPEG, so that a first view stays under 200 kB.
const TILE_FORMAT = "webp";

export interface Watcher {
  pointed(word: number): void;
  chosen(mark: number): void;
  drawn(region: Box): void;
}

export class Scan {
  readonly pane: HTMLDivElement;
  private readonly viewer: OpenSeadragon.Viewer;
  private readonly pointer = element("div", { className: "box pointed", hidden: true });
  private readonly region = element("div", { className: "box region", hidden: true });
  private marks: HTMLElement[][] = [];
  private sheet!: Sheet;
  private moved = false;
  // Once the reader sees a sheet, its size on the screen is theirs.
  private started = false;

  constructor(private readonly watcher: Watcher) {
    this.pane = element("div", { className: "scan" });
    this.viewer = OpenSeadragon({
      element: this.pane,
      drawer: "canvas",
      prefixUrl: "",
      showNavigationControl: false,
      immediateRender: true,
      // Steps are short enough that the next word is there at once, and long enough that the eye follows.
      animationTime: 0.2,
      springStiffness: 8,
      visibilityRatio: 1,
      constrainDuringPan: true,
      minZoomImageRatio: 0.9,
      maxZoomPixelRatio: 3,
      zoomPerClick: 1,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
      gestureSettingsTouch: { clickToZoom: false },
      crossOriginPolicy: false,
    });
    this.listen();
  }

  private listen(): void {
    const moved = () => (this.moved = true);
    for (const name of ["canvas-drag", "canvas-scroll", "canvas-pinch", "canvas-double-click"] as const) {
      this.viewer.addHandler(name, moved);
    }
    // OpenSeadragon's own letters would turn and mirror; the arrows stay.
    this.viewer.addHandler("canvas-key", (event) => {
      const original = event.originalEvent as KeyboardEvent;
      if (!original.key.startsWith("Arrow")) event.preventDefaultAction = true;
      else this.moved = true;
    });
    this.viewer.addHandler("animation-finish", () => this.remember());
    // The element says since when, in milliseconds of the page, all that is in sight is drawn as sharp as it can be.
    this.viewer.world.addHandler("add-item", ({ item }) => {
      item.addHandler("fully-loaded-change", ({ fullyLoaded }) => {
        if (fullyLoaded) this.pane.dataset.drawn = performance.now().toFixed();
        else delete this.pane.dataset.drawn;
      });
    });
    this.viewer.addHandler("open-failed", () => this.fail());
    this.pane.addEventListener("pointermove", (event) => this.watcher.pointed(this.wordAt(event)));
    this.pane.addEventListener("pointerleave", () => this.watcher.pointed(-1));
    drawsRegions(this.pane, {
      on: () => this.pane.classList.contains("selecting"),
      place: (event) => this.place(event),
      within: () => [this.sheet.width, this.sheet.height],
      stretched: (region) => this.outline(region),
      drawn: (region) => this.watcher.drawn(region),
    });
  }

  /** Shows a sheet; `ready` runs once its picture is known. */
  open(sheet: Sheet, ready: () => void): void {
    this.sheet = sheet;
    this.pane.querySelector(".note")?.remove();
    delete this.pane.dataset.drawn;
    this.viewer.canvas.setAttribute("aria-label", label(sheet, "scan"));
    this.viewer.canvas.setAttribute("role", "application");
    this.viewer.clearOverlays();
    this.viewer.addOnceHandler("open", () => {
      this.measure();
      this.viewer.viewport.setRotation(turnOf(readState().turn, sheet.turn), true);
      this.filter();
      this.overlay();
      ready();
    });
    void this.source(sheet).then((source) => this.sheet === sheet && this.viewer.open(source as unknown as OpenSeadragon.TileSourceSpecifier), () => this.fail());
  }

  /** The same sheet with other words or in another language: the picture stays. */
  refresh(sheet: Sheet): void {
    this.sheet = sheet;
    if (!this.viewer.isOpen()) return;
    this.viewer.clearOverlays();
    this.overlay();
  }

  /** Takes over the size of its place at once; true if that has changed and the reader was at a marked word. */
  measure(): boolean {
    const { viewport } = this.viewer;
    const size = new OpenSeadragon.Point(this.pane.clientWidth, this.pane.clientHeight);
    if (!this.viewer.isOpen() || !size.x || !size.y || viewport.getContainerSize().equals(size)) return false;
    viewport.resize(size, true);
    return !this.moved;
  }

  private async source(sheet: Sheet): Promise<OpenSeadragon.TileSource> {
    const answer = await fetch(`${sheet.service}/info.json`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    // The pictures come from where the page came from, under whatever name that is reached.
    const told = { ...(await answer.json()), id: new URL(sheet.service, window.location.href).href, tileFormat: TILE_FORMAT };
    return new OpenSeadragon.IIIFTileSource(told);
  }

  private fail(): void {
    this.pane.querySelector(".note") ?? this.pane.append(element("p", { className: "note", textContent: label(this.sheet, "no_scan") }));
  }

  private overlay(): void {
    this.marks = this.sheet.marks.map((mark, index) =>
      mark.boxes.map((box) => {
        const made = element("button", { className: "box mark", type: "button", title: mark.why });
        made.setAttribute("aria-label", mark.text);
        made.addEventListener("click", () => this.watcher.chosen(index));
        new OpenSeadragon.MouseTracker({ element: made, clickHandler: () => this.watcher.chosen(index) });
        this.viewer.addOverlay({ element: made, location: this.rectangle(box, AIR) });
        return made;
      }),
    );
    for (const extra of [this.pointer, this.region]) {
      this.viewer.addOverlay({ element: extra, location: this.rectangle([0, 0, 1, 1]) });
    }
  }

  private rectangle([left, top, width, height]: Box, air = 0): OpenSeadragon.Rect {
    const by = this.sheet.width;
    const more = Math.min(width, height) * air;
    return new OpenSeadragon.Rect((left - more) / by, (top - more) / by, (width + 2 * more) / by, (height + 2 * more) / by);
  }

  private put(overlay: HTMLElement, box: Box | null, air = 0): void {
    overlay.hidden = !box;
    // OpenSeadragon writes the style of what it places, so hiding needs one too.
    overlay.style.visibility = box ? "" : "hidden";
    if (box && this.viewer.isOpen()) this.viewer.updateOverlay(overlay, this.rectangle(box, air));
  }

  point(box: Box | null): void {
    this.put(this.pointer, box, AIR);
  }

  outline(box: Box | null): void {
    this.put(this.region, box);
  }

  /** Goes to a marked word. */
  mark(index: number, keepView = false): void {
    this.marks.forEach((boxes, place) => boxes.forEach((box) => box.classList.toggle("current", place === index)));
    const box = this.sheet.marks[index]?.boxes[0];
    if (box && !keepView) this.reveal(box);
  }

  /** Brings a place into sight at once, large enough to be read. */
  reveal(box: Box): void {
    const { viewport } = this.viewer;
    if (!this.viewer.isOpen()) return;
    this.moved = false;
    const across = viewport.getContainerSize().x;
    const aside = viewport.getRotation() % 180 !== 0;
    const needed = (LEGIBLE * this.sheet.width) / (Math.max(box[aside ? 2 : 3], 1) * across);
    const wide = aside ? this.sheet.height / this.sheet.width : 1;
    const zoom = Math.max(needed, 1 / wide, this.started ? viewport.getZoom(true) : 0);
    viewport.zoomTo(Math.min(zoom, viewport.getMaxZoom()), undefined, true);
    const middle = this.rectangle(box).getCenter();
    const down = (0.5 - MARK_PLACE) * viewport.getBounds(true).height;
    viewport.panTo(middle.plus(new OpenSeadragon.Point(0, down).rotate(-viewport.getRotation())), true);
    viewport.applyConstraints(true);
    this.started = true;
    writeState({ view: "" });
  }

  /** Goes where the address says the reader was; false if it says nothing. */
  restore(): boolean {
    const view = numbers(readState().view, 3);
    if (!view) return false;
    const [x = 0, y = 0, width = 1000] = view.map((part) => part / 1000);
    const { viewport } = this.viewer;
    viewport.zoomTo(1 / Math.max(width, 0.01), undefined, true);
    viewport.panTo(new OpenSeadragon.Point(x, y), true);
    viewport.applyConstraints(true);
    this.moved = this.started = true;
    return true;
  }

  /** Without a marked word: the sheet in its full width, from its top. */
  top(): void {
    this.started = false;
    this.reveal([0, 0, this.sheet.width, this.sheet.width]);
    this.viewer.viewport.panTo(this.head(), true);
    this.viewer.viewport.applyConstraints(true);
    this.started = false;
  }

  /** The middle of the sheet's upper edge as it stands now. */
  private head(): OpenSeadragon.Point {
    const down = this.sheet.height / this.sheet.width;
    const [x, y] = { 90: [0, down / 2], 180: [0.5, down], 270: [1, down / 2] }[this.viewer.viewport.getRotation()] ?? [0.5, 0];
    return new OpenSeadragon.Point(x, y);
  }

  private remember(): void {
    if (!this.moved || !this.pane.isConnected) return;
    const { viewport } = this.viewer;
    const middle = viewport.getCenter();
    const parts = [middle.x, middle.y, 1 / viewport.getZoom()].map((part) => Math.max(0, Math.round(part * 1000)));
    writeState({ view: parts.join(",") });
  }

  zoom(larger: boolean): void {
    this.moved = true;
    this.viewer.viewport.zoomBy(larger ? ZOOM_STEP : 1 / ZOOM_STEP);
    this.viewer.viewport.applyConstraints();
  }

  whole(): void {
    const { viewport } = this.viewer;
    this.moved = true;
    const home = viewport.getHomeZoom();
    if (viewport.getZoom() > home * 1.01) viewport.goHome();
    else viewport.zoomTo(1).applyConstraints();
  }

  turn(): void {
    const { viewport } = this.viewer;
    const degrees = (Math.round(viewport.getRotation() / 90) * 90 + 90) % 360;
    viewport.setRotation(degrees, true);
    viewport.applyConstraints(true);
    writeState({ turn: degrees === this.sheet.turn ? "" : String(degrees) });
  }

  /** Light and contrast as the address has them. */
  filter(): void {
    const { light, contrast } = readState();
    const [bright, strong] = [percent(light), percent(contrast)];
    const canvas = this.viewer.drawer.canvas as HTMLElement;
    canvas.style.filter = bright === 100 && strong === 100 ? "" : `brightness(${bright}%) contrast(${strong}%)`;
  }

  /** Drawing a region instead of moving the picture. */
  select(on: boolean): void {
    this.pane.classList.toggle("selecting", on);
    this.viewer.setMouseNavEnabled(!on);
  }

  private place(event: PointerEvent): OpenSeadragon.Point {
    const frame = this.pane.getBoundingClientRect();
    const point = new OpenSeadragon.Point(event.clientX - frame.left, event.clientY - frame.top);
    return this.viewer.viewport.pointFromPixel(point, true).times(this.sheet.width);
  }

  private wordAt(event: PointerEvent): number {
    if (!this.viewer.isOpen()) return -1;
    const { x, y } = this.place(event);
    return this.sheet.words.findIndex((word) => {
      const [left, top, width, height] = boxOf(word);
      return x >= left && x <= left + width && y >= top && y <= top + height;
    });
  }

  leave(): void {
    this.watcher.pointed(-1);
  }
}

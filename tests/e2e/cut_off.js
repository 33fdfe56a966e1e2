// What reaches out of the window at its side, or is clipped by what holds it, and how far the page would have to be pushed sideways.
() => {
  const main = document.querySelector('[data-testid="stMain"]') ?? document.documentElement;
  const wide = main.scrollWidth - main.clientWidth;
  // These are pushed by themselves.
  const ROLLS = ".wide-table, .scan, .openseadragon-container, .heard, [data-testid='stIconMaterial'], [aria-hidden='true']";
  const told = [];
  for (const one of main.querySelectorAll("a, button, input, textarea, h1, h2, h3, p, td, th, dd, summary, label")) {
    const box = one.getBoundingClientRect();
    if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || box.width < 3 || one.closest(ROLLS)) continue;
    const out = box.right > innerWidth + 1 || box.left < -1;
    const clipped = one.scrollWidth > one.clientWidth + 2 && getComputedStyle(one).overflowX === "hidden" && one.matches("a, button, p, label");
    if (out || clipped) told.push(`${out ? "out" : "clipped"}: ${one.tagName} ${(one.textContent ?? "").trim().slice(0, 50)}`);
  }
  return wide > 1 || told.length ? [`${wide} px too wide`, ...told.slice(0, 5)] : [];
}

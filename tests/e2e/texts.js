// Every text that people see or are told, as they have it; what is quoted from sheets and queries is theirs, not ours.
() => {
  const QUOTED = "script, style, template, code, pre, textarea, .snippet, .text, .leaf, .cut, blockquote, [data-testid='stIconMaterial'], .st-key-spoken, .brand, [data-quoted]";
  const NAMES = ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription", "aria-valuetext"];
  const found = new Set();
  const read = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let one = walker.currentNode; one; one = walker.nextNode()) {
      if (one instanceof Text) {
        const text = one.data.trim();
        const parent = one.parentElement;
        // Icons are letters of their own font.
        const icon = parent && getComputedStyle(parent).fontFamily.includes("Material");
        if (text && parent && !icon && !parent.closest(QUOTED) && parent.checkVisibility()) found.add(text);
      } else if (one instanceof Element) {
        if (one.shadowRoot) read(one.shadowRoot);
        if (one.closest(QUOTED)) continue;
        for (const name of NAMES) {
          const text = one.getAttribute(name)?.trim();
          if (text) found.add(text);
        }
      }
    }
  };
  read(document.body);
  found.add(document.title);
  return [...found];
}

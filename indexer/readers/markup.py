"""HTML and XML into plain text; nothing in them is run or fetched."""

import re
from html.parser import HTMLParser

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "caption", "dd", "div", "dl", "dt", "fieldset", "figure", "footer"}
)
BLOCKS |= {"form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"}
BLOCKS |= {"table", "tbody", "thead", "tfoot", "title", "tr", "ul"}
UNSEEN = frozenset(("script", "style", "noscript", "template"))
TAG = re.compile(r"<[^<>]*>")


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.title = ""
        self._unseen = 0
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self._unseen += 1
        elif tag in BLOCKS or tag == "br":
            self.parts.append("\n")
        elif tag in ("td", "th"):
            # A row stays on one line.
            self.parts.append("  ")
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in BLOCKS:
            self.parts.append("\n")
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._in_title:
            self.title += data
        self.parts.append(re.sub(r"\s+", " ", data))


def text_of_html(markup: str) -> str:
    """Return what a reader sees of an HTML page, a block a line."""
    return _parsed(markup)[0]


def title_of_html(markup: str) -> str:
    """Return the title of an HTML page; empty if none."""
    return _parsed(markup)[1]


def _parsed(markup: str) -> tuple[str, str]:
    parser = _Plain()
    parser.feed(markup)
    parser.close()
    lines = (line.strip() for line in "".join(parser.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), parser.title.strip()


def text_of_xml(markup: str) -> str:
    """Return the character data of XML, an element a line; entities of its own are not expanded."""
    if page := re.search(r"<html[\s>]", markup[:4096], re.IGNORECASE):
        return text_of_html(markup[page.start() :])
    from html import unescape

    lines = (unescape(part).strip() for part in TAG.sub("\n", markup).split("\n"))
    return "\n".join(line for line in lines if line)

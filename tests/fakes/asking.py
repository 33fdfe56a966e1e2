"""A small archive in an installation of real parts, for what people ask again and again."""

import re

from paraq.catalogue.entries import Arrival, Looked, NewPage, Result
from paraq.catalogue.words import pack
from paraq.records.access import Rule
from paraq.records.model import Box, Description, PageText, Reference, Word, content_hash, document_id, page_id
from paraq.services.batch import Batch
from paraq.services.search import Searching
from paraq.wiring import House

CLOSED_ORDERS = Rule("orders-of-14", "restricted", fonds="14", types=("order",), years=75, basis="A law")
# Fonds, file, date, kind, text.
SHEETS = (
    (
        "12",
        "45",
        "1978-03-14",
        "order",
        "Әбдіков Сапар Жұмабайұлы 1956 жылы туған, Ленин кеңшарына механизатор болып қабылдансын.",
    ),
    ("12", "45", "1984-05-05", "order", "ПРИКАЗ № 12. Принять Абдикова С.Ж. механизатором совхоза имени Ленина."),
    ("13", "7", "1986", "pay_ledger", "Жалақы ведомосы. Айтбаев Нұрлан 120 сом, Әбдіков С. 98 сом."),
    ("14", "3", "1990", "order", "Приказ. Уволить Абдикова С.Ж. по собственному желанию."),
    ("14", "3", "1991", "minutes", "Протокол заседания. Досов выступил."),
)


def page_text(text: str, source: str = "text") -> PageText:
    """Return a text whose words stand in one line."""
    words = tuple(
        Word(match[0], *match.span(), Box(match.start() * 10, 50, len(match[0]) * 10, 40)) for match in re.finditer(r"\S+", text)
    )
    return PageText(text, words, source, "kk", 90.0 if text else 0.0, 2000, 3000)  # type: ignore[arg-type]


class Archive(House):
    """An installation with sheets that are put in without any reader."""

    def begin(self) -> None:
        """Restrict the orders of one fonds and take the first sheets in."""
        self.catalogue.access.replace([CLOSED_ORDERS])
        self.take_in(*SHEETS)

    def batch_with(self, searching: Searching) -> Batch:
        """Return batches that are answered by this search."""
        return Batch(self.catalogue.batches, searching, self._answering)

    def take_in(self, *sheets: tuple[str, str, str, str, str], name: str = "a") -> list[str]:
        """Take sheets in, each a document of its own, publish them and return their page ids."""
        transfer = self.catalogue.intake.begin(f"/transfers/{name}")
        made = []
        for number, (fonds, file, date, kind, text) in enumerate(sheets, start=1):
            sha = content_hash(f"{name} {number} {text}".encode())
            about = Description("", kind, "", date, Reference(fonds, "1", file), "", f"Қор {fonds}")
            self.catalogue.intake.arrived(transfer, [Arrival(f"{name}/{number}.pdf", sha, 100)])
            self.catalogue.intake.looked(sha, Looked("pdf", 1))
            self.catalogue.intake.described(document_id(sha), sha, about)
            self.publish(sha, text, sheet=str(number))
            made.append(page_id(document_id(sha), 1))
        self.catalogue.intake.finish(transfer, {})
        self.publishing.apply_all()
        return made

    def publish(self, sha: str, text: str, sheet: str = "1") -> None:
        """Put the one page of a document into the catalogue, with a new version of its text if it is there."""
        read = page_text(text, "text" if text else "none")
        name = page_id(document_id(sha), 1)
        page = NewPage(name, 1, 0, sheet, f"{sheet:>8}/{name}".encode(), sha, 1, read, pack(read.words, text))
        self.catalogue.intake.publish(
            document_id(sha), sha, [page], [Result(1, "read", 1, "searchable"), Result(0, "read", 1, "searchable")]
        )

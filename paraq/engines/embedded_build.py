"""Writing the embedded index: pages as Tantivy's documents, one writer a generation, and a new generation beside the live one."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import tantivy

from paraq.engines.cursor import Snapshots
from paraq.engines.document import POSITIONAL, IndexedPage, stored_grams, stored_terms
from paraq.engines.embedded_files import Generations
from paraq.engines.embedded_lists import GROUP_FIELDS, SORT_FIELDS, PageLists, part_field, part_of, sort_key
from paraq.engines.ports import Found
from paraq.errors import Unavailable
from paraq.query.plan import Everything, Plan

# Tantivy refuses less than 15 MB; 64 MB hold some 30,000 pages between two flushes.
WRITER_MEMORY: Final = 64_000_000
# A whole index is built with fewer, larger pieces to merge.
BUILD_MEMORY: Final = 200_000_000


def described(page: IndexedPage) -> dict[str, Any]:
    """Return the fields of a page other than its words."""
    fields: dict[str, Any] = {"page_id": [page.page_id], "stamp": [page.stamp]}
    fields.update({name: list(values) for name, values in page.filters.items()})
    fields.update({name: list(values) for name, values in page.numbers.items()})
    fields.update({part_field(name): [part_of(value)] for name in GROUP_FIELDS for value in page.filters.get(name, ())[:1]})
    fields.update({name: [sort_key(page, order)] for order, name in SORT_FIELDS.items()})
    return fields


def document(page: IndexedPage, schema: tantivy.Schema) -> tantivy.Document:
    """Return a page as Tantivy takes it."""
    fields = described(page)
    fields["grams"] = [stored_grams(page)]
    several = {}
    for layer in POSITIONAL:
        terms = stored_terms(page, layer)
        # Tantivy's own splitting is several times faster than handing over tokens, and right unless a place has two terms.
        if terms.places is None:
            fields[layer] = [terms.text]
        else:
            several[layer] = tantivy.PreTokenizedString(terms.text, [tantivy.Token(t, p, 0, len(t)) for p, t in terms])
    made = tantivy.Document.from_dict(fields, schema)
    for layer, tokens in several.items():
        made.add_pre_tokenized_text(layer, tokens)
    return made


class Writing:
    """The one writer of a generation. What it was given since :meth:`commit` is lost if the process is, nothing before."""

    def __init__(self, index: tantivy.Index, schema: tantivy.Schema, memory: int = WRITER_MEMORY) -> None:
        self._writer = index.writer(memory, 1)
        self._schema = schema

    def put(self, pages: Iterable[IndexedPage], removed: Iterable[str] = (), *, replace: bool = True) -> None:
        """Put pages in, in the place of those of the same ids, and take pages out."""
        for page_id in removed:
            self._writer.delete_documents_by_term("page_id", page_id)
        for page in pages:
            if replace:
                self._writer.delete_documents_by_term("page_id", page.page_id)
            self._writer.add_document(document(page, self._schema))

    def commit(self) -> None:
        """Make what was put in durable and searchable."""
        self._writer.commit()

    def finish(self) -> None:
        """Wait for merges, which go on beside; then this writer is done."""
        self._writer.wait_merging_threads()


@contextmanager
def writable(path: Path) -> Iterator[None]:
    """Turn Tantivy's errors into those of Paraq."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise Unavailable("The index cannot be written", where=str(path), remedy=str(error), code="index") from error


class TantivyBuild:
    """A generation beside the live one."""

    def __init__(
        self, files: Generations, path: Path, fingerprint: str, schema: tantivy.Schema, opened: Callable[[Path], tantivy.Index]
    ) -> None:
        self._files = files
        self._path = path
        self._fingerprint = fingerprint
        self._schema = schema
        self.last = files.marked(path)
        # Pages after the last mark may be in already.
        self._doubtful = bool(self.last) or (path / "meta.json").exists()
        with writable(path):
            self._index = opened(path)
            if not self.last:
                files.mark(path, fingerprint, "")
            self._writing = Writing(self._index, schema, BUILD_MEMORY)

    def add(self, pages: Iterable[IndexedPage], last: str) -> None:
        """Put pages in, durably, and set the mark."""
        with writable(self._path):
            self._writing.put(pages, replace=self._doubtful)
            self._writing.commit()
            self._files.mark(self._path, self._fingerprint, last)
        self.last, self._doubtful = last, False

    def change(self, pages: Iterable[IndexedPage], removed: Iterable[str] = ()) -> None:
        """Replace pages and take pages out."""
        with writable(self._path):
            self._writing.put(pages, removed)
            self._writing.commit()

    def search(self, plan: Plan, limit: int = 20) -> Found:
        """Search what is in it."""
        lists = self._lists()
        hits = lists.hits_of(plan, limit, "", "relevance")
        return Found(lists.total(plan), hits)

    def count(self) -> int:
        """Return the number of pages in it."""
        return self._lists().total(Everything())

    def swap(self) -> None:
        """Make it the live generation; the one before is kept."""
        with writable(self._path):
            self._writing.finish()
            with self._files.lock():
                self._files.swap(self._path, self._fingerprint)
            (self._path / "unfinished.json").unlink(missing_ok=True)

    def _lists(self) -> PageLists:
        self._index.reload()
        return PageLists(self._index.searcher(), self._index, self._schema, Snapshots())

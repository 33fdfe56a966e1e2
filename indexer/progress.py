"""How whoever started a run sees it go on."""

from typing import Protocol


class Progress(Protocol):
    """Whoever wants to see how the run goes on."""

    def seen(self, files: int, pages: int) -> None:
        """So many more files and pages have come up."""

    def done(self, files: int, pages: int, failed: int) -> None:
        """So many more files and pages have their result, ``failed`` of them a bad one."""

    def note(self, sentence: str) -> None:
        """Something that whoever started the run should know."""

    def working(self, names: tuple[str, ...]) -> None:
        """These files are being read."""

"""Wrong text layers, as old software left them over good scans."""

from dataclasses import replace

from .page import Page

RUSSIAN_OCR = str.maketrans({
    "қ": "к", "Қ": "К", "ғ": "г", "Ғ": "Г", "ң": "н", "Ң": "Н", "ү": "у", "Ү": "У", "ұ": "у", "Ұ": "У", "ә": "э", "Ә": "Э",
    "ө": "е", "Ө": "Е", "і": "!", "І": "1", "һ": "Ь", "№": "Ме", "ы": "ь1",
})  # fmt: skip
"""What Russian OCR makes of Kazakh letters."""


def spoiled(page: Page, how: str) -> Page:
    """Return a page whose text is as Russian OCR read it (``russian_ocr``), or in a Kazakh code read as cp1251 (``old_code``)."""

    def change(text: str) -> str:
        if how == "russian_ocr":
            return text.translate(RUSSIAN_OCR)
        return text.encode("kz1048", "replace").decode("cp1251", "replace").replace("\ufffd", "?")

    return replace(page, runs=[replace(run, text=change(run.text)) for run in page.runs])

"""What the codes of the API are called on the screen."""

from ui.language import Speech


def marked_for_translation(text: str) -> str:
    """Return the text as it is: its translation is looked up where it is shown."""
    return text


_ = marked_for_translation

EVIDENCE = {
    "exact": _("as written"),
    "form": _("another form of the word"),
    "spelling": _("another spelling"),
    "ocr": _("unclear letters"),
    "initial": _("by initials"),
}
TYPES = {
    "order": _("Order"),
    "directive": _("Directive"),
    "decision": _("Decision"),
    "resolution": _("Resolution"),
    "minutes": _("Minutes"),
    "pay_ledger": _("Pay ledger"),
    "household_book": _("Household book"),
    "award_list": _("Award list"),
    "land_act": _("Land act"),
    "letter": _("Letter"),
    "report": _("Report"),
    "application": _("Application"),
    "certificate": _("Certificate"),
    "list": _("List"),
    "act": _("Act"),
    "personal_file": _("Personal file"),
    "autobiography": _("Autobiography"),
    "reference_letter": _("Reference letter"),
    "medical_record": _("Medical record"),
    "other": _("Other"),
}
LANGUAGES = {"kk": _("Kazakh"), "ru": _("Russian"), "en": _("English"), "other": _("Other")}
ORDERS = {"relevance": _("Best first"), "date": _("By date"), "reference": _("By reference")}
GROUPS = {"page": _("sheets"), "file": _("by file"), "document": _("by document")}
FACETS = {
    "fonds": _("Fonds"),
    "type": _("Type of document"),
    "body": _("Body"),
    "language": _("Language of the sheet"),
    "quality": _("How well it was read"),
}
QUALITIES = {"good": _("well"), "fair": _("with mistakes"), "poor": _("badly"), "none": _("not at all")}
SOURCES = {"text": _("Text of the file itself"), "ocr": _("Read from the scan"), "none": _("Nothing could be read")}


def named(names: dict[str, str], code: str, speech: Speech) -> str:
    """Return what a code is called; a code without a name is shown as it is."""
    return speech.say(names[code]) if code in names else code.replace("_", " ")

"""What the codes of requests are called on the screen."""

from ui.words import marked_for_translation

_ = marked_for_translation

STATES = {
    "registered": _("registered"),
    "searching": _("being searched"),
    "waiting": _("waiting"),
    "drafted": _("drafted"),
    "checked": _("checked"),
    "signed": _("signed"),
    "issued": _("issued"),
    "forwarded": _("forwarded"),
    "refused": _("refused"),
}
KINDS = {
    "employment": _("Employment"),
    "pay": _("Pay"),
    "award": _("Award"),
    "land": _("Land"),
    "education": _("Education"),
    "other": _("Other"),
}
CHANNELS = {
    "office": _("In person"),
    "post": _("By post"),
    "email": _("By e-mail"),
    "egov": "eGov",
    "e-archive": "E-Archive",
    "centre": _("Government for Citizens"),
}
LANGUAGES = {"kk": _("Kazakh"), "ru": _("Russian"), "kk+ru": _("Kazakh and Russian")}
FACTS = {
    "hired": _("Hired"),
    "transferred": _("Transferred"),
    "dismissed": _("Dismissed"),
    "paid": _("Paid"),
    "workdays": _("Workday units"),
    "awarded": _("Awarded"),
    "land": _("Land"),
    "studied": _("Studied"),
    "renamed": _("Organisation renamed"),
    "other": _("Other"),
}
# What a request of a kind wants proved, so that the matrix shows its column before anything is.
EXPECTED = {
    "employment": ("hired", "transferred", "dismissed", "paid"),
    "pay": ("paid",),
    "award": ("awarded",),
    "land": ("land",),
    "education": ("studied",),
}
OUTCOMES = {
    "positive": _("with a certificate, copy or extract"),
    "negative": _("nothing was found"),
    "forwarded": _("forwarded"),
    "refused": _("refused"),
}
PAPERS = {
    "certificate": _("Certificate"),
    "copy": _("Copy"),
    "extract": _("Extract"),
    "negative": _("Negative answer"),
    "forwarding": _("Forwarding letter"),
}
WHY = {
    "name": _("the person, in these years"),
    "name-any-year": _("the person, in any year"),
    "orders": _("orders of hiring, transfer and dismissal"),
    "pay": _("pay by year"),
    "decisions": _("decisions and minutes"),
    "awards": _("award lists"),
    "land": _("land acts"),
    "household": _("household books"),
    "lists": _("lists"),
    "organisation": _("the organisation by all its names"),
}
DIFFERENCES = {
    "name": _("The name differs"),
    "birth": _("The year of birth differs"),
    "date": _("The dates differ"),
    "order": _("The events are out of order"),
}
WARNINGS = {
    "name-differs": _("The name differs"),
    "birth-differs": _("The year of birth differs"),
    "date-differs": _("The dates differ"),
    "doubtful-words": _("Words of which the program is not sure"),
    "out-of-order": _("The events are out of order"),
    "no-reference": _("The sheet is missing from the reference"),
    "years-only": _("Every search was limited to years: files without a date were not searched"),
    "evidence-exists": _("There is evidence, yet the answer is negative"),
}
DRAFT_STATES = {"draft": _("draft"), "returned": _("sent back"), "checked": _("checked"), "made": _("made into a paper")}
CHANGES = {
    "registered": _("registered"),
    "changed": _("changed"),
    "state": _("moved on"),
    "assigned": _("assigned"),
    "extended": _("deadline extended"),
    "reckoned": _("reckoned anew"),
    "seen": _("looked at"),
    "evidence": _("evidence"),
    "draft": _("draft"),
    "signature": _("signature attached"),
    "issued": _("issued"),
    "blocked": _("data blocked"),
}

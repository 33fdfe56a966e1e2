"""What the codes of the authority file and of the archive's own lists are called on the screen."""

from ui.language import LANGUAGES
from ui.words import marked_for_translation

_ = marked_for_translation

KINDS = {"organisation": _("Organisation"), "place": _("Place"), "term": _("Term")}
GROUPS = {"given": _("Given name"), "stem": _("Family name")}
# The language of a name is told in that language itself, as everywhere on the screen; a name may have none.
NAME_LANGUAGES: dict[str, str] = {"": "–", **LANGUAGES}

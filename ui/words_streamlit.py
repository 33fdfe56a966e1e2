"""What Streamlit says by itself, in English only; the part ``words`` in the browser says it in the reader's language."""

from ui.language import LANGUAGES, speech
from ui.words import marked_for_translation as _

# As Streamlit 1.67 has them; {n} stands for anything.
TEXTS = (
    _("Choose options"),
    _("Choose an option"),
    _("Select..."),
    _("Select all"),
    _("Clear all"),
    _("Clear value"),
    _("Clear selection"),
    _("No results"),
    _("No options to select"),
    _("Upload"),
    _("Uploading..."),
    _("Drag and drop a file here"),
    _("Drag and drop files here"),
    _("Only one file is allowed."),
    _("Error uploading file"),
    _("Show password"),
    _("Hide password"),
    _("Increment"),
    _("Decrement"),
    _("Copy to clipboard"),
    _("Close"),
    _("Skip to main content"),
    _("Please wait..."),
    _("Connection error"),
    _("Connection timed out."),
    _("Streamlit server is not responding. Are you connected to the internet?"),
    _("Script execution error"),
    _("Link to heading"),
    _("Notifications"),
    _("Open"),
    _("Dialog"),
    _("Remove"),
    _("App pages"),
    _("Fullscreen"),
    _("Exit fullscreen"),
    _("file upload"),
    _("{n}MB per file"),
    _("Selected values"),
    _("Remove {n}"),
    _("Page not found"),
    _("The page that you have requested does not seem to exist. Running the app's main page."),
)


def rows() -> list[dict[str, str]]:
    """Return every text in every language."""
    return [{"": text, **{language: speech(language).say(text) for language in LANGUAGES}} for text in TEXTS]

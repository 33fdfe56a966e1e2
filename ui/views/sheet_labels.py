"""What the sheet's part in the browser says."""

from ui.language import Speech


def labels(speech: Speech) -> dict[str, str]:
    """Return the texts of the sheet's part in the browser by their names there."""
    return {**_scan(speech), **_text(speech), **_correcting(speech)}


def _scan(speech: Speech) -> dict[str, str]:
    say = speech.say
    return {
        "scan": say("Scan of the sheet"),
        "previous_hit": say("Previous marked word (p)"),
        "next_hit": say("Next marked word (n)"),
        "smaller": say("Smaller (−)"),
        "larger": say("Larger (+)"),
        "whole": say("Whole sheet or full width (0)"),
        "turn": say("Turn by a quarter (r)"),
        "ink": say("Light and contrast"),
        "light": say("Light"),
        "contrast": say("Contrast"),
        "as_scanned": say("As scanned"),
        "select": say("Select words or a region with the mouse; the line of the marked word (s)"),
        "print": say("Print the sheet with its reference (Ctrl+P)"),
        "previous_sheet": say("Previous sheet of the file ([)"),
        "next_sheet": say("Next sheet of the file (])"),
        "no_scan": say("The scan cannot be shown at the moment. The text beside it is what was read."),
    }


def _text(speech: Speech) -> dict[str, str]:
    say = speech.say
    return {
        "copy": say("Copy"),
        "copied": say("Copied"),
        "text": say("Text of the sheet"),
        "no_text": say("Nothing could be read on this sheet."),
        "sure": say("sure to {n}%"),
        "read_as": say("Read as"),
        "replace": say("Replace"),
        "copy_quotation": say("Copy with the reference"),
        "region_only": say("A region of the sheet without text"),
        "take": say("Take as evidence"),
        "clear": say("Clear the selection"),
    }


def _correcting(speech: Speech) -> dict[str, str]:
    say = speech.say
    return {
        "correct": say("Correct the text"),
        "correct_key": say("Correct the text (e)"),
        "history": say("History"),
        "history_key": say("History of the text (h)"),
        "save": say("Save"),
        "save_key": say("Save (Ctrl+Enter)"),
        "cancel": say("Cancel"),
        "cancel_key": say("Cancel (Esc)"),
        "edit_hint": say("Keep the lines as they stand on the sheet. What was read before stays in the history."),
        "saved": say("Saved. It will be found within two seconds."),
        "undo": say("Undo"),
        "away": say("The archive does not answer. Your text is kept here; try again in a minute."),
        "changed_meanwhile": say("Somebody has changed the text meanwhile. It is shown as it is now; look and try again."),
        "conflict": say("Somebody has changed this text while you were writing. Nothing is lost: compare both and choose."),
        "theirs": say("As it is now"),
        "mine": say("As you wrote it"),
        "save_mine": say("Save mine"),
        "take_theirs": say("Keep theirs"),
        "see": say("Show"),
        "close": say("Close"),
        "current": say("in force"),
        "bring_back": say("Bring back"),
        "program": say("read by the program"),
    }

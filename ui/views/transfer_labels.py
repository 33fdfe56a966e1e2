"""What the part of the screen that sends files says."""

from typing import Any

from ui.language import Speech


def labels(speech: Speech) -> dict[str, Any]:
    """Return its labels, those of inventories in a part of their own."""
    say = speech.say
    return {
        "name": say("What the transfer is called"),
        "files": say("Choose files"),
        "folder": say("Choose a folder"),
        "drop": say("Drop files, a folder, a zip or a bag here, with or without an inventory."),
        "send": say("Send and take in"),
        "go_on": say("Go on: send and take in"),
        "cancel": say("Cancel"),
        "stop": say("Stop"),
        "chosen": say("{n} files, {size}"),
        "looking": say("The inventory is being looked at…"),
        "sending": say("{done} of {size} sent"),
        "waiting": say("The archive does not answer; sending goes on as soon as it does."),
        "sent": say("All is here. It is read in its turn; sheets can be searched as they are read."),
        "failed": say("Sending stopped."),
        "leave": say("What came so far is kept: give it up below, or send it again."),
        "inventory": _of_inventories(speech),
    }


def _of_inventories(speech: Speech) -> dict[str, Any]:
    say = speech.say
    return {
        "fields": {
            "path": say("File on disk"),
            "fonds": say("Fonds"),
            "fonds_title": say("Title of the fonds"),
            "inventory": say("Inventory"),
            "file": say("File"),
            "reference": say("Reference"),
            "sheet_from": say("Sheets"),
            "title": say("Title"),
            "type": say("Kind of document"),
            "date": say("Date"),
            "body": say("Organisation"),
        },
        "separators": {
            ",": say("separated by commas"),
            ";": say("separated by semicolons"),
            "\t": say("separated by tabs"),
            "|": say("separated by bars"),
        },
        "title": say("How the inventory will be read: look before you go on"),
        "rows": say("rows: {n}"),
        "unused": say("Columns that are not used, their headings are not understood: {headings}"),
        "read": say("The first rows, under the names of what each column is taken for"),
        "row": say("Row"),
        "mistakes": say("Mistakes in rows"),
        "absent": say("Rows without a file"),
        "unlisted": say("Files without a row"),
        "more": say("and {n} more"),
        "whole": say("Every row has its file and every file its row; no mistakes."),
        "refused": say("{path}: {reason}. The files will be taken in without it."),
        "unseen": say(
            "The inventory could not be shown now; it will be read as the files are taken in, and the receipt says how."
        ),
    }

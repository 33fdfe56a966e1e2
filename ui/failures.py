"""What is said when the screen itself fails, in place of Streamlit's box in English."""

import logging
import secrets

import streamlit as st

from ui import client
from ui.places import spoken
from ui.views import states

log = logging.getLogger(__name__)


def told(error: Exception) -> bool:
    """Say in the reader's language that the script or a callback has failed, with a number that stands in the log, too.

    Returns:
        That Streamlit has nothing to add.
    """
    speech = spoken()
    if isinstance(error, client.Refused):
        if error.away:
            states.undone(speech)
        else:
            states.refused(error, speech)
        return True
    number = secrets.token_hex(8)
    # Streamlit has written the traceback just before; this line ties it to the number that the reader was told.
    log.error("%s failed: %s, request %s", st.context.url, type(error).__name__, number)
    states.failed(number, speech)
    return True

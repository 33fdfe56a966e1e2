"""For whom places are: the bar offers those alone, and who comes by an address is told by the API before anything is drawn."""

from ui import client
from ui.places import Places

OFFICE = frozenset({"archivist", "head", "administrator"})
HEADS = frozenset({"head", "administrator"})
# By their addresses: the roles, and what the API asks the same role for.
_PLACES = {
    "requests": (OFFICE, "/v1/requests/queue"),
    "request": (OFFICE, "/v1/requests/queue"),
    "transfers": (OFFICE, "/v1/transfers/uploads"),
    "administration": (HEADS, "/v1/audit"),
}


def offered(places: Places, place: str) -> bool:
    """Tell whether a place is for the visitor."""
    return place not in _PLACES or places.role in _PLACES[place][0]


def ask(places: Places, place: str) -> None:
    """Ask the API about a place that is not offered to the visitor; it knows whether they may.

    Raises:
        Refused: They may not, in the API's own words, or it does not answer.
    """
    if not offered(places, place):
        client.get(_PLACES[place][1], places.speech.language)

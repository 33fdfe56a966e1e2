"""What harvesters ask: arguments, times and resumption tokens of OAI-PMH 2.0, sections 3 and 4."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

FORMATS: Final = ("oai_dc", "ead")
SECONDS: Final = "%Y-%m-%dT%H:%M:%SZ"
DAYS: Final = "%Y-%m-%d"

# Arguments by verb: (required, optional); a resumption token stands alone.
VERBS: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset()),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
}


class OaiError(Exception):
    """A condition of section 3.6; ``code`` is the protocol's."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code
        self.what = what


@dataclass(frozen=True, slots=True)
class Harvest:
    """A list that is asked for, and how far it was given.

    Attributes:
        prefix: ``oai_dc`` or ``ead``.
        since, until: Times as they were asked for, empty for none.
        fonds: The set; empty for all.
        after: Time and id of the last record given; empty at the beginning.
        given: Records given so far.
    """

    prefix: str
    since: str = ""
    until: str = ""
    fonds: str = ""
    after: tuple[str, str] | tuple[()] = ()
    given: int = 0

    def token(self, after: tuple[str, str], given: int) -> str:
        """Return the resumption token that goes on after this record."""
        state = asdict(replace(self, after=after, given=given))
        return base64.urlsafe_b64encode(json.dumps(state, ensure_ascii=False).encode()).decode()


def check(arguments: Sequence[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """Return the verb and its arguments.

    Raises:
        OaiError: The verb is none, or arguments are missing, repeated or not its own.
    """
    names = [name for name, _ in arguments]
    given = dict(arguments)
    verb = given.pop("verb", "")
    if verb not in VERBS or names.count("verb") != 1:
        raise OaiError("badVerb", f"{verb or 'No verb'} is not one verb of the protocol")
    if len(names) != len(set(names)):
        raise OaiError("badArgument", "An argument is repeated")
    required, optional = VERBS[verb]
    if "resumptionToken" in given and verb.startswith("List"):
        if len(given) > 1:
            raise OaiError("badArgument", "A resumption token stands alone")
        if verb in ("ListIdentifiers", "ListRecords"):
            return verb, given
        raise OaiError("badResumptionToken", f"{verb} gives its whole list at once")
    if missing := sorted(required - given.keys()):
        raise OaiError("badArgument", f"{missing[0]} is missing")
    if unknown := sorted(given.keys() - required - optional):
        raise OaiError("badArgument", f"{unknown[0]} is no argument of {verb}")
    return verb, given


def harvest(given: Mapping[str, str]) -> Harvest:
    """Return the list that the arguments ask for, or that a resumption token goes on with.

    Raises:
        OaiError: The token is none, a time is none, or the format is not given here.
    """
    if "resumptionToken" in given:
        return _resumed(given["resumptionToken"])
    prefix = format_of(given["metadataPrefix"])
    since, until = given.get("from", ""), given.get("until", "")
    if since and until and len(since) != len(until):
        raise OaiError("badArgument", "from and until have different granularity")
    if since and until and instant(since) > instant(until, end=True):
        raise OaiError("badArgument", "from is later than until")
    for time in (since, until):
        if time:
            instant(time)
    return Harvest(prefix, since, until, set_of(given.get("set", "")))


def _resumed(token: str) -> Harvest:
    try:
        state = json.loads(base64.urlsafe_b64decode(token.encode()))
        after = state["after"]
        resumed = Harvest(**{**state, "after": (str(after[0]), str(after[1]))})
        datetime.fromisoformat(str(after[0]))
        for time in (resumed.since, resumed.until):
            if time:
                instant(time)
        format_of(resumed.prefix)
        int(resumed.given)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OaiError) as error:
        raise OaiError("badResumptionToken", "This is no resumption token of this repository") from error
    return resumed


def format_of(prefix: str) -> str:
    """Return a format that is given here. Raises OaiError for others."""
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", f"Records are given as {' and '.join(FORMATS)}")
    return prefix


def set_of(name: str) -> str:
    """Return the fonds of a set. Raises OaiError if the set's name is none of ours."""
    if name and not name.startswith("fonds:"):
        raise OaiError("badArgument", "Sets are named fonds: and its number in hexadecimal; see ListSets")
    try:
        return bytes.fromhex(name.removeprefix("fonds:")).decode()
    except ValueError as error:
        raise OaiError("badArgument", "Sets are named fonds: and its number in hexadecimal; see ListSets") from error


def set_name(fonds: str) -> str:
    """Return the name of the set of a fonds: the protocol takes fewer letters than numbers of fonds have (Р-12)."""
    return f"fonds:{fonds.encode().hex()}"


def instant(text: str, *, end: bool = False) -> datetime:
    """Return a time of the protocol, section 3.3; ``end`` takes a day or a second to its end. Raises OaiError if it is none."""
    for pattern, length in ((SECONDS, timedelta(seconds=1)), (DAYS, timedelta(days=1))):
        try:
            start = datetime.strptime(text, pattern).replace(tzinfo=UTC)
        except ValueError:
            continue
        return start + length - timedelta(microseconds=1) if end else start
    raise OaiError("badArgument", f"{text} is no time such as 2026-03-12 or 2026-03-12T10:00:00Z")

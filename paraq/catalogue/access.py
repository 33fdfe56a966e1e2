"""The rules of access as the catalogue keeps them, and the day on which each document opens, reckoned by them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from paraq.catalogue.database import reachable
from paraq.catalogue.records import description
from paraq.catalogue.tables import Document, Page, Pending
from paraq.catalogue.tables_access import AccessRule, AccessState
from paraq.records.access import Rule, opens, turning_days
from paraq.records.access_text import parse_rules
from paraq.records.model import Description

SHIPPED: Final = Path(__file__).with_name("access_rules.toml")
"""The rules of a new installation."""
# Documents looked at in one go: a description is about 1 KB.
BATCH: Final = 1000


class AccessRules:
    """Keeps the rules; with every change of them it looks at every document again, in the same transaction."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._insert: Any = sqlite.insert if database.dialect.name == "sqlite" else postgresql.insert
        self._known: tuple[int, list[Rule]] = (0, [])

    def rules(self) -> list[Rule]:
        """Return the rules in the order of their names."""
        with self._writing() as session:
            return list(self._current(session))

    def replace(self, rules: Sequence[Rule]) -> int:
        """Put these rules in the place of all others, look at every document again and return how many changed."""
        with self._writing() as session:
            self._begin(session)
            self._store(session, rules)
            return self._apply(session)

    def apply(self) -> int:
        """Look at every document again and return how many changed."""
        with self._writing() as session:
            self._begin(session)
            return self._apply(session)

    def due(self) -> bool:
        """Return whether a rule came into force or ended since the rules were applied last."""
        with self._writing() as session:
            rules = self._current(session)
            applied = session.scalar(select(AccessState.applied)) or ""
            today = date.today().isoformat()
            return not applied or any(applied < day <= today for day in turning_days(rules))

    def opens(self, session: Session, document_id: str, about: Description) -> str:
        """Return the day from which anyone may see a document.

        Asked inside the transaction that has written the document already, so that rules changed meanwhile are those of today.
        """
        return opens(self._current(session), document_id, about, date.today())

    def _begin(self, session: Session) -> None:
        """Make the first rules if there are none, and hold off everyone else who writes rules or documents."""
        self._current(session)
        session.execute(update(AccessState).values(version=AccessState.version + 1))

    def _current(self, session: Session) -> list[Rule]:
        """Return the rules; read again only when they changed."""
        # Shared with others who write documents, not with who changes rules. SQLite lets one write at a time anyway.
        version = session.scalar(select(AccessState.version).with_for_update(read=True))
        if version is None:
            row = {"id": 1, "version": 1, "applied": ""}
            first = self._insert(AccessState).values(row).on_conflict_do_nothing().returning(AccessState.id)
            if session.scalar(first):
                self._store(session, parse_rules(SHIPPED.read_text("utf-8"), "toml", SHIPPED.name))
            version = session.scalar(select(AccessState.version)) or 1
        if self._known[0] != version:
            rows = session.execute(select(AccessRule.rule).order_by(AccessRule.name))
            self._known = (version, [_rule(row) for (row,) in rows])
        return self._known[1]

    def _store(self, session: Session, rules: Sequence[Rule]) -> None:
        session.execute(delete(AccessRule))
        if rules:
            session.execute(insert(AccessRule), [{"name": rule.name, "rule": asdict(rule)} for rule in rules])

    def _apply(self, session: Session) -> int:
        rules, today = self._current(session), date.today()
        changed, last = 0, ""
        while batch := list(session.scalars(select(Document).where(Document.id > last).order_by(Document.id).limit(BATCH))):
            last = batch[-1].id
            days = {row.id: opens(rules, row.id, description(row), today) for row in batch}
            others = [row.id for row in batch if row.opens != days[row.id]]
            session.expunge_all()
            for name in others:
                session.execute(update(Document).where(Document.id == name).values(opens=days[name]))
            pages = select(Page.id).where(Page.document.in_(others), Page.version > 0)
            session.execute(insert(Pending).from_select(["page"], pages))
            changed += len(others)
        session.execute(update(AccessState).values(applied=today.isoformat()))
        return changed

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with reachable(), Session(self._database) as session, session.begin():
            yield session


def _rule(kept: dict[str, Any]) -> Rule:
    return Rule(**{**kept, "types": tuple(kept["types"]), "words": tuple(kept["words"])})

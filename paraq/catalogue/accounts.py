"""Accounts, sessions, keys and failed log-ins as the catalogue keeps them. Secrets come here hashed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Engine, Row, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from paraq.catalogue.database import reachable
from paraq.catalogue.tables import now
from paraq.catalogue.tables_access import Account, Attempt, ForeignLogin, Key, LoginSession
from paraq.errors import Conflict, Missing
from paraq.records.accounts import AccountRecord, KeyRecord
from paraq.records.viewer import Role

# A key's last use is told to the minute: writing it at every request would cost more than the request.
USED_EVERY = timedelta(minutes=1)
ADMINISTRATOR: Final = "administrator"
# Asked at every request: made once, and without the objects of rows, it costs a third.
_LOGGED_IN: Final = (
    select(*Account.__table__.c)
    .join(LoginSession.__table__, LoginSession.account == Account.id)
    .where(LoginSession.token == bindparam("token"), LoginSession.expires > bindparam("at"), Account.removed.is_(None))
)


class Accounts:
    """Who may log in, and who is logged in."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._insert: Any = sqlite.insert if database.dialect.name == "sqlite" else postgresql.insert

    def any(self) -> bool:
        """Return whether there ever was an account; a removed one counts, or removing the last would open the house."""
        with self._reading() as session:
            return session.scalar(select(Account.id).limit(1)) is not None

    def all(self) -> list[AccountRecord]:
        """Return every account, also removed ones, by name."""
        with self._reading() as session:
            return [_account(row) for row in session.scalars(select(Account).order_by(Account.name))]

    def add(
        self,
        name: str,
        role: Role,
        fonds: Sequence[str] | None,
        password: str = "",
        subject: str = "",
        full_name: str = "",
    ) -> AccountRecord:
        """Put an account in.

        Raises:
            Conflict: There is one of this name, or was.
        """
        row = Account(
            name=name,
            password=password,
            subject=subject,
            full_name=full_name,
            role=role,
            fonds=None if fonds is None else sorted(set(fonds)),
        )
        try:
            with self._writing() as session:
                session.add(row)
                session.flush()
                return _account(row)
        except IntegrityError as error:
            raise Conflict("There is or was an account of this name", where=name, code="account-taken") from error

    def find(self, name: str) -> tuple[AccountRecord, str] | None:
        """Return a living account and the hash of its password; None if there is none."""
        with self._reading() as session:
            row = session.scalar(select(Account).where(Account.name == name, Account.removed.is_(None)))
            return (_account(row), row.password) if row else None

    def by_subject(self, subject: str) -> AccountRecord | None:
        """Return the account of a subject of OpenID Connect; also a removed one, so that it is not made anew."""
        with self._reading() as session:
            row = session.scalar(select(Account).where(Account.subject == subject))
            return _account(row) if row else None

    def change(self, name: str, **columns: Any) -> None:
        """Change role, fonds, password or subject of a living account and end its sessions, which had the old rights.

        Raises:
            Missing: There is no such account.
            Conflict: It is the last administrator's, and would be one no more.
        """
        with self._writing() as session:
            account = self._id(session, name)
            if columns.get("role", ADMINISTRATOR) != ADMINISTRATOR:
                self._keep_one(session, account)
            session.execute(update(Account).where(Account.id == account).values(**columns))
            session.execute(delete(LoginSession).where(LoginSession.account == account))

    def call(self, name: str, full_name: str) -> None:
        """Give a living account the full name of its person; its sessions go on.

        Raises:
            Missing: There is no such account.
        """
        with self._writing() as session:
            session.execute(update(Account).where(Account.id == self._id(session, name)).values(full_name=full_name))

    def remove(self, name: str) -> None:
        """Take an account out of use, with its sessions and keys.

        Raises:
            Missing: There is no such account.
            Conflict: It is the last administrator's.
        """
        with self._writing() as session:
            account = self._id(session, name)
            self._keep_one(session, account)
            session.execute(update(Account).where(Account.id == account).values(removed=now(), password=""))
            session.execute(delete(LoginSession).where(LoginSession.account == account))
            session.execute(update(Key).where(Key.owner == account, Key.revoked.is_(None)).values(revoked=now()))

    def begin_session(self, name: str, token: str, expires: datetime) -> None:
        """Note that an account is logged in; sessions that have run out are cleared away.

        Raises:
            Missing: There is no such account.
        """
        with self._writing() as session:
            session.execute(delete(LoginSession).where(LoginSession.expires < now()))
            session.add(LoginSession(token=token, account=self._id(session, name), expires=expires))

    def session(self, token: str) -> AccountRecord | None:
        """Return the account of a session that has not ended."""
        with reachable(), self._database.connect() as connection:
            row = connection.execute(_LOGGED_IN, {"token": token, "at": now()}).first()
            return _account(row) if row else None

    def end_session(self, token: str) -> None:
        """End a session; one that is not there has ended."""
        with self._writing() as session:
            session.execute(delete(LoginSession).where(LoginSession.token == token))

    def end_sessions(self, name: str) -> int:
        """End all sessions of an account and return how many there were.

        Raises:
            Missing: There is no such account.
        """
        with self._writing() as session:
            ended = delete(LoginSession).where(LoginSession.account == self._id(session, name)).returning(LoginSession.token)
            return len(list(session.scalars(ended)))

    def add_key(self, key: KeyRecord, secret: str) -> None:
        """Put a key in with the hash of its secret.

        Raises:
            Missing: Its owner is no account.
        """
        with self._writing() as session:
            owner = self._id(session, key.owner)
            row = Key(id=key.key_id, secret=secret, label=key.label, owner=owner, scopes=list(key.scopes), expires=key.expires)
            session.add(row)

    def every_key(self) -> list[KeyRecord]:
        """Return every key, newest first."""
        query = select(Key, Account.name).join(Account, Account.id == Key.owner).order_by(Key.created.desc(), Key.id)
        with self._reading() as session:
            return [_key(row, owner) for row, owner in session.execute(query)]

    def key(self, key_id: str) -> tuple[KeyRecord, str, AccountRecord] | None:
        """Return a key that is in force, the hash of its secret and its owner, and note that it was used."""
        at = now()
        query = select(Key, Account).join(Account, Account.id == Key.owner)
        valid = (Key.id == key_id, Key.revoked.is_(None), Key.expires > at, Account.removed.is_(None))
        with self._reading() as session:
            found = session.execute(query.where(*valid)).first()
            if found is None:
                return None
            key, account = found
            return _key(key, account.name), key.secret, _account(account)

    def used(self, key: KeyRecord) -> None:
        """Note that a key is used now."""
        if key.used is None or now() - key.used > USED_EVERY:
            with self._writing() as session:
                session.execute(update(Key).where(Key.id == key.key_id).values(used=now()))

    def revoke(self, key_id: str) -> None:
        """Take a key out of force.

        Raises:
            Missing: There is no such key.
        """
        with self._writing() as session:
            known = session.scalar(select(Key.id).where(Key.id == key_id))
            if known is None:
                raise Missing("There is no such key", where=key_id, code="key-missing")
            session.execute(update(Key).where(Key.id == key_id, Key.revoked.is_(None)).values(revoked=now()))

    def barred_until(self, subject: str) -> datetime | None:
        """Return until when tries to log in are barred; None if they are not."""
        query = select(Attempt.until).where(Attempt.subject == subject, Attempt.until > now())
        with self._reading() as session:
            return _utc(session.scalar(query))

    def tried(self, subject: str, delay: Callable[[int], timedelta], forget: timedelta) -> datetime | None:
        """Count a try to log in as failed, unless tries are barred now: then return until when, and count nothing.

        One statement after the other for each subject, so that many tries at once are counted one by one. ``delay`` gives from
        the number of failures how long none more is looked at; failures further apart than ``forget`` do not add up.
        """
        at = now()
        with self._writing() as session:
            first = self._insert(Attempt).values(subject=subject, failures=0, last=at, until=at).on_conflict_do_nothing()
            session.execute(first)
            row = session.scalars(select(Attempt).where(Attempt.subject == subject).with_for_update()).one()
            last, until = _utc(row.last) or at, _utc(row.until) or at
            if until > at:
                return until
            row.failures = row.failures + 1 if at - last < forget else 1
            row.last, row.until = at, at + delay(row.failures)
            session.execute(delete(Attempt).where(Attempt.last < at - forget, Attempt.until < at))
            return None

    def succeeded(self, subject: str) -> None:
        """Forget the failed log-ins of an account that has logged in."""
        with self._writing() as session:
            session.execute(delete(Attempt).where(Attempt.subject == subject))

    def begin_foreign(self, state: str, nonce: str, verifier: str, following: str, expires: datetime) -> None:
        """Note a log-in that goes on at a provider."""
        with self._writing() as session:
            session.execute(delete(ForeignLogin).where(ForeignLogin.expires < now()))
            session.add(ForeignLogin(state=state, nonce=nonce, verifier=verifier, following=following, expires=expires))

    def end_foreign(self, state: str) -> tuple[str, str, str] | None:
        """Return nonce, verifier and address to go on to of a log-in under way, once; None if there is none."""
        taken = delete(ForeignLogin).where(ForeignLogin.state == state, ForeignLogin.expires > now())
        columns = (ForeignLogin.nonce, ForeignLogin.verifier, ForeignLogin.following)
        with self._writing() as session:
            row = session.execute(taken.returning(*columns)).first()
            return (row[0], row[1], row[2]) if row else None

    def _id(self, session: Session, name: str) -> int:
        found = session.scalar(select(Account.id).where(Account.name == name, Account.removed.is_(None)))
        if found is None:
            raise Missing("There is no such account", where=name, code="account-missing")
        return found

    def _keep_one(self, session: Session, going: int) -> None:
        """Refuse to go on if nobody but one account could give rights to others."""
        living = select(Account.id).where(Account.role == ADMINISTRATOR, Account.removed.is_(None)).with_for_update()
        if session.scalars(living).all() == [going]:
            raise Conflict(
                "There would be no administrator any more",
                where="role",
                remedy="Make another one first",
                code="last-administrator",
            )

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with reachable(), Session(self._database) as session:
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with reachable(), Session(self._database) as session, session.begin():
            yield session


def _account(row: Account | Row[Any]) -> AccountRecord:
    fonds = None if row.fonds is None else tuple(row.fonds)
    created = _utc(row.created) or now()
    return AccountRecord(row.name, row.role, fonds, created, _utc(row.removed), bool(row.subject), row.full_name)  # type: ignore[arg-type]


def _key(row: Key, owner: str) -> KeyRecord:
    created, expires = _utc(row.created) or now(), _utc(row.expires) or now()
    return KeyRecord(row.id, row.label, owner, tuple(row.scopes), created, expires, _utc(row.used), _utc(row.revoked))  # type: ignore[arg-type]


def _utc(moment: datetime | None) -> datetime | None:
    """Return a moment with its zone, which SQLite does not keep."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment

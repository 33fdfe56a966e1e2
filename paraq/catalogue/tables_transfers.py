"""Tables of what institutions hand over besides documents, and of folders that are watched for it."""

from datetime import datetime

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from paraq.catalogue.tables import SHA256, Base, Instant, now


class Signature(Base):
    """What checking a signature said; both files are originals, or one that holds its own signature."""

    __tablename__ = "signatures"

    signature: Mapped[str] = mapped_column(SHA256, primary_key=True)
    signed: Mapped[str] = mapped_column(SHA256, primary_key=True, index=True)
    status: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text, default="")
    signer: Mapped[str] = mapped_column(Text, default="")
    issuer: Mapped[str] = mapped_column(Text, default="")
    algorithm: Mapped[str] = mapped_column(Text, default="")
    signed_at: Mapped[str] = mapped_column(String(25), default="")
    checked: Mapped[datetime] = mapped_column(Instant, default=now)


class Watched(Base):
    """A file of a watched folder as it was when it was taken in; one that looks the same needs no second look."""

    __tablename__ = "watched"

    folder: Mapped[str] = mapped_column(Text, primary_key=True)
    path: Mapped[str] = mapped_column(Text, primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    modified: Mapped[int] = mapped_column(BigInteger)

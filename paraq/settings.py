"""All settings in one frozen model, read from ``PARAQ_`` environment variables; unknown keys are refused."""

import os
from pathlib import Path
from typing import Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from paraq.errors import Invalid

LANGUAGES = r"^[a-z_]+(\+[a-z_]+)*$"
"""How languages are named: codes of Tesseract joined by +."""

PREFIX = "PARAQ_"
# What example files and manuals put where a secret belongs, and the names of the services themselves.
PLACEHOLDERS = (
    "change",
    "password",
    "secret",
    "example",
    "placeholder",
    "default",
    "paraq",
    "elastic",
    "postgres",
    "admin",
    "123456",
)
# 16 random characters of 16 kinds are 64 bits; nothing that answers over a network can be asked that often.
SECRET_LENGTH = 16
ARCHIVE_NAME: Final = "Paraq"
# The protocol of harvesters wants a mailbox; this domain leads nowhere (RFC 2606).
ARCHIVE_MAIL: Final = "archive@localhost.invalid"


class Settings(BaseSettings):
    """The settings of one installation.

    Attributes:
        home: Where data lives: catalogue, store and embedded index.
        engine: ``tantivy`` (embedded) or ``elasticsearch``.
        catalogue: SQLAlchemy address of the catalogue; empty means SQLite under ``home``.
        elasticsearch: Addresses of the cluster's nodes, separated by commas.
        elasticsearch_key: API key of the cluster; empty means none.
        elasticsearch_ca: File with the certificate authority of the cluster's https addresses; empty for the system's own.
        elasticsearch_index: Name of the alias under which pages are searched.
        elasticsearch_shards, elasticsearch_replicas: Layout of a new index.
        jobs: Worker processes for reading; 0 means one a core.
        languages: Tesseract languages for OCR, joined by ``+``.
        page_seconds: A page that takes longer is set aside.
        path_patterns: What paths of files tell of references, ``Ф.{fonds}/Оп.{inventory}/Д.{file}/{sheet}``; several joined by
            ``;``. They are tried before :data:`paraq.records.reference_path.DEFAULT`.
        worker_memory: Address space of one worker in megabytes.
        address: Where others reach the API and the screen, such as ``https://archive.example``, for addresses that leave the
            house (IIIF, OAI-PMH, papers); empty for what each request names.
        archive_name, archive_mail: Name of the archive and its mailbox, as harvesters are told them.
        cors: Sites whose pages may ask the API in a browser, by a key or what is open to all, such as
            ``https://viewer.example``, separated by commas; ``*`` for all, empty for none.
        proxies: Networks of reverse proxies whose ``X-Forwarded-For`` is believed, separated by commas; this machine always is.
        upload_bytes: Most bytes of one transfer that comes by the API.
        requests_per_minute: How many requests one viewer, or one address without a log-in, may make on average.
        answer_seconds: An answer that has not begun after so long is given up; a file of a document after ten times as long.
        oidc_issuer, oidc_client, oidc_secret: OpenID Connect provider at which people may log in; empty for none.
        oidc_role: Role of somebody whom the provider knows and Paraq does not yet; empty lets in only those with an account.
        webhooks: Whether other systems may be told what happened.
        webhook_networks: Private networks in which they may be told, separated by commas; there also without TLS.
        environment: ``development`` allows missing secrets, ``production`` does not: the catalogue and the cluster must then
            ask for a secret of :data:`SECRET_LENGTH` characters that is no placeholder.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", hide_input_in_errors=True)

    home: Path = Field(default_factory=lambda: Path.home() / ".paraq")
    engine: Literal["tantivy", "elasticsearch"] = "tantivy"
    # Both addresses may carry a password, which must not reach a log.
    catalogue: str = Field(default="", repr=False)
    elasticsearch: str = Field(default="http://127.0.0.1:9200", repr=False)
    elasticsearch_key: SecretStr = SecretStr("")
    elasticsearch_ca: str = ""
    elasticsearch_index: str = "paraq-pages"
    elasticsearch_shards: int = Field(default=1, ge=1, le=1024)
    elasticsearch_replicas: int = Field(default=0, ge=0, le=10)
    jobs: int = Field(default=0, ge=0, le=1024)
    languages: str = Field(default="kaz+rus", pattern=LANGUAGES)
    # Bare tesseract needs 2-4 s for a page; thirty times that is a page that will never end.
    page_seconds: float = Field(default=120.0, gt=0)
    path_patterns: str = ""
    # A 300 dpi A3 page in colour, its cleaned copy and Tesseract's models fit twice over.
    worker_memory: int = Field(default=2048, ge=512)
    # A box of disks that an institution hands over holds about this much.
    upload_bytes: int = Field(default=1 << 40, ge=1)
    address: str = Field(default="", pattern=r"^(https?://[A-Za-z0-9.\-:\[\]]+)?$")
    archive_name: str = Field(default=ARCHIVE_NAME, min_length=1, max_length=200)
    archive_mail: str = Field(default=ARCHIVE_MAIL, pattern=r"^[^@\s<>]+@[^@\s<>]+$")
    cors: str = Field(default="", pattern=r"^(\*|https?://[A-Za-z0-9.\-:\[\]]+(\s*,\s*https?://[A-Za-z0-9.\-:\[\]]+)*)?$")
    proxies: str = Field(default="", pattern=r"^[0-9a-fA-F.:/, ]*$")
    # Fifty a second: no person clicks so fast, and no program needs more than a machine of two cores can answer.
    requests_per_minute: int = Field(default=3000, ge=1)
    # A list of a million pages in an unusual order takes seconds; ten times that is a request that will not end.
    answer_seconds: float = Field(default=60.0, gt=0)
    oidc_issuer: str = Field(default="", pattern=r"^(https?://\S+)?$")
    oidc_client: str = ""
    oidc_secret: SecretStr = SecretStr("")
    oidc_role: Literal["", "reader", "archivist"] = ""
    webhooks: bool = False
    webhook_networks: str = Field(default="", pattern=r"^[0-9a-fA-F.:/, ]*$")
    environment: Literal["development", "production"] = "development"

    @model_validator(mode="after")
    def _production_has_secrets(self) -> Self:
        if self.environment == "development":
            return self
        if self.catalogue and not self.catalogue.startswith("sqlite"):
            _check_secret("CATALOGUE", urlsplit(self.catalogue).password or "")
        if self.engine == "elasticsearch":
            key = self.elasticsearch_key.get_secret_value()
            for node in self.elasticsearch.split(","):
                _check_secret("ELASTICSEARCH", key or urlsplit(node.strip()).password or "")
        return self


def _check_secret(name: str, secret: str) -> None:
    if len(secret) < SECRET_LENGTH or any(word in secret.lower() for word in PLACEHOLDERS):
        raise ValueError(f"{PREFIX}{name}: its secret is missing, shorter than {SECRET_LENGTH} characters or a placeholder")


def read_settings() -> Settings:
    """Return the settings of this process.

    Raises:
        Invalid: A variable has a wrong value, or one with the prefix is no setting.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name.upper() not in known)
    if unknown:
        raise Invalid(
            f"There is no setting {', '.join(unknown)}",
            where="environment",
            remedy=f"Known settings: {', '.join(sorted(known))}",
            code="setting-unknown",
        )
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "".join(f"{PREFIX}{part}: ".upper() for part in first["loc"][:1])
        raise Invalid(
            name + first["msg"].removeprefix("Value error, "),
            where="environment",
            remedy="Correct it or unset it",
            code="setting",
        ) from error

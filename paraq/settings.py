"""All settings in one frozen model, read from ``PARAQ_`` environment variables; unknown keys are refused."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from paraq.errors import Invalid

PREFIX = "PARAQ_"


class Settings(BaseSettings):
    """The settings of one installation.

    Attributes:
        home: Where data lives: catalogue, store and embedded index.
        engine: ``tantivy`` (embedded) or ``elasticsearch``.
        catalogue: SQLAlchemy address of the catalogue; empty means SQLite under ``home``.
        elasticsearch: Addresses of the cluster's nodes, separated by commas.
        elasticsearch_key: API key of the cluster; empty means none.
        elasticsearch_index: Name of the alias under which pages are searched.
        elasticsearch_shards, elasticsearch_replicas: Layout of a new index.
        jobs: Worker processes for reading; 0 means one a core.
        languages: Tesseract languages for OCR, joined by ``+``.
        page_seconds: A page that takes longer is set aside.
        worker_memory: Address space of one worker in megabytes.
        environment: ``development`` allows missing secrets, ``production`` does not.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    home: Path = Field(default_factory=lambda: Path.home() / ".paraq")
    engine: Literal["tantivy", "elasticsearch"] = "tantivy"
    catalogue: str = ""
    elasticsearch: str = "http://127.0.0.1:9200"
    elasticsearch_key: SecretStr = SecretStr("")
    elasticsearch_index: str = "paraq-pages"
    elasticsearch_shards: int = Field(default=1, ge=1, le=1024)
    elasticsearch_replicas: int = Field(default=0, ge=0, le=10)
    jobs: int = Field(default=0, ge=0, le=1024)
    languages: str = Field(default="kaz+rus", pattern=r"^[a-z_]+(\+[a-z_]+)*$")
    # Bare tesseract needs 2-4 s for a page; thirty times that is a page that will never end.
    page_seconds: float = Field(default=120.0, gt=0)
    # A 300 dpi A3 page in colour, its cleaned copy and Tesseract's models fit twice over.
    worker_memory: int = Field(default=2048, ge=512)
    environment: Literal["development", "production"] = "development"


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
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise Invalid(f"{name}: {first['msg']}", where="environment", remedy="Correct it or unset it", code="setting") from error

"""What others publish to check a standard by: schemas and readers that script/setup --test puts beside the environment."""

import importlib
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from lxml import etree

FOLDER = Path(__file__).parents[2] / ".cache/checks"
SCHEMAS = {"ead3": "ead/management/commands/ead3.xsd", "eac-cpf": "glamconv/eac/eac-cpf-schema/cpf.xsd"}


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(FOLDER / SCHEMAS[name], etree.XMLParser(no_network=True)))


def mistakes(name: str, content: bytes) -> list[str]:
    """Return what the published schema of ``ead3`` or ``eac-cpf`` finds wrong with a document; empty if it is valid."""
    schema = _schema(name)
    schema.validate(etree.fromstring(content))
    return [f"{error.line}: {error.message}" for error in schema.error_log]


def iiif_prezi3() -> ModuleType:
    """Return the reader of IIIF Presentation 3 of the IIIF consortium's community."""
    # Behind everything else, so that it is all that comes from there.
    if str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))
    return importlib.import_module("iiif_prezi3")

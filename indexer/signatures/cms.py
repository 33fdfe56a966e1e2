"""Signatures in CMS (RFC 5652), detached or around their document, as CAdES and ``.p7s`` files hold them."""

import base64
import binascii
import hashlib
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import cms, pem
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils

from indexer.signatures.names import HASHES, UNTRUSTED, algorithm_name, person
from paraq.catalogue.entries import Checked

_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
# What the libraries throw at bytes that are no signature.
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError, binascii.Error)


def check_cms(content: bytes, document: Path | None) -> Checked:
    """Check every signature of a CMS file; the file is as good as the worst of them."""
    try:
        signed = signed_data(content)
        if signed is None:
            return Checked("unknown", "The file is no signature in CMS")
        found = [_check_one(signed, signer, document) for signer in signed["signer_infos"]]
    except BROKEN:
        return Checked("unknown", "The signature is broken and cannot be read")
    if not found:
        return Checked("unknown", "The file holds certificates but no signature")
    worst = next((one for status in ("invalid", "unknown", "valid") for one in found if one.status == status), found[0])
    signers = "; ".join(dict.fromkeys(one.signer for one in found if one.signer))
    return Checked(worst.status, worst.reason, signers, worst.issuer, worst.algorithm, worst.signed_at)


def signed_data(content: bytes) -> Any:
    """Return the signed data in DER, PEM or bare base64; None if it is something else; raises one of ``BROKEN``."""
    if pem.detect(content):
        content = pem.unarmor(content)[2]
    elif content[:1] != b"0" or _BASE64.fullmatch(content):
        content = base64.b64decode(content, validate=False)
    info = cms.ContentInfo.load(content)
    return info["content"] if info["content_type"].native == "signed_data" else None


def _check_one(signed: Any, signer: Any, document: Path | None) -> Checked:
    digest_name = signer["digest_algorithm"]["algorithm"].native
    method = signer["signature_algorithm"]["algorithm"].native
    certificate = _certificate(signed, signer)
    known = _about(certificate, method if method in ("rsassa_pss",) or "." in method else f"{method}, {digest_name}")
    known["signed_at"] = _attribute_time(signer)
    if certificate is None:
        return Checked("unknown", "The signature does not hold the certificate of its signer", **known)
    if digest_name not in HASHES:
        return Checked("unknown", f"It uses {algorithm_name(digest_name)}, which cannot be checked here", **known)
    try:
        key = x509.load_der_x509_certificate(certificate.dump()).public_key()
    except (UnsupportedAlgorithm, x509.InvalidVersion, ValueError):
        named = algorithm_name(certificate["tbs_certificate"]["subject_public_key_info"]["algorithm"]["algorithm"].native)
        return Checked("unknown", f"It uses {named}, which cannot be checked here", **known)
    attached = signed["encap_content_info"]["content"].native
    if document is None and attached is None:
        return Checked("unknown", "The file that it signs is not known", **known)
    if document is not None and attached is not None and not _same(document, attached):
        return Checked("invalid", "It holds another document than the one beside it", **known)
    return _verdict(key, signer, _digest(document, attached, digest_name), digest_name, certificate, known)


def _verdict(key: Any, signer: Any, digest: bytes, digest_name: str, certificate: Any, known: dict[str, str]) -> Checked:
    attributes = signer["signed_attrs"]
    if len(attributes):
        told = next((one["values"][0].native for one in attributes if one["type"].native == "message_digest"), None)
        if told != digest:
            return Checked("invalid", "The file is not as it was when it was signed", **known)
        # RFC 5652, 5.4: what is signed is the set itself, with the tag of a set in place of its tag in the message.
        digest = hashlib.new(digest_name, b"\x31" + attributes.dump()[1:]).digest()
    method, hashed = signer["signature_algorithm"], utils.Prehashed(HASHES[digest_name]())
    elsewhere = Checked("unknown", f"It uses {algorithm_name(method['algorithm'].native)}, which cannot be checked here", **known)
    signature = signer["signature"].native
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, digest, _padding(method, digest_name), hashed)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, digest, ec.ECDSA(hashed))
        elif isinstance(key, ed25519.Ed25519PublicKey) and len(attributes):
            key.verify(signature, b"\x31" + attributes.dump()[1:])
        else:
            return Checked(
                "unknown", f"It uses {algorithm_name(method['algorithm'].native)}, which cannot be checked here", **known
            )
    except InvalidSignature:
        return Checked("invalid", "The signature does not fit the file and the certificate", **known)
    except UnsupportedAlgorithm:
        return elsewhere
    return _dated(certificate, known)


def _dated(certificate: Any, known: dict[str, str]) -> Checked:
    """A signature that fits is valid if its certificate was in force at the time that the signer claims."""
    validity = certificate["tbs_certificate"]["validity"]
    if known["signed_at"]:
        signed_at = datetime.fromisoformat(known["signed_at"])
        if not validity["not_before"].native <= signed_at <= validity["not_after"].native:
            return Checked("invalid", "The certificate was not in force at the time of the signature", **known)
    return Checked("valid", UNTRUSTED, **known)


def _padding(method: Any, digest_name: str) -> Any:
    if method["algorithm"].native != "rsassa_pss":
        return padding.PKCS1v15()
    length = method["parameters"]["salt_length"].native
    return padding.PSS(padding.MGF1(HASHES[digest_name]()), length)


def _digest(document: Path | None, attached: bytes | None, digest_name: str) -> bytes:
    if document is None:
        return hashlib.new(digest_name, attached or b"").digest()
    with document.open("rb") as file:
        return hashlib.file_digest(file, digest_name).digest()


def _same(document: Path, attached: bytes) -> bool:
    return document.stat().st_size == len(attached) and document.read_bytes() == attached


def _certificate(signed: Any, signer: Any) -> Any:
    """Return the certificate that the signer names, by issuer and number or by its key's identifier."""
    for choice in signed["certificates"]:
        if choice.name != "certificate":
            continue
        certificate, sid = choice.chosen, signer["sid"]
        if sid.name == "issuer_and_serial_number":
            named = sid.chosen
            if certificate.serial_number == named["serial_number"].native and certificate.issuer == named["issuer"]:
                return certificate
        elif certificate.key_identifier == sid.native:
            return certificate
    return None


def _about(certificate: Any, algorithm: str) -> dict[str, str]:
    names = {"algorithm": algorithm_name(algorithm), "signer": "", "issuer": "", "signed_at": ""}
    if certificate is not None:
        names |= {"signer": person(certificate.subject.native), "issuer": person(certificate.issuer.native)}
    return names


def _attribute_time(signer: Any) -> str:
    for attribute in signer["signed_attrs"]:
        if attribute["type"].native == "signing_time":
            return str(attribute["values"][0].native.isoformat(timespec="seconds"))
    return ""

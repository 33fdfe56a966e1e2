"""Signatures really made, with keys of the test, and really checked."""

import base64
import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from signxml import XMLSigner, methods
from signxml.xades import XAdESSigner

from indexer.signatures import check
from paraq.catalogue.entries import Checked
from paraq.settings import Settings
from paraq.store import Store
from paraq.wiring import open_house
from tests.integration.paraq_home import paraq_json, write_pdf

DOCUMENT = "Бұйрық № 14, 1978 жыл".encode()
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def certificate(key: Key, ends: datetime.datetime | None = None) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.COMMON_NAME, "ӘБДІКОВ СЕРІК"),
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Ақжар ауылының әкімдігі"),
        ]
    )
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(717)
    begins = now - datetime.timedelta(days=400)
    builder = builder.not_valid_before(begins).not_valid_after(ends or now + datetime.timedelta(days=1))
    return builder.sign(key, hashes.SHA256())


@pytest.fixture(scope="module")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="module")
def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def signed_by(key: Key, content: bytes, *options: pkcs7.PKCS7Options, ends: datetime.datetime | None = None) -> bytes:
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(certificate(key, ends), key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary, *options])


@pytest.fixture
def checked(tmp_path: Path) -> Callable[..., Checked]:
    store = Store(tmp_path)

    def check_them(signature: bytes, document: bytes | None = DOCUMENT, name: str = "order.pdf.p7s") -> Checked:
        one = store.put(signature)
        (found,) = check(store, one, store.put(document) if document is not None else one, name)
        return found

    return check_them


DETACHED = pkcs7.PKCS7Options.DetachedSignature


@pytest.mark.parametrize("kind", ["rsa_key", "ec_key"])
@pytest.mark.parametrize("options", [(DETACHED,), (), (DETACHED, pkcs7.PKCS7Options.NoAttributes)])
def test_cms_that_fits_is_valid_and_names_its_signer(
    request: pytest.FixtureRequest, kind: str, options: tuple[pkcs7.PKCS7Options, ...], checked: Callable[..., Checked]
) -> None:
    found = checked(signed_by(request.getfixturevalue(kind), DOCUMENT, *options))
    assert (found.status, found.signer) == ("valid", "ӘБДІКОВ СЕРІК, Ақжар ауылының әкімдігі")
    assert "was not checked" in found.reason
    assert bool(found.signed_at) == (pkcs7.PKCS7Options.NoAttributes not in options)


def test_rsa_pss_is_checked_too(rsa_key: rsa.RSAPrivateKey, checked: Callable[..., Checked]) -> None:
    builder = pkcs7.PKCS7SignatureBuilder().set_data(DOCUMENT)
    pss = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=padding.PSS.DIGEST_LENGTH)
    builder = builder.add_signer(certificate(rsa_key), rsa_key, hashes.SHA256(), rsa_padding=pss)
    signature = builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary, DETACHED])
    assert checked(signature).status == "valid"
    assert checked(signature, DOCUMENT + b"!").status == "invalid"


@pytest.mark.parametrize("kind", ["rsa_key", "ec_key"])
def test_another_document_is_not_what_was_signed(
    request: pytest.FixtureRequest, kind: str, checked: Callable[..., Checked]
) -> None:
    key = request.getfixturevalue(kind)
    assert checked(signed_by(key, DOCUMENT, DETACHED), DOCUMENT + b" ").status == "invalid"
    assert checked(signed_by(key, DOCUMENT), DOCUMENT + b" ").status == "invalid"
    assert checked(signed_by(key, DOCUMENT, DETACHED, pkcs7.PKCS7Options.NoAttributes), b"").status == "invalid"


def test_pem_and_base64_are_read(rsa_key: rsa.RSAPrivateKey, checked: Callable[..., Checked]) -> None:
    signature = signed_by(rsa_key, DOCUMENT, DETACHED)
    text = base64.encodebytes(signature)
    assert checked(text).status == "valid"
    assert checked(b"-----BEGIN PKCS7-----\n" + text + b"-----END PKCS7-----\n").status == "valid"


def test_a_certificate_that_had_ended_makes_no_valid_signature(
    rsa_key: rsa.RSAPrivateKey, checked: Callable[..., Checked]
) -> None:
    ended = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=30)
    found = checked(signed_by(rsa_key, DOCUMENT, DETACHED, ends=ended))
    assert (found.status, "not in force" in found.reason) == ("invalid", True)


def test_gost_cannot_be_checked_here_and_says_so(rsa_key: rsa.RSAPrivateKey, checked: Callable[..., Checked]) -> None:
    info = cms.ContentInfo.load(signed_by(rsa_key, DOCUMENT, DETACHED))
    info["content"]["signer_infos"][0]["digest_algorithm"] = {"algorithm": "1.2.398.3.10.1.3.3"}
    found = checked(info.dump(force=True))
    assert found.status == "unknown"
    assert "Kazakh algorithm (GOST) 1.2.398.3.10.1.3.3" in found.reason
    assert found.signer.startswith("ӘБДІКОВ")


def xml_signed(key: Key, **options: object) -> bytes:
    root = etree.fromstring("<card><date>1978</date></card>")
    signer = XMLSigner(method=methods.enveloped, **options)  # type: ignore[arg-type]
    return bytes(etree.tostring(signer.sign(root, key=key, cert=[certificate(key)])))


def xml_beside(key: rsa.RSAPrivateKey, document: bytes, uri: str) -> bytes:
    """XML-DSig of a file that is no XML, as programs that sign PDF files write it."""
    xmldsig, more = "http://www.w3.org/2000/09/xmldsig#", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    digest = hashes.Hash(hashes.SHA256())
    digest.update(document)
    info = (
        f'<SignedInfo xmlns="{xmldsig}"><CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>'
        f'<SignatureMethod Algorithm="{more}"/><Reference URI="{uri}">'
        f'<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
        f"<DigestValue>{base64.b64encode(digest.finalize()).decode()}</DigestValue></Reference></SignedInfo>"
    )
    canonical = etree.tostring(etree.fromstring(info), method="c14n", exclusive=True)
    value = base64.b64encode(key.sign(canonical, padding.PKCS1v15(), hashes.SHA256())).decode()
    der = base64.b64encode(certificate(key).public_bytes(serialization.Encoding.DER)).decode()
    certified = f"<KeyInfo><X509Data><X509Certificate>{der}</X509Certificate></X509Data></KeyInfo>"
    return f'<Signature xmlns="{xmldsig}">{info}<SignatureValue>{value}</SignatureValue>{certified}</Signature>'.encode()


@pytest.mark.parametrize(("kind", "method"), [("rsa_key", "rsa-sha256"), ("ec_key", "ecdsa-sha256")])
def test_an_xml_document_with_its_own_signature(
    request: pytest.FixtureRequest, kind: str, method: str, checked: Callable[..., Checked]
) -> None:
    signed = xml_signed(request.getfixturevalue(kind), signature_algorithm=method)
    assert checked(signed, None, "card.xml").status == "valid"
    changed = signed.replace(b"1978", b"1979")
    assert changed != signed
    assert checked(changed, None, "card.xml").status == "invalid"


def test_xades_names_its_time(rsa_key: rsa.RSAPrivateKey, checked: Callable[..., Checked]) -> None:
    root = etree.fromstring("<card><date>1978</date></card>")
    signed = XAdESSigner(method=methods.enveloped).sign(root, key=rsa_key, cert=[certificate(rsa_key)])
    found = checked(etree.tostring(signed), None, "card.xml")
    assert found.status == "valid"
    assert found.signed_at.startswith("20")


def test_an_xml_signature_beside_its_document(rsa_key: rsa.RSAPrivateKey, checked: Callable[..., Checked]) -> None:
    signed = xml_beside(rsa_key, DOCUMENT, "order.pdf")
    assert checked(signed, DOCUMENT, "order.pdf.xml").status == "valid"
    assert checked(signed, DOCUMENT + b" ", "order.pdf.xml").status == "invalid"


def test_gost_in_xml_cannot_be_checked_here(rsa_key: rsa.RSAPrivateKey, checked: Callable[..., Checked]) -> None:
    signed = xml_signed(rsa_key)
    gost = b"urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-512"
    found = checked(signed.replace(b"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", gost), None, "card.xml")
    assert (found.status, "GOST" in found.reason) == ("unknown", True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no signature",
        b"<a/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"0\x80\x06\x09",
        bytes(1000),
        b"0\x84\xff\xff\xff\xff",
    ],
)
def test_what_is_no_signature_is_said_to_be_none(content: bytes, checked: Callable[..., Checked]) -> None:
    found = checked(content)
    assert (found.status, bool(found.reason)) == ("unknown", True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(at=st.integers(0, 5000), value=st.integers(0, 255))
def test_a_damaged_signature_is_never_valid_unless_it_still_fits(
    at: int, value: int, rsa_key: rsa.RSAPrivateKey, checked: Callable[..., Checked]
) -> None:
    signature = bytearray(signed_by(rsa_key, DOCUMENT, DETACHED))
    signature[at % len(signature)] = value
    assert checked(bytes(signature)).status in ("valid", "invalid", "unknown")
    assert checked(bytes(signature), b"another").status != "valid"


@pytest.mark.parametrize("form", ["der", "pem", "base64", "zip"])
def test_a_document_inside_its_signature_is_read_and_its_signature_is_its_own(
    form: str, rsa_key: rsa.RSAPrivateKey, tmp_path: Path
) -> None:
    folder, home = tmp_path / "transfer", tmp_path / "home"
    write_pdf(tmp_path / "order.pdf", ["Order of the fourteenth of March"])
    folder.mkdir()
    signature = signed_by(rsa_key, (tmp_path / "order.pdf").read_bytes())
    if form == "pem":
        signature = b"-----BEGIN CMS-----\n" + base64.encodebytes(signature) + b"-----END CMS-----\n"
    elif form == "base64":
        signature = base64.encodebytes(signature)
    where = "order.pdf.cms"
    if form == "zip":
        where = "a.zip/order.pdf.cms"
        with zipfile.ZipFile(folder / "a.zip", "w") as package:
            package.writestr("order.pdf.cms", signature)
    else:
        (folder / where).write_bytes(signature)
    (folder / "опись.csv").write_text(f"Путь;Заголовок\n{where.partition('/')[0]};Приказ о приёме\n")
    receipt = paraq_json(home, "ingest", folder)
    assert (receipt["files"], receipt["searchable"], receipt["documents"]) == (1, 1, 1)
    (told,) = paraq_json(home, "receipt", 1)["signatures"]
    assert (told["path"], told["signs"], told["status"]) == (where, f"{where}/order.pdf", "valid")
    (hit,) = paraq_json(home, "search", "fourteenth")["hits"]
    assert hit["title"] == "Приказ о приёме"
    with open_house(Settings(home=home)) as house:
        (one,) = house.catalogue.signatures_of(hit["document_id"])
        assert one.result.status == "valid" and one.result.signer.startswith("ӘБДІКОВ")

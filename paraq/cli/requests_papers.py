"""``paraq request``: from words of a page to the issued paper."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from paraq.cli.output import complain, print_json
from paraq.cli.requests import A_FILE, A_TARGET, AS_ACCOUNT, AS_JSON, open_desk


@click.command("evidence")
@click.argument("request_id")
@click.argument("page_id")
@click.argument("words")
@click.option("--set", "values", multiple=True, metavar="FIELD=VALUE", help="Set right what the sheet seems to say.")
@AS_ACCOUNT
@AS_JSON
def evidence(request_id: str, page_id: str, words: str, values: tuple[str, ...], account: str, as_json: bool) -> None:
    """Keep WORDS of a page as evidence: the words themselves as they stand there, or START-END of their characters."""
    from paraq.errors import Invalid
    from paraq.records.viewer import OPERATOR

    first, _, last = words.partition("-")
    with open_desk(account) as (desk, viewer):
        text = desk.browsing.page(page_id, viewer=OPERATOR).text.text
        if first.isdecimal() and last.isdecimal():
            span = (int(first), int(last))
        else:
            # However the words are set in lines there.
            found = re.search(r"\s+".join(map(re.escape, words.split())), text)
            if not found:
                told = f"paraq page {page_id} prints its text"
                raise Invalid("These words do not stand so on the page", where=page_id, remedy=told, code="evidence-empty")
            span = found.span()
        pairs: dict[str, Any] = dict(one.partition("=")[::2] for one in values)
        if "year" in pairs:
            pairs["year"] = int(pairs["year"])
        kept = desk.evidence.add(request_id, page_id, pairs, viewer=viewer, spans=[span])
    if as_json:
        print_json({**asdict(kept), "text": kept.text()})
    else:
        click.echo(f"{kept.evidence_id}  {kept.date}  {kept.fact}  {kept.text()}")
        for one in kept.discrepancies:
            complain(f"{one.what}: {one.written}, asked for {one.expected}")


@click.command("draft")
@click.argument("request_id")
@click.argument("kind")
@click.option("--language", default="", help="kk, ru or kk+ru; left out, as the request says.")
@click.option("--institution", default="", help="Where to turn, or to whom it is forwarded.")
@click.option("--note", default="")
@click.option("--output", type=A_TARGET, help="Write the DOCX here.")
@AS_ACCOUNT
def draft(request_id: str, kind: Any, language: str, institution: str, note: str, output: Path | None, account: str) -> None:
    """Draft a certificate, copy, extract, negative answer or forwarding letter."""
    with open_desk(account) as (desk, viewer):
        given = {"institution": institution, "note": note}
        item = desk.drafts.draft(request_id, kind, viewer=viewer, language=language, given=given)
        if output:
            output.write_bytes(desk.drafts.docx(request_id, item.item_id, viewer=viewer))
    click.echo(item.item_id)
    for warning in item.content["warnings"]:
        complain(f"{warning['code']}: {warning['written']}")


@click.command("check")
@click.argument("request_id")
@click.argument("draft_id")
@click.option("--return", "note", default="", metavar="NOTE", help="Send it back with this note.")
@AS_ACCOUNT
def check(request_id: str, draft_id: str, note: str, account: str) -> None:
    """Check a draft of somebody else's."""
    with open_desk(account) as (desk, viewer):
        click.echo(desk.drafts.check(request_id, draft_id, viewer=viewer, accept=not note, note=note).content["state"])


@click.command("make")
@click.argument("request_id")
@click.argument("draft_id")
@click.argument("output", type=A_TARGET)
@click.option("--number", default="", help="Left out, the next of the request.")
@AS_ACCOUNT
def make(request_id: str, draft_id: str, output: Path, number: str, account: str) -> None:
    """Make the PDF/A of a checked draft and write it to OUTPUT, to be signed."""
    with open_desk(account) as (desk, viewer):
        paper = desk.papers.make(request_id, draft_id, viewer=viewer, number=number)
        output.write_bytes(desk.papers.pdf(request_id, paper.code, viewer=viewer))
    click.echo(f"{paper.code}  {paper.sha256}")


@click.command("sign")
@click.argument("request_id")
@click.argument("code")
@click.argument("signature", type=A_FILE)
@AS_ACCOUNT
def sign(request_id: str, code: str, signature: Path, account: str) -> None:
    """Attach a .cms or .p7s made of the paper's exact bytes."""
    with open_desk(account) as (desk, viewer):
        _, found = desk.papers.sign(request_id, code, signature.read_bytes(), signature.name, viewer=viewer)
    click.echo(f"{found.status}  {found.signer}  {found.reason}".rstrip())


@click.command("issue")
@click.argument("request_id")
@click.argument("code")
@AS_ACCOUNT
def issue(request_id: str, code: str, account: str) -> None:
    """Issue a paper and close its request."""
    with open_desk(account) as (desk, viewer):
        click.echo(desk.papers.issue(request_id, code, viewer=viewer).content["state"])

"""What the command prints of names that others chose."""

import pytest

from paraq.cli.output import one_line, tell


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Бұйрық № 45\N{NO-BREAK SPACE}– көшірме.pdf", "Бұйрық № 45\N{NO-BREAK SPACE}– көшірме.pdf"),
        ("a\nFake: 0 failures\x1b[2J\t.pdf", r"a\nFake: 0 failures\x1b[2J\t.pdf"),
        ("a\u202efdp.exe\u2028\x9b", r"a\u202efdp.exe\u2028\x9b"),
    ],
)
def test_a_name_stays_on_its_line(name: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert one_line(name) == shown
    tell(name)
    assert capsys.readouterr().out == f"{shown}\n"

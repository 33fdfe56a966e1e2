"""Transfers through the API of a running house: in parts, broken off and gone on with, taken in, and their receipts."""

import hashlib
import io
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image, ImageDraw, ImageFont

from api.app import create_app
from api.parts import open_parts
from api.uploads import Announced, Uploads
from paraq.errors import Invalid
from paraq.settings import Settings
from tests.fakes.client import Client

TRIES, PAUSE = 1200, 0.1


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with pytest.MonkeyPatch.context() as patch, open_parts(Settings(home=tmp_path_factory.mktemp("home"), jobs=1)) as parts:
        patch.setenv("PARAQ_JOBS", "1")
        yield Client(create_app(parts))


def announced(client: Client, name: str, files: dict[str, bytes]) -> dict[str, Any]:
    told = [
        {"path": path, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()} for path, content in files.items()
    ]
    answer = client.request("POST", "/v1/transfers/uploads", json={"name": name, "files": told})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def sent(client: Client, address: str, number: int, offset: int, content: bytes) -> httpx.Response:
    return client.request("PATCH", f"{address}/files/{number}", content=content, headers={"Upload-Offset": str(offset)})


def finished(client: Client, address: str) -> dict[str, Any]:
    for _ in range(TRIES):
        found = dict(client.get(address).json())
        if found["state"] in ("done", "failed"):
            return found
        time.sleep(PAUSE)
    raise AssertionError(f"It never ended: {found}")


def picture(text: str) -> bytes:
    sheet = Image.new("L", (1200, 500), 255)
    font = ImageFont.truetype("DejaVuSans.ttf", 48)
    ImageDraw.Draw(sheet).text((80, 120), text, fill=0, font=font)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def looked_at(client: Client, inventories: dict[str, bytes], paths: str = "", language: str = "ru") -> httpx.Response:
    files = [("file", (path, content)) for path, content in inventories.items()]
    beside = [("paths", ("paths.txt", paths.encode()))] if paths else []
    return client.request("POST", "/v1/transfers/inventory", files=[*files, *beside], headers={"Accept-Language": language})


def test_paths_may_come_as_a_field_as_well_as_a_file(client: Client) -> None:
    content = "Путь;Дело;Дата\n0012.jpg;45;1978\n".encode()
    as_file = looked_at(client, {"inventory.csv": content}, "0012.jpg\n0013.jpg\n")
    files = [("file", ("inventory.csv", content)), ("paths", (None, b"0012.jpg\n0013.jpg\n"))]
    as_field = client.request("POST", "/v1/transfers/inventory", files=files, headers={"Accept-Language": "ru"})
    assert (as_field.status_code, as_field.json()) == (200, as_file.json())


def test_inventories_are_shown_against_the_files_beside_them_before_anything_is_sent(client: Client) -> None:
    rows = "Путь;Дело;Дата;Полка\n12.jpg;45;1978;3\n13.jpg;45;летом;3\n"
    sent = {"Ф. 12/опись.csv": rows.encode("cp1251"), "Ф. 13/inventory.csv": b"apples;pears\n1;2\n"}
    answer = looked_at(client, sent, "Ф. 12/12.jpg\nФ. 12/14.jpg\nФ. 13/1.jpg\n")
    assert answer.status_code == 200, answer.text
    (found,), (refused,) = answer.json()["inventories"], answer.json()["refused"]
    assert (found["path"], found["encoding"], found["unmatched"]) == ("Ф. 12/опись.csv", "Windows-1251", ["Полка"])
    assert {one["heading"]: one["field"] for one in found["columns"]} == {
        "Путь": "path",
        "Дело": "file",
        "Дата": "date",
        "Полка": None,
    }
    assert found["mistakes"] == [{"row": 2, "reason": "Дата не понята: летом"}]
    assert found["rows_without_file"] == [{"row": 2, "names": "13.jpg"}] and found["rows_without_file_total"] == 1
    assert found["files_without_row"] == ["Ф. 12/14.jpg"]
    assert refused["path"] == "Ф. 13/inventory.csv" and refused["reason"].startswith("В описи нет столбца")
    assert client.get("/v1/transfers/uploads").json()["uploads"] == []


def test_an_inventory_alone_may_be_called_anything_and_tells_nothing_of_files(client: Client) -> None:
    (found,) = looked_at(client, {"дела 2026.csv": "Қор,Іс\n12,45\n".encode()}).json()["inventories"]
    assert (found["path"], found["rows"], found["separator"], found["rows_without_file"]) == ("дела 2026.csv", 1, ",", None)
    (refused,) = looked_at(client, {"дела.csv": b"apples;pears\n"}, language="kk").json()["refused"]
    assert refused["path"] == "дела.csv" and refused["reason"].startswith("Тізімдемеде")


def test_of_two_inventories_of_a_folder_the_one_left_out_is_named(client: Client) -> None:
    table = "Путь;Дело\na.pdf;1\n".encode()
    answer = looked_at(client, {"inventory.csv": table, "опись.csv": table}, "a.pdf").json()
    assert ([one["path"] for one in answer["inventories"]], [one["path"] for one in answer["refused"]]) == (
        ["inventory.csv"],
        ["опись.csv"],
    )


@pytest.mark.parametrize("path", ["../inventory.csv", "/etc/inventory.csv", "a\\..\\..\\inventory.csv"])
def test_an_inventory_stays_inside_its_transfer(client: Client, path: str) -> None:
    for inventories, beside in (({path: b"x"}, ""), ({"inventory.csv": b"x"}, path), ({"a": b"x"}, "a/b")):
        answer = looked_at(client, inventories, beside)
        assert (answer.status_code, answer.json()["code"]) == (400, "upload-path")


def test_transfer_is_sent_in_parts_taken_in_and_found(client: Client) -> None:
    order, broken = picture("ПРИКАЗ № 15\nпринять Абдикова Серика"), b"%PDF-1.4 broken"
    upload = announced(client, "Аудан/2026: әкімдік", {"Ф. 12/Оп. 1/Д. 45/12.png": order, "broken.pdf": broken})
    address = f"/v1/transfers/uploads/{upload['upload_id']}"
    half = len(order) // 2
    assert sent(client, address, 1, 0, order[:half]).headers["upload-offset"] == str(half)
    assert client.request("HEAD", f"{address}/files/1").headers["upload-offset"] == str(half)
    assert sent(client, address, 1, 0, order).status_code == 409
    early = client.request("POST", f"{address}/ingest")
    assert early.status_code == 400 and early.json()["code"] == "upload-lacking"
    assert sent(client, address, 1, half, order[half:]).status_code == 204
    assert sent(client, address, 2, 0, broken).status_code == 204
    assert client.request("POST", f"{address}/ingest").status_code == 202
    done = finished(client, address)
    assert done["state"] == "done", done
    assert (done["receipt"]["files"], done["receipt"]["searchable"], len(done["receipt"]["failed"])) == (2, 1, 1)
    hit = client.get("/v1/search", params={"q": "Абдиков"}).json()["hits"][0]
    assert hit["page"]["reference"]["text"]["ru"] == "Ф. 12. Оп. 1. Д. 45. Л. 12."

    (known,) = client.get("/v1/transfers").json()["transfers"]
    assert known["finished"] and known["source"].endswith("Аудан_2026_ әкімдік")
    sums = client.get(f"/v1/transfers/{known['number']}").json()
    assert sums["files"] == sums["searchable_files"] + sums["failed_files"] + sums["waiting_files"] == 2
    assert sums["failures"][0]["path"] == "broken.pdf" and sums["failures"][0]["reason"]
    receipt = client.get(f"/v1/transfers/{known['number']}/receipt").json()
    assert (receipt["files"], len(receipt["list"]), receipt["failed_files"]) == (2, 2, 1)
    act = client.get(f"/v1/transfers/{known['number']}/receipt?format=pdf&language=ru")
    assert act.content.startswith(b"%PDF-")
    assert client.get(f"/v1/transfers/{known['number']}/receipt?format=pdf&language=ru").headers["etag"] == act.headers["etag"]

    again = client.request("POST", "/v1/transfers/retry").json()
    assert finished(client, f"/v1/transfers/uploads/{again['upload_id']}")["state"] == "done"


def test_zip_is_opened_as_any_other(client: Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as whole:
        whole.writestr("хат.txt", "Қазақстан Республикасының заңнамасы бойынша мұрағаттық анықтама берілсін")
    upload = announced(client, "хаттар", {"хаттар.zip": packed.getvalue()})
    address = f"/v1/transfers/uploads/{upload['upload_id']}"
    sent(client, address, 1, 0, packed.getvalue())
    client.request("POST", f"{address}/ingest")
    assert finished(client, address)["receipt"]["searchable"] == 1
    assert client.get("/v1/search", params={"q": "анықтама"}).json()["total"] == 1


def test_what_is_not_what_was_announced_is_refused_and_may_be_sent_again(client: Client) -> None:
    upload = announced(client, "хат", {"хат.txt": b"right"})
    address = f"/v1/transfers/uploads/{upload['upload_id']}"
    wrong = sent(client, address, 1, 0, b"wrong")
    assert wrong.status_code == 400 and wrong.json()["code"] == "upload-checksum"
    assert sent(client, address, 1, 0, b"right and more").json()["code"] == "upload-more"
    assert sent(client, address, 1, 0, b"right").status_code == 204
    assert client.request("DELETE", address).status_code == 204
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", ["../a", "/etc/passwd", "a/../../b", "a\x00b", "..\\a", "а" * 200, ""])
def test_paths_that_lead_out_or_cannot_be_written_are_refused(path: str, tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads", 1 << 30)
    with pytest.raises(Invalid):
        uploads.begin("transfer", [Announced(path, 1)], "operator")
    assert not (tmp_path / "uploads").exists()


@pytest.mark.parametrize("paths", [("a", "a/b"), ("a/b", "A"), ("a/b/c", "x", "a"), ("Ф. 12", "ф. 12/1.png")])
def test_a_path_that_is_a_folder_of_another_is_refused(paths: tuple[str, ...], tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads", 1 << 30)
    with pytest.raises(Invalid) as refused:
        uploads.begin("transfer", [Announced(path, 1) for path in paths], "operator")
    assert refused.value.code == "upload-twice" and not (tmp_path / "uploads").exists()
    assert uploads.begin("transfer", [Announced("a/b", 1), Announced("a/c", 1), Announced("ab", 1)], "operator")


@pytest.mark.parametrize("name", ["..", "/", "a/../../b", "\x00", "ә" * 200, "  "])
def test_name_of_a_transfer_cannot_lead_out(name: str, tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads", 1 << 30)
    upload = uploads.begin(name, [Announced("a.txt", 1)], "operator")
    place = uploads.place(upload)
    assert place.parent == tmp_path / "uploads" / upload.upload_id / "content"
    assert (place / "a.txt").is_file()


def test_too_much_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        Uploads(tmp_path, 10).begin("transfer", [Announced("a", 6), Announced("b", 6)], "operator")
    with pytest.raises(Invalid):
        Uploads(tmp_path, 100).begin("transfer", [Announced("a", 6), Announced("A", 6)], "operator")


def test_queue_is_those_that_wait_the_longest_first(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path, 1 << 30)
    first, second, third = (uploads.begin(name, [Announced("a", 0)], "operator") for name in "abc")
    assert uploads.queue() == []
    closed = [uploads.close(second), uploads.close(first)]
    assert uploads.queue() == closed
    uploads.note(replace(closed[0], state="done"))
    assert [one.upload_id for one in uploads.queue()] == [first.upload_id]
    assert {one.upload_id for one in uploads.all()} == {first.upload_id, second.upload_id, third.upload_id}

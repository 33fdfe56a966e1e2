from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from api.app import create_app
from paraq.errors import Conflict, Forbidden, Unavailable
from paraq.records.viewer import OPERATOR
from tests.fakes.archive import DOCUMENT, SIZE, FakeSearches, parts
from tests.fakes.client import Client

FIRST = f"{DOCUMENT}-1"
RIGHT = f"{DOCUMENT}-3.2"


@pytest.fixture
def client() -> Client:
    return Client(create_app(parts()))


def picture(answer: Any) -> Image.Image:
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/jpeg"
    return Image.open(BytesIO(answer.content))


def yellow(image: Image.Image) -> bool:
    """Tell whether anything is marked: the pen takes the blue away and leaves the red."""
    small = image.convert("RGB").resize((200, 200))
    return any(red > 200 and blue < 150 for red, _, blue in small.get_flattened_data())


class TestSearch:
    def test_hits_carry_reference_snippet_marks_and_the_address_of_a_cut(self, client: Client) -> None:
        found = client.get("/v1/search", params={"q": "Абдикова", "facets": ["fonds", "year"]}).json()
        assert found["total"] == 3
        hit = found["hits"][0]
        assert hit["page"]["reference"]["text"]["kk"] == "Қор 12, тізімдеме 1 л/с, іс 45а, 1-парақ"
        start, end = hit["snippet"]["marks"][0]
        assert hit["snippet"]["text"][start:end] == hit["marks"][0]["text"] == "Абдикова"
        assert hit["cut"] == f"/v1/pages/{FIRST}/cut?mark=40-48"
        assert found["facets"]["year"] == [{"value": "1978", "pages": 3}]

    def test_list_goes_on_at_next_and_in_the_link_header_to_its_end(self, client: Client) -> None:
        seen, address = [], "/v1/search?q=Абдикова&limit=1"
        while address:
            answer = client.get(address)
            seen += [hit["page"]["page_id"] for hit in answer.json()["hits"]]
            address = answer.json()["next"]
            assert answer.headers.get("link", "") == (f'<{address}>; rel="next"' if address else "")
        assert seen == [FIRST, f"{DOCUMENT}-2", RIGHT]

    def test_years_become_one_range(self, client: Client) -> None:
        asked: list[Any] = []

        class Listening(FakeSearches):
            def search(self, query: str, **options: Any) -> Any:  # type: ignore[override]
                asked.append(options["filters"])
                return super().search(query, viewer=OPERATOR)

        listening = Client(create_app(replace(parts(), searching=Listening())))
        for years in ("year_from=1978&year_to=1986", "year_from=1978", "year_to=1986", "fonds=12&fonds=13"):
            assert listening.get(f"/v1/search?{years}").status_code == 200
        assert asked == [{"year": ("1978..1986",)}, {"year": ("1978..",)}, {"year": ("..1986",)}, {"fonds": ("12", "13")}]


class TestPages:
    def test_boxes_of_a_spread_are_in_pixels_of_the_sheet(self, client: Client) -> None:
        page = client.get(f"/v1/pages/{RIGHT}", params={"q": "Абдикова"}).json()
        assert [page["sheet"]["width"], page["sheet"]["height"]] == list(SIZE)
        assert all(0 <= word["box"][0] < SIZE[0] for word in page["words"])
        assert page["marks"][0]["boxes"] == [page["words"][2]["box"]]

    def test_words_lie_in_the_text(self, client: Client) -> None:
        page = client.get(f"/v1/pages/{FIRST}").json()
        assert all(page["text"][word["start"] : word["end"]] == word["text"] for word in page["words"])
        assert page["neighbours"] == {"previous": None, "next": f"{DOCUMENT}-2"}
        assert page["marks"] == []

    @pytest.mark.parametrize("page_id", ["x", "0-0", "%00", "..%2f..", "ә", "a" * 65, "'; DROP TABLE page; --"])
    def test_what_is_no_page_is_not_found(self, client: Client, page_id: str) -> None:
        answer = client.get(f"/v1/pages/{page_id}")
        assert answer.status_code in (404, 422)
        assert answer.headers["content-type"] == "application/problem+json"

    def test_document_names_its_pages(self, client: Client) -> None:
        document = client.get(f"/v1/documents/{DOCUMENT}").json()
        assert document["pages"][0] == FIRST
        assert document["reference"]["text"]["ru"].startswith("Ф. 12. Оп. 1 л/с. Д. 45а")
        assert client.get("/v1/documents/ffff").status_code == 404


class TestPictures:
    def test_sheet_is_scaled_down_and_never_up(self, client: Client) -> None:
        assert picture(client.get(f"/v1/pages/{FIRST}/image?width=600")).size == (600, 850)
        assert picture(client.get(f"/v1/pages/{FIRST}/image?width=4000")).size == SIZE

    def test_right_half_of_a_spread_is_its_own_sheet(self, client: Client) -> None:
        assert picture(client.get(f"/v1/pages/{RIGHT}/image?width=4000")).size == SIZE

    def test_words_are_marked_by_query_and_by_place(self, client: Client) -> None:
        assert not yellow(picture(client.get(f"/v1/pages/{FIRST}/image")))
        assert yellow(picture(client.get(f"/v1/pages/{FIRST}/image", params={"q": "Абдикова"})))
        assert yellow(picture(client.get(f"/v1/pages/{FIRST}/image?mark=40-48")))

    def test_region_shows_only_itself(self, client: Client) -> None:
        words = {word["text"]: word for word in client.get(f"/v1/pages/{FIRST}").json()["words"]}
        left, top, width, height = words["Абдикова"]["box"]
        region = f"{left},{top},{width},{height}"
        assert picture(client.get(f"/v1/pages/{FIRST}/image?region={region}")).size == (width, height)

    def test_cut_holds_the_marked_word(self, client: Client) -> None:
        cut = picture(client.get(f"/v1/pages/{RIGHT}/cut?mark=12-20&width=400&height=120"))
        assert cut.size == (400, 120)
        assert yellow(cut)

    def test_cut_without_words_shows_the_first_lines(self, client: Client) -> None:
        assert picture(client.get(f"/v1/pages/{FIRST}/cut")).convert("L").getextrema()[0] < 60

    @pytest.mark.parametrize("view", ["image?width=100", "cut", "thumbnail"])
    def test_picture_that_the_client_has_is_not_sent_again(self, client: Client, view: str) -> None:
        address = f"/v1/pages/{FIRST}/{view}"
        tag = client.get(address).headers["etag"]
        again = client.get(address, headers={"If-None-Match": f'W/{tag}, "other"'})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200

    def test_tag_changes_with_the_marks(self, client: Client) -> None:
        plain, marked = (client.get(f"/v1/pages/{FIRST}/image{marks}").headers["etag"] for marks in ("", "?mark=0-6"))
        assert plain != marked

    @pytest.mark.parametrize("wrong", ["mark=5-5", "mark=9-3", "mark=0-9999", "region=1200,0,5,5", "region=0,1700,1,1"])
    def test_place_off_the_sheet_is_refused(self, client: Client, wrong: str) -> None:
        assert client.get(f"/v1/pages/{FIRST}/image?{wrong}").json()["status"] == 400


class TestArchive:
    def test_tree_leads_from_fonds_to_sheets(self, client: Client) -> None:
        fonds = client.get("/v1/archive").json()
        assert [(one["value"], one["pages"], one["unread"]) for one in fonds["branches"]] == [("12", 4, 0)]
        assert client.get("/v1/archive?fonds=12").json()["branches"][0]["value"] == "1 л/с"
        assert client.get("/v1/archive", params={"fonds": "12", "inventory": "1 л/с"}).json()["branches"][0]["value"] == "45а"
        sheets = client.get("/v1/archive", params={"fonds": "12", "inventory": "1 л/с", "file": "45а", "limit": 3}).json()
        assert sheets["sheets"][0]["page_id"] == FIRST
        assert [sheet["number"] for sheet in client.get(sheets["next"]).json()["sheets"]] == [3]

    def test_place_with_a_gap_is_refused(self, client: Client) -> None:
        assert client.get("/v1/archive?file=45").json()["code"] == "place"


class TestProblems:
    @pytest.mark.parametrize(
        ("language", "title"),
        [("kk", "Табылмады"), ("ru-RU,ru;q=0.9", "Не найдено"), ("de", "Not found"), ("en;q=0.1, kk;q=0.5", "Табылмады")],
    )
    def test_refusal_speaks_the_language_of_the_reader(self, client: Client, language: str, title: str) -> None:
        answer = client.get("/v1/nowhere", headers={"Accept-Language": language})
        assert (answer.status_code, answer.json()["title"]) == (404, title)
        assert answer.headers["content-language"] in ("kk", "ru", "en")

    def test_each_wrong_parameter_is_named_with_its_reason(self, client: Client) -> None:
        problem = client.get("/v1/search?limit=1000&order=best&fond=12&year_from=x", headers={"Accept-Language": "ru"}).json()
        assert problem["status"] == 422
        reasons = {one["parameter"]: one["reason"] for one in problem["errors"]}
        assert set(reasons) == {"limit", "order", "fond", "year_from"}
        assert reasons["limit"] == "не больше 100"

    def test_method_that_is_not_used_is_refused_with_those_that_are(self, client: Client) -> None:
        answer = client.request("POST", "/v1/search")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
        assert answer.headers["content-type"] == "application/problem+json"

    @pytest.mark.parametrize(
        ("error", "status"),
        [
            (Unavailable("away", where="/secret", remedy="Mend /secret", code="index"), 503),
            (Unavailable("away", where="secret.example", remedy="secret", code="catalogue"), 503),
            (Forbidden("closed"), 403),
            (Conflict("changed"), 409),
            (RuntimeError("secret path"), 500),
        ],
    )
    def test_errors_inside_become_problems_and_tell_no_secret(self, error: Exception, status: int) -> None:
        class Failing(FakeSearches):
            def search(self, query: str, **options: Any) -> Any:  # type: ignore[override]
                raise error

        answer = Client(create_app(replace(parts(), searching=Failing()))).get("/v1/search")
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["request_id"] == answer.headers["x-request-id"]
        assert "secret" not in answer.text

    def test_request_id_of_the_client_is_kept_if_harmless(self, client: Client) -> None:
        assert client.get("/v1/health/live", headers={"X-Request-Id": "abc-1"}).headers["x-request-id"] == "abc-1"
        made = client.get("/v1/health/live", headers={"X-Request-Id": "a b\tc"}).headers["x-request-id"]
        assert made not in ("", "a b\tc")

    def test_security_headers_stand_on_every_answer(self, client: Client) -> None:
        for path in ("/v1/search", "/v1/nowhere", f"/v1/pages/{FIRST}/thumbnail", "/v1/docs"):
            headers = client.get(path).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert "default-src 'none'" in headers["content-security-policy"]


TEXT = st.text(max_size=60)
NUMBER = st.integers().map(str)
LIKELY = st.sampled_from(
    ["", "xlsx", "document", "open", "0-6", "40-48", "0,0,5,5", "date", "12", "1", "100", "Абдикова", '"(', "*"]
)
PARAMETERS = {
    "/v1/search": ["q", "limit", "after", "order", "facets", "fonds", "year_from", "year_to", "require_all", "group", "access"],
    "/v1/search/export": ["q", "format", "order", "decade", "quality"],
    "/v1/suggest": ["q", "limit"],
    f"/v1/pages/{FIRST}/similar": ["limit", "after"],
    "/v1/archive": ["fonds", "inventory", "file", "limit", "after", "unplaced"],
    f"/v1/pages/{FIRST}": ["q"],
    f"/v1/pages/{FIRST}/image": ["q", "mark", "width", "region"],
    f"/v1/pages/{FIRST}/cut": ["q", "mark", "width", "height"],
    f"/v1/pages/{FIRST}/thumbnail": ["width"],
}


@st.composite
def requests(draw_from: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    path = draw_from(st.sampled_from(sorted(PARAMETERS)))
    pairs = st.tuples(st.sampled_from(PARAMETERS[path]), LIKELY | TEXT | NUMBER)
    return path, draw_from(st.lists(pairs, max_size=3))


@settings(max_examples=200)
@given(request=requests())
def test_no_input_fails_inside(request: tuple[str, list[tuple[str, str]]]) -> None:
    path, asked = request
    readable = [(name, value.encode("utf-8", "ignore").decode()) for name, value in asked]
    answer = Client(create_app(parts())).get(path, params=readable)
    assert answer.status_code in (200, 400, 404, 422)


class TestDescription:
    def test_every_operation_is_described_and_has_a_name_of_its_own(self, client: Client) -> None:
        described = client.get("/v1/openapi.json").json()
        assert described["openapi"].startswith("3.1")
        operations = [operation for methods in described["paths"].values() for operation in methods.values()]
        names = [operation["operationId"] for operation in operations]
        assert len(names) == len(set(names)) >= 9
        for operation in operations:
            assert operation["summary"] and operation["description"]
            assert all(one.get("description") or one["schema"].get("description") for one in operation.get("parameters", []))
            assert "application/problem+json" in operation["responses"]["404"]["content"]

    def test_no_promise_is_left_open(self, client: Client) -> None:
        described = client.get("/v1/openapi.json")
        known = {f"#/components/schemas/{name}" for name in described.json()["components"]["schemas"]}

        def named(part: Any) -> set[str]:
            if isinstance(part, dict):
                own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
                return own.union(*map(named, part.values()))
            return set().union(*map(named, part)) if isinstance(part, list) else set()

        assert named(described.json()) <= known

    def test_its_page_needs_no_other_host_and_no_script(self, client: Client) -> None:
        page = client.get("/v1/docs").text
        assert "/v1/pages/{page_id}/cut" in page
        assert "<script" not in page
        assert "http://" not in page and "https://" not in page

"""The screen's connection to the API keeps nobody's cookies."""

import httpx

from ui.cookies import kept_by_nobody


def test_a_cookie_of_one_answer_is_in_no_other_request() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text=request.headers.get("cookie", ""), headers={"Set-Cookie": "session=of-somebody; Path=/"})

    with httpx.Client(transport=httpx.MockTransport(answer), base_url="http://127.0.0.1", cookies=kept_by_nobody()) as client:
        assert client.get("/").headers["set-cookie"].startswith("session=")
        assert client.get("/").text == ""
        assert client.get("/", headers={"Cookie": "session=own"}).text == "session=own"

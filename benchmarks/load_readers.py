"""What readers do, for locust: they type, search, look at sheets and take lists out, with the pauses that people make.

Run by :mod:`benchmarks.load`, which tells by ``LOAD_WORDS`` what there is to ask and by ``LOAD_PASSWORD`` how to log in.
"""

import itertools
import json
import os
import random

from locust import FastHttpUser, between, task

WORDS: list[str] = json.loads(os.environ.get("LOAD_WORDS", "[]"))
PASSWORD = os.environ.get("LOAD_PASSWORD", "")
NUMBERS = itertools.count()
# A screen shows so many hits before anybody scrolls, and so many tiles of a sheet.
CUTS, TILES = 4, 6


class Reader(FastHttpUser):
    """Somebody in the reading room with an account of their own."""

    # Reading a list or a sheet takes seconds.
    wait_time = between(1, 5)

    def on_start(self) -> None:
        """Log in, as in the morning."""
        self.chance = random.Random(number := next(NUMBERS))
        self.client.post("/v1/log-in", json={"name": reader(number), "password": PASSWORD}, name="log in")
        self.seen: list[dict[str, str]] = []

    @task(5)
    def search(self) -> None:
        """Type a word, for which completions come, and see the hits with their cuts."""
        word = self.chance.choice(WORDS)
        for length in (2, 4):
            self.client.get("/v1/suggest", params={"q": word[:length]}, name="completion")
        asked = {"q": word, "limit": 20, "facets": ["fonds", "type", "decade"]}
        answer = self.client.get("/v1/search", params=asked, name="search")
        hits = answer.json()["hits"] if answer.status_code == 200 else []
        for hit in hits[:CUTS]:
            self.client.get(hit["cut"], name="cut")
        self.seen = [{"page_id": hit["page"]["page_id"], "word": word} for hit in hits] or self.seen

    @task(3)
    def read(self) -> None:
        """Open a sheet that was found: its text, its words and its tiles."""
        if not self.seen:
            return
        found = self.chance.choice(self.seen)
        page = found["page_id"]
        self.client.get(f"/v1/pages/{page}", params={"q": found["word"]}, name="page")
        self.client.get(f"/v1/pages/{page}/text", name="sheet text")
        told = self.client.get(f"/v1/iiif/pages/{page}/info.json", name="picture information").json()
        side = told["tiles"][0]["width"]
        places = itertools.product(range(0, told["height"], side), range(0, told["width"], side))
        for top, left in itertools.islice(places, TILES):
            width, height = min(side, told["width"] - left), min(side, told["height"] - top)
            region = f"{left},{top},{width},{height}/{width},{height}"
            self.client.get(f"/v1/iiif/pages/{page}/{region}/0/default.jpg", name="tile")

    @task(1)
    def export(self) -> None:
        """Take the hits out as a table."""
        self.client.get("/v1/search/export", params={"q": self.chance.choice(WORDS), "format": "csv"}, name="export")


def reader(number: int) -> str:
    """Return the name of the account of a reader."""
    return f"reader-{number}"

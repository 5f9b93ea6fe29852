"""A real dashboard on loopback, and a real Chromium that may talk to nobody else."""

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from claimatlas.record import DATA_FILES, GEODATA_FILES
from tests.browser.driving import ROOT, Reader, open_chromium, reader_of, running_dashboard


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # One dashboard and one Chromium serve them all; the other tests run beside them.
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def dashboard() -> Iterator[str]:
    """Address of one dashboard on the shipped record, shared by all tests."""
    with running_dashboard() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_chromium() as chromium:
        yield chromium


@pytest.fixture
def reader(browser, dashboard) -> Iterator[Reader]:
    """Somebody at a desktop screen."""
    with reader_of(browser, dashboard) as somebody:
        yield somebody


@pytest.fixture
def phone(browser, dashboard) -> Iterator[Reader]:
    """Somebody with a phone."""
    with reader_of(browser, dashboard, viewport={"width": 390, "height": 844}, has_touch=True) as somebody:
        yield somebody


@pytest.fixture
def workspace_copy(tmp_path) -> Path:
    """A workspace of its own with the shipped record in it, for a test to spoil."""
    folder = tmp_path / "workspace"
    (folder / "geodata").mkdir(parents=True)
    for name in DATA_FILES:
        shutil.copy(ROOT / name, folder / name)
    for name in GEODATA_FILES:
        shutil.copy(ROOT / "geodata" / name, folder / "geodata" / name)
    return folder


@pytest.fixture
def hostile_workspace(workspace_copy) -> tuple[Path, Path, str]:
    """A record whose every free text tries to run; the file it would make on the server; the text."""
    marker = workspace_copy / "ran-on-the-server"
    words = (
        f"{{{{cycler.__init__.__globals__.os.mkdir({json.dumps(str(marker))})}}}}{{% raw %}}{{# gone #}}"
        "<img src=x onerror='window.top.claimRan=1'><svg onload='window.top.claimRan=1'></script>"
        "<script>window.top.claimRan=1</script>${window.top.claimRan=1}`![x](http://example.org/x.png)"
    )
    path = workspace_copy / "claims.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = ("claimant", "claimant_role", "summary", "publisher", "source_title", "notes", "place_as_reported")
    for row in rows:
        row.update(dict.fromkeys(texts, words), source_url=f"javascript:{words}")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return workspace_copy, marker, words

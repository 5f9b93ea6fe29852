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


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def dashboard() -> Iterator[str]:
    """Address of one dashboard on the shipped record, shared by all tests of a worker."""
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
    return copy_workspace(tmp_path / "workspace")


def copy_workspace(folder: Path) -> Path:
    (folder / "geodata").mkdir(parents=True)
    for name in DATA_FILES:
        shutil.copy(ROOT / name, folder / name)
    for name in GEODATA_FILES:
        shutil.copy(ROOT / "geodata" / name, folder / "geodata" / name)
    return folder


@pytest.fixture(scope="session")
def hostile_dashboard(tmp_path_factory) -> Iterator[tuple[str, Path, str]]:
    """A dashboard on a record whose every free text tries to run; the file it would make on the server; the text."""
    folder = copy_workspace(tmp_path_factory.mktemp("hostile") / "workspace")
    marker, words = make_hostile(folder)
    with running_dashboard(folder) as address:
        yield address, marker, words


def make_hostile(folder: Path) -> tuple[Path, str]:
    marker = folder / "ran-on-the-server"
    words = (
        f"{{{{cycler.__init__.__globals__.os.mkdir({json.dumps(str(marker))})}}}}{{% raw %}}{{# gone #}}"
        "<img src=x onerror='window.top.claimRan=1'><svg onload='window.top.claimRan=1'></script>"
        "<script>window.top.claimRan=1</script>${window.top.claimRan=1}`![x](http://example.org/x.png)"
    )
    path = folder / "claims.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = ("claimant", "claimant_role", "summary", "publisher", "source_title", "notes", "place_as_reported")
    for row in rows:
        row.update(dict.fromkeys(texts, words), source_url=f"javascript:{words}")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return marker, words

"""A real dashboard on loopback, and a real Chromium that may talk to nobody else."""

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

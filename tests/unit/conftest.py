"""What tests of single modules share beyond the fixtures of all tests."""

import shutil

import pytest

from claimatlas.record import DATA_FILES, GEODATA_FILES, SHIPPED_WORKSPACE


@pytest.fixture
def workspace(tmp_path):
    """A workspace of one's own that holds the shipped record."""
    folder = tmp_path / "own"
    (folder / "geodata").mkdir(parents=True)
    for name in (*DATA_FILES, *(f"geodata/{name}" for name in GEODATA_FILES)):
        shutil.copy(SHIPPED_WORKSPACE / name, folder / name)
    return folder

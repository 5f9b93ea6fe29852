"""The record is read once, says how far it is, and a reading that was stopped leaves nothing half read."""

import os
import shutil

import pytest

from claimatlas.record import OPENING, SHIPPED_WORKSPACE, WORKSPACE_VARIABLE
from claimatlas.shelf import shelf
from claimatlas.ui import cached


class Place:
    """Remembers what it was told to show; can be a reader who stops at a step."""

    def __init__(self, stop_at=""):
        self.shown = []
        self.stop_at = stop_at

    def progress(self, share, text):
        self.shown.append((share, text))
        if self.stop_at and self.stop_at in text:
            raise InterruptedError

    def empty(self):
        self.shown.append("emptied")


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    for name in ("claims.csv", "events.csv"):
        shutil.copy(SHIPPED_WORKSPACE / name, tmp_path)
    shutil.copytree(SHIPPED_WORKSPACE / "geodata", tmp_path / "geodata")
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    shelf.cache_clear()
    return tmp_path


def test_each_step_is_shown_and_the_place_is_emptied(workspace):
    place = Place()
    record = cached.standing(place).record
    assert [text for _, text in place.shown[1:-1]] == [f"Reading the record: {step} …" for step in OPENING]
    shares = [share for share, _ in place.shown[:-1]]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] < 1
    assert place.shown[-1] == "emptied"
    assert cached.record() is record


def test_a_stopped_reading_leaves_nothing_and_the_next_one_reads_all(workspace):
    with pytest.raises(InterruptedError):
        cached.standing(Place(stop_at="checking claims"))
    assert len(cached.standing(Place()).record.claims) == 360


def test_changed_files_are_read_anew_and_only_the_last_two_records_are_kept(workspace):
    first = cached.record()
    for number in (1, 2):
        os.utime(workspace / "claims.csv", ns=(0, number))
        assert cached.record() is not first
    assert len(shelf()) == 2
    assert first not in shelf()

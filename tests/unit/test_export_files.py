"""Files are complete or absent."""

import errno
import os
from pathlib import Path

import pytest

from claimatlas import export
from claimatlas.errors import ClaimAtlasError, UsageError
from claimatlas.export.files import write_together
from claimatlas.selection import Selection
from claimatlas.view import View


def sidecar_of(view, ending, request=None):
    request = request or export.Request()
    return export.sidecar_of(view, ending, export.render(view, ending, request), request)


@pytest.fixture
def view(record):
    return View(record, Selection())


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_both_files_hold_their_bytes(tmp_path):
    write_together({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"1", "b": b"2"}


def test_an_older_file_is_replaced(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    write_together({tmp_path / "a": b"new"})
    assert (tmp_path / "a").read_bytes() == b"new"


def full_disk(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_nothing_behind_and_is_told_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(ClaimAtlasError, match=r"^a cannot be written: No space left on device\.$"):
        write_together({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert names_in(tmp_path) == []


def test_a_full_disk_leaves_the_older_pair_as_it_was(tmp_path, monkeypatch):
    write_together({tmp_path / "a": b"old", tmp_path / "b": b"old"})
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(ClaimAtlasError):
        write_together({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [b"old", b"old"]


def failing_at(number, error):
    """`Path.replace` that fails the given time it is called."""
    calls = []
    true = Path.replace

    def replace(self, target):
        calls.append(target)
        if len(calls) == number:
            raise error
        return true(self, target)

    return replace


@pytest.mark.parametrize("number", [1, 2])
def test_a_rename_that_fails_leaves_nothing_behind(tmp_path, monkeypatch, number):
    monkeypatch.setattr(Path, "replace", failing_at(number, OSError(errno.EIO, "Input/output error")))
    with pytest.raises(ClaimAtlasError, match="Input/output error"):
        write_together({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert names_in(tmp_path) == []


def test_an_old_sidecar_never_stays_beside_a_new_file(tmp_path, monkeypatch):
    write_together({tmp_path / "a": b"old", tmp_path / "a.json": b"old"})
    monkeypatch.setattr(Path, "replace", failing_at(2, OSError(errno.EIO, "Input/output error")))
    with pytest.raises(ClaimAtlasError):
        write_together({tmp_path / "a": b"new", tmp_path / "a.json": b"new"})
    assert names_in(tmp_path) == []


def test_an_interrupt_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "replace", failing_at(2, KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        write_together({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert names_in(tmp_path) == []


def test_a_snapshot_stands_beside_its_sidecar(view, tmp_path):
    sidecar = export.write_snapshot(view, tmp_path / "claims.CSV")
    assert sidecar == tmp_path / "claims.CSV.json"
    assert names_in(tmp_path) == ["claims.CSV", "claims.CSV.json"]


def test_what_is_written_is_what_render_gives(view, tmp_path):
    sidecar = export.write_snapshot(
        view, tmp_path / "map.geojson", export.Request("https://example.org/?on=2016-04-17")
    )
    made = export.render(view, "geojson", export.Request("https://example.org/?on=2016-04-17"))
    assert (tmp_path / "map.geojson").read_bytes() == made
    assert sidecar.read_bytes() == sidecar_of(view, "geojson", export.Request("https://example.org/?on=2016-04-17"))


def test_a_missing_folder_is_told_in_one_sentence(view, tmp_path):
    with pytest.raises(ClaimAtlasError, match=r"^map\.csv cannot be written: No such file or directory\.$"):
        export.write_snapshot(view, tmp_path / "nowhere" / "map.csv")


@pytest.mark.parametrize("name", ["map.docx", "map", "map.png.exe"])
def test_an_unknown_ending_is_refused_with_the_known_ones(view, tmp_path, name):
    with pytest.raises(UsageError, match="png, svg, pdf, html, csv"):
        export.write_snapshot(view, tmp_path / name)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("ending", ["csv", "geojson"])
def test_the_same_view_gives_the_same_bytes(record, ending):
    assert export.render(View(record, Selection()), ending) == export.render(View(record, Selection()), ending)


def test_every_format_is_a_lower_case_ending():
    assert all(ending == ending.lower() and ending.isalnum() for ending in export.FORMATS)

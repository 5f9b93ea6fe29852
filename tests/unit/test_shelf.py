"""A bad file never takes the place of a good record, and never hides that it lies there."""

import shutil

import pytest

from claimatlas import shelf as shelves
from claimatlas.errors import UnreadableFileError
from claimatlas.shelf import Shelf
from claimatlas.workspace import SHIPPED_WORKSPACE

BAD = {
    "an unclosed quote": b'claim_id,"never closed\n',
    "nothing": b"",
    "another encoding": "claim_id,claimant\n1,محمد\n".encode("cp1256"),
    "another table": b"a,b\n1,2\n",
}


@pytest.fixture
def workspace(tmp_path):
    for name in ("claims.csv", "events.csv"):
        shutil.copy(SHIPPED_WORKSPACE / name, tmp_path)
    shutil.copytree(SHIPPED_WORKSPACE / "geodata", tmp_path / "geodata")
    return tmp_path


def test_each_kind_of_bad_file_leaves_the_last_good_record_and_a_good_one_replaces_it(workspace):
    shelf, claims = Shelf(), workspace / "claims.csv"
    good = claims.read_bytes()
    first = shelf.standing(workspace)
    assert not first.trouble
    for bytes_ in BAD.values():
        claims.write_bytes(bytes_)
        standing = shelf.standing(workspace)
        assert standing.record is first.record
        assert standing.changed_ns == first.changed_ns
        assert standing.trouble.startswith("claims.csv")
    claims.unlink()
    assert "cannot be read: No such file" in shelf.standing(workspace).trouble
    claims.write_bytes(good[: good.rindex(b"\n", 0, -1) + 1])
    mended = shelf.standing(workspace)
    assert not mended.trouble
    assert len(mended.record.claims) == len(first.record.claims) - 1


def test_a_file_whose_rows_are_all_refused_is_bad_as_a_whole(workspace):
    shelf, claims = Shelf(), workspace / "claims.csv"
    first = shelf.standing(workspace)
    claims.write_bytes(claims.read_bytes().replace(b"20", b"2x"))
    standing = shelf.standing(workspace)
    assert standing.record is first.record
    assert standing.trouble.startswith("claims.csv: each of its 360 rows is refused. claims.csv line 2, ")


def test_without_a_good_record_a_bad_one_is_an_error(workspace):
    (workspace / "claims.csv").write_bytes(b"")
    with pytest.raises(UnreadableFileError, match=r"claims\.csv is empty"):
        Shelf().standing(workspace)


def test_a_bad_file_is_read_once_however_many_ask(workspace, monkeypatch):
    shelf = Shelf()
    shelf.standing(workspace)
    (workspace / "claims.csv").write_bytes(b"")
    opened = []
    whole = shelves.open_record
    monkeypatch.setattr(shelves, "open_record", lambda *given: opened.append(1) or whole(*given))
    assert {shelf.standing(workspace).trouble for _ in range(5)} == {
        "claims.csv is empty: expected a header row with claim_id and the other columns."
    }
    assert opened == [1]


def test_the_good_record_that_was_shown_last_stands_in_not_the_one_read_last(workspace):
    shelf, claims = Shelf(), workspace / "claims.csv"
    kept = workspace / "kept.csv"
    first = shelf.standing(workspace)
    claims.rename(kept)
    claims.write_bytes(kept.read_bytes() + b"\n")
    second = shelf.standing(workspace)
    assert second.record is not first.record
    kept.replace(claims)
    third = shelf.standing(workspace)
    claims.write_bytes(b"")
    assert shelf.standing(workspace).record is third.record

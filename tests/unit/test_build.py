"""A record folder is the same bytes from the same claims, however they lie in files, and every row is accounted for."""

import csv
import io
import os
import random
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest

from claimatlas import export
from claimatlas.cli.shell import main
from claimatlas.errors import UnreadableFileError, UsageError
from claimatlas.export.built import build, steps, whole
from claimatlas.folder import open_folder
from claimatlas.load.sources import survey
from claimatlas.record import SHIPPED_WORKSPACE, open_record
from claimatlas.schema import CLAIMS
from claimatlas.selection import Selection
from claimatlas.view import View

SHIPPED = SHIPPED_WORKSPACE / "claims.csv"


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def written(path, rows):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, CLAIMS.names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def rows():
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_sources_give_the_same_bytes_in_any_order_and_in_chunks_of_any_size(rows, tmp_path):
    sources = [written(tmp_path / f"part-{number}.csv", rows[number::3]) for number in range(3)]
    build(sources, SHIPPED_WORKSPACE, tmp_path / "one")
    build(sources[::-1], SHIPPED_WORKSPACE, tmp_path / "two", chunk_bytes=20_000)
    build(sources, SHIPPED_WORKSPACE, tmp_path / "two", chunk_bytes=9_000)
    assert files_of(tmp_path / "two") == files_of(tmp_path / "one")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["one", "two"]


def test_claims_from_parquet_are_those_of_the_csv_file(record, tmp_path):
    parquet, table = tmp_path / "claims.parquet", tmp_path / "text.parquet"
    parquet.write_bytes(export.render(View(record, Selection()), "parquet"))
    pd.read_csv(SHIPPED, dtype=str, keep_default_na=False).to_parquet(table, row_group_size=100)
    for number, path in enumerate((parquet, table)):
        build([path], SHIPPED_WORKSPACE, tmp_path / f"built-{number}")
        found = open_folder(tmp_path / f"built-{number}").claims.drop(columns="line")
        pd.testing.assert_frame_equal(found, record.claims.drop(columns="line"))


@pytest.fixture(scope="module")
def spoilt(rows):
    """The shipped rows with everything that can be wrong with a row in them."""
    made = [dict(row) for row in rows]
    made[3]["event_date"] = "2016-02-30"
    made[5]["party"] = "nobody"
    made[8]["counters"] = "NO-SUCH-CLAIM"
    made[9]["event_id"] = "EV-NONE"
    made[12]["claim_id"] = made[200]["claim_id"]
    made.insert(150, dict(made[20]))
    made[30]["longitude"], made[30]["latitude"] = "0", "0"
    made[31]["summary"] = 'He said, "we hold it",\nand left.'
    made[40]["claim_id"] = ""
    return made


def test_rows_read_are_rows_accepted_and_rows_refused_and_each_is_told_as_check_tells_it(spoilt, tmp_path):
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    for name in ("events.csv", "geodata", "vocabulary.toml", "settings.toml"):
        (workspace / name).symlink_to(SHIPPED_WORKSPACE / name)
    path = written(workspace / "claims.csv", spoilt)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:60], "too,few,fields\n", "\n", *lines[60:]]), encoding="utf-8")
    held = open_record(workspace)
    assert len(survey(path, 15_000).chunks) > 10  # so that chunks begin between the wrong rows
    build([path], workspace, tmp_path / "record", chunk_bytes=15_000)
    folder = open_folder(tmp_path / "record")
    counts = folder.manifest["counts"]
    assert counts["rows"] == counts["accepted"] + counts["refused"] == len(spoilt) + 1
    assert folder.checked_claims.problems == held.checked_claims.problems
    assert tuple(folder.checked_claims.refused) == tuple(held.checked_claims.refused)
    assert len(folder.checked_claims.refused) == len(held.checked_claims.refused) >= 7  # all of the above
    pd.testing.assert_frame_equal(folder.claims, held.claims)
    assert main(["--workspace", str(tmp_path / "record"), "check"]) == 1


def test_an_identifier_is_one_claim_over_all_sources(rows, tmp_path, capsys):
    other = dict(rows[0]) | {"summary": "Somebody else said something else."}
    one = written(tmp_path / "one.csv", rows[:50])
    two = written(tmp_path / "two.csv", [other, rows[10], *rows[50:90]])
    assert main(["build", str(two), str(one), "--out", str(tmp_path / "record")]) == 1
    said = capsys.readouterr().out
    assert "one.csv: 50 rows, 49 accepted, 1 refused" in said
    assert "two.csv: 42 rows, 40 accepted, 2 refused" in said
    told = [str(problem) for problem in open_folder(tmp_path / "record").checked_claims.problems]
    assert any("lines 2 of one.csv, 2 of two.csv differ" in line for line in told)
    assert any("two.csv line 3" in line and "line 12 of one.csv is the same row" in line for line in told)


def test_a_large_file_that_can_be_read_in_two_ways_is_refused_with_the_line_before(rows, tmp_path):
    path = written(tmp_path / "claims.csv", rows)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:30], lines[30].replace(",", ',5" shell ', 1), *lines[31:]]), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="can be read in two ways"):
        build([path], SHIPPED_WORKSPACE, tmp_path / "record", chunk_bytes=9_000)
    assert [one.name for one in tmp_path.iterdir()] == ["claims.csv"]


def test_two_sources_of_one_name_and_a_foreign_folder_are_refused(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "letter.txt").write_text("mine")
    with pytest.raises(UsageError, match="is no record folder"):
        build([SHIPPED], SHIPPED_WORKSPACE, tmp_path / "there")
    other = tmp_path / "claims.csv"
    other.write_bytes(SHIPPED.read_bytes())
    with pytest.raises(UsageError, match=r"Two sources are called claims\.csv"):
        build([SHIPPED, other], SHIPPED_WORKSPACE, tmp_path / "record")
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        build([tmp_path / "none.csv"], SHIPPED_WORKSPACE, tmp_path / "record")
    empty = written(tmp_path / "empty.csv", [])
    with pytest.raises(UnreadableFileError, match="refused"):
        build([empty], SHIPPED_WORKSPACE, tmp_path / "record")
    assert not (tmp_path / "record").exists()


def test_a_file_in_which_most_identifiers_stand_twice_is_no_slip(rows, tmp_path, monkeypatch):
    monkeypatch.setattr(whole, "MOST_DOUBLED", 10)
    path = written(tmp_path / "claims.csv", [*rows[:20], *rows[:20]])
    with pytest.raises(UnreadableFileError, match="is one source there twice"):
        build([path], SHIPPED_WORKSPACE, tmp_path / "record")


def test_a_step_that_runs_twice_leaves_the_same_bytes(rows, tmp_path):
    order = random.Random(4)  # no secret

    def twice_and_shuffled(step, shop, tasks):
        every = list(tasks)
        numbers = [*range(len(every)), *range(len(every))]
        order.shuffle(numbers)
        found = {number: step(shop, every[number]) for number in numbers}
        return iter([found[number] for number in range(len(every))])

    path = written(tmp_path / "claims.csv", rows[:120])
    build([path], SHIPPED_WORKSPACE, tmp_path / "one", chunk_bytes=20_000)
    build([path], SHIPPED_WORKSPACE, tmp_path / "two", twice_and_shuffled, chunk_bytes=20_000)
    assert files_of(tmp_path / "two") == files_of(tmp_path / "one")


def test_a_build_that_is_killed_leaves_the_old_folder_and_no_new_one(rows, tmp_path):
    build([SHIPPED], SHIPPED_WORKSPACE, tmp_path / "record")
    before = files_of(tmp_path / "record")
    source = written(tmp_path / "some.csv", rows[:200])
    words = [sys.executable, "-m", "claimatlas", "build", str(source), "--out", str(tmp_path / "record")]
    process = subprocess.Popen(words, cwd=SHIPPED_WORKSPACE, env=dict(os.environ))  # our own command
    while process.poll() is None and not any(tmp_path.glob(".record.*/record/parts")):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert files_of(tmp_path / "record") == before
    assert steps.read_ids  # the module under test is the one that was killed


def test_texts_that_look_alike_are_not_compared_over_pieces_so_that_their_size_decides_nothing(rows, tmp_path):
    made = [dict(row) for row in rows[:60]]
    made[0]["claimant"], made[1]["claimant"] = "Kаbul", "Kabul"  # the first has a Cyrillic letter
    path = written(tmp_path / "claims.csv", made)
    for number, size in enumerate((10**6, 9_000)):
        build([path], SHIPPED_WORKSPACE, tmp_path / f"built-{number}", chunk_bytes=size)
    assert files_of(tmp_path / "built-0") == files_of(tmp_path / "built-1")

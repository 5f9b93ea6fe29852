"""A record that is added to while everything goes wrong: kills, eight writers, a hand in the file, no room, no leave.

The processes are real and end by SIGKILL; where in its work one of them is killed is no matter of luck.
"""

import multiprocessing
import os
import shutil
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from claimatlas.cli.shell import main
from claimatlas.errors import ClaimAtlasError
from claimatlas.export import files, keep
from claimatlas.load import parse_table
from claimatlas.opening import signature
from claimatlas.record import SHIPPED_WORKSPACE, open_record
from claimatlas.schema import CLAIMS

GED = str(Path(__file__).parents[1] / "imports" / "ged.csv")
PATIENCE = 120


@pytest.fixture
def real(monkeypatch):
    """Processes that start fast: what they need is imported once, by the process they are split off from."""
    monkeypatch.setenv("PYTHONPATH", str(SHIPPED_WORKSPACE))
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["claimatlas.cli.importing", "claimatlas.export.keep", "pyogrio", "pytest"])
    return processes


def ids(workspace):
    """The ids of the record in their order; every row must be right."""
    record = open_record(workspace)
    assert not record.checked_claims.refused
    return list(record.claims["claim_id"])


def import_ged(folder):
    return main(["--workspace", str(folder), "import", "ucdp-ged", GED, "--add"])


# ---- killed


def half_written(stop):
    def write(file, content):
        file.write(content[: len(content) // 2])
        file.flush()
        stop()

    files._write = write


def flushed(stop):
    files.os.fsync = lambda _: stop()


def written(stop):
    keep._refuse_if_changed = lambda *_: stop()


def renamed(stop):
    rename = Path.replace

    def replace(self, target):
        rename(self, target)
        stop()

    Path.replace = replace


def import_and_stop(moment, folder, here):
    """Import up to a moment, say so, and wait there to be killed."""

    def stop():
        here.send(True)
        signal.pause()

    moment(stop)
    import_ged(folder)


def test_an_import_that_is_killed_leaves_the_old_record_or_the_new_one(workspace, real, capsys):
    claims = workspace / "claims.csv"
    old = claims.read_bytes()
    for moment in (half_written, flushed, written, renamed):
        there, here = real.Pipe()
        process = real.Process(target=import_and_stop, args=(moment, workspace, here))
        process.start()
        assert there.poll(PATIENCE)
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        found = ids(workspace)
        if moment is renamed:
            assert len(found) == 365
            assert claims.read_bytes().startswith(old)
            break
        assert claims.read_bytes() == old
        # What was under way lies beside it, and is no part of the record.
        assert len(list(workspace.glob(".claims.csv.*.part"))) == 1
        assert not any("part" in name for name, *_ in signature(workspace))
    # The dead hold no lock, and the next one sweeps up.
    claims.write_bytes(old)
    assert import_ged(workspace) == 1
    assert "claims.csv: 5 claims added, 365 rows now" in capsys.readouterr().out
    assert list(workspace.glob(".claims.csv.*.part")) == []
    assert len(ids(workspace)) == 365


# ---- eight at once


def add(folder, claims, start, said):
    start.wait(PATIENCE)
    try:
        said.put(keep.add_claims(folder, claims))
    except ClaimAtlasError as error:
        said.put(str(error))


def test_of_eight_writers_at_once_nothing_is_lost_or_doubled_and_a_copy_is_whole_at_any_time(
    workspace, real, checked, claim
):
    before = ids(workspace)
    start, said = real.Barrier(9), real.Queue()
    # Six add rows of their own; two the same row, of whom one is refused.
    rows = [*(f"NEW-{number}" for number in range(6)), "SAME-1", "SAME-1"]
    writers = [
        real.Process(target=add, args=(workspace, checked(claim(claim_id=row)).kept, start, said)) for row in rows
    ]
    for writer in writers:
        writer.start()
    start.wait(PATIENCE)
    copies = set()
    while any(writer.is_alive() for writer in writers):
        copies.add((workspace / "claims.csv").read_bytes())
    for writer in writers:
        writer.join()
    answers = [said.get(timeout=PATIENCE) for _ in writers]
    refused = [answer for answer in answers if isinstance(answer, str)]
    assert refused == ["claims.csv has these ids already: SAME-1. Nothing was added."]
    assert sorted(answer for answer in answers if isinstance(answer, int)) == list(range(361, 368))
    after = ids(workspace)
    assert sorted(after) == sorted([*before, *set(rows)])
    # A backup that is taken meanwhile is one of the records that there were.
    for copy in copies:
        table = parse_table("claims.csv", copy, CLAIMS)
        assert not table.refused
        assert 360 <= len(table.rows) <= 367


def test_who_waits_too_long_for_the_others_is_told(workspace, checked, claim, monkeypatch):
    monkeypatch.setattr(keep, "_PATIENCE_SECONDS", 0)
    before = (workspace / "claims.csv").read_bytes()
    new = checked(claim(claim_id="NEW-1")).kept
    refused = pytest.raises(ClaimAtlasError, match="Somebody else has been adding to own")
    with keep._alone(workspace, workspace / "claims.csv"), refused:
        keep.add_claims(workspace, new)
    assert (workspace / "claims.csv").read_bytes() == before


# ---- a hand in the file


@pytest.mark.parametrize("editor", ["in place", "by rename", "takes it away"])
def test_a_file_that_is_edited_by_hand_meanwhile_is_not_written_over(workspace, capsys, monkeypatch, editor):
    claims = workspace / "claims.csv"
    edited = claims.read_bytes().replace(b"SEED-07,", b"SEED-07-EDITED,", 1)
    flush = os.fsync

    def edit_and_flush(file):
        if editor == "takes it away":
            claims.unlink()
        elif editor == "by rename":
            (workspace / "editor~").write_bytes(edited)
            (workspace / "editor~").replace(claims)
        else:
            claims.write_bytes(edited)
        flush(file)

    monkeypatch.setattr("os.fsync", edit_and_flush)
    assert import_ged(workspace) == 2
    assert "claims.csv was changed by somebody else in the meantime. Nothing was added" in capsys.readouterr().err
    assert claims.exists() == (editor != "takes it away")
    assert not claims.exists() or claims.read_bytes() == edited
    assert list(workspace.glob(".claims.csv.*.part")) == []


def test_spellings_that_are_edited_by_hand_meanwhile_are_not_written_over(workspace, monkeypatch):
    path = workspace / "geodata" / "spellings.csv"
    monkeypatch.setattr("os.fsync", lambda _: path.write_text("spelling,pcode\nby hand,AF1901\n"))
    with pytest.raises(ClaimAtlasError, match=r"spellings\.csv was changed by somebody else"):
        keep.add_spellings(workspace, [("Khan Abdad", "AF1904")])
    assert path.read_text() == "spelling,pcode\nby hand,AF1901\n"


# ---- no room, no leave


@contextmanager
def disk_of(folder, options):
    """Put a small disk in the place of a folder where that may be done; whether it was."""
    aside = folder.with_name("aside")
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    folder.rename(aside)
    folder.mkdir()
    mounted = os.geteuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0
    shutil.copytree(aside, folder, dirs_exist_ok=True)
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_without_room_for_the_longer_record_keeps_the_shorter_one(workspace, capsys, monkeypatch):
    size = sum(path.stat().st_size for path in workspace.rglob("*") if path.is_file())
    before = (workspace / "claims.csv").read_bytes()
    with disk_of(workspace, f"size={size // 1024 + 120}k") as mounted:
        if not mounted:
            monkeypatch.setattr("os.fsync", no_room)
        assert import_ged(workspace) == 2
        assert "claims.csv cannot be written: No space left on device." in capsys.readouterr().err
        assert (workspace / "claims.csv").read_bytes() == before
        assert list(workspace.glob(".claims.csv.*.part")) == []
        assert len(ids(workspace)) == 360


def no_room(_):
    raise OSError(28, "No space left on device")


@contextmanager
def read_only(folder):
    """Make a folder one in which nothing can be written; why the system then refuses it."""
    with disk_of(folder, "size=8m") as mounted:
        if mounted:
            subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
            yield "Read-only file system"
            return
        modes = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
        for path, mode in modes.items():
            path.chmod(mode & ~0o222)
        try:
            if not os.access(folder, os.W_OK):
                yield "Permission denied"
                return
        finally:
            for path, mode in modes.items():
                path.chmod(mode)
        # Root, who may not mount: nobody keeps him from writing, but for a folder where the file should be.
        (folder / ".claims.csv.lock").mkdir()
        (folder / "map.csv").mkdir()
        yield "Is a directory"


def test_a_workspace_that_cannot_be_written_to_is_read_and_every_writer_is_told_in_one_sentence(workspace, capsys):
    own = ["--workspace", str(workspace)]
    snapshot = ["snapshot", "--on", "2016-04-17", "--out", str(workspace / "map.csv")]
    with read_only(workspace) as why:
        before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
        assert main([*own, "check"]) == 0
        assert main([*own, "state", "--on", "2016-04-17"]) == 0
        assert capsys.readouterr().err == ""
        for words, said in (
            (["import", "ucdp-ged", GED, "--add"], f"own cannot be written to: {why}."),
            (["place", "Khan Abdad", "--accept", "AF1904"], f"own cannot be written to: {why}."),
            (snapshot, f"map.csv cannot be written: {why}."),
        ):
            assert main([*own, *words]) == 2
            told = capsys.readouterr().err.strip()
            assert said in told
            assert "Traceback" not in told
        assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before

"""What no program can prevent: it is killed, the disk is full, nothing may be written.

The processes are real, and so is the small disk.
"""

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SIZE = 4_000_000
WRITER = f"""
import sys
from itertools import count
from pathlib import Path
from claimatlas.export.files import write_together
folder = Path(sys.argv[1])
for number in count():
    content = str(number % 10).encode() * {SIZE}
    write_together({{folder / "map.png": content}})
    print(number, flush=True)
"""
SNAPSHOT = ("snapshot", "--on", "2016-04-17", "--out")


def test_an_export_that_is_killed_leaves_the_older_file_whole(tmp_path):
    chance = random.Random(7)
    for _ in range(12):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, tmp_path], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(chance.randint(1, 4)):
            writer.stdout.readline()  # so many files are whole; the next one is under way
        # Between the start of a write and its end lie some milliseconds: any moment of them will do.
        time.sleep(chance.random() * 0.02)
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        content = (tmp_path / "map.png").read_bytes()
        assert len(content) == SIZE
        assert len(set(content)) == 1
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")} == {"map.png"}


@contextmanager
def small_disk(folder):
    """A disk of 64 kB where that may be mounted; a process that may write no more than that elsewhere."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def ended(*words, limited=False):
    """Run the command line; what it says on standard error, and its exit code."""

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, 65_536))

    done = subprocess.run(
        [sys.executable, "-m", "claimatlas", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit if limited else None,
    )
    return done.returncode, done.stderr.strip()


def test_a_full_disk_leaves_no_half_file_and_one_sentence(tmp_path):
    disk = tmp_path / "disk"
    with small_disk(disk) as mounted:
        older = {name: hashlib.sha256(name.encode()).digest() for name in ("kunduz.csv", "kunduz.csv.json")}
        for name, content in older.items():
            (disk / name).write_bytes(content)
        # A map needs some hundreds of kilobytes.
        code, said = ended(*SNAPSHOT, disk / "kunduz.png", limited=not mounted)
        assert code == 2
        assert said.count("\n") == 0
        assert "kunduz.png cannot be written" in said
        assert "Traceback" not in said
        assert {path.name: path.read_bytes() for path in disk.iterdir()} == older


def test_a_place_that_is_no_folder_or_may_not_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    code, said = ended(*SNAPSHOT, tmp_path / "file" / "kunduz.csv")
    assert code == 2
    assert said.count("\n") == 0
    assert "Traceback" not in said


@pytest.mark.parametrize("command", [("state", "--on", "2016-04-17"), ("check",)])
def test_reading_needs_no_place_to_write(command):
    """A record on a read-only disk is read like any other: nothing at all may be written here."""

    def nothing():
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    done = subprocess.run(
        [sys.executable, "-B", "-m", "claimatlas", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=nothing,
    )
    assert done.returncode == 0, done.stderr

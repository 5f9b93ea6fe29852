"""Add claims to the record of a workspace and accepted spellings to its gazetteer: after a yes, whole or not at all.

Comes in: claims that passed the check, a folder. Goes out: the folder's file with them at its end, as a whole new file.
Refuses the record that ships with the atlas, an id that is taken, anything that would not pass the check again among
the rows that are there now, and to write over what somebody changed meanwhile.
"""

from __future__ import annotations

import csv
import fcntl
import io
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pandas as pd

from claimatlas.errors import ClaimAtlasError, UsageError
from claimatlas.export.files import sweep, write_together
from claimatlas.export.table import table_bytes
from claimatlas.gazetteer import SPELLINGS_FILE, read_spellings
from claimatlas.load import csv_rows, decode, parse_table, read_bytes
from claimatlas.record import SHIPPED_WORKSPACE, check_claims_of, open_places
from claimatlas.schema import CLAIMS

_FILE = "claims.csv"
_TOLD = 5
_PATIENCE_SECONDS = 30
_LOOKS_A_SECOND = 10


def is_own(workspace: Path) -> bool:
    """Whether a workspace is somebody's own, and not the record that ships with the atlas."""
    return workspace.resolve() != SHIPPED_WORKSPACE.resolve()


def add_claims(workspace: Path, claims: pd.DataFrame) -> int:
    """Write claims at the end of a workspace's claims.csv; what stands there stays as it is, letter for letter.

    Parameters
    ----------
    workspace : Path
        Folder of the record.
    claims : DataFrame
        Typed claims, as the check leaves them.

    Returns
    -------
    int
        Rows of the file afterwards.

    Raises
    ------
    UsageError
        When the workspace is the shipped one, or an id is taken.
    ClaimAtlasError
        When a row would not pass the check beside the others, somebody changed the file meanwhile, or it cannot be
        written. Nothing has changed then.
    """
    if not is_own(workspace):
        raise UsageError("The record that ships with the atlas is not added to; open a workspace of your own.")
    path = workspace / _FILE
    with _alone(workspace, path):
        # Read again under the lock: what the page showed may be minutes old.
        old = read_bytes(path)
        before = parse_table(_FILE, old, CLAIMS)
        _refuse_taken(before.rows["claim_id"], claims["claim_id"])
        new = _joined(old, claims)
        after = parse_table(_FILE, new, CLAIMS)
        places = open_places(workspace / "geodata")
        lost = set(claims["claim_id"]) - set(check_claims_of(after, places, None).kept["claim_id"])
        if lost:
            raise ClaimAtlasError(f"These would not pass the check beside the record: {_some(sorted(lost))}.")
        write_together({path: new}, partial(_refuse_if_changed, path, old))
    return len(after.rows) + len(after.refused)


def add_spellings(workspace: Path, spellings: Iterable[tuple[str, str]]) -> None:
    """Keep accepted spellings in a workspace's ``geodata/spellings.csv``, each with the P-code it means.

    Raises
    ------
    UsageError
        When the workspace is the shipped one.
    """
    if not is_own(workspace):
        raise UsageError("The gazetteer that ships with the atlas is not added to; open a workspace of your own.")
    path = workspace / "geodata" / SPELLINGS_FILE
    with _alone(workspace, path):
        old = read_bytes(path) if path.exists() else None
        known = read_spellings(path)[0] if path.exists() else ()
        write_together({path: spellings_bytes([*known, *spellings])}, partial(_refuse_if_changed, path, old))


def spellings_bytes(spellings: Iterable[tuple[str, str]]) -> bytes:
    """Write accepted spellings as ``spellings.csv``: one a line, sorted, each once."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("spelling", "pcode"))
    writer.writerows(sorted(set(spellings)))
    return text.getvalue().encode()


@contextmanager
def _alone(workspace: Path, path: Path) -> Iterator[None]:
    """Let one writer at a time into a workspace; a writer that dies lets the next one in, who sweeps up after it."""
    try:
        lock = (workspace / f".{_FILE}.lock").open("ab")
    except OSError as error:
        raise ClaimAtlasError(f"{workspace.name} cannot be written to: {error.strerror}.") from error
    with lock:
        for _ in range(1 + _PATIENCE_SECONDS * _LOOKS_A_SECOND):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(1 / _LOOKS_A_SECOND)
            else:
                break
        else:
            raise ClaimAtlasError(
                f"Somebody else has been adding to {workspace.name} for {_PATIENCE_SECONDS} seconds. "
                "Nothing was added; try again."
            )
        sweep(path)
        yield


def _refuse_if_changed(path: Path, old: bytes | None) -> None:
    """Refuse to write over what somebody, who knows of no lock, has changed since it was read."""
    if (read_bytes(path) if path.exists() else None) != old:
        raise ClaimAtlasError(
            f"{path.name} was changed by somebody else in the meantime. Nothing was added; look at it, then try again."
        )


def _refuse_taken(known: pd.Series, new: pd.Series) -> None:
    taken = sorted(set(known) & set(new))
    if taken:
        raise UsageError(f"claims.csv has these ids already: {_some(taken)}. Nothing was added.")


def _some(ids: list[str]) -> str:
    return ", ".join(ids[:_TOLD]) + (f" and {len(ids) - _TOLD:,} more" if len(ids) > _TOLD else "")


def _joined(old: bytes, claims: pd.DataFrame) -> bytes:
    """Return the file with the claims after its last row, in the order of its own header."""
    _, header, first = next(csv_rows(_FILE, decode(_FILE, old)))
    rows = csv.DictReader(io.StringIO(table_bytes(claims, CLAIMS, neutral=False).decode(), newline=""))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, lineterminator="\r\n" if first.endswith("\r\n") else "\n")
    writer.writerows(rows)
    gap = b"" if old.endswith((b"\n", b"\r")) else writer.writer.dialect.lineterminator.encode()
    return old + gap + text.getvalue().encode()

"""Open a workspace, whichever way it keeps its claims: as ``claims.csv``, or as a record folder.

Comes in: a folder. Goes out: ``Record``, and the signature of its files.
Refuses to look into the claims: what a record can be asked is the same either way.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from claimatlas import record as records
from claimatlas.errors import UnreadableFileError
from claimatlas.folder import open_folder
from claimatlas.gazetteer import SPELLINGS_FILE
from claimatlas.load.parts import MANIFEST, is_record_folder
from claimatlas.record import DATA_FILES, GEODATA_FILES, Record
from claimatlas.workspace import declared_files


def open_record(workspace: Path, tell: Callable[[str], None] = lambda _: None) -> Record:
    """Open a workspace; see ``record.open_record`` and ``folder.open_folder``."""
    return open_folder(workspace, tell) if is_record_folder(workspace) else records.open_record(workspace, tell)


def signature(workspace: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Return name, size, time of change and of change of status (ns) of every file: the key of its record.

    The last of them tells a file that was put in the place of another with the same size and time, or made readable.
    Of a record folder the manifest stands for all files: it names each with its sum, and the folder is put in its place
    as a whole.

    Raises
    ------
    UnreadableFileError
        When a file is missing.
    """
    if is_record_folder(workspace):
        paths = [workspace / MANIFEST]
    else:
        spellings = workspace / "geodata" / SPELLINGS_FILE
        paths = [workspace / name for name in DATA_FILES] + [workspace / "geodata" / name for name in GEODATA_FILES]
        paths += [*declared_files(workspace), *([spellings] if spellings.exists() else [])]
    try:
        found = [(path.name, path.stat()) for path in paths]
    except OSError as error:
        missing = Path(str(error.filename))
        raise UnreadableFileError(f"{missing.name} cannot be read: {error.strerror}.", missing.parent) from error
    return tuple((name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns) for name, stat in found)

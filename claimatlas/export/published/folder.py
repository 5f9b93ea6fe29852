"""A published folder on the disk: complete or absent, and never in the place of anything else.

Comes in: files by their paths inside the folder. Goes out: the folder.
Refuses to replace a folder that holds anything but what was published into it before.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from claimatlas.errors import ClaimAtlasError, UnreadableFileError, UsageError, shown
from claimatlas.load import read_json, sha256

MANIFEST = "site.json"
"""Says of a published folder what it holds; a folder without it is not ours to replace."""


def sums_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each file by its path."""
    return {path: sha256(content) for path, content in sorted(files.items())}


def refuse_foreign(folder: Path) -> None:
    """Refuse a place that holds something else than an earlier publication.

    Raises
    ------
    UsageError
        When it is a file, or a folder with files that the manifest in it does not name or names otherwise.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError(f"{shown(str(folder))} is not a folder.")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    foreign = sorted(there - _published(folder))
    if foreign:
        found = f"{shown(str(folder))} holds {shown(foreign[0])}, which was not published there."
        raise UsageError(f"{found} Choose a new or empty folder.")


def _published(folder: Path) -> set[str]:
    if not (folder / MANIFEST).is_file():
        return set()
    try:
        manifest: Any = read_json(folder / MANIFEST)[0]
        return {MANIFEST, *map(str, manifest["snapshot"]["files"])}
    except (KeyError, TypeError, UnreadableFileError):
        return set()


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a folder beside the place, and then put it there with one rename.

    Raises
    ------
    UsageError
        When something else stands there.
    ClaimAtlasError
        When it cannot be written. What was published there before stays.
    """
    refuse_foreign(folder)
    name = folder.resolve().name
    part, old = (folder.resolve().with_name(f".{name}.{secrets.token_hex(4)}.{what}") for what in ("part", "old"))
    try:
        for path, content in files.items():
            _write(part / path, content)
        _exchange(folder.resolve(), part, old)
    except OSError as error:
        raise ClaimAtlasError(f"{folder.name} cannot be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(folder: Path, part: Path, old: Path) -> None:
    if folder.exists():
        folder.rename(old)
    try:
        part.rename(folder)
    except OSError:
        with suppress(OSError):
            old.rename(folder)
        raise


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

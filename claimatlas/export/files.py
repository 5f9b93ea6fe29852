"""Put bytes on the disk so that a file is complete or absent.

Comes in: paths and their bytes. Goes out: nothing.
Refuses to write into the file itself: a crash in the middle would leave half of it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from claimatlas.errors import ClaimAtlasError


def write_together(contents: Mapping[Path, bytes], last_look: Callable[[], None] = lambda: None) -> None:
    """Write several files of one folder: all of them, or none.

    Each is written beside its place, flushed to the disk, and only then renamed into it.

    Parameters
    ----------
    contents : mapping of Path to bytes
        What is there already is replaced.
    last_look : callable, optional
        Called when all is on the disk and nothing is renamed yet; what it raises leaves everything as it was.

    Raises
    ------
    ClaimAtlasError
        When a file cannot be written. What was there before stays; only when the fault comes between two renames is
        it all taken away, since an old picture beside a new sidecar would look like a pair.
    """
    path = Path()
    with ExitStack() as undo:
        try:
            staged = []
            for path, content in contents.items():
                part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
                undo.callback(_remove, part)
                _write(part, content)
                staged.append(part)
            last_look()
            for path, part in zip(contents, staged, strict=True):
                part.replace(path)
                for old in contents:
                    undo.callback(_remove, old)
        except OSError as error:
            raise ClaimAtlasError(f"{path.name} cannot be written: {error.strerror or error}.") from error
        undo.pop_all()


def sweep(path: Path) -> None:
    """Take away what writers of a file left beside it when they were killed; only for whoever writes it alone."""
    for part in path.parent.glob(f".{path.name}.*.part"):
        _remove(part)


@contextmanager
def staged(*paths: Path) -> Iterator[tuple[BinaryIO, ...]]:
    """Open several files of one folder to be written into bit by bit: all of them are there at the end, or none.

    Raises
    ------
    ClaimAtlasError
        When a file cannot be written.
    """
    parts = [path.with_name(f".{path.name}.{secrets.token_hex(4)}.part") for path in paths]
    with ExitStack() as undo:
        try:
            files = []
            for part in parts:
                undo.callback(_remove, part)
                files.append(undo.enter_context(part.open("xb")))
            yield tuple(files)
            for file in files:
                file.flush()
                os.fsync(file.fileno())
                file.close()
            for path, part in zip(paths, parts, strict=True):
                part.replace(path)
        except OSError as error:
            raise ClaimAtlasError(f"{paths[0].name} cannot be written: {error.strerror or error}.") from error
        undo.pop_all()


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)

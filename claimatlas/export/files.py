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


@contextmanager
def staged(*paths: Path, last_look: Callable[[], None] = lambda: None) -> Iterator[tuple[BinaryIO, ...]]:
    """Open several files of one folder to be written into bit by bit: all of them are there at the end, or none.

    Each is written beside its place, flushed to the disk, and only then renamed into it; it can be read again before.

    Parameters
    ----------
    *paths : Path
        What is there already is replaced.
    last_look : callable, optional
        Called when all is on the disk and nothing is renamed yet; what it raises leaves everything as it was.

    Raises
    ------
    ClaimAtlasError
        When a file cannot be written. What was there before stays; only when the fault comes between two renames is
        it all taken away, since an old picture beside a new sidecar would look like a pair.
    """
    parts = {path: path.with_name(f".{path.name}.{secrets.token_hex(4)}.part") for path in paths}
    path = paths[0]
    with ExitStack() as undo:
        try:
            files: list[BinaryIO] = []
            for part in parts.values():
                undo.callback(_remove, part)
                files.append(undo.enter_context(part.open("x+b")))
            yield tuple(files)
            for file in files:
                file.flush()
                os.fsync(file.fileno())
                file.close()
            last_look()
            for path, part in parts.items():
                part.replace(path)
                for old in paths:
                    undo.callback(_remove, old)
        except OSError as error:
            raise ClaimAtlasError(f"{path.name} cannot be written: {error.strerror or error}.") from error
        undo.pop_all()


def write_together(contents: Mapping[Path, bytes], last_look: Callable[[], None] = lambda: None) -> None:
    """Write several files of one folder: all of them, or none; ``contents`` and ``last_look`` as for ``staged``."""
    with staged(*contents, last_look=last_look) as files:
        for file, content in zip(files, contents.values(), strict=True):
            _write(file, content)


def sweep(path: Path) -> None:
    """Take away what writers of a file left beside it when they were killed; only for whoever writes it alone."""
    for part in path.parent.glob(f".{path.name}.*.part"):
        _remove(part)


def _write(file: BinaryIO, content: bytes) -> None:
    file.write(content)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)

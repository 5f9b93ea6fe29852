"""How far a long command is: one line on a terminal, nothing anywhere else.

Comes in: shares of the whole, from 0 to 1. Goes out: a bar on standard error, and nothing of it at the end.
Refuses to write into a file or a pipe, and to flash up for what is done at once.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

_AFTER_SECONDS = 0.5
_CELLS = 24


class Progress:
    """A bar that is drawn over itself."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._begun = time.monotonic()
        self._is_shown = False

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away, also when something went wrong."""
        self.clear()

    def part(self, first: float, last: float) -> Callable[[float], None]:
        """Return what a step between two shares of the whole is told how far it is with."""
        return lambda share: self.show(first + share * (last - first))

    def show(self, share: float, words: str = "") -> None:
        """Draw the bar; ``words`` say from now on what is being done."""
        self._words = words or self._words
        if not sys.stderr.isatty() or time.monotonic() - self._begun < _AFTER_SECONDS:
            return
        self._is_shown = True
        done = round(share * _CELLS)
        bar = f"[{'#' * done}{'.' * (_CELLS - done)}]"
        print(f"\r\x1b[K{self._words} {bar}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the bar away, so that a line can be printed."""
        if self._is_shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._is_shown = False

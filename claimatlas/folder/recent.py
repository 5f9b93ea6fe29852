"""The few answers of a record folder that were given last, for all sessions.

Comes in: a key and how its answer is worked out. Goes out: the answer.
Refuses to keep more than a few: each may be as large as a page.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

_KEPT = 6
_T = TypeVar("_T")


class Recent:
    """The few answers that were given last."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Any, Any] = OrderedDict()
        self._lock = Lock()

    def under(self, key: Any, make: Callable[[], _T]) -> _T:
        """Return the answer of a key; two that ask at once may both work it out, and get the same."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                found: _T = self._answers[key]
                return found
        made = make()
        with self._lock:
            self._answers[key] = made
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        return made

"""Many readers at a time, each at a pace of his own, and how long they wait.

Comes in: a port, how many, how long they think. Goes out: ``Waited``.
Refuses to leave out who waits longest: a step that is under way at the end is waited for, and one that never ends is
counted as such.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from benchmarks.visitor import Answer, Visitor, visiting

FIRST_DAY = dt.date(2015, 9, 28)
"""From which day on readers step; two years have claims nearly every day."""
DAYS = 700
FILTER_EVERY = 4
"""Each fourth change is of a filter, the others step through time."""
PATIENCE_SECONDS = 120.0
_SIDES = ([], ["taliban"], ["government"], ["taliban", "government"])


@dataclass
class Waited:
    """What a crowd met with."""

    opened: list[Answer] = field(default_factory=list)
    """First answers: the page whole."""
    steps: list[Answer] = field(default_factory=list)
    """Answers to changes."""
    turned_away: int = 0
    """Readers who got no connection."""
    unanswered: int = 0
    """Changes that were not answered in time, or whose connection ended."""

    def seconds(self, share: float, *, first: bool = False) -> float:
        """Return the seconds that this share of the changes (or of the first answers) took at most."""
        return quantile([answer.seconds for answer in (self.opened if first else self.steps)], share)

    @property
    def wrong(self) -> int:
        """Answers whose map did not show the day asked for."""
        return sum(not answer.is_right for answer in (*self.opened, *self.steps))


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` of all values do not exceed; nan of none.

    >>> quantile([3, 1, 2, 4], 0.5)
    2
    """
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)] if ordered else float("nan")


def median(values: Sequence[float]) -> float:
    """Return the middle value; nan of none."""
    return statistics.median(values) if values else float("nan")


async def read(port: int, readers: int, *, think: float, hold: float, arrive: float, seed: int = 1) -> Waited:
    """Let readers come, change what they see, and go.

    Parameters
    ----------
    port : int
        Server on loopback.
    readers : int
        How many.
    think : float
        Seconds between an answer and the next change, give or take half.
    hold : float
        Seconds for which they read after the last has come; each makes one change at least.
    arrive : float
        Seconds in which all of them come, one after the other.
    seed : int, optional
        Of chance: who steps where and when.
    """
    waited = Waited()
    begin = perf_counter()
    until = begin + arrive + hold
    await asyncio.gather(
        *(
            _reader(port, random.Random(f"{seed}-{number}"), begin + arrive * number / readers, think, until, waited)
            for number in range(readers)
        )
    )
    return waited


async def _reader(port: int, chance: random.Random, comes: float, think: float, until: float, waited: Waited) -> None:
    await asyncio.sleep(max(0.0, comes - perf_counter()))
    try:
        async with visiting(port) as visitor:
            await _reads(visitor, chance, think, until, waited)
    except (ConnectionClosed, TimeoutError):
        waited.unanswered += 1
    except (InvalidHandshake, OSError):
        waited.turned_away += 1


async def _reads(visitor: Visitor, chance: random.Random, think: float, until: float, waited: Waited) -> None:
    day = FIRST_DAY + dt.timedelta(days=chance.randrange(DAYS))
    async with asyncio.timeout(PATIENCE_SECONDS):
        waited.opened.append(await visitor.open(day.isoformat(), f"on={day}"))
    changes = 0
    while True:
        await asyncio.sleep(think * chance.uniform(0.5, 1.5))
        if changes and perf_counter() > until:
            return
        changes += 1
        async with asyncio.timeout(PATIENCE_SECONDS):
            if changes % FILTER_EVERY == 0:
                waited.steps.append(await visitor.filter(day.isoformat(), chance.choice(_SIDES)))
            else:
                day += dt.timedelta(days=chance.randint(1, 5))
                waited.steps.append(await visitor.step(day.isoformat()))

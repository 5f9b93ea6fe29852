"""Measure many readers at a time: ``python -m benchmarks.load``.

Comes in: how many readers, how long. Goes out: tables in Markdown, and JSON with the same numbers.
Refuses to compare what was not measured side by side: the atlas and the stock way take turns at each number of readers.

Each reader is a WebSocket that speaks Streamlit's messages, from this one process. A step is counted from the message
that asks for it to the message that ends the run; files and drawing are the browser's own affair.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from time import perf_counter
from typing import Any

from benchmarks.crowd import FIRST_DAY, Waited, median, quantile, read
from benchmarks.serving import Server, atlas, serving, stock
from benchmarks.visitor import visiting

READERS = (1, 10, 25, 50, 100)
THINK = 5.0
SLOW = (50, 15.0)
"""A crowd that reads what it sees: how many, and seconds between two changes."""
BURST = 100
BURSTS = 3
_LIMIT = 2.0
"""A server has recovered when a step takes no more than this many times what it took before."""
_WATCH = 0.5
_ARRIVE = 1.0
_CALM = 8.0
"""Seconds of calm before and after a burst, in which one reader is watched who was there before."""


@dataclass(frozen=True)
class Row:
    """One crowd at one server. Seconds, megabytes of 1,000,000 bytes."""

    way: str
    readers: int
    think: float
    steps: int
    per_second: float
    p50: float
    p95: float
    most: float
    first_p95: float
    processor_ms: float
    """Time on a processor for each answer, whatever else the machine did."""
    memory: float
    wrong: int
    unanswered: int
    load: float
    """Load average of the machine over the last minute, at the end."""


@dataclass(frozen=True)
class Burst:
    """A hundred readers within a second, and gone again after some steps."""

    number: int
    p95: float
    watched_before: float
    """Median step of the reader who was there before, in calm."""
    watched_during: float
    """His 95th percentile during the burst."""
    recovered: float
    """Seconds from when the readers begin to leave until his step took no more than twice what it took before."""
    memory_most: float
    """The most memory during it."""
    memory_after: float
    unanswered: int


def crowd(way: str, server: Server, readers: int, think: float, hold: float) -> Row:
    """Let a crowd read at a server."""
    before, begin = server.processor_seconds(), perf_counter()
    waited = asyncio.run(read(server.port, readers, think=think, hold=hold, arrive=min(think, readers / 5)))
    seconds, used = perf_counter() - begin, server.processor_seconds() - before
    answers = len(waited.steps) + len(waited.opened)
    row = Row(
        way=way,
        readers=readers,
        think=think,
        steps=len(waited.steps),
        per_second=len(waited.steps) / seconds,
        p50=waited.seconds(0.5),
        p95=waited.seconds(0.95),
        most=waited.seconds(1.0),
        first_p95=waited.seconds(0.95, first=True),
        processor_ms=1000 * used / max(answers, 1),
        memory=server.memory_mb(),
        wrong=waited.wrong,
        unanswered=waited.unanswered + waited.turned_away,
        load=os.getloadavg()[0],
    )
    _tell(row)
    return row


async def _burst(server: Server, number: int, hold: float, full: Callable[[], None]) -> Burst:
    watched: list[tuple[float, float]] = []
    memory: list[float] = []
    done = asyncio.Event()
    watching = asyncio.create_task(_watch(server, watched, memory, done))
    await asyncio.sleep(_CALM)
    begin = perf_counter()
    leaving = begin + _ARRIVE + hold
    asking = asyncio.create_task(_ask_when_full(full, hold / 2))
    waited: Waited = await read(server.port, BURST, think=THINK, hold=hold, arrive=_ARRIVE, seed=number)
    await asking
    await asyncio.sleep(_CALM)
    done.set()
    await watching
    before = median([seconds for at, seconds in watched if at + seconds < begin])
    calm = [at + seconds - leaving for at, seconds in watched if at + seconds > leaving and seconds <= _LIMIT * before]
    return Burst(
        number=number,
        p95=waited.seconds(0.95),
        watched_before=before,
        watched_during=quantile([seconds for at, seconds in watched if begin <= at < leaving], 0.95),
        recovered=min(calm, default=float("nan")),
        memory_most=max(memory),
        memory_after=server.memory_mb(),
        unanswered=waited.unanswered + waited.turned_away,
    )


async def _watch(server: Server, watched: list[tuple[float, float]], memory: list[float], done: asyncio.Event) -> None:
    """Step back and forth at a steady pace, and note when each step began and how long it took."""
    days = [FIRST_DAY.isoformat(), FIRST_DAY.replace(day=FIRST_DAY.day + 1).isoformat()]
    async with visiting(server.port) as visitor:
        await visitor.open(days[0], f"on={days[0]}")
        while not done.is_set():
            days.reverse()
            begin = perf_counter()
            answer = await visitor.step(days[0])
            watched.append((begin, answer.seconds))
            memory.append(server.memory_mb())
            await asyncio.sleep(_WATCH)


async def _ask_when_full(full: Callable[[], None], after: float) -> None:
    await asyncio.sleep(after)
    await asyncio.to_thread(full)


def beyond(server: Server) -> dict[str, Any]:
    """Be one reader more than there are seats, and ask how the server is."""
    busy, body, _ = server.answer("/", "text/html")
    health, _, health_seconds = server.answer("/_stcore/health")
    ready, said, ready_seconds = server.answer("/ready")
    refused: Waited = asyncio.run(read(server.port, 1, think=1.0, hold=0.0, arrive=0.0))
    return {
        "page": busy,
        "says busy": "is busy" in body,
        "connections refused": refused.turned_away,
        "health": health,
        "health seconds": round(health_seconds, 2),
        "ready": ready,
        "ready seconds": round(ready_seconds, 2),
        "seats": json.loads(said)["sessions"],
    }


def bursts(hold: float) -> tuple[list[Burst], dict[str, Any]]:
    """Let three bursts come over a server that has as many seats as they fill."""
    full: dict[str, Any] = {}
    found = []
    with serving(atlas(BURST + 1)) as server:
        for number in range(1, BURSTS + 1):
            asked = (lambda: full.update(beyond(server))) if number == 1 else (lambda: None)
            found.append(asyncio.run(_burst(server, number, hold, asked)))
            _tell(found[-1])
    return found, full


def side_by_side(readers: Iterable[int], hold: float) -> list[Row]:
    """Let the same crowds read at the atlas and at the stock way, in turn."""
    crowds = [(number, THINK) for number in readers] + [SLOW]
    rows = []
    with serving(atlas(max(number for number, _ in crowds))) as ours, serving(stock()) as theirs:
        servers = {"atlas": ours, "stock": theirs}
        for way, server in servers.items():
            crowd(f"{way}, not counted", server, 1, 1.0, 5.0)  # the first run of a server reads all there is to read
        for number, think in crowds:
            rows += [crowd(way, server, number, think, max(hold, 3 * think)) for way, server in servers.items()]
    return rows


def table(rows: Sequence[Row]) -> str:
    """Write the crowds as a table in Markdown."""
    lines = [
        "| readers | think, s | way | steps | per s | p50, s | p95, s | most, s | first page p95, s | processor, ms "
        "| memory, MB | unanswered | load |",
        "|---" * 13 + "|",
    ]
    lines += [
        f"| {r.readers} | {r.think:g} | {r.way} | {r.steps:,} | {r.per_second:.1f} | {r.p50:.2f} | {r.p95:.2f} "
        f"| {r.most:.2f} | {r.first_p95:.2f} | {r.processor_ms:.0f} | {r.memory:.0f} | {r.unanswered} | {r.load:.1f} |"
        for r in rows
    ]
    return "\n".join(lines)


def burst_table(found: Sequence[Burst]) -> str:
    """Write the bursts as a table in Markdown."""
    lines = [
        "| burst | p95 in it, s | watched before, s | watched during p95, s | recovered after, s | most memory, MB "
        "| memory after, MB | unanswered |",
        "|---" * 8 + "|",
    ]
    lines += [
        f"| {b.number} | {b.p95:.2f} | {b.watched_before:.2f} | {b.watched_during:.2f} | {b.recovered:.1f} "
        f"| {b.memory_most:.0f} | {b.memory_after:.0f} | {b.unanswered} |"
        for b in found
    ]
    return "\n".join(lines)


def _tell(found: Row | Burst) -> None:
    sys.stderr.write(f"{found}\n")


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description="Many readers at a time, at the atlas and at the stock way.")
    parser.add_argument("--readers", default=",".join(map(str, READERS)), help="how many at a time, by commas")
    parser.add_argument("--hold", type=float, default=40.0, help="seconds for which each crowd reads (default 40)")
    parser.add_argument("--no-bursts", action="store_true", help="leave the bursts out")
    asked = parser.parse_args()
    readers = [int(number) for number in asked.readers.split(",")]
    rows = side_by_side(readers, asked.hold)
    found, full = ([], {}) if asked.no_bursts else bursts(asked.hold / 2)
    about = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "streamlit": version("streamlit"),
        "load at the end": os.getloadavg(),
        "beyond the seats": full,
        "rows": [asdict(row) for row in rows],
        "bursts": [asdict(burst) for burst in found],
    }
    sys.stdout.write(f"{table(rows)}\n\n{burst_table(found)}\n\n{json.dumps(about, indent=1)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""``snapshot`` for many days: a file for each, a contact sheet, a film.

Comes in: a step or the milestones, a folder. Goes out: files with their sidecars, and their paths on standard output.
Refuses to begin again from the front when it is stopped: what is finished is whole and stays.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from claimatlas import vocabulary as voc
from claimatlas.cli.arguments import request_of, require, selection_of
from claimatlas.cli.progress import Progress
from claimatlas.errors import ClaimAtlasError, UsageError
from claimatlas.export.request import Request
from claimatlas.record import Record
from claimatlas.selection import Selection
from claimatlas.series import days_at, milestones_between
from claimatlas.view import View

ON_A_SHEET = 60
"""Most days on one contact sheet."""


@dataclass(frozen=True)
class _Step:
    """One file of a series."""

    name: str
    """In the folder, without its ending."""
    kind: str
    """Key of ``export.KINDS``."""
    selection: Selection
    """What it shows."""
    request: Request
    """How it is written."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what a series can be asked."""
    series = parser.add_argument_group(
        "series", "many days at once, each with a file of its own; --from and --to are then its first and last day"
    )
    series.add_argument("--every", metavar="STEP", help="a day at each step from --from to --to: 7d, 2w or 1m")
    series.add_argument("--milestones", action="store_true", help="the first day of each milestone")
    series.add_argument("--out-dir", metavar="DIR", help="folder to write to; it is made if it is not there")
    series.add_argument("--format", metavar="ENDING", help="format of the files (default png)")
    series.add_argument("--contact-sheet", action="store_true", help="all days as small maps on one picture as well")
    series.add_argument(
        "--film", action="store_true", help="frames of one size with one legend as well, and a GIF that moves"
    )


def run(arguments: argparse.Namespace, record: Record) -> int:
    """Write the series, one whole file after the other."""
    from claimatlas.export import ending_of, write_snapshot

    steps, folder = list(_steps(arguments, record)), Path(arguments.out_dir)
    _make(folder, steps)
    done = 0
    try:
        with Progress("") as progress:
            for done, step in enumerate(steps):
                progress.show(done / len(steps), f"{done:,} of {len(steps):,}: {step.name}")
                out = folder / f"{step.name}.{ending_of(step.kind)}"
                sidecar = write_snapshot(View(record, step.selection), out, step.request, step.kind)
                progress.clear()
                print(out)
                print(sidecar, flush=True)
    except KeyboardInterrupt:
        print(f"Stopped: {done:,} of {len(steps):,} files are in {folder}, each whole.", file=sys.stderr)
        raise
    return 0


def _make(folder: Path, steps: Sequence[_Step]) -> None:
    try:
        for name in {(folder / step.name).parent for step in steps}:
            name.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClaimAtlasError(f"{folder} cannot be made: {error.strerror or error}.") from error


def _steps(arguments: argparse.Namespace, record: Record) -> Iterator[_Step]:
    """Say which files there will be."""
    require(arguments, "out_dir")
    if arguments.out or arguments.on:
        raise UsageError("A series is written to --out-dir and has its own days; leave --out and --on out.")
    from claimatlas.export import CONTACT_SHEET, FILM, FORMATS, FRAME

    asked = selection_of(arguments, record.places.gazetteer)
    # The days of the series are no filter: the first of them would lose all that was claimed before.
    plain, request = replace(asked, since=None, until=None), request_of(arguments)
    days = _days(arguments, record, asked)
    kind = (arguments.format or "png").lower()
    if arguments.briefing:
        yield from _briefings(arguments, record, asked, plain, request)
    elif kind not in FORMATS:
        raise UsageError(f"--format is one of {', '.join(FORMATS)}.")
    else:
        for day in days:
            yield _Step(day.isoformat(), kind, replace(plain, on=day), request)
    if arguments.contact_sheet:
        sheets = [days[at : at + ON_A_SHEET] for at in range(0, len(days), ON_A_SHEET)]
        for number, part in enumerate(sheets, start=1):
            name = f"contact-sheet-{number}" if len(sheets) > 1 else "contact-sheet"
            yield _Step(name, CONTACT_SHEET, replace(plain, on=part[0]), replace(request, days=part))
    if arguments.film:
        for number, day in enumerate(days, start=1):
            yield _Step(f"film/{number:04}", FRAME, replace(plain, on=day), replace(request, days=days))
        yield _Step("film", FILM, replace(plain, on=days[0]), replace(request, days=days))


def _days(arguments: argparse.Namespace, record: Record, asked: Selection) -> tuple[dt.date, ...]:
    if bool(arguments.every) == bool(arguments.milestones):
        raise UsageError("A series needs either --every or --milestones.")
    if arguments.every:
        if not (asked.since and asked.until):
            raise UsageError("--every needs --from and --to, the first and the last day.")
        return days_at(arguments.every, asked.since, asked.until)
    found = milestones_between(record.events, asked.since, asked.until)
    days = tuple(sorted({moment.date() for moment in found}))
    if not days:
        raise UsageError("The record has no milestone in this time.")
    return days


def _briefings(
    arguments: argparse.Namespace, record: Record, asked: Selection, plain: Selection, request: Request
) -> Iterator[_Step]:
    from claimatlas.export import BRIEFING

    if arguments.milestones:
        about = replace(request, subject=voc.Subject.MILESTONE)
        for event_id, moment in milestones_between(record.events, asked.since, asked.until).items():
            day = moment.date()
            yield _Step(f"{day}-{event_id}", BRIEFING, replace(plain, on=day, event=str(event_id), place=""), about)
        return
    if not plain.place:
        raise UsageError("--briefing at a step needs --place.")
    for day in _days(arguments, record, asked):
        about = replace(request, subject=voc.Subject.DISTRICT)
        yield _Step(f"{day}-{plain.place}", BRIEFING, replace(plain, on=day), about)

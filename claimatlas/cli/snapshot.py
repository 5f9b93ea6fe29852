"""``snapshot``: the map of a day, or a briefing, as a file, with a second file beside it that says how it came about.

Comes in: clocks, filters, a path. Goes out: the file and its sidecar, and both paths on standard output.
Refuses an ending that is not one of the formats.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from claimatlas import vocabulary as voc
from claimatlas.cli import series
from claimatlas.cli.arguments import (
    add_clock_arguments,
    add_event_argument,
    add_filter_arguments,
    add_layer_arguments,
    add_place_argument,
    add_request_arguments,
    refuse_selection,
    request_of,
    require,
    selection_of,
    workspace_of,
)
from claimatlas.errors import UsageError, shown
from claimatlas.load import read_json
from claimatlas.milestones import first_days
from claimatlas.opening import open_record
from claimatlas.record import DATA_FILES, Record
from claimatlas.selection import Selection
from claimatlas.view import View


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``snapshot`` can be asked."""
    parser.add_argument(
        "--out", metavar="FILE", help="file to write; its ending says the format, and FILE.json goes beside it"
    )
    parser.add_argument(
        "--from-sidecar",
        metavar="FILE.json",
        help="make the file of this sidecar again, from the same data, and ask nothing else; --out may be left out",
    )
    parser.add_argument(
        "--briefing",
        action="store_true",
        help="write one or two pages (PDF) about the district of --place or the milestone of --event: map, claims with "
        "the sides opposed, disputes, sources",
    )
    add_request_arguments(parser)
    add_place_argument(parser)
    add_event_argument(parser)
    add_layer_arguments(parser)
    add_clock_arguments(parser, required=False)
    add_filter_arguments(parser)
    series.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the snapshot and print the two paths."""
    if arguments.from_sidecar is not None:
        return _again(arguments)
    if arguments.every or arguments.milestones:
        return series.run(arguments, open_record(workspace_of(arguments)))
    _refuse_parts_of_a_series(arguments)
    require(arguments, *(() if arguments.event else ("on",)), "out")
    # Drawing takes longer to load than any other command takes to run.
    from claimatlas.export import BRIEFING, write_snapshot

    workspace = workspace_of(arguments)
    out = _apart_from_the_record(Path(arguments.out), workspace)
    record = open_record(workspace)
    selection = _with_milestone(selection_of(arguments, record.places.gazetteer), arguments, record)
    request = request_of(arguments)
    if arguments.briefing:
        request = replace(request, subject=_subject(selection))
    sidecar = write_snapshot(View(record, selection), out, request, BRIEFING if arguments.briefing else "")
    print(out)
    print(sidecar)
    return 0


def _refuse_parts_of_a_series(arguments: argparse.Namespace) -> None:
    parts = ("out_dir", "format", "contact_sheet", "film")
    given = [f"--{part.replace('_', '-')}" for part in parts if vars(arguments)[part]]
    if given:
        raise UsageError(f"{given[0]} belongs to a series, which needs --every or --milestones.")


def _with_milestone(selection: Selection, arguments: argparse.Namespace, record: Record) -> Selection:
    """Show the first day of the milestone that is asked for, unless another day is."""
    if not selection.event:
        return selection
    days = first_days(record.events)
    if selection.event not in days:
        raise UsageError(f"--event {shown(selection.event)} is no milestone of the record.")
    return selection if arguments.on else replace(selection, on=days[selection.event])


def _subject(selection: Selection) -> voc.Subject:
    if bool(selection.event) == bool(selection.place):
        raise UsageError("--briefing needs either --place or --event.")
    return voc.Subject.MILESTONE if selection.event else voc.Subject.DISTRICT


def _apart_from_the_record(out: Path, workspace: Path) -> Path:
    if out.resolve() in ((workspace / name).resolve() for name in DATA_FILES):
        raise UsageError(f"--out {shown(str(out))} is the record itself; choose another name.")
    return out


def _again(arguments: argparse.Namespace) -> int:
    """Make the file of a sidecar again, and say what has changed since."""
    from claimatlas.export import ending_of, write_snapshot
    from claimatlas.export.remake import changed_data, changed_versions, read_sidecar, view_of

    refuse_selection(arguments, "--from-sidecar")
    given = Path(arguments.from_sidecar)
    sidecar = read_sidecar(read_json(given)[0], given.name)
    workspace = workspace_of(arguments)
    out = _apart_from_the_record(Path(arguments.out) if arguments.out else given.with_suffix(""), workspace)
    ending = ending_of(sidecar.kind)
    if out.suffix.lower() != f".{ending}":
        raise UsageError(f"{given.name} describes a .{ending} file; {shown(out.name)} has another ending.")
    record = open_record(workspace)
    changed = changed_data(sidecar, record)
    if changed:
        raise UsageError(f"The record has changed since {given.name} was written: {', '.join(changed)}.")
    numbers = changed_versions(sidecar)
    if numbers:
        said = f"Other versions than those of {given.name}, so the bytes may differ: {'; '.join(numbers)}."
        if out.with_name(f"{out.name}.json").resolve() == given.resolve():
            # The old sidecar is the only trace of how the old file was made.
            raise UsageError(f"{said} Choose another name with --out.")
        print(said, file=sys.stderr)
    written = write_snapshot(view_of(sidecar, record), out, sidecar.request, sidecar.kind)
    print(out)
    print(written)
    return 0

"""``snapshot``: the map of a day as a file, with a second file beside it that says how it came about.

Comes in: clocks, filters, a path. Goes out: the file and its sidecar, and both paths on standard output.
Refuses an ending that is not one of the formats.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from claimatlas.cli.arguments import (
    add_clock_arguments,
    add_filter_arguments,
    add_layer_arguments,
    add_place_argument,
    add_request_arguments,
    request_of,
    selection_of,
    workspace_of,
)
from claimatlas.errors import UsageError, shown
from claimatlas.record import DATA_FILES, open_record
from claimatlas.view import View


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``snapshot`` can be asked."""
    parser.add_argument(
        "--out",
        metavar="FILE",
        required=True,
        help="file to write; its ending says the format, and FILE.json goes beside it",
    )
    add_request_arguments(parser)
    add_place_argument(parser)
    add_layer_arguments(parser)
    add_clock_arguments(parser)
    add_filter_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the snapshot and print the two paths."""
    # Drawing takes longer to load than any other command takes to run.
    from claimatlas.export import write_snapshot

    workspace, out = workspace_of(arguments), Path(arguments.out)
    if out.resolve() in ((workspace / name).resolve() for name in DATA_FILES):
        raise UsageError(f"--out {shown(arguments.out)} is the record itself; choose another name.")
    record = open_record(workspace)
    selection = selection_of(arguments, record.places.gazetteer)
    sidecar = write_snapshot(View(record, selection), out, request_of(arguments))
    print(out)
    print(sidecar)
    return 0

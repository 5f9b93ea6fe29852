"""``publish``: a record as a folder of files that any host can serve, and any browser open from a disk.

Comes in: a folder, clocks, filters. Goes out: the folder, and what it holds on standard output.
Refuses a folder that holds anything else, and to write over the record.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from claimatlas.cli.arguments import (
    add_clock_arguments,
    add_filter_arguments,
    add_layer_arguments,
    add_place_argument,
    selection_of,
    workspace_of,
)
from claimatlas.errors import UsageError, shown
from claimatlas.opening import open_record
from claimatlas.view import View


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``publish`` can be asked."""
    parser.add_argument("folder", metavar="DIR", help="folder to write; new, empty, or published into before")
    add_place_argument(parser)
    add_layer_arguments(parser)
    add_clock_arguments(parser, required=False)
    add_filter_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the folder and print how much is in it."""
    # Drawing takes longer to load than any other command takes to run.
    from claimatlas.export.published.publication import publish

    workspace = workspace_of(arguments)
    folder = Path(arguments.folder)
    if workspace.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{shown(str(folder))} holds the record itself; choose another folder.")
    record = open_record(workspace)
    selection = selection_of(arguments, record.places.gazetteer)
    written = publish(View(record, selection), folder)
    for path, size in written.items():
        print(f"{size:>12,}  {path}")
    print(f"{sum(written.values()):>12,}  bytes in {folder}; open {folder / 'index.html'}")
    return 0

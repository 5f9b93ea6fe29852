"""``bench``: how long the work takes, beside other libraries on the same work, and how it grows.

Comes in: names of benches, sizes. Goes out: tables on standard output, and JSON in a file when one is named.
Refuses to run without the folder ``benchmarks/``, and without the packages that are measured beside ours.
"""

from __future__ import annotations

import argparse
import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from claimatlas.errors import UsageError, shown

_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``bench`` can be asked."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="load place ask screen export stream publish")
    parser.add_argument("--claims", default="1k,10k,100k,1m", metavar="SIZES", help="how many claims: 1k,10k,100k,1m")
    parser.add_argument("--districts", type=int, default=18, metavar="N", help="18 that ship, or N that are made up")
    parser.add_argument("--json", metavar="FILE", help="write everything that was found to a file as well")


def run(arguments: argparse.Namespace) -> int:
    """Run the benches and print their tables."""
    benches = _benches()
    names = arguments.names or list(benches.BENCHES)
    unknown = [shown(name) for name in names if name not in benches.BENCHES]
    if unknown:
        raise UsageError(f"There is no bench {', '.join(unknown)}; there are {', '.join(benches.BENCHES)}.")
    sizes = [_size(text) for text in arguments.claims.split(",")]
    if arguments.districts < 1:
        raise UsageError("--districts must be 1 or more.")
    if missing := benches.missing(names):
        raise UsageError(f"Not installed: {', '.join(missing)}. 'make bench' installs them and runs every bench.")
    found = benches.run(names, sizes, arguments.districts)
    if arguments.json:
        Path(arguments.json).write_text(f"{benches.written(found)}\n", encoding="utf-8")
    return 0


def _benches() -> Any:
    # They stand beside the package and are no part of it.
    if find_spec("benchmarks") is None:
        raise UsageError("The folder benchmarks/ is not here: the benches run from a checkout of the source.")
    return import_module("benchmarks.command")


def _size(text: str) -> int:
    found = re.fullmatch(r"(\d+)([km]?)", text.strip().lower())
    if not found or not int(found[1]):
        raise UsageError(f"--claims: {shown(text)} is no size; write 1k,100k,1m.")
    return int(found[1]) * _TIMES[found[2]]

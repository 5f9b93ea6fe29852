"""``build``: claims files of any size as a record folder, which is opened without being read.

Comes in: claims files, and a workspace with their milestones and places. Goes out: the folder, and what it holds.
Refuses to leave half a folder, and to take the place of anything but an earlier record folder.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from claimatlas.cli.arguments import workspace_of
from claimatlas.cli.progress import Progress
from claimatlas.errors import UsageError
from claimatlas.workspace import WORKSPACE_VARIABLE

MOST_WORKERS = 256


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``build`` can be asked."""
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="claims file: CSV, or Parquet with the same columns; milestones and places are those of the workspace",
    )
    parser.add_argument("--out", metavar="RECORD", required=True, help="folder to write; new, empty, or built before")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--workers", type=int, metavar="N", help="build with so many processes on this machine (Dask)")
    where.add_argument("--scheduler", metavar="ADDRESS", help="build on a Dask cluster, tcp://host:port")


def run(arguments: argparse.Namespace) -> int:
    """Build, print the counts, and return 1 when a row was refused or flagged."""
    # What writes Parquet takes longer to load than most commands take to run.
    from claimatlas.export.built import build

    workspace, out = workspace_of(arguments), Path(arguments.out)
    sources = [Path(source) for source in arguments.sources]
    with _runner(arguments, workspace) as runner, Progress("Building") as bar:
        manifest = build(sources, workspace, out, runner, tell=bar.show)
    _print(manifest, out)
    return 1 if manifest["counts"]["refused"] or manifest["counts"]["flags"] else 0


@contextmanager
def _runner(arguments: argparse.Namespace, workspace: Path) -> Iterator[Any]:
    from claimatlas.export.built import cluster, one_by_one

    # Workers are processes of their own, which read their words when they start.
    os.environ[WORKSPACE_VARIABLE] = str(workspace.resolve())
    if arguments.scheduler:
        with cluster.scheduler_at(arguments.scheduler) as runner:
            yield runner
    elif arguments.workers is not None:
        if not 1 <= arguments.workers <= MOST_WORKERS:
            raise UsageError(f"--workers takes a number from 1 to {MOST_WORKERS}.")
        with cluster.workers_here(arguments.workers) as runner:
            yield runner
    else:
        yield one_by_one


def _print(manifest: dict[str, Any], out: Path) -> None:
    for source in manifest["sources"]:
        print(
            f"{source['name']}: {source['rows']:,} rows, {source['accepted']:,} accepted, "
            f"{source['refused']:,} refused, {source['flags']:,} flags"
        )
    size = sum(about["bytes"] for about in manifest["files"].values())
    print(f"{out}: {manifest['counts']['accepted']:,} claims in {len(manifest['parts']):,} parts, {size:,} bytes")
    if manifest["counts"]["refused"] or manifest["counts"]["flags"]:
        print(f"Every problem by line: python -m claimatlas --workspace {out} check")

"""``build``: claims files of any size as a record folder, which is opened without being read.

Comes in: claims files, and a workspace with their milestones and places. Goes out: the folder, and what it holds.
Refuses to leave half a folder, and to take the place of anything but an earlier record folder.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from claimatlas.cli.arguments import workspace_of
from claimatlas.cli.progress import Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``build`` can be asked."""
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="claims file: CSV, or Parquet with the same columns; milestones and places are those of the workspace",
    )
    parser.add_argument("--out", metavar="RECORD", required=True, help="folder to write; new, empty, or built before")


def run(arguments: argparse.Namespace) -> int:
    """Build, print the counts, and return 1 when a row was refused or flagged."""
    # What writes Parquet takes longer to load than most commands take to run.
    from claimatlas.export.built import build

    workspace, out = workspace_of(arguments), Path(arguments.out)
    sources = [Path(source) for source in arguments.sources]
    with Progress("Building") as bar:
        manifest = build(sources, workspace, out, tell=bar.show)
    _print(manifest, out)
    return 1 if manifest["counts"]["refused"] or manifest["counts"]["flags"] else 0


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

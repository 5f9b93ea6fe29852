"""``check``: hold a file of claims or of milestones to the contract.

Comes in: a file, or nothing for both of the workspace. Goes out: one line per problem, one closing line per file.
Refuses to change the file.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

from claimatlas.cli.arguments import workspace_of
from claimatlas.errors import Problem, UnreadableFileError
from claimatlas.folder import open_folder
from claimatlas.load import RawTable, parse_table, read_bytes, read_table, recognise
from claimatlas.load.parts import changed_files, is_record_folder
from claimatlas.record import check_claims_of, check_events_of, open_places
from claimatlas.schema import CLAIMS, EVENTS
from claimatlas.validate import Checked


@dataclass(frozen=True)
class _Examined:
    """One file as it stands, and what the check found."""

    raw: RawTable
    checked: Checked

    @property
    def _holds_claims(self) -> bool:
        return CLAIMS.key in self.raw.rows.columns

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the check found; a file of claims without a row is sound, and no record can be made of it."""
        problems = tuple(self.checked.problems)
        if self.checked.row_count or not self._holds_claims:
            return problems
        return (*problems, Problem(self.checked.file, 1, "row", "no row after the header", "at least one claim"))

    @property
    def summary(self) -> str:
        """The closing line."""
        rows = f"{self.checked.row_count:,} rows"
        if self._holds_claims:
            # Statements can only be counted where the row has its fields; problems elsewhere do not change the number.
            statements = self.raw.rows["statement_id"]
            rows += f" ({statements[statements != ''].nunique():,} statements)"
        accepted, refused = len(self.checked.kept), len(self.checked.refused)
        problems = len(self.problems)
        return f"{self.checked.file}: {rows}, {accepted:,} accepted, {refused:,} refused, {problems:,} problems"

    @property
    def as_json(self) -> dict[str, object]:
        """The shape of ``--json``."""
        return {
            "file": self.checked.file,
            "sha256": self.checked.sha256,
            "rows": self.checked.row_count,
            "accepted": len(self.checked.kept),
            "refused": len(self.checked.refused),
            "problems": [problem.as_json() for problem in self.problems],
        }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``check`` can be asked."""
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="claims or milestones, told apart by their header; by default claims.csv and events.csv of the workspace",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="one object; without FILE it is that of claims.csv, and that of events.csv stands in it as 'events'",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check, print, and return 1 if there is any problem."""
    workspace = workspace_of(arguments)
    if arguments.file is None and is_record_folder(workspace):
        return _folder(workspace, as_json=arguments.json)
    examined = _both_files(workspace) if arguments.file is None else (_one_file(Path(arguments.file), workspace),)
    if arguments.json:
        first, *others = examined
        shape = first.as_json | {other.raw.file.partition(".")[0]: other.as_json for other in others}
        print(json.dumps(shape, ensure_ascii=False, indent=2))
    else:
        for one in examined:
            for problem in one.problems:
                print(problem)
            print(one.summary)
    return 1 if any(one.problems for one in examined) else 0


def _folder(root: Path, *, as_json: bool) -> int:
    """Compare every file of a record folder with its sum, and tell what the check of its sources found."""
    record = open_folder(root)
    for name in changed_files(root, record.manifest):
        raise UnreadableFileError(f"{name} is not what was built: its SHA-256 is another one.", root)
    checked = record.checked_claims
    problems = (*checked.problems, *record.checked_events.problems)
    if as_json:
        shape = {"file": checked.file, "sha256": checked.sha256, "rows": checked.row_count}
        shape |= {"accepted": checked.kept_count, "refused": len(checked.refused)}
        shape |= {"problems": [problem.as_json() for problem in problems]}
        print(json.dumps(shape, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            print(problem)
        for source in record.manifest["sources"]:
            counts = f"{source['rows']:,} rows, {source['accepted']:,} accepted, {source['refused']:,} refused"
            print(f"{source['name']}: {counts}")
        print(f"{len(record.manifest['files']):,} files, each as it was built; {len(problems):,} problems")
    return 1 if problems else 0


def _both_files(workspace: Path) -> tuple[_Examined, ...]:
    places = open_places(workspace / "geodata")
    claims = read_table(workspace / "claims.csv", CLAIMS)
    events = read_table(workspace / "events.csv", EVENTS)
    return (
        _Examined(claims, check_claims_of(claims, places, events)),
        _Examined(events, check_events_of(events, places, claims)),
    )


def _one_file(path: Path, workspace: Path) -> _Examined:
    """Check one file against the places of the workspace and its other table."""
    # Read once: a pipe cannot be read a second time, and a file can change in between.
    data = read_bytes(path)
    table = recognise(path.name, data, (CLAIMS, EVENTS))
    raw = parse_table(path.name, data, table)
    places = open_places(workspace / "geodata")
    if table is CLAIMS:
        return _Examined(raw, check_claims_of(raw, places, read_table(workspace / "events.csv", EVENTS)))
    return _Examined(raw, check_events_of(raw, places, read_table(workspace / "claims.csv", CLAIMS)))

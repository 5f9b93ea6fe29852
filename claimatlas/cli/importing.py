"""``import``: bring other people's data into the contract.

Comes in: a format, a file, for a table of one's own a mapping. Goes out: a report; with ``--out`` the accepted claims
as CSV and the whole report as JSON beside it; with ``--add`` the claims in the workspace's own record.
Refuses to read a table by a mapping that nobody has agreed to.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args

from claimatlas.cli.arguments import workspace_of
from claimatlas.cli.progress import Progress
from claimatlas.errors import UnreadableFileError, UsageError, shown
from claimatlas.export.files import write_together
from claimatlas.export.keep import add_claims
from claimatlas.export.table import table_bytes
from claimatlas.gazetteer import read_spellings
from claimatlas.importers import DATASETS, Import, import_table
from claimatlas.importers.guess import Proposal, propose
from claimatlas.importers.mapping import Asked, Disagreement, Importer
from claimatlas.importers.mapping_file import mapping_from, mapping_text
from claimatlas.importers.table import TableMapping, importer_of, is_contract
from claimatlas.kinds import Day, UnexpectedError
from claimatlas.load import read_bytes
from claimatlas.load.foreign import ForeignTable, Reading, read_foreign
from claimatlas.load.settings import parse_yaml
from claimatlas.opening import open_record
from claimatlas.record import DATA_FILES
from claimatlas.schema import CLAIMS

TABLE = "table"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``import`` can be asked."""
    parser.add_argument("format", choices=[*DATASETS, TABLE], metavar="FORMAT", help=", ".join([*DATASETS, TABLE]))
    parser.add_argument("file", metavar="FILE", help="csv, tsv, xlsx, jsonl, json, parquet, kml or kmz")
    parser.add_argument("--out", metavar="CSV", help="where the accepted claims go; the report goes to CSV.report.json")
    parser.add_argument("--add", action="store_true", help="add the accepted claims to claims.csv of the workspace")
    whole = parser.add_argument_group("what the file does not say itself")
    whole.add_argument("--published", metavar="DAY", help="day of publication, for rows that state none")
    whole.add_argument(
        "--disagreement",
        choices=get_args(Disagreement),
        metavar="WHICH",
        help="where a district's name and the point differ: refuse the row (default), or go by the name, or the point",
    )
    whole.add_argument("--sheet", metavar="NAME", help="sheet of a workbook")
    whole.add_argument("--encoding", metavar="NAME", help="encoding of a text file, by default UTF-8")
    whole.add_argument("--separator", metavar="SIGN", help="separator of a text file, by default a comma")
    whole.add_argument("--spellings", metavar="CSV", help="accepted spellings beside those of the workspace")
    table = parser.add_argument_group("a table of one's own")
    table.add_argument("--mapping", metavar="YAML", help="which column is what")
    table.add_argument("--propose", metavar="YAML", help="write a mapping to look at and change, and read nothing")
    table.add_argument("--yes", action="store_true", help="read the table by the proposed mapping without being asked")


def run(arguments: argparse.Namespace) -> int:
    """Read, print the report, keep what is asked for, and return 1 if any row was refused."""
    workspace = workspace_of(arguments)
    _check_usage(arguments, workspace)
    path = Path(arguments.file)
    bar = Progress(f"Reading {path.name}")
    mapping = _given_mapping(arguments)
    table = read_foreign(path.name, read_bytes(path), _reading(arguments, mapping), bar.part(0.0, 0.4))
    if arguments.format == TABLE:
        mapping = mapping or _agreed(table, arguments, bar)
        if mapping is None:
            return 0
        importer, asked = importer_of(mapping, table), mapping.asked
    else:
        importer, asked = DATASETS[arguments.format], Asked()
    made = _imported(table, importer, _asked(arguments, asked), arguments, workspace, bar)
    for line in made.report.lines():
        print(line)
    _keep(made, arguments, workspace)
    return 1 if made.report.refused else 0


def _check_usage(arguments: argparse.Namespace, workspace: Path) -> None:
    if arguments.format != TABLE and (arguments.mapping or arguments.propose or arguments.yes):
        raise UsageError("--mapping, --propose and --yes are for a table of your own; other formats have their own.")
    if arguments.out and Path(arguments.out).resolve() in {(workspace / name).resolve() for name in DATA_FILES}:
        raise UsageError(f"--out {shown(arguments.out)} is the record itself; --add adds to it.")


def _given_mapping(arguments: argparse.Namespace) -> TableMapping | None:
    if not arguments.mapping:
        return None
    path = Path(arguments.mapping)
    return mapping_from(parse_yaml(path.name, read_bytes(path)), path.name)


def _reading(arguments: argparse.Namespace, mapping: TableMapping | None) -> Reading:
    reading = mapping.reading if mapping else Reading()
    said = {name: getattr(arguments, name) for name in vars(reading) if getattr(arguments, name)}
    return replace(reading, **said)


def _asked(arguments: argparse.Namespace, asked: Asked) -> Asked:
    published = arguments.published or asked.published
    try:
        Day().parse(published) if published else None
    except UnexpectedError as error:
        raise UsageError(f"--published is {shown(published)}, expected {error}.") from error
    return Asked(published, arguments.disagreement or asked.disagreement)


def _agreed(table: ForeignTable, arguments: argparse.Namespace, bar: Progress) -> TableMapping | None:
    """Return the proposed mapping after a yes; None when it was only to be written down."""
    proposal = propose(table, _reading(arguments, None))
    if is_contract(table.columns) and not arguments.propose:
        return proposal.mapping
    bar.clear()
    for line in _told(proposal, table):
        print(line)
    if arguments.propose:
        out = Path(arguments.propose)
        write_together({out: mapping_text(proposal.mapping).encode()})
        print(f"{out}: look at it, fill in what is missing, then give it back with --mapping.")
        return None
    if arguments.yes:
        return proposal.mapping
    if not sys.stdin.isatty():
        raise UsageError("Nobody is here to agree to this mapping: write it with --propose, or say --yes.")
    if input("Read the table so? [y/N] ").strip().casefold() not in ("y", "yes"):
        raise UsageError("Nothing was read. --propose writes the mapping down for you to change.")
    return proposal.mapping


def _told(proposal: Proposal, table: ForeignTable) -> list[str]:
    lines = ["The proposed mapping:"]
    for target, rule in proposal.mapping.rules.items():
        read = f"column {shown(rule.column)}" if rule.column else f"always {shown(rule.value)}"
        how = "".join(f", {word} {said}" for word, said in (("as", rule.format), ("in", rule.calendar)) if said)
        lines.append(f"  {target}: {read}{how} ({proposal.reasons[target]})")
    lines += [f"  {target} can be read as {' or as '.join(f)}: say which" for target, f in proposal.ambiguous.items()]
    lines += [f"  {target}: nothing found, and it must not be empty" for target in proposal.missing]
    used = {rule.column for rule in proposal.mapping.rules.values()}
    unread = [shown(column) for column in table.columns if column not in used]
    return [*lines, f"  not read: {', '.join(unread)}"] if unread else lines


def _imported(
    table: ForeignTable, importer: Importer, asked: Asked, arguments: argparse.Namespace, workspace: Path, bar: Progress
) -> Import:
    record = open_record(workspace)
    places = record.places
    if arguments.spellings:
        accepted, _ = read_spellings(Path(arguments.spellings))
        known = places.gazetteer.district_names | places.gazetteer.province_names
        wrong = [pcode for _, pcode in accepted if pcode not in known]
        if wrong:
            raise UnreadableFileError(f"{arguments.spellings} names {shown(wrong[0])}, which is no known P-code.")
        places = replace(places, gazetteer=places.gazetteer.with_spellings(accepted))
    made = import_table(table, importer, places, asked, record.claims, bar.part(0.4, 1.0))
    bar.clear()
    return made


def _keep(made: Import, arguments: argparse.Namespace, workspace: Path) -> None:
    if arguments.out:
        out = Path(arguments.out)
        report = out.with_name(f"{out.name}.report.json")
        write_together({out: table_bytes(made.claims, CLAIMS), report: made.report.as_bytes()})
        print(out)
        print(report)
    if arguments.add:
        new = made.new
        rows = add_claims(workspace, new) if len(new) else len(made.claims)
        print(f"claims.csv: {len(new):,} claims added" + (f", {rows:,} rows now" if len(new) else ""))

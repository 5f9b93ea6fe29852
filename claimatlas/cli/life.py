"""``life``: how claims stand, and what made them stand so on which day.

Comes in: identifiers of claims, or none for all, and a day of knowledge. Goes out: one entry per claim, as a table,
JSON or CSV.
Refuses to leave out a claim that was asked for: one not yet published by that day has no life and no history.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from typing import Any, TypedDict

import pandas as pd

from claimatlas.answers import Answers, answers_of
from claimatlas.cli.arguments import add_known_by, selection_of, workspace_of
from claimatlas.cli.output import is_large, print_columns, stream, tell_refused
from claimatlas.errors import UsageError, shown
from claimatlas.life import deeds, lives
from claimatlas.opening import open_record
from claimatlas.selection import Selection, long_day
from claimatlas.view import NOT_FACTS
from claimatlas.vocabulary import Deed, Life

_HEADER = ("claim_id", "life", "date", "did", "by", "copies")


class _Step(TypedDict):
    """One line of a history."""

    date: str
    did: str
    claim_id: str
    copies: list[str]


class _Entry(TypedDict):
    """One claim, in the shape of the contract."""

    claim_id: str
    life: str | None
    history: list[_Step]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``life`` can be asked."""
    parser.add_argument("claim_ids", nargs="*", metavar="CLAIM_ID", help="by default every claim published by the day")
    add_known_by(parser, "as far as published by the end of this day")
    parser.add_argument("--format", choices=tuple(_FORMATS), default="table", help="by default a table to read")


def run(arguments: argparse.Namespace) -> int:
    """Print the life of claims, in the order asked for."""
    record = open_record(workspace_of(arguments))
    selection = selection_of(arguments, record.places.gazetteer)
    answers = answers_of(record, selection)
    unknown = [shown(claim_id) for claim_id in arguments.claim_ids if not answers.holds(claim_id)]
    if unknown:
        raise UsageError(f"No claim of the record has the identifier {' or '.join(dict.fromkeys(unknown))}.")
    wanted = list(dict.fromkeys(arguments.claim_ids))
    if not wanted and is_large(record):
        _run_through(answers, arguments.format)
    else:
        every = wanted or answers.known().index.tolist()
        _FORMATS[arguments.format](_entries(answers.around(every), every), selection)
    tell_refused(record)
    return 0


def _run_through(answers: Answers, form: str) -> None:
    """Print the lives of all claims, some days after the other: those of a large record are not held."""
    write = stream(form, list(_HEADER if form == "csv" else _Entry.__annotations__))
    for claims in answers.pieces():
        ids = claims.index.tolist()
        entries = _entries(answers.around(ids), ids)
        write(entries if form == "json" else list(_cells(entries)))
    write(None)


def _entries(around: pd.DataFrame, wanted: list[str]) -> list[_Entry]:
    """Tell the life of some claims; ``around`` are the known ones among them, and who names them."""
    words = lives(around, claim_ids=wanted).to_dict()
    histories: dict[str, list[_Step]] = {claim_id: [] for claim_id in wanted}
    for deed in deeds(around, claim_ids=wanted).to_dict("records"):
        day = deed["date"].date().isoformat()
        step = _Step(date=day, did=deed["did"], claim_id=deed["by"], copies=list(deed["copies"]))
        histories[deed["claim_id"]].append(step)
    return [_Entry(claim_id=key, life=words.get(key), history=history) for key, history in histories.items()]


def _cells(entries: list[_Entry]) -> Iterator[tuple[Any, ...]]:
    """Write one line per step of a history; a claim without history has one line with empty cells."""
    for entry in entries:
        for date, did, by, copies in _steps(entry):
            yield entry["claim_id"], entry["life"], date, did, by, ";".join(copies)


def _print_json(entries: list[_Entry], selection: Selection) -> None:  # noqa: ARG001 - one shape
    print(json.dumps(entries, ensure_ascii=False, indent=2))


def _print_csv(entries: list[_Entry], selection: Selection) -> None:  # noqa: ARG001 - one shape
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows(_cells(entries))


def _steps(entry: _Entry) -> Iterator[tuple[str, str, str, list[str]]]:
    if not entry["history"]:
        yield "", "", "", []
    for step in entry["history"]:
        yield step["date"], step["did"], step["claim_id"], step["copies"]


def _print_table(entries: list[_Entry], selection: Selection) -> None:
    known = f"as known by the end of {long_day(selection.known_by)}" if selection.known_by else "as known to date"
    print(f"How claims stand, {known}. {NOT_FACTS}\n")
    if not entries:
        print("No claims published by that day.")
        return
    rows = [("Claim", "Life", "Day", "What", "By")]
    for entry in entries:
        claim_id, life = entry["claim_id"], Life(entry["life"]).label if entry["life"] else "Not yet published"
        for date, did, by, copies in _steps(entry):
            doers = "" if by == entry["claim_id"] else ", ".join([by, *copies])
            rows.append((claim_id, life, date, Deed(did).label if did else "", doers))
            claim_id = life = ""
    print_columns(rows)


_FORMATS = {"table": _print_table, "json": _print_json, "csv": _print_csv}

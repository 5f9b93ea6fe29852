"""``disputes``: pairs of claims that do not go together, and the rule that sets them against each other.

Comes in: filters and a day of knowledge. Goes out: one entry per pair and rule, as a table, JSON or CSV. Many of a
large record folder come group after group, as JSON or CSV.
Refuses to hide the other side: a pair is listed when one of its claims passes the filters, and both were known.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, TypedDict

import pandas as pd

from claimatlas.answers.disputing import Disputing, disputing_of
from claimatlas.cli.arguments import add_filter_arguments, add_known_by, selection_of, workspace_of
from claimatlas.cli.output import is_large, print_columns, stream, tell_refused
from claimatlas.disputes import Rule, find_disputes, list_group
from claimatlas.disputes.chapters import chapters_of
from claimatlas.disputes.piecewise import in_order
from claimatlas.opening import open_record
from claimatlas.places import Gazetteer
from claimatlas.record import Record
from claimatlas.selection import Selection, filter_sentence, is_filtered, is_selected, known_by, long_day
from claimatlas.view import NOT_FACTS

_MOST_HELD = 10_000
"""Disputes that are put in the order of their days where a record is large."""


class _Entry(TypedDict):
    """One dispute, in the shape of the contract."""

    rule: str
    claim_ids: list[str]
    adm2_pcode: str | None
    event_id: str | None
    event_date: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``disputes`` can be asked."""
    add_known_by(parser)
    add_filter_arguments(parser)
    parser.add_argument("--format", choices=tuple(_FORMATS), default="table", help="by default a table to read")


def run(arguments: argparse.Namespace) -> int:
    """Print the disputes in which a claim of the selection stands."""
    record = open_record(workspace_of(arguments))
    gazetteer = record.places.gazetteer
    selection = selection_of(arguments, gazetteer)
    disputing = disputing_of(record, selection)
    counts = disputing.counts() if is_large(record) else None
    if counts is not None and int(counts["dispute_count"].sum()) > _MOST_HELD:
        write = stream(arguments.format, list(_Entry.__annotations__))
        for found in _pieces(disputing, counts):
            write(_entries(found) if arguments.format == "json" else list(_cells(_entries(found))))
        write(None)
    else:
        every = in_order(list(_pieces(disputing, counts))) if counts is not None else _all(record, selection)
        _FORMATS[arguments.format](_entries(every), selection, gazetteer)
    tell_refused(record)
    return 0


def _all(record: Record, selection: Selection) -> pd.DataFrame:
    known = known_by(record.claims, selection.known_by)
    return find_disputes(known, about=is_selected(known, selection))


def _pieces(disputing: Disputing, counts: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Find group after group: all pairs of a large record are neither held nor put in order."""
    for chapter in chapters_of(counts, disputing.first_days()):
        for group, count in chapter.groups:
            claims, about = disputing.among(group)
            for first in range(0, count, _MOST_HELD):
                yield list_group(claims, group, first, _MOST_HELD, about)


def _entries(disputes: pd.DataFrame) -> list[_Entry]:
    return [
        _Entry(
            rule=dispute["rule"],
            claim_ids=list(dispute["claim_ids"]),
            adm2_pcode=dispute["adm2_pcode"] or None,
            event_id=dispute["event_id"] or None,
            event_date=dispute["event_date"].date().isoformat(),
        )
        for dispute in disputes.to_dict("records")
    ]


def _cells(entries: list[_Entry]) -> Iterator[tuple[Any, ...]]:
    """Write entries as cells: both claims joined by ``;`` as in claims.csv."""
    for entry in entries:
        yield tuple((entry | {"claim_ids": ";".join(entry["claim_ids"])}).values())


def _print_json(entries: list[_Entry], selection: Selection, gazetteer: Gazetteer) -> None:  # noqa: ARG001 - one shape
    print(json.dumps(entries, ensure_ascii=False, indent=2))


def _print_csv(entries: list[_Entry], selection: Selection, gazetteer: Gazetteer) -> None:  # noqa: ARG001 - one shape
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_Entry.__annotations__)
    writer.writerows(_cells(entries))


def _print_table(entries: list[_Entry], selection: Selection, gazetteer: Gazetteer) -> None:
    print(f"{_sentence(selection, gazetteer)} {NOT_FACTS}\n")
    if not entries:
        print("No disputes on record for this selection.")
        return
    rows = [("Rule", "Claims", "District", "Milestone", "Day")]
    for entry in entries:
        district = gazetteer.district_names[entry["adm2_pcode"]] if entry["adm2_pcode"] else ""
        both = ", ".join(entry["claim_ids"])
        rows.append((Rule(entry["rule"]).label, both, district, entry["event_id"] or "", entry["event_date"]))
    print_columns(rows)
    counts = Counter(entry["rule"] for entry in entries)
    by_rule = ", ".join(f"{rule.label.lower()} {counts[rule.value]:,}" for rule in Rule if counts[rule.value])
    print(f"\n{len(entries):,} in all: {by_rule}.")
    for rule in Rule:
        if counts[rule.value]:
            print(f"{rule.label}: {rule.description}")


def _sentence(selection: Selection, gazetteer: Gazetteer) -> str:
    published = f"published by {long_day(selection.known_by)}" if selection.known_by else "whenever published"
    if not is_filtered(selection):
        return f"Disputes between claims {published}."
    chosen = filter_sentence(selection, gazetteer).removesuffix(".")
    return f"Disputes between claims {published}, at least one of them from this selection: {chosen}."


_FORMATS: dict[str, Callable[[list[_Entry], Selection, Gazetteer], None]] = {
    "table": _print_table,
    "json": _print_json,
    "csv": _print_csv,
}

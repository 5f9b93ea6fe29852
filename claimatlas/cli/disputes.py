"""``disputes``: pairs of claims that do not go together, and the rule that sets them against each other.

Comes in: filters and a day of knowledge. Goes out: one entry per pair and rule, as a table, JSON or CSV.
Refuses to hide the other side: a pair is listed when one of its claims passes the filters, and both were known.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Callable
from typing import TypedDict

from claimatlas.cli.arguments import add_filter_arguments, add_known_by, selection_of, workspace_of
from claimatlas.cli.output import print_columns, tell_refused
from claimatlas.disputes import Rule, find_disputes
from claimatlas.opening import open_record
from claimatlas.places import Gazetteer
from claimatlas.selection import Selection, filter_sentence, is_filtered, is_selected, known_by, long_day
from claimatlas.view import NOT_FACTS


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
    known = known_by(record.claims, selection.known_by)
    disputes = find_disputes(known, about=is_selected(known, selection))
    entries = [
        _Entry(
            rule=dispute["rule"],
            claim_ids=list(dispute["claim_ids"]),
            adm2_pcode=dispute["adm2_pcode"] or None,
            event_id=dispute["event_id"] or None,
            event_date=dispute["event_date"].date().isoformat(),
        )
        for dispute in disputes.to_dict("records")
    ]
    _FORMATS[arguments.format](entries, selection, gazetteer)
    tell_refused(record)
    return 0


def _print_json(entries: list[_Entry], selection: Selection, gazetteer: Gazetteer) -> None:  # noqa: ARG001 - one shape
    print(json.dumps(entries, ensure_ascii=False, indent=2))


def _print_csv(entries: list[_Entry], selection: Selection, gazetteer: Gazetteer) -> None:  # noqa: ARG001 - one shape
    """Write the entries as CSV: both claims joined by ``;`` as in claims.csv."""
    writer = csv.DictWriter(sys.stdout, tuple(_Entry.__annotations__), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**entry, "claim_ids": ";".join(entry["claim_ids"])} for entry in entries)


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

"""``state``: what is claimed of each district on a day.

Comes in: clocks and filters. Goes out: one entry per district, as a table, JSON or CSV.
Refuses to leave out a district because nothing is reported of it.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from typing import TypedDict

from claimatlas import vocabulary as voc
from claimatlas.cli.arguments import add_clock_arguments, add_filter_arguments, selection_of, workspace_of
from claimatlas.cli.output import tell_refused
from claimatlas.opening import open_record
from claimatlas.view import NOT_FACTS, View

_HEADER = ("P-code", "District", "Province", "Status", "Conceded", "Latest claim", "Day", "Live claims for")


class _Entry(TypedDict):
    """One district, in the shape of the contract."""

    adm2_pcode: str
    status: str
    conceded: bool
    latest_claim_id: str | None
    latest_event_date: str | None
    claim_ids: dict[str, list[str]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``state`` can be asked."""
    add_clock_arguments(parser)
    add_filter_arguments(parser)
    parser.add_argument("--format", choices=tuple(_FORMATS), default="table", help="by default a table to read")


def run(arguments: argparse.Namespace) -> int:
    """Print the state of every district."""
    record = open_record(workspace_of(arguments))
    view = View(record, selection_of(arguments, record.places.gazetteer))
    _FORMATS[arguments.format](view)
    if arguments.format != "table":
        tell_refused(record)
    return 0


def _entries(view: View) -> Iterator[_Entry]:
    """One entry per district, in the order of the P-codes."""
    for pcode, state in view.states.iterrows():
        latest = state["latest_claim_id"]
        yield _Entry(
            adm2_pcode=str(pcode),
            status=state["status"],
            conceded=bool(state["conceded"]),
            latest_claim_id=latest or None,
            latest_event_date=state["latest_event_date"].date().isoformat() if latest else None,
            claim_ids=state["claim_ids"],
        )


def _print_json(view: View) -> None:
    print(json.dumps(list(_entries(view)), ensure_ascii=False, indent=2))


def _print_csv(view: View) -> None:
    """Write the entries as CSV: the claims of each camp in a column of its own, joined by ``;`` as in claims.csv."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    plain = ("adm2_pcode", "status", "conceded", "latest_claim_id", "latest_event_date")
    writer.writerow([*plain, *(f"claim_ids_{camp.value}" for camp in voc.BELLIGERENTS)])
    for entry in _entries(view):
        writer.writerow(
            [
                entry["adm2_pcode"],
                entry["status"],
                "true" if entry["conceded"] else "false",
                entry["latest_claim_id"],
                entry["latest_event_date"],
                *(";".join(entry["claim_ids"].get(camp.value, ())) for camp in voc.BELLIGERENTS),
            ]
        )


def _print_table(view: View) -> None:
    gazetteer = view.record.places.gazetteer
    statuses = {status.value: status.label for status in voc.Status}
    camps = {camp.value: camp.label for camp in voc.BELLIGERENTS}
    rows = [_HEADER]
    for entry in _entries(view):
        district = entry["adm2_pcode"]
        rows.append(
            (
                district,
                gazetteer.district_names[district],
                gazetteer.province_names[gazetteer.province_of[district]],
                statuses[entry["status"]],
                "yes" if entry["conceded"] else "",
                entry["latest_claim_id"] or "",
                entry["latest_event_date"] or "",
                ", ".join(f"{camps[camp]} {len(ids)}" for camp, ids in entry["claim_ids"].items()),
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADER))]
    print(f"{view.clock_sentence} {view.filter_sentence} {NOT_FACTS}\n")
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(f"\n{view.count_sentence} The claims themselves: --format json or csv.")


_FORMATS = {"table": _print_table, "json": _print_json, "csv": _print_csv}

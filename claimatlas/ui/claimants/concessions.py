"""Claims that give ground to another camp and are denied within their own: both sides of each pair."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.answers.tracking import Told
from claimatlas.selection import long_day
from claimatlas.ui import track_table
from claimatlas.ui.claim.fields import Row
from claimatlas.ui.shell import Screen
from claimatlas.ui.track_table import Part, Table
from claimatlas.view import counted

_MOST = 100
_NEEDED = ["claim_id", "party", "claimant", "district", "event_date", "reported_date", "summary"]
_COLUMNS = (
    track_table.column("Where and when"),
    track_table.column("Who conceded", long=True),
    track_table.column("Who denied it on the same side", long=True),
    track_table.column("Dispute"),
)


def show(screen: Screen, told: Told) -> None:
    """List the pairs of which the concession passes the filters; the denial may be anyone's of the same camp."""
    found = told.denied_concessions
    st.text(
        "A speaker says that another side has the ground, and somebody of the speaker's own side says that it has not. "
        "Neither is thereby right."
    )
    if found.empty:
        st.text("No such pair on record for this selection.")
        return
    by_camp = found.groupby("camp")["claim_id"].nunique()
    st.text(
        " ".join(
            f"{camp.label}: {counted(int(by_camp.get(camp.value, 0)), 'concession')} denied by its own side."
            for camp in voc.BELLIGERENTS
        )
    )
    pairs = found.head(_MOST).to_dict("records")
    named = list({claim_id for pair in pairs for claim_id in (pair["claim_id"], pair["by"])})
    ends = screen.view.answers.those(named)[_NEEDED]
    said = {claim["claim_id"]: claim for claim in ends.to_dict("records")}
    names = screen.record.places.gazetteer.district_names
    rows = [_pair(names, said[pair["claim_id"]], said[pair["by"]], pair["dispute_id"]) for pair in pairs]
    left_out = len(found) - len(rows)
    table = Table(
        _COLUMNS,
        rows,
        caption=f"{counted(len(found), 'pair')} of a concession and a denial, earliest first.",
        pager=[track_table.words(f"{left_out:,} more: narrow the filters to see them.")] if left_out else [],
        reflow=True,
        sortable=False,
    )
    track_table.mount(table, key="track-concessions")


def _pair(names: Mapping[str, str], conceding: Row, denying: Row, dispute_id: str) -> dict[str, Any]:
    where = [track_table.words(names.get(conceding["district"], "No district named"))]
    when = [track_table.words(long_day(conceding["event_date"].date()), "small")]
    dispute = track_table.link(voc.Rule.EXPLICIT_COUNTER.label, "disputes", {"dispute": [dispute_id]})
    return track_table.row(
        [
            track_table.cell(where, when, head=True),
            track_table.cell(*_said(conceding)),
            track_table.cell(*_said(denying)),
            track_table.cell([dispute]),
        ]
    )


def _said(claim: Row) -> list[list[Part]]:
    who = f"{claim['claimant']} ({voc.Party(claim['party']).label})"
    out = f"published {long_day(claim['reported_date'].date())}"
    return [
        [track_table.words(who, "strong")],
        [track_table.words(str(claim["summary"]))],
        [track_table.claim_link(str(claim["claim_id"])), track_table.words(out, "small")],
    ]

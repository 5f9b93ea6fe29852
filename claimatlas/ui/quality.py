"""The data page: what was read, refused, flagged, and what cannot stand on a map."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.kinds import Coded
from claimatlas.record import Record
from claimatlas.schema import CLAIMS
from claimatlas.symbology import COLOUR_PROBLEMS
from claimatlas.ui import partly, tables
from claimatlas.ui.shell import Screen, path_of

MOST_LISTED = 2_000
"""So many rows of a list go to the browser."""


def files(record: Record) -> None:
    """List the files of the record with their rows and sums."""
    st.header("What was read")
    checked = (record.checked_claims, record.checked_events)
    words = sum(len(codes) for codes in (voc.Camp, voc.Party, voc.CasualtyParty))
    st.dataframe(
        pd.DataFrame(
            {
                "File": list(record.sums),
                "Rows": [c.row_count for c in checked] + [len(record.places.districts), words],
                "Accepted": [c.kept_count for c in checked] + [len(record.places.districts), words],
                "Refused": [len(c.refused) for c in checked] + [0, 0],
                "Flags": [len(c.flags) for c in checked] + [0, len(COLOUR_PROBLEMS)],
                "SHA-256": list(record.sums.values()),
            }
        ),
        hide_index=True,
    )


def refused(record: Record) -> None:
    """List the rows kept aside, with every reason; the first of them where they are many."""
    st.header("Refused rows")
    claims, events = record.checked_claims.refused, record.checked_events.refused
    count = len(claims) + len(events)
    if not count:
        st.text("Every row of claims.csv and events.csv passes the check; none is kept aside.")
        return
    st.text("These rows are on no map and in no count. Correct them in the file; the page reads it again.")
    shown = (*claims[:MOST_LISTED], *events[:MOST_LISTED])[:MOST_LISTED]
    if len(shown) < count:
        st.text(f"The first {len(shown):,} of {count:,} stand here; check on the command line names them all.")
    tables.problems_table(problem for row in shown for problem in row.problems)
    tables.refused_table(shown)


def flags(record: Record) -> None:
    """List what is odd about rows that were kept; the first of it where it is much."""
    st.header("Flags")
    lists = (record.checked_claims.flags, record.checked_events.flags, COLOUR_PROBLEMS)
    count = sum(map(len, lists))
    if not count:
        st.text("No row that was kept carries a flag.")
        return
    shown = [flag for some in lists for flag in some[:MOST_LISTED]][:MOST_LISTED]
    if len(shown) < count:
        st.text(f"The first {len(shown):,} of {count:,} stand here; check on the command line names them all.")
    tables.problems_table(shown)


def unplaced(screen: Screen) -> None:
    """List the claims of the selection without a district."""
    st.header("Claims without a district")
    answers = screen.view.answers
    if not answers.unplaced_count:
        st.text("Every claim of this selection has a district.")
        return
    said = f"{answers.unplaced_count:,} of {answers.count:,} claims name no district."
    st.text(f"{said} They are on no map, and in every table.")
    with partly.told():
        without = answers.whole(answers.about(""))
        counted = without["place_precision"].value_counts()
        labels = [voc.PlacePrecision(code).label for code in counted.index]
        st.dataframe(pd.DataFrame({"What the source names": labels, "Claims": counted.to_numpy()}), hide_index=True)
        _table(screen, without, "unplaced")


def coarse(screen: Screen) -> None:
    """List the claims left off the map for the coarseness of their day."""
    st.header("Days known too coarsely")
    count = screen.view.counts.coarse
    if not count:
        st.text("No claim near the day shown is left off for the coarseness of its day.")
        return
    st.text(f"{count:,} claims near the day shown: their day is known less finely than the window is wide.")
    with partly.told():
        _table(screen, screen.view.coarse, "coarse")


def _table(screen: Screen, claims: pd.DataFrame, key: str) -> None:
    if len(claims) > MOST_LISTED:
        st.text(f"The first {MOST_LISTED:,} stand here, all of them on the page of claims.")
    tables.claims_table(claims.iloc[:MOST_LISTED], screen.record.places.gazetteer.district_names, key=key)


def voices(screen: Screen) -> None:
    """Count rows and statements by party: who is heard, and who is not."""
    st.header("Whose voices are on record")
    with partly.told():
        _voices(screen, screen.view.claims)


def _voices(screen: Screen, claims: pd.DataFrame) -> None:
    st.text(
        "Rows and statements of this selection by who speaks. The numbers say who was quoted, never who was right; "
        "a district or a party without rows is not a quiet one."
    )
    counted = claims.groupby("party").agg(rows=("claim_id", "size"), statements=("statement_id", "nunique"))
    counted = counted.reindex([party.value for party in voc.Party]).fillna(0).astype("int64")
    st.dataframe(
        pd.DataFrame(
            {
                "Party": [party.label for party in voc.Party],
                "Camp": [party.camp.label for party in voc.Party],
                "Rows": counted["rows"].to_numpy(),
                "Statements": counted["statements"].to_numpy(),
            }
        ),
        hide_index=True,
    )
    st.page_link(
        path_of("claimants"),
        label="What became of their statements, by party and claimant",
        query_params=permalink.encode(screen.selection),
    )
    st.text("How often a cell is filled, by column:")
    filled = {name: _filled(claims[name]) for name in CLAIMS.names}
    st.dataframe(
        pd.DataFrame(
            {
                "Column": list(filled),
                "Filled": list(filled.values()),
                "Share": [count / max(len(claims), 1) for count in filled.values()],
                "Kind": ["code" if isinstance(c.kind, Coded) else c.kind.words for c in CLAIMS.columns],
            }
        ),
        hide_index=True,
        column_config={"Share": st.column_config.ProgressColumn("Share", format="percent", min_value=0, max_value=1)},
    )


def _filled(cells: pd.Series) -> int:
    return int((cells.notna() & (cells.astype(str) != "")).sum())

"""What was read of every publisher: copies and originals, agencies, and grades, each number with its claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.answers.tracking import Told
from claimatlas.grades import grade_words, is_on_scale
from claimatlas.track import FEW
from claimatlas.track.publishers import Behind
from claimatlas.ui import track_table
from claimatlas.ui.track_table import Part, Table
from claimatlas.view import counted

_MOST = 200
_NOT_STATED = "Not stated"
_COLUMNS = (
    track_table.column("Publisher"),
    track_table.column("Claims", number=True, order="descending"),
    track_table.column("Copy read", "What kind of copy of the document was read."),
    track_table.column("Written by", "Agency that wrote the text."),
    track_table.column("Reliability", "Admiralty grade of the source, where it stands on the scale."),
    track_table.column("Cannot be judged", "Grade F, which is no step of the scale.", number=True),
)


def show(told: Told) -> None:
    """List publishers; a number opens to its claims."""
    found = told.publishers
    st.text(
        "Rows of the record by who published them; a number opens to its claims. Grades are given to each document: "
        "a publisher may have several, and they are never averaged. F is not the bottom of the scale."
    )
    rows = [_row(one) for one in found.head(_MOST).to_dict("records")]
    many = [row for row in rows if not row["few"]]
    few = [row for row in rows if row["few"]]
    left_out = len(found) - len(rows)
    more = [track_table.words(f"{left_out:,} more publishers: narrow the filters to see them.")] if left_out else []
    if many:
        caption = f"Publishers of {FEW} claims or more."
        track_table.mount(Table(_COLUMNS, many, caption=caption), key="track-publishers")
    if few:
        table = Table(
            _COLUMNS,
            few,
            caption=f"Publishers of fewer than {FEW} claims.",
            fold=f"{counted(len(few), 'publisher')} of fewer than {FEW} claims",
            open=not many,
            pager=more,
        )
        track_table.mount(table, key="track-publishers-few")


def _row(one: Mapping[Any, Any]) -> dict[str, Any]:
    behind, name = one["claims"], one["publisher"] or _NOT_STATED
    grades = {voc.Reliability(code): found for code, found in one["source_reliability"].items()}
    on_scale = {grade_words(grade): found for grade, found in grades.items() if is_on_scale(grade)}
    apart = next((found for grade, found in grades.items() if not is_on_scale(grade)), None)
    copies = {voc.SourceCopy(code).label if code else _NOT_STATED: found for code, found in one["source_copy"].items()}
    agencies = {agency or _NOT_STATED: found for agency, found in one["agency"].items()}
    return track_table.row(
        [
            track_table.cell([track_table.words(name)], sort=name, head=True),
            track_table.cell([track_table.behind(f"{behind.count:,}", behind, "big")], sort=behind.count),
            _listed(copies),
            _listed(agencies),
            _listed(on_scale),
            _unjudged(apart),
        ],
        few=behind.count < FEW,
    )


def _listed(by_name: Mapping[str, Behind]) -> dict[str, Any]:
    if not by_name:
        return track_table.cell([track_table.words("none", "small")])
    lines: list[list[Part]] = [
        [track_table.behind(f"{name}: {found.count:,}", found)] for name, found in by_name.items()
    ]
    return track_table.cell(*lines, sort=next(iter(by_name)))


def _unjudged(found: Behind | None) -> dict[str, Any]:
    if found is None:
        return track_table.cell([track_table.words("none", "small")], sort=0)
    return track_table.cell([track_table.behind(f"F: {found.count:,}", found)], sort=found.count)

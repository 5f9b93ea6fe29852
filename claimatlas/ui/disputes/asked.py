"""What the disputes page asks of the record, kept for a while: counting needs no second time for another page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.answers.disputing import disputing_of
from claimatlas.disputes.chapters import Chapter, Neighbours, chapters_of, list_page, narrow, neighbours
from claimatlas.folder import Folder
from claimatlas.record import Record
from claimatlas.selection import Selection, filters_alone
from claimatlas.ui.shell import Screen
from claimatlas.view import counted

_KEPT = 64


@dataclass(frozen=True)
class Asked:
    """Disputes of one record, as far as filters and clock reach."""

    record: Record
    """Where they are looked for."""
    filters: Selection
    """Filters and clocks, and nothing else of what the reader chose."""
    rules: tuple[str, ...] = ()
    """Codes of ``Rule``; empty for every rule."""
    between: voc.Between = voc.Between.ANYONE
    """Whose claims are set against each other."""

    @property
    def sums(self) -> tuple[str, ...]:
        """With the filters the key under which an answer is kept."""
        return tuple(self.record.sums.values())

    def under(self, **fields: Any) -> Asked:
        """Ask the same with some filters or the clock set anew."""
        return replace(self, filters=replace(self.filters, **fields))

    def every(self) -> Asked:
        """Ask the same by any rule and between anyone."""
        return replace(self, rules=(), between=voc.Between.ANYONE)

    @cached_property
    def _counts(self) -> pd.DataFrame:
        return _counts(self.filters, self.sums, self.record)

    @cached_property
    def counts(self) -> pd.DataFrame:
        """Counts as of ``count_by_camps``."""
        return narrow(self._counts, self.rules, self.between)

    @property
    def count(self) -> int:
        """How many disputes there are."""
        return int(self.counts["dispute_count"].sum())

    @property
    def words(self) -> str:
        """How many there are, in words; without a number where a record is too large to count them for a link."""
        is_large = isinstance(self.record, Folder) and self.record.claim_count > self.record.most_whole
        return "Disputes" if is_large else counted(self.count, "dispute")

    def count_of(self, rules: tuple[str, ...] = (), between: voc.Between = voc.Between.ANYONE) -> int:
        """How many there are by other rules and between others; by default by any rule and between anyone."""
        return int(narrow(self._counts, rules, between)["dispute_count"].sum())

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The disputes under their headings."""
        return chapters_of(self.counts, disputing_of(self.record, self.filters).first_days())

    def page(self, first: int, most: int, *, without_district: bool = False) -> pd.DataFrame:
        """One page of the disputes, see ``list_page``; of those alone that have no district when asked so."""
        return _page(self.filters, self.rules, self.between.value, first, most, without_district, self.sums, self)

    def neighbours(self, dispute: pd.Series) -> Neighbours | None:
        """Where a dispute that is known stands among these, see ``chapters.neighbours``."""
        dispute_id = dispute["dispute_id"]
        return _neighbours(self.filters, self.rules, self.between.value, dispute_id, self.sums, self, dispute)

    @property
    def concessions(self) -> pd.DataFrame:
        """Disputes within one side of which one claim concedes, with what ``opposed`` says of them."""
        return _concessions(self.filters, self.sums, self.record)


def asked_of(screen: Screen) -> Asked:
    """Return what the reader asks for."""
    selection = screen.selection
    return Asked(screen.record, filters_alone(selection), selection.rules, voc.Between(selection.between))


@st.cache_data(max_entries=_KEPT, show_spinner="Counting disputes …")
def _counts(filters: Selection, sums: tuple[str, ...], _record: Record) -> pd.DataFrame:  # noqa: ARG001  # part of the key
    return disputing_of(_record, filters).counts()


@st.cache_data(max_entries=_KEPT, show_spinner="Listing disputes …")
def _page(
    filters: Selection,
    rules: tuple[str, ...],  # noqa: ARG001  # part of the key
    between: str,
    first: int,
    most: int,
    without_district: bool,  # part of the key
    sums: tuple[str, ...],  # noqa: ARG001  # part of the key
    _asked: Asked,
) -> pd.DataFrame:
    among = disputing_of(_asked.record, filters).among
    chapters = tuple(one for one in _asked.chapters if not (without_district and one.adm2_pcode))
    return list_page(among, chapters, first, most, voc.Between(between))


@st.cache_data(max_entries=_KEPT, show_spinner="Listing disputes …")
def _neighbours(
    filters: Selection,
    rules: tuple[str, ...],  # noqa: ARG001  # part of the key
    between: str,
    dispute_id: str,  # noqa: ARG001  # part of the key
    sums: tuple[str, ...],  # noqa: ARG001  # part of the key
    _asked: Asked,
    _dispute: pd.Series,
) -> Neighbours | None:
    among = disputing_of(_asked.record, filters).among
    return neighbours(among, _asked.chapters, _dispute, voc.Between(between))


@st.cache_data(max_entries=_KEPT, show_spinner="Listing disputes …")
def _concessions(filters: Selection, sums: tuple[str, ...], _record: Record) -> pd.DataFrame:  # noqa: ARG001  # part of the key
    return disputing_of(_record, filters).concessions()

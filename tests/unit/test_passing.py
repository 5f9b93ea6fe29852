"""What passes is the same whether it is found by arrays or by looking at every claim."""

import datetime as dt
import gc
import weakref
from dataclasses import replace

import pandas as pd
import pytest

from benchmarks.workspaces import write_workspace
from claimatlas.foretold import foretell
from claimatlas.histogram import daily_counts, is_long_or_coarse
from claimatlas.passing import passing
from claimatlas.record import open_record
from claimatlas.selection import Selection, select
from claimatlas.state import assessments, coarse_claims, is_in_window, live_claims
from claimatlas.view import View

DAY = dt.date(2014, 3, 3)
SELECTIONS = (
    Selection(on=DAY),
    Selection(on=DAY, window=7, parties=("taliban", "media")),
    Selection(on=DAY, window=None, camps=("government",), known_by=DAY),
    Selection(on=DAY, claim_types=("capture",), provinces=("AF19",), since=dt.date(2013, 1, 1)),
    Selection(on=DAY, districts=("AF1901", "AF2805"), until=dt.date(2014, 3, 1)),
    Selection(on=DAY, parties=("un",), known_by=dt.date(1990, 1, 1)),
    Selection(on=dt.date(1990, 1, 1)),
    Selection(on=dt.date(2040, 1, 1), window=5000),
)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    return open_record(write_workspace(tmp_path_factory.mktemp("made") / "workspace", 5_000, 18))


@pytest.mark.parametrize("selection", SELECTIONS, ids=range(len(SELECTIONS)))
def test_arrays_find_what_a_look_at_every_claim_finds(large, selection):
    found, wanted = passing(large, selection), select(large.claims, selection)
    pd.testing.assert_frame_equal(found.rows(), wanted)
    assert found.count == len(wanted)
    assert found.statement_count == wanted["statement_id"].nunique()
    assert found.unplaced_count == (wanted["district"] == "").sum()
    assert found.long_or_coarse_count == is_long_or_coarse(wanted).sum()
    pd.testing.assert_frame_equal(found.daily_counts(), daily_counts(wanted))
    pd.testing.assert_frame_equal(found.at(found.about("AF1901")), wanted[wanted["district"] == "AF1901"])
    near = found.within(selection.on, selection.window)
    everything = pd.Series(data=True, index=near.cells.index)
    inside = wanted[is_in_window(wanted, selection.on, selection.window)]
    pd.testing.assert_frame_equal(near.rows(everything), inside)
    pd.testing.assert_frame_equal(near.rows(near.is_live), live_claims(wanted, selection))
    pd.testing.assert_frame_equal(near.rows(near.is_coarse), coarse_claims(wanted, selection))
    pd.testing.assert_frame_equal(near.rows(near.is_assessment), assessments(wanted, selection))


def test_what_only_the_range_leaves_out_is_told_apart(large):
    selection = Selection(parties=("taliban",), since=dt.date(2010, 1, 1), until=dt.date(2012, 1, 1))
    whole, kept = passing(large, selection, whole_range=True), passing(large, selection)
    left_out = whole.without(kept)
    assert left_out.count == whole.count - kept.count > 0
    assert left_out.rows().index.equals(whole.rows().index.difference(kept.rows().index, sort=False))


def test_the_same_filters_are_worked_out_once_whatever_the_day(large):
    first = passing(large, Selection(on=DAY, parties=("media",)))
    assert passing(large, Selection(on=dt.date(2011, 1, 1), window=7, parties=("media",))) is first
    assert passing(large, Selection(parties=("un",))) is not first


def test_what_is_kept_of_a_record_goes_with_it(large):
    other = replace(large)
    kept = weakref.ref(passing(other, Selection()))
    assert passing(large, Selection()) is not kept()
    del other
    gc.collect()
    assert kept() is None


@pytest.mark.parametrize("selection", SELECTIONS[:5], ids=range(5))
def test_what_is_foretold_is_what_the_server_says(large, selection):
    first, last = large.first_day - dt.timedelta(days=3), large.last_day + dt.timedelta(days=40)
    pcodes = list(map(str, large.places.districts.index))
    told = foretell(passing(large, selection), selection.window, first, last, pcodes)
    for number in range(0, (last - first).days, 397):
        view = View(large, replace(selection, on=first + dt.timedelta(days=number)))
        for pcode in pcodes:
            turns = told["districts"][pcode]
            fill = next(turns[at + 1] for at in reversed(range(0, len(turns), 2)) if turns[at] <= number)
            assert told["fills"][fill] == [view.looks[pcode], view.freshness[pcode]], (number, pcode)


def test_only_days_on_which_a_fill_changes_are_told(large):
    told = foretell(passing(large, Selection()), 30, large.first_day, large.last_day, ["AF1901", "nowhere"])
    turns = told["districts"]["AF1901"]
    assert turns[::2] == sorted(set(turns[::2]))
    assert all(turns[at] != turns[at + 2] for at in range(1, len(turns) - 2, 2))
    assert told["districts"]["nowhere"] == [0, 0]
    assert told["fills"][0] == ["no_report", ""]

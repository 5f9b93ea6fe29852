"""The legend lists exactly what is on the map, in words that say who claims and never who holds."""

import datetime as dt

from claimatlas import vocabulary as voc
from claimatlas.legend import CONTEXT_LEGEND, DISC_TITLE, Occurring, assessment_legend, disc_legend, legend
from claimatlas.selection import Selection
from claimatlas.view import View

CONTEXT = {entry.symbol for entry in CONTEXT_LEGEND.values()}


def symbols(entries):
    return {entry.symbol for entry in entries}


def test_fills_that_occur_are_listed_contested_first_and_silence_last():
    entries = legend(Occurring(looks=frozenset({"no_report", "taliban", "taliban+government", "government"})))
    assert [entry.code for entry in entries if entry.symbol == "fill"] == [
        "taliban+government", "taliban", "government", "no_report",
    ]  # fmt: skip


def test_arrows_and_the_outline_are_listed_only_where_they_are_drawn():
    assert symbols(legend(Occurring(looks=frozenset({"no_report"})))) == {"fill", *CONTEXT}
    entries = legend(Occurring(arrows=frozenset({"taliban", ""}), place_chosen=True))
    assert [(e.code, e.label) for e in entries if e.symbol == "arrow"] == [
        ("taliban", "Taliban said to approach from this side"),
        ("", "A force said to approach from this side"),
    ]
    assert [e.label for e in entries if e.symbol == "outline"] == ["Chosen district"]


def test_ages_concessions_and_milestones_are_listed_only_where_they_occur():
    marked = Occurring(ages=frozenset({"stale", "fresh"}), conceding=frozenset({"government"}), has_milestone=True)
    entries = [(e.symbol, e.code) for e in legend(marked) if e.symbol not in CONTEXT]
    assert entries == [("age", "fresh"), ("age", "stale"), ("conceded", "government"), ("milestone", "")]
    assert symbols(legend(Occurring())) == CONTEXT


def test_a_hidden_layer_takes_its_line_along_and_the_frontier_always_stands():
    hidden = frozenset(layer.value for layer in voc.Layer if layer.is_usual)
    assert symbols(legend(Occurring(hidden=hidden))) == {"frontier"}
    assert symbols(legend(Occurring(hidden=frozenset({"rivers"})))) == CONTEXT - {"river"}


def test_discs_are_explained_by_the_camps_on_them_and_up_to_three_sizes():
    title, *entries = disc_legend(["observer", "taliban", "taliban"], 58)
    assert title.label == DISC_TITLE
    assert [e.code for e in entries if e.symbol == "sector"] == ["taliban", "observer"]
    sizes = [(e.label, e.radius) for e in entries if e.symbol == "disc"]
    assert [label for label, _ in sizes] == ["2", "10", "50"]
    assert sizes == sorted(sizes, key=lambda size: size[1])
    assert disc_legend([], 58) == ()


def test_what_lies_over_the_status_has_titles_of_its_own(record):
    view = View(record, Selection(on=dt.date(2021, 6, 22), layers=("claims", "assessments")))
    titles = [entry.label for entry in view.overlay_legend if entry.symbol == "title"]
    assert titles == [DISC_TITLE, assessment_legend([""])[0].label]
    assert not symbols(view.legend) & symbols(view.overlay_legend)


def test_the_legend_of_a_hidden_status_names_no_fill_age_or_concession(record):
    view = View(record, Selection(hidden=("status", "milestones")))
    assert symbols(view.legend) == CONTEXT

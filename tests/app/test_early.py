"""The part of a page that is drawn first after a change, and the whole page that follows it."""

import datetime as dt

import pytest

from claimatlas.errors import ClaimAtlasError
from claimatlas.ui import controls, counts
from claimatlas.ui.inputs import key_of


@pytest.fixture
def drawn(monkeypatch):
    """What is drawn, in its order: the title with its day, and the filters."""
    told = []

    def listening(module, name, word):
        real = getattr(module, name)

        def draw(*given):
            told.append(word(*given))
            return real(*given)

        monkeypatch.setattr(module, name, draw)

    listening(counts, "named", lambda screen, *_: screen.selection.on.isoformat())
    listening(controls, "sidebar", lambda _: "filters")
    return told


def test_a_change_is_answered_first_by_the_map_and_then_by_the_whole_page(app, drawn):
    at = app(on="2016-04-17")
    assert drawn == ["filters", "2016-04-17"]
    drawn.clear()
    at.date_input(key=key_of("on")).set_value(dt.date(2015, 9, 28)).run()
    assert drawn == ["2015-09-28", "filters", "2015-09-28"]
    assert not at.exception
    assert "28 September 2015" in at.title[0].value
    assert at.query_params["on"] == "2015-09-28"


def test_a_change_on_a_page_without_an_early_part_draws_it_once(app, drawn):
    at = app("claims", on="2016-04-17")
    drawn.clear()
    at.date_input(key=key_of("on")).set_value(dt.date(2015, 9, 28)).run()
    assert drawn == ["filters", "2015-09-28"]
    assert not at.exception


def test_what_is_wrong_in_the_early_part_is_told_by_the_whole_page(app, monkeypatch):
    at = app(on="2016-04-17")

    def broken(*_):
        raise ClaimAtlasError("The files of the record changed meanwhile.")

    monkeypatch.setattr(counts, "named", broken)
    at.date_input(key=key_of("on")).set_value(dt.date(2015, 9, 28)).run()
    assert "The files of the record changed meanwhile." in [one.value for one in at.text]


def test_an_address_that_was_opened_meanwhile_is_for_the_whole_page_to_weigh(app, drawn):
    at = app(on="2016-04-17")
    drawn.clear()
    at.query_params["on"] = "2015-10-03"
    at.multiselect(key=key_of("party")).set_value(["taliban"]).run()
    assert [what for what in drawn if what != "filters"] == ["2016-04-17"]
    assert drawn[0] == "filters"

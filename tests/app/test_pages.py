"""Every page as Streamlit runs it, without a browser."""

import datetime as dt
import json

import pytest

from claimatlas import permalink
from claimatlas.ui import shell

PAGES = (*shell.PAGES, *shell.HIDDEN)


def map_message(at) -> dict:
    """What the map is told, read from the arguments of the component."""
    arguments = next(json.loads(one.proto.json_args) for one in at.get("component_instance"))
    call = arguments["feature_group"].split("JSON.parse('")[1].split("')")[0]
    return json.loads(call.encode().decode("unicode_escape"))


def asked(at) -> dict[str, list[str]]:
    """What the session asks for, as the address would say it; AppTest does not give the written address back."""
    return permalink.encode(at.session_state["claimatlas.selection"])


def texts(at) -> str:
    return "\n".join(str(one.value) for one in [*at.title, *at.header, *at.text, *at.caption, *at.markdown])


@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_without_an_exception(app, page):
    at = app(page)
    assert not at.exception
    assert at.title or at.header


def test_the_map_is_told_codes_and_numbers_only(app):
    message = map_message(app(on="2016-04-17", window="7"))
    assert message["on"] == "2016-04-17"
    assert len(message["districts"]) == 18
    assert message["districts"]["AF1904"]["look"] == "taliban+government"
    assert message["districts"]["AF1904"]["counts"] == {"taliban": 1, "government": 1}
    assert [arrow["bearing"] for arrow in message["arrows"]] == [90, 0, 270]


def test_the_base_map_is_the_same_whatever_is_selected(app):
    def base(at):
        return next(json.loads(one.proto.json_args)["script"] for one in at.get("component_instance"))

    assert base(app(on="2016-04-17")) == base(app(on="2021-08-08", party="taliban", place="AF1901"))


def test_the_map_takes_its_scripts_from_the_app_alone(app):
    arguments = next(json.loads(one.proto.json_args) for one in app().get("component_instance"))
    assert arguments["js_links"]
    assert all(link.startswith("../../app/static/") for link in arguments["js_links"] + arguments["css_links"])
    assert "://" not in arguments["header"]


def test_the_day_set_in_the_box_is_on_the_map_and_on_the_timeline(app):
    at = app(on="2016-04-17")
    at.date_input[0].set_value(dt.date(2016, 4, 20)).run()
    assert asked(at)["on"] == ["2016-04-20"]
    assert map_message(at)["on"] == "2016-04-20"
    timeline = next(one.proto for one in at.get("bidi_component") if one.proto.component_name == "claimatlas_timeline")
    assert json.loads(timeline.json)["on"] == "2016-04-20"


def test_a_filter_narrows_the_claims_and_is_said_in_english(app):
    at = app(on="2016-04-17")
    at.multiselect[0].set_value(["taliban"]).run()
    assert asked(at)["party"] == ["taliban"]
    assert "Claims made by the Taliban." in texts(at)
    assert map_message(at)["districts"]["AF1904"]["look"] == "taliban"


def test_clearing_the_filters_keeps_the_clocks(app):
    at = app(on="2016-04-20", window="7", party="taliban", known_by="2016-05-01")
    next(button for button in at.button if button.label == "Clear filters").click().run()
    assert "party" not in asked(at)
    assert asked(at)["on"] == ["2016-04-20"]
    assert asked(at)["known-by"] == ["2016-05-01"]


def test_a_milestone_sets_the_day(app):
    at = app()
    milestone = next(box for box in at.selectbox if box.label == "Milestone")
    milestone.set_value("EV-2015-09-KUNDUZ-FALL").run()
    assert asked(at)["on"] == ["2015-09-28"]


def test_what_does_not_exist_is_named_and_the_rest_is_shown(app):
    at = app(on="2016-04-17", party="martians", window="soon")
    said = texts(at)
    assert "party=martians is not a known party." in said
    assert "window=soon is not a number of days or 'all'." in said
    assert map_message(at)["on"] == "2016-04-17"


def test_an_empty_result_has_words(app):
    at = app(on="2018-12-31", window="7", place="AF2801")
    assert "No claim about Shiberghan in these days for this selection. Silence is not control." in texts(at)
    assert any(button.label.startswith("First after: ") for button in at.button)


def test_a_claim_in_the_address_is_read_in_words(app):
    at = app("claims", claim="F15-40")
    assert asked(at)["claim"] == ["F15-40"]
    data = next(one for one in at.get("bidi_component"))
    assert "F15-40" in str(data.proto)


def test_a_claim_that_is_not_on_record_is_named(app):
    at = app(claim="F99-99")
    assert "claim=F99-99 is not a claim on record." in texts(at)
    assert "claim" not in asked(at)


def test_the_data_page_says_when_nothing_was_refused(app):
    assert "none is kept aside" in texts(app("data"))


def test_a_broken_record_is_one_sentence_and_no_traceback(app, monkeypatch, tmp_path):
    monkeypatch.setenv("CLAIMATLAS_WORKSPACE", str(tmp_path))
    at = app()
    assert not at.exception
    assert "claims.csv cannot be read" in texts(at)
    assert [error.value for error in at.error] == ["The record cannot be shown."]

"""Several controls for one field, and messages that cross: an echo never undoes what the reader did."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from claimatlas import permalink
from claimatlas.ui.inputs import key_of


def run(script):
    at = AppTest.from_function(script, default_timeout=30)
    return at.run()


def two_controls():
    import datetime as dt

    import streamlit as st

    from claimatlas.selection import Selection
    from claimatlas.ui import address, inputs

    st.session_state.setdefault("claimatlas.selection", Selection(on=dt.date(2016, 4, 17)))
    inputs.settle()
    for name in ("slider", "box"):
        inputs.seed(name, address.current().on)
        st.date_input(name, key=inputs.key_of(name), on_change=inputs.take, args=("on", name))
    st.button("next", on_click=lambda: inputs.act(on=address.current().on + dt.timedelta(days=1)))
    st.text(address.current().on.isoformat())


def shown(at):
    return at.text[0].value


def test_one_control_moves_the_other():
    at = run(two_controls)
    at.date_input[0].set_value(dt.date(2016, 4, 20)).run()
    assert shown(at) == "2016-04-20"
    assert at.date_input[1].value == dt.date(2016, 4, 20)


def test_an_old_value_that_comes_with_a_new_one_is_an_echo():
    at = run(two_controls)
    at.date_input[0].set_value(dt.date(2016, 4, 18)).run()
    at.date_input[0].set_value(dt.date(2016, 4, 22))
    at.date_input[1].set_value(dt.date(2016, 4, 17))  # the browser had not heard of the 18th yet
    at.run()
    assert shown(at) == "2016-04-22"
    assert [box.value for box in at.date_input] == [dt.date(2016, 4, 22)] * 2


def test_an_old_value_that_comes_with_a_button_is_an_echo():
    at = run(two_controls)
    at.button[0].click().run()
    at.date_input[0].set_value(dt.date(2016, 4, 17))
    at.date_input[1].set_value(dt.date(2016, 4, 17))
    at.button[0].click().run()
    assert shown(at) == "2016-04-19"


def test_an_old_value_that_comes_with_an_address_from_the_back_button_is_an_echo():
    at = run(two_controls)
    at.date_input[0].set_value(dt.date(2016, 4, 18)).run()
    at.query_params["on"] = "2016-04-16"
    at.date_input[1].set_value(dt.date(2016, 4, 17)).run()
    assert shown(at) == "2016-04-18"
    at.date_input[1].set_value(dt.date(2016, 4, 25)).run()
    assert shown(at) == "2016-04-25"


def test_going_back_to_an_old_value_by_hand_is_no_echo():
    at = run(two_controls)
    at.button[0].click().run()
    at.date_input[0].set_value(dt.date(2016, 4, 17)).run()
    assert shown(at) == "2016-04-17"


def asked(at):
    return permalink.encode(at.session_state["claimatlas.selection"])


def test_a_message_without_a_milestone_moves_nobody_to_the_first_one(app):
    # It left the browser on a day without a milestone, and arrives on a day that has one.
    at = app(on="2016-04-17")
    at.selectbox(key=key_of("milestone")).set_value(None).run()
    assert asked(at)["on"] == ["2016-04-17"]


@pytest.mark.parametrize(("page", "name"), [("map", "place"), ("district", "district-place")])
def test_a_message_without_a_district_chooses_none_and_not_the_first_one(app, page, name):
    at = app(page, on="2016-04-17", place="AF1904")
    at.selectbox(key=key_of(name)).set_value(None).run()
    assert "place" not in asked(at)


def test_the_whole_record_stays_chosen_and_is_named(app):
    at = app(on="2016-04-14", window="all")
    window = at.selectbox(key=key_of("window"))
    assert window.options[window.index] == "The whole record"
    window.set_value(7).run()
    assert at.session_state["claimatlas.selection"].window == 7
    at.selectbox(key=key_of("window")).set_value(0).run()
    assert at.session_state["claimatlas.selection"].window is None

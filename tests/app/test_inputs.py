"""Several controls for one field, and messages that cross: an echo never undoes what the reader did."""

import datetime as dt

from streamlit.testing.v1 import AppTest


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


def test_going_back_to_an_old_value_by_hand_is_no_echo():
    at = run(two_controls)
    at.button[0].click().run()
    at.date_input[0].set_value(dt.date(2016, 4, 17)).run()
    assert shown(at) == "2016-04-17"

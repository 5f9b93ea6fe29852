"""Laws of two pictures side by side: they hold for every two selections, days and parties."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimatlas import vocabulary as voc
from claimatlas.compare import absences, days_of, differences, sides, swapped
from claimatlas.selection import Selection, select
from claimatlas.state import live_claims, states_of

some_examples = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
    max_examples=15,
)

# Days around which the record has much to say, so that pictures are rarely empty.
days = st.dates(dt.date(2015, 9, 20), dt.date(2015, 10, 20)) | st.dates(dt.date(2015, 4, 1), dt.date(2021, 9, 15))
parties = st.sampled_from([party.value for party in voc.Party])
selections = st.builds(
    Selection,
    on=days,
    window=st.none() | st.integers(1, 400),
    known_by=st.none() | days,
    parties=st.sets(parties, max_size=3).map(tuple),
    provinces=st.sets(st.sampled_from(["AF19", "AF28"]), max_size=1).map(tuple),
    compare=st.sampled_from([code.value for code in voc.Comparison]),
    versus_on=st.none() | days,
    versus_known_by=st.none() | days,
    voice=parties,
    versus_voice=parties,
)

NEEDED = [
    "claim_id", "event_date", "last_event_date", "reported_date", "span_days", "claim_type", "beneficiary", "party",
    "camp", "district", "province",
]  # fmt: skip


@pytest.fixture(scope="module")
def claims(record):
    return record.claims[NEEDED]


@pytest.fixture(scope="module")
def pcodes(record):
    return list(record.places.districts.index)


def live(claims, selection):
    return live_claims(select(claims, selection), selection)


def named(found, column):
    return {claim_id for ids in found[column] for claim_id in ids}


@some_examples
@given(selection=selections)
def test_a_picture_does_not_differ_from_itself(claims, pcodes, selection):
    picture = live(claims, selection)
    assert differences(picture, picture, pcodes).empty
    assert not absences(picture, selection).map(len).any()


@some_examples
@given(one=selections, other=selections)
def test_swapping_the_sides_swaps_the_differences(claims, pcodes, one, other):
    this, that = live(claims, one), live(claims, other)
    found, turned = differences(this, that, pcodes), differences(that, this, pcodes)
    names = {name: name.replace("left_", "was_").replace("right_", "left_") for name in turned.columns}
    turned = turned.rename(columns=names).rename(columns=lambda name: name.replace("was_", "right_"))
    assert found.to_dict("index") == turned[found.columns].to_dict("index")
    assert list(found.index) == list(turned.index)


@some_examples
@given(one=selections, other=selections)
def test_the_claims_named_and_the_shared_ones_are_exactly_the_live_claims(claims, pcodes, one, other):
    this, that = live(claims, one), live(claims, other)
    found = differences(this, that, pcodes)
    elsewhere = ~this["district"].isin(found.index), ~that["district"].isin(found.index)
    assert set(this[elsewhere[0]].index) == set(that[elsewhere[1]].index)
    for side, picture, outside in (("left", this, elsewhere[0]), ("right", that, elsewhere[1])):
        only, shared = named(found, f"{side}_only"), named(found, "shared")
        assert not only & shared
        assert only | shared == set(picture[~outside].index)
        assert named(found, f"{side}_turning") <= only


@some_examples
@given(one=selections, other=selections)
def test_every_claim_of_one_picture_alone_has_a_reason_and_no_shared_one_has(claims, one, other):
    this, that = live(claims, one), live(claims, other)
    missing = ~this.index.isin(that.index)
    assert (absences(this, other).map(len) > 0).tolist() == missing.tolist()


@some_examples
@given(one=selections, other=selections)
def test_the_status_differs_exactly_where_other_camps_have_live_claims(claims, pcodes, one, other):
    this, that = live(claims, one), live(claims, other)
    found = differences(this, that, pcodes)
    camps = [states_of(picture, pcodes)["claim_ids"].map(set) for picture in (this, that)]
    differing = {pcode for pcode in pcodes if camps[0][pcode] != camps[1][pcode]}
    assert set(found.index[found["difference"] == voc.Difference.STATUS.value]) == differing


@some_examples
@given(selection=selections, early=days, late=days)
def test_nothing_that_was_known_is_forgotten_later(claims, pcodes, selection, early, late):
    early, late = sorted([early, late])
    asked = replace(selection, compare=voc.Comparison.KNOWLEDGE.value, known_by=early, versus_known_by=late)
    for versus in (late, None):
        left, right = (
            live(claims, side.selection) for side in sides(replace(asked, versus_known_by=versus), days_of(claims))
        )
        found = differences(left, right, pcodes)
        assert named(found, "left_only") == set()


@some_examples
@given(selection=selections)
def test_the_button_that_swaps_the_sides_swaps_the_pictures(claims, selection):
    turned = replace(selection, **swapped(selection, days_of(claims)))
    before = [live(claims, side.selection).index.tolist() for side in sides(selection, days_of(claims))]
    after = [live(claims, side.selection).index.tolist() for side in sides(turned, days_of(claims))]
    assert after == before[::-1]

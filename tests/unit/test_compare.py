"""Two pictures of the record, and what sets them apart, worked out by hand on real rows."""

import datetime as dt
from dataclasses import replace

import pytest

from claimatlas import vocabulary as voc
from claimatlas.compare import (
    absence_words,
    absences,
    days_of,
    differences,
    presets,
    sides,
    summary,
    swapped,
    voice_name,
)
from claimatlas.selection import Selection
from claimatlas.view import View

EVENING = dt.date(2015, 9, 28)
MONTH_LATER = dt.date(2015, 10, 28)
KNOWLEDGE, DAYS, VOICES = (one.value for one in voc.Comparison)


def compared(record, selection):
    """The views of both sides, and where they differ."""
    left, right = (View(record, side.selection) for side in sides(selection, days_of(record.claims)))
    return left, right, differences(left.live, right.live, record.places.districts.index)


def titles(record, selection):
    return [side.title for side in sides(selection, days_of(record.claims))]


# ---- known by: the evening of 28 September 2015 against a month later, 30 days.
# Live claims about Kunduz city that were published by that evening, all of 28 September:
#   for the Taliban F15-01, -03, -05, -07, -10, -13, -18, -19, -20; for the government F15-02, F15-11.
# Published between the 29th and 28 October about days up to the 28th:
#   F15-66 and F15-67 on 13 October (AP, New York Times: "held Kunduz city"), for the Taliban, about Kunduz;
#   F15-17 on 29 September (Long War Journal: "Khan Abad fell the same day"), for the Taliban, about Khan Abad.
# F15-75 came out on 27 January 2016, and SEED-20 on 17 April 2016.
# The latest of the evening is F15-20, a councillor against his own camp; a month later it is F15-67, an observer.


def test_a_month_later_khan_abad_and_three_claims_have_come_to_the_evening_kunduz_fell(record):
    _, _, found = compared(record, Selection(on=EVENING, known_by=EVENING, versus_known_by=MONTH_LATER))
    assert list(found.index) == ["AF1904", "AF1901"]
    khan_abad, kunduz = found.loc["AF1904"], found.loc["AF1901"]
    assert khan_abad["difference"] == voc.Difference.STATUS
    assert (khan_abad["left_status"], khan_abad["right_status"]) == ("no_report", "taliban")
    assert (khan_abad["left_only"], khan_abad["right_only"]) == ((), ("F15-17",))
    assert khan_abad["right_turning"] == ("F15-17",)
    assert kunduz["difference"] == voc.Difference.CLAIMS
    assert (kunduz["left_status"], kunduz["right_status"]) == ("contested", "contested")
    assert (kunduz["left_only"], kunduz["right_only"]) == ((), ("F15-66", "F15-67"))
    assert (kunduz["left_latest"], kunduz["right_latest"]) == ("F15-20", "F15-67")
    assert (kunduz["left_conceded"], kunduz["right_conceded"]) == (True, False)
    assert kunduz["left_turning"] == kunduz["right_turning"] == ()
    assert set(kunduz["shared"]) == {
        *(f"F15-{number:02}" for number in (1, 3, 5, 7, 10, 13, 18, 19, 20)),
        *("F15-02", "F15-11"),
    }


def test_a_claim_that_came_later_says_by_how_many_days(record):
    there = Selection(on=EVENING, known_by=EVENING)
    claims = record.claims.loc[["F15-17", "F15-67", "F15-01"]]
    why = absences(claims, there)
    assert why.to_dict() == {
        "F15-17": (voc.Absence.PUBLISHED_LATER,),
        "F15-67": (voc.Absence.PUBLISHED_LATER,),
        "F15-01": (),
    }
    assert absence_words(claims.loc["F15-17"], why["F15-17"], there) == "published 1 day later, on 29 September 2015"
    assert absence_words(claims.loc["F15-67"], why["F15-67"], there) == "published 15 days later, on 13 October 2015"


def test_the_evening_after_only_the_two_reports_on_kunduz_are_missing(record):
    evening = dt.date(2015, 9, 29)
    _, _, found = compared(record, Selection(on=evening, known_by=evening, versus_known_by=MONTH_LATER))
    assert list(found.index) == ["AF1901"]
    assert found.loc["AF1901", "right_only"] == ("F15-66", "F15-67")
    assert not found.loc["AF1901", "left_conceded"]


def test_without_a_day_of_knowledge_the_left_picture_is_that_evening_and_the_right_one_has_no_limit(record):
    asked = Selection(on=EVENING)
    left, right = (side.selection for side in sides(asked, days_of(record.claims)))
    assert (left.known_by, right.known_by) == (EVENING, None)
    assert titles(record, asked) == [
        "28 September 2015, as one could know it that evening",
        "28 September 2015, as known today",
    ]


def test_the_titles_name_the_days_of_knowledge(record):
    asked = Selection(on=EVENING, known_by=MONTH_LATER, versus_known_by=record.last_day.replace(year=2030))
    assert titles(record, asked) == [
        "28 September 2015, as one could know it by 28 October 2015",
        "28 September 2015, as known today",
    ]


# ---- two days


def test_two_days_share_the_knowledge_clock(record):
    asked = Selection(on=EVENING, compare=DAYS, versus_on=dt.date(2015, 10, 2), known_by=MONTH_LATER)
    left, right = (side.selection for side in sides(asked, days_of(record.claims)))
    assert (left.on, right.on) == (EVENING, dt.date(2015, 10, 2))
    assert left.known_by == right.known_by == MONTH_LATER
    assert titles(record, asked)[1] == "2 October 2015, as one could know it by 28 October 2015"


def test_two_days_start_with_the_next_day_with_claims(claims_frame, claim):
    claims = claims_frame(
        claim(claim_id="T-1", event_date="2016-04-17"), claim(claim_id="T-2", event_date="2016-05-03")
    )
    asked = Selection(on=dt.date(2016, 4, 17), compare=DAYS)
    assert sides(asked, days_of(claims))[1].selection.on == dt.date(2016, 5, 3)
    at_the_end = replace(asked, on=dt.date(2016, 5, 3))
    assert sides(at_the_end, days_of(claims))[1].selection.on == dt.date(2016, 4, 17)
    assert sides(asked, days_of(claims.iloc[:0]))[1].selection.on == asked.on


def test_two_days_start_with_a_day_that_passes_the_filters(claims_frame, claim):
    claims = claims_frame(
        claim(claim_id="T-1", event_date="2016-04-18", party="media"),
        claim(claim_id="T-2", event_date="2016-05-03"),
    )
    asked = Selection(on=dt.date(2016, 4, 17), compare=DAYS, parties=("taliban",))
    assert sides(asked, days_of(claims))[1].selection.on == dt.date(2016, 5, 3)


def test_a_claim_of_another_day_says_on_which_side_of_the_window_it_lies(claims_frame, claim):
    claims = claims_frame(
        claim(claim_id="EARLY", event_date="2016-04-01"),
        claim(claim_id="LATE", event_date="2016-04-20"),
        claim(claim_id="VAGUE", event_date="2016-04-16", date_precision="4"),
    )
    there = Selection(on=dt.date(2016, 4, 17), window=7)
    why = absences(claims, there)
    assert why.to_dict() == {
        "EARLY": (voc.Absence.NO_LONGER,),
        "LATE": (voc.Absence.NOT_YET,),
        "VAGUE": (voc.Absence.TOO_COARSE,),
    }
    assert absence_words(claims.loc["EARLY"], why["EARLY"], there) == (
        "about days before the 7 days up to 17 April 2016"
    )
    assert absence_words(claims.loc["LATE"], why["LATE"], there) == "about days after 17 April 2016"
    assert absence_words(claims.loc["VAGUE"], why["VAGUE"], there) == (
        "its day is known less finely than the window of 7 days"
    )


# ---- two parties: on 28 September 2015 the Taliban claim the city in F15-05, F15-10 and F15-13; the ministries' men
# say that it fell (F15-01, F15-03, F15-18) and that it holds (F15-02, F15-11).


def test_the_ministries_say_both_what_the_taliban_say_and_the_opposite(record):
    left, right, found = compared(record, Selection(on=EVENING, compare=VOICES))
    assert left.selection.parties == ("taliban",)
    assert right.selection.parties == ("government",)
    kunduz = found.loc["AF1901"]
    assert (kunduz["left_status"], kunduz["right_status"]) == ("taliban", "contested")
    assert set(kunduz["left_only"]) == {"F15-05", "F15-10", "F15-13"}
    assert set(kunduz["right_only"]) == {"F15-01", "F15-03", "F15-18", "F15-02", "F15-11"}
    assert set(kunduz["right_turning"]) == {"F15-02", "F15-11"}
    assert kunduz["shared"] == ()


def test_a_voice_takes_the_place_of_the_party_filter_and_of_no_other(record):
    asked = Selection(compare=VOICES, parties=("media",), provinces=("AF19",), voice="un", versus_voice="iskp")
    left, right = (side.selection for side in sides(asked, days_of(record.claims)))
    assert (left.parties, right.parties) == (("un",), ("iskp",))
    assert left.provinces == right.provinces == ("AF19",)
    assert titles(record, asked)[0] == "17 April 2016 according to the United Nations"


def test_a_claim_of_another_party_is_told_from_one_that_a_filter_leaves_out(record):
    claims = record.claims.loc[["F15-05"]]
    there = Selection(on=EVENING, parties=("government",), provinces=("AF28",))
    assert absences(claims, there)["F15-05"] == (voc.Absence.OTHER_PARTY, voc.Absence.FILTERED)
    said = absence_words(claims.loc["F15-05"], absences(claims, there)["F15-05"], there)
    assert said == "made by the Taliban; left out by the filters"


def test_the_ministries_are_told_from_their_camp():
    assert voice_name("government") == "the ministries"
    assert voice_name("local_official") == "local officials"


# ---- sides stand for themselves


@pytest.mark.parametrize("compare", [KNOWLEDGE, DAYS, VOICES])
def test_a_side_is_a_map_like_any_other_and_keeps_place_and_layers(record, compare):
    asked = Selection(compare=compare, place="AF1904", layers=("assessments",), claim="F15-40", page=3, window=7)
    for side in sides(asked, days_of(record.claims)):
        assert side.selection.compare == Selection().compare
        assert (side.selection.claim, side.selection.page) == ("", 1)
        assert (side.selection.place, side.selection.layers, side.selection.window) == ("AF1904", ("assessments",), 7)


def test_swapping_what_is_known_today_to_the_left_keeps_both_pictures(record):
    asked = Selection(on=EVENING)
    once = replace(asked, **swapped(asked, days_of(record.claims)))
    assert (once.known_by, once.versus_known_by) == (dt.date(2021, 8, 31), EVENING)
    assert titles(record, once) == titles(record, asked)[::-1]
    twice = replace(once, **swapped(once, days_of(record.claims)))
    assert sides(twice, days_of(record.claims)) == sides(asked, days_of(record.claims))


def test_the_questions_are_about_the_day_shown():
    asked = dict(presets(Selection(on=dt.date(2016, 1, 31))))
    later = asked["That evening against a month later"]
    assert (later.known_by, later.versus_known_by) == (dt.date(2016, 1, 31), dt.date(2016, 2, 29))
    assert asked["That evening against as known today"].versus_known_by is None
    assert asked["The day against the next day with claims"].compare == DAYS
    officials = asked["The ministries against local officials"]
    assert (officials.voice, officials.versus_voice) == ("government", "local_official")


def test_a_question_about_the_last_day_there_is_stays_within_the_days_there_are():
    asked = dict(presets(Selection(on=dt.date(2199, 12, 15))))
    assert asked["That evening against a month later"].versus_known_by == dt.date(2199, 12, 31)


# ---- in words


def test_the_difference_is_summed_up_in_words(record):
    _, _, found = compared(record, Selection(on=EVENING, versus_known_by=MONTH_LATER))
    assert summary(found, 18) == (
        "2 of 18 districts differ: in 1 the status differs, in 1 the status is the same and other claims are live. "
        "The other 16 do not differ. Claims live in the left picture alone: 0; in the right picture alone: 3."
    )


def test_no_difference_has_words(record):
    _, _, found = compared(record, Selection(on=EVENING, versus_known_by=EVENING))
    assert found.empty
    assert summary(found, 18) == ("Nothing differs: in all 18 districts the same claims are live in both pictures.")


def test_two_kinds_of_contested_are_two_statuses(claims_frame, claim):
    def live(*camps):
        return claims_frame(*(claim(claim_id=f"T-{camp.upper()}", beneficiary=camp) for camp in camps))

    found = differences(live("taliban", "government"), live("taliban", "iskp"), ["AF1904"])
    assert found.loc["AF1904", "difference"] == voc.Difference.STATUS
    assert found.loc["AF1904", "left_turning"] == ("T-GOVERNMENT",)
    assert found.loc["AF1904", "right_turning"] == ("T-ISKP",)

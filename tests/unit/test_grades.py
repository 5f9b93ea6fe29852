"""Admiralty grades: letter and digit with their words, and F and 6 never the bottom of a scale."""

import pandas as pd
import pytest

from claimatlas.grades import COLUMN, GRADES, by_grade, grade_words, is_on_scale
from claimatlas.vocabulary import Credibility, Order, Reliability


def test_a_grade_is_its_sign_and_its_words():
    assert grade_words(Reliability.B) == "B, usually reliable"
    assert grade_words(Credibility.PROBABLE) == "2, probably true"


def test_grades_that_cannot_be_judged_say_so():
    assert grade_words(Reliability.F) == "F, cannot be judged"
    assert grade_words(Credibility.UNJUDGED) == "6, cannot be judged"


def test_f_and_6_alone_are_no_steps_of_their_scales():
    off = [grade.value for codes in GRADES.values() for grade in codes if not is_on_scale(grade)]
    assert off == ["F", "6"]


def test_graded_claims_come_in_the_order_of_the_scale_and_the_others_apart(claims_frame, claim):
    letters = {"T-1": "F", "T-2": "E", "T-3": "B", "T-4": "F", "T-5": "A", "T-6": "B"}
    claims = claims_frame(*(claim(claim_id=key, source_reliability=letter) for key, letter in letters.items()))
    graded = by_grade(claims, Order.RELIABILITY)
    assert graded.judged["claim_id"].tolist() == ["T-5", "T-3", "T-6", "T-2"]
    assert graded.unjudged["claim_id"].tolist() == ["T-1", "T-4"]


@pytest.mark.parametrize("order", COLUMN)
def test_no_claim_is_lost_and_none_changes(record, order):
    graded = by_grade(record.claims, order)
    together = pd.concat([graded.judged, graded.unjudged])
    pd.testing.assert_frame_equal(together.sort_index(), record.claims.sort_index())


def test_claims_of_one_grade_stay_in_the_order_in_which_they_came(record):
    judged = by_grade(record.claims, Order.CREDIBILITY).judged
    for _, same in judged.groupby("information_credibility"):
        assert same.index.tolist() == [claim_id for claim_id in record.claims.index if claim_id in same.index]


def test_the_record_judges_100_claims_and_cannot_judge_260(record):
    graded = by_grade(record.claims, Order.CREDIBILITY)
    assert (len(graded.judged), len(graded.unjudged)) == (100, 260)
    assert graded.judged["information_credibility"].value_counts().to_dict() == {"1": 13, "2": 60, "3": 1, "4": 26}


def test_days_are_no_scale(record):
    with pytest.raises(KeyError):
        by_grade(record.claims, Order.DAY)

"""Rows are kept whole or refused with every reason; none is repaired, none disappears."""

import pandas as pd
import pytest

from claimatlas.errors import Severity
from claimatlas.load import parse_table
from claimatlas.schema import CLAIMS, EVENTS
from claimatlas.validate import check_claims, check_events


def told(found):
    return [(p.line, p.column, p.found, p.expected) for p in found.problems]


def test_a_right_row_is_kept_without_a_word(checked, claim):
    found = checked(claim())
    assert len(found.kept) == found.row_count == 1
    assert found.problems == ()


def test_typed_cells_have_the_types_of_the_contract(checked, claim):
    kept = checked(
        claim(killed_min="20", killed_party="taliban", longitude="69.11", latitude="36.68", event_date_end="2016-04-17")
    ).kept
    assert str(kept["event_date"].dtype) == "datetime64[s]"
    assert str(kept["killed_min"].dtype) == "Int64"
    assert str(kept["longitude"].dtype) == "float64"
    assert str(kept["claim_id"].dtype) == "str"
    assert kept.index.name == "line"
    assert kept.index.tolist() == [2]


def test_an_empty_cell_is_missing_and_never_filled_in(checked, claim):
    row = checked(claim()).kept.iloc[0]
    assert pd.isna(row["event_date_end"])
    assert pd.isna(row["killed_min"])
    assert pd.isna(row["longitude"])
    assert row["quote"] == ""


def test_words_that_look_like_missing_values_stay_words(checked, claim):
    row = checked(claim(claimant="NA", claimant_role="None", publisher="null", notes="00123")).kept.iloc[0]
    assert row[["claimant", "claimant_role", "publisher", "notes"]].tolist() == ["NA", "None", "null", "00123"]


@pytest.mark.parametrize("column", [c.name for c in CLAIMS.columns if c.required])
def test_a_required_cell_must_not_be_empty(checked, claim, column):
    found = checked(claim(**({"statement_id": "S-1", "reported_date": "2016-04-17"} | {column: ""})))
    assert [(line, name) for line, name, _, _ in told(found)] == [(2, column)]
    assert "this cell must not be empty" in found.problems[0].expected
    assert found.kept.empty


@pytest.mark.parametrize("column", [c.name for c in CLAIMS.columns if not c.required])
def test_any_other_cell_may_be_empty(checked, claim, column):
    assert checked(claim(**{column: ""})).refused == ()


SPOILT_CELLS = {
    "two-sided: the end before the beginning": ({"event_date_end": "2016-04-16"}, "event_date_end", "2016-04-17"),
    "reported before the event": ({"reported_date": "2016-04-16"}, "reported_date", "not before event_date 2016-04-17"),
    "most below least": (
        {"killed_min": "20", "killed_max": "19", "killed_party": "taliban"},
        "killed_max",
        "a number not below killed_min 20",
    ),
    "wounded of nobody": ({"wounded_min": "3"}, "wounded_party", "whose wounded the number counts"),
    "nobody's number": ({"captured_party": "taliban"}, "captured_party", "captured_min or captured_max beside it"),
    "a denial of nothing": ({"claim_type": "denial"}, "counters", "the claim_id of what the denial denies"),
    "a row against itself": ({"counters": "T-1"}, "counters", "other claims than the row's own"),
    "a row that confirms itself": ({"confirms": "T-2;T-1"}, "confirms", "other claims than the row's own"),
    "a longitude alone": ({"longitude": "69.11"}, "latitude", "both coordinates or neither; longitude is 69.11"),
    "a latitude alone": ({"latitude": "36.68"}, "longitude", "both coordinates or neither; latitude is 36.68"),
    "a control character": ({"summary": "a\x07b"}, "summary", "text without control characters"),
}


@pytest.mark.parametrize(("cells", "column", "expected"), SPOILT_CELLS.values(), ids=SPOILT_CELLS)
def test_a_row_is_refused_for(checked, claim, cells, column, expected):
    found = checked(claim(**cells))
    refusals = [problem for row in found.refused for problem in row.problems]
    assert [(p.line, p.column) for p in refusals] == [(2, column)]
    assert expected in refusals[0].expected
    assert found.kept.empty


def test_the_same_day_is_early_enough_to_report_and_late_enough_to_end(checked, claim):
    assert checked(claim(reported_date="2016-04-17", event_date_end="2016-04-17")).problems == ()


def test_at_least_twenty_has_no_upper_bound_and_twenty_has_both(checked, claim):
    at_least = claim(killed_min="20", killed_party="taliban")
    exactly = claim(claim_id="T-2", killed_min="20", killed_max="20", killed_party="taliban")
    up_to = claim(claim_id="T-3", killed_max="20", killed_party="taliban")
    assert checked(at_least, exactly, up_to).problems == ()


def test_every_reason_of_a_row_is_told_at_once(checked, claim):
    found = checked(claim(event_date="2016-02-30", reported_date="2016-03-01", party="Taliban", killed_min="many"))
    assert {(p.line, p.column) for p in found.problems} == {(2, "event_date"), (2, "party"), (2, "killed_min")}
    assert len(found.refused) == 1


def test_a_refused_row_keeps_its_text_and_the_sum_of_its_file(checked, claim):
    found = checked(claim(), claim(claim_id="T-2", party="nobody"))
    (refused,) = found.refused
    assert refused.raw.startswith("T-2,T-2,2016-04-17")
    assert refused.sha256 == found.sha256
    assert refused.line == 3


def test_a_row_that_stands_twice_is_kept_once(checked, claim):
    found = checked(claim(), claim())
    assert found.kept.index.tolist() == [2]
    assert told(found) == [(3, "claim_id", "T-1", "each row once; line 2 is the same row")]


def test_one_id_with_two_contents_refuses_both_rows(checked, claim):
    found = checked(claim(), claim(summary="Something else."), claim(claim_id="T-2"))
    assert found.kept.index.tolist() == [4]
    assert told(found) == [
        (2, "claim_id", "T-1", "one row for each claim_id; lines 2, 3 differ"),
        (3, "claim_id", "T-1", "one row for each claim_id; lines 2, 3 differ"),
    ]


def test_a_file_of_one_id_names_only_some_of_its_lines(checked, claim):
    problems = checked(*(claim(summary=str(n)) for n in range(9))).problems
    assert len(problems) == 9
    assert {p.expected for p in problems} == {"one row for each claim_id; lines 2, 3, 4, 5, 6 and 4 more differ"}


def test_a_problem_shows_the_text_of_the_file_and_not_what_it_was_read_as(checked, claim):
    (problem,) = checked(claim(killed_min="20", killed_max="007", killed_party="taliban")).problems
    assert problem.found == "007"


FLAGGED_CELLS = {
    "a quote of thirteen words": ({"quote": " ".join(["word"] * 13)}, "quote", "at most 12 words"),
    "a script for an address": ({"source_url": "javascript:alert(1)"}, "source_url", "shown as text"),
    "data for an address": ({"source_url": "data:text/html,x"}, "source_url", "shown as text"),
    "a reversed reading direction": ({"claimant": "a\u202eb"}, "claimant", "reverse the reading direction"),
    "an isolated reading direction": ({"notes": "a\u2066b"}, "notes", "reverse the reading direction"),
    "decomposed letters": ({"place_as_reported": "Qal\u0065\u0301"}, "place_as_reported", "NFC"),
    "an unknown claim countered": ({"counters": "T-9"}, "counters", "not found: T-9"),
    "unknown claims confirmed": ({"confirms": "T-8;T-9"}, "confirms", "not found: T-8, T-9"),
}


@pytest.mark.parametrize(("cells", "column", "expected"), FLAGGED_CELLS.values(), ids=FLAGGED_CELLS)
def test_a_row_is_kept_with_a_flag_for(checked, claim, cells, column, expected):
    found = checked(claim(**cells))
    (problem,) = found.problems
    assert (problem.line, problem.column, problem.severity) == (2, column, Severity.FLAGGED)
    assert expected in problem.expected
    assert len(found.kept) == 1


def test_a_quote_of_twelve_words_is_short_enough(checked, claim):
    assert checked(claim(quote=" ".join(["word"] * 12))).problems == ()


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</script>", "<!--<script>", "`x`", "\\`", "${x}",
    "{{7*7}}", "{% if %}", "{# #}", "a\u2028b", "![x](http://example.org/x.png)", "[x](javascript:alert(1))",
    "'; drop table claims; --", "=1+1", "@SUM(A1)", "+1", "-1", '"', "a\nb", "{summary}", "{0.__class__}",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_letter_for_letter(checked, claim, text):
    found = checked(claim(summary=text, claimant=text, notes=text, quote=text))
    assert found.problems == ()
    assert found.kept[["summary", "claimant", "notes", "quote"]].iloc[0].tolist() == [text] * 4


@pytest.mark.parametrize("text", ["{summary}", "{0.__class__}", "{", "}", "%s"])
def test_hostile_text_stands_in_a_problem_as_it_is(checked, claim, text):
    (problem,) = checked(claim(adm1_pcode=text)).problems
    assert problem.found == text


def test_a_flag_of_a_refused_row_is_not_told_twice(checked, claim):
    found = checked(claim(quote=" ".join(["word"] * 13), party="nobody"))
    assert [p.column for p in found.problems] == ["party"]


def test_problems_come_in_the_order_of_the_lines(checked, claim):
    rows = [claim(claim_id=f"T-{n}", party="nobody" if n % 2 else "taliban", counters="X-1") for n in range(12)]
    lines = [p.line for p in checked(*rows).problems]
    assert lines == sorted(lines)


def test_a_file_without_rows_is_right(checked):
    found = checked()
    assert found.row_count == 0
    assert found.problems == ()


def test_nothing_mutates_the_raw_rows(csv_of, claim):
    raw = parse_table("claims.csv", csv_of(claim(), claim(claim_id="T-2", party="nobody")), CLAIMS)
    before = raw.rows.copy()
    check_claims(raw)
    pd.testing.assert_frame_equal(raw.rows, before)


def milestone(**cells):
    row = {"event_id": "EV-1", "date": "2016-04-15", "title": "T", "kind": "capture", "summary": "S"} | cells
    text = ",".join(EVENTS.names) + "\n" + ",".join(row.get(name, "") for name in EVENTS.names) + "\n"
    return check_events(parse_table("events.csv", text.encode(), EVENTS))


def test_a_milestone_of_one_day_needs_no_last_day():
    assert milestone().problems == ()


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"date_end": "2016-04-14"}, "date_end"),
        ({"date": "15/04/2016"}, "date"),
        ({"kind": "battle"}, "kind"),
        ({"claim_ids": "A-1 B-2"}, "claim_ids"),
        ({"title": ""}, "title"),
        ({"event_id": ""}, "event_id"),
    ],
)
def test_a_milestone_is_refused_for_a_wrong_cell(cells, column):
    found = milestone(**cells)
    assert [(p.line, p.column) for p in found.problems] == [(2, column)]
    assert found.kept.empty


def test_a_problem_is_one_line_that_names_file_line_column_found_and_expected(checked, claim):
    (problem,) = checked(claim(event_date="2021-13-02", reported_date="2021-12-02")).problems
    assert str(problem) == (
        "claims.csv line 2, event_date: found '2021-13-02', expected a day that exists, as YYYY-MM-DD"
    )


def test_a_long_or_unprintable_cell_is_cut_and_made_visible_in_a_problem(checked, claim):
    (problem,) = checked(claim(party="a\nb\u202e" + "x" * 500)).problems
    assert "\n" not in str(problem)
    assert "\\u000ab\\u202e" in str(problem)
    assert "…" in str(problem)
    assert len(problem.found) == 504


def test_a_row_refused_by_its_cells_is_not_held_to_the_rules_after(checked, claim):
    # The end lies before the begin as well, but a day that is not there cannot be judged.
    found = checked(
        claim(event_date="2016-99-01", reported_date="2016-04-18", event_date_end="2016-01-01", claim_type="denial")
    )
    assert [p.column for p in found.problems] == ["event_date"]
    assert len(found.typed) == 1
    assert found.kept.empty
    assert found.kept_count == 0

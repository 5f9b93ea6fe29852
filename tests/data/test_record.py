"""The shipped record is what DATA_NOTES says it is, and every way of spoiling a row of it is noticed."""

import csv
import io
from collections import Counter

import pytest

from claimatlas import vocabulary as voc
from claimatlas.errors import UnreadableFileError
from claimatlas.kinds import identifiers
from claimatlas.load import parse_table, read_table
from claimatlas.record import SHIPPED_WORKSPACE, check_claims_of
from claimatlas.schema import CLAIMS, EVENTS, MAX_QUOTE_WORDS


@pytest.fixture(scope="module")
def rows():
    """The rows of claims.csv as text, by claim_id, read without any code of ours."""
    with (SHIPPED_WORKSPACE / "claims.csv").open(encoding="utf-8", newline="") as file:
        return {row["claim_id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def milestones():
    with (SHIPPED_WORKSPACE / "events.csv").open(encoding="utf-8", newline="") as file:
        return {row["event_id"]: row for row in csv.DictReader(file)}


def as_csv(rows, names=CLAIMS.names):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


# ---- what it is


def test_every_row_is_accepted_and_no_problem_is_found(record):
    assert record.checked_claims.row_count == len(record.claims) == 360
    assert record.checked_events.row_count == len(record.events) == 39
    assert record.problems == ()
    assert record.refused == ()
    assert record.statement_count == 318


def test_no_identifier_is_used_twice(rows, milestones, record):
    assert len(rows) == 360
    assert len(milestones) == 39
    assert record.claims["claim_id"].is_unique
    assert record.events["event_id"].is_unique


# DATA_NOTES, Counts.
COUNTS = {
    "party": {
        "local_official": 101, "government": 100, "taliban": 54, "analyst": 31, "media": 26, "international_forces": 21,
        "resident": 10, "ngo": 8, "un": 6, "iskp": 2, "social_media": 1,
    },
    "claim_type": {
        "losses": 86, "capture": 67, "statement": 35, "recapture": 34, "attack": 30, "assessment": 28, "hold": 17,
        "repel": 16, "advance": 15, "denial": 10, "withdraw": 9, "besiege": 5, "verification": 4, "surrender": 4,
    },
    "adm2_pcode": {
        "AF1901": 114, "AF1902": 17, "AF1903": 14, "AF1904": 26, "AF1905": 24, "AF1906": 27, "AF1907": 20,
        "AF2801": 6, "AF2802": 1, "AF2803": 1, "AF2804": 1, "AF2805": 20, "AF2806": 6, "AF2807": 2, "AF2808": 1,
        "AF2809": 2, "AF2810": 1, "AF2811": 26, "": 51,
    },
    "beneficiary": {"taliban": 114, "government": 73, "iskp": 4, "": 169},
    "date_precision": {"1": 292, "2": 26, "3": 10, "4": 18, "5": 14},
    "information_credibility": {"1": 13, "2": 60, "3": 1, "4": 26, "6": 260},
    "source_reliability": {"B": 5, "F": 355},
}  # fmt: skip


@pytest.mark.parametrize("column", COUNTS)
def test_the_rows_are_counted_as_the_notes_count_them(record, column):
    assert Counter(record.claims[column]) == COUNTS[column]


def test_the_years_are_counted_as_the_notes_count_them(record):
    years = Counter(record.claims["event_date"].dt.year)
    assert years == {2015: 105, 2016: 93, 2017: 37, 2018: 41, 2019: 30, 2020: 10, 2021: 44}


def test_addresses_and_publishers_are_counted_as_the_notes_count_them(record):
    assert record.claims["source_url"].nunique() == 186
    assert record.claims["publisher"].nunique() == 128


def test_117_rows_carry_figures(record):
    figures = [f"{figure}_{end}" for figure in ("killed", "wounded", "captured") for end in ("min", "max")]
    assert int(record.claims[figures].notna().any(axis=1).sum()) == 117


def test_45_ground_claims_are_made_against_the_speakers_own_interest(record):
    claims = record.claims
    ground = claims["claim_type"].isin([kind.value for kind in voc.GROUND_TYPES]) & (claims["beneficiary"] != "")
    against = (claims["camp"] != "observer") & (claims["camp"] != claims["beneficiary"])
    assert int((ground & against).sum()) == 45


def test_96_pairs_of_claims_contradict_each_other(rows):
    pairs = {frozenset((key, other)) for key, row in rows.items() for other in identifiers(row["counters"])}
    assert len(pairs) == 96


def test_every_link_leads_to_a_claim_and_none_to_itself(rows, milestones):
    for key, row in rows.items():
        for other in (*identifiers(row["counters"]), *identifiers(row["confirms"])):
            assert other in rows
            assert other != key
        assert not row["event_id"] or row["event_id"] in milestones


def test_a_claim_counters_only_what_was_said_before_it_or_on_its_day(rows):
    for row in rows.values():
        for other in identifiers(row["counters"]):
            assert rows[other]["reported_date"] <= row["reported_date"], row["claim_id"]


def test_no_claim_both_counters_and_confirms_another(rows):
    for row in rows.values():
        assert not set(identifiers(row["counters"])) & set(identifiers(row["confirms"]))


def test_no_camp_that_fights_confirms_itself(rows):
    camps = {party.value: party.camp for party in voc.Party}
    for row in rows.values():
        for other in identifiers(row["confirms"]):
            ours, theirs = camps[row["party"]], camps[rows[other]["party"]]
            assert ours is not theirs or not ours.is_belligerent, (row["claim_id"], other)


def test_every_claim_of_a_milestone_belongs_to_it(rows, milestones):
    for key, milestone in milestones.items():
        assert {rows[claim_id]["event_id"] for claim_id in identifiers(milestone["claim_ids"])} == {key}


def test_the_rows_of_a_statement_share_speaker_day_and_document(rows):
    shared = ("party", "claimant", "reported_date", "publisher", "source_url")
    seen = {}
    for row in rows.values():
        cells = [row[name] for name in shared]
        assert seen.setdefault(row["statement_id"], cells) == cells, row["claim_id"]


def test_quotes_are_short_and_every_source_is_a_link(rows):
    for row in rows.values():
        assert len(row["quote"].split()) <= MAX_QUOTE_WORDS
        assert row["source_url"].startswith(("https://", "http://"))


def test_losses_attacks_statements_and_verifications_benefit_nobody(rows):
    for row in rows.values():
        if row["claim_type"] in ("losses", "attack", "statement", "verification"):
            assert row["beneficiary"] == ""


def test_no_row_has_a_point(record):
    assert record.claims[["longitude", "latitude"]].isna().all(axis=None)


def test_every_district_on_record_was_placed_by_its_code(record):
    assert Counter(record.claims["placed_by"]) == {"p_code": 309, "none": 51}
    assert (record.claims["district"] == record.claims["adm2_pcode"]).all()


def test_the_spellings_of_the_sources_lead_to_their_districts_or_nowhere(record):
    """A spelling that leads to another district than the row's would be a trap for the next row."""
    elsewhere = set()
    for row in record.claims[record.claims["adm2_pcode"] != ""].to_dict("records"):
        found = record.places.gazetteer.district(row["place_as_reported"], row["adm1_pcode"])
        if found not in (None, row["adm2_pcode"]):
            elsewhere.add(row["claim_id"])
    # Their sources say "Kunduz" and mean the province; the district follows from the event.
    assert elsewhere == {"D18-07", "K20-05"}


def test_the_columns_of_the_files_are_those_of_the_contract_in_its_order(rows, milestones):
    assert tuple(next(iter(rows.values()))) == CLAIMS.names
    assert tuple(next(iter(milestones.values()))) == EVENTS.names


# ---- what spoils it

POINT = {"longitude": "69.1139", "latitude": "36.6805"}
SWAPPED = {"longitude": "36.6805", "latitude": "69.1139"}

# Claim, cells that are put into it, column that is reported, word of what was expected.
SPOILT = {
    "an impossible day": ("SEED-07", {"event_date": "2016-02-30"}, "event_date", "a day that exists"),
    "a thirteenth month": ("SEED-07", {"event_date": "2016-13-02"}, "event_date", "a day that exists"),
    "day and month the other way round": ("SEED-07", {"event_date": "17/04/2016"}, "event_date", "told apart"),
    "a day that is also a month": ("SEED-07", {"reported_date": "04/05/2016"}, "reported_date", "told apart"),
    "a Solar Hijri day": ("SEED-07", {"event_date": "1395-01-29"}, "event_date", "Solar Hijri"),
    "a Solar Hijri day with slashes": ("SEED-07", {"event_date": "1395/01/29"}, "event_date", "Solar Hijri"),
    "a spreadsheet's day number": ("SEED-07", {"event_date": "42477"}, "event_date", "spreadsheet"),
    "a time of day": ("SEED-07", {"event_date": "2016-04-17T10:00:00+04:30"}, "event_date", "time of day"),
    "no day": ("SEED-07", {"event_date": ""}, "event_date", "must not be empty"),
    "an unknown party": ("SEED-07", {"party": "mujahideen"}, "party", "one of taliban"),
    "an unknown type": ("SEED-07", {"claim_type": "Capture"}, "claim_type", "one of advance"),
    "an unknown extent": ("SEED-07", {"extent": "village"}, "extent", "one of province"),
    "an observer who gains ground": ("SEED-07", {"beneficiary": "observer"}, "beneficiary", "one of taliban"),
    "an unknown precision": ("SEED-07", {"date_precision": "0"}, "date_precision", "one of 1"),
    "an unknown grade": ("SEED-07", {"source_reliability": "G"}, "source_reliability", "one of A"),
    "reported before it happened": ("SEED-07", {"reported_date": "2016-04-16"}, "reported_date", "not before"),
    "an end before its beginning": ("P15-01", {"event_date_end": "2015-04-25"}, "event_date_end", "not before"),
    "an unknown district": ("SEED-07", {"adm2_pcode": "AF1999"}, "adm2_pcode", "a district of the gazetteer"),
    "an unknown province": ("SEED-11", {"adm1_pcode": "AF99"}, "adm1_pcode", "a province of the gazetteer"),
    "a district of another province": ("SEED-07", {"adm1_pcode": "AF28"}, "adm2_pcode", "a district of province AF28"),
    "half a coordinate": ("SEED-07", {"longitude": "69.1139"}, "latitude", "both coordinates or neither"),
    "a point outside": ("SEED-07", {"longitude": "69.17", "latitude": "34.53"}, "longitude", "inside one of"),
    "zero, zero": ("SEED-07", {"longitude": "0", "latitude": "0"}, "longitude", "inside one of"),
    "swapped coordinates": ("SEED-07", SWAPPED, "longitude", "probably swapped"),
    "a point in another district": ("SEED-08", POINT, "longitude", "this one lies in AF1904"),
    "a coordinate out of range": ("SEED-07", POINT | {"latitude": "136.68"}, "latitude", "from -90 to 90"),
    "a decimal comma": ("SEED-07", POINT | {"longitude": "69,1139"}, "longitude", "with a point and not a comma"),
    "not a number": ("SEED-07", POINT | {"latitude": "NaN"}, "latitude", "decimal degrees"),
    "infinity": ("SEED-07", POINT | {"latitude": "inf"}, "latitude", "decimal degrees"),
    "an overflowing number": ("SEED-07", POINT | {"latitude": "1e999"}, "latitude", "decimal degrees"),
    "a number that is none": ("SEED-07", {"killed_min": "dozens"}, "killed_min", "a whole number"),
    "most below least": (
        "SEED-07", {"killed_min": "20", "killed_max": "2", "killed_party": "taliban"}, "killed_max", "not below",
    ),
    "killed of nobody": ("SEED-07", {"killed_min": "20"}, "killed_party", "whose killed"),
    "a denial that denies nothing": ("O16-08", {"counters": ""}, "counters", "what the denial denies"),
    "a row against itself": ("SEED-07", {"counters": "SEED-07"}, "counters", "other claims than"),
    "identifiers joined by commas": ("SEED-07", {"counters": "SEED-15,SEED-14"}, "counters", "joined by ;"),
    "an identifier in small letters": ("SEED-07", {"statement_id": "seed-07"}, "statement_id", "A-Z, 0-9 and -"),
}  # fmt: skip


def line_of(rows, key):
    """No cell of the shipped file holds a line break, so rows and lines keep step."""
    return list(rows).index(key) + 2


@pytest.mark.parametrize(("key", "cells", "column", "expected"), SPOILT.values(), ids=SPOILT)
def test_one_spoilt_row_is_refused_with_line_and_column_and_no_other(rows, record, key, cells, column, expected):
    data = as_csv([row | cells if name == key else row for name, row in rows.items()])
    found = check_claims_of(parse_table("claims.csv", data, CLAIMS), record.places, None)
    assert [row.line for row in found.refused] == [line_of(rows, key)]
    (problem,) = found.refused[0].problems
    assert (problem.line, problem.column) == (line_of(rows, key), column)
    assert expected in problem.expected
    assert problem.found == (rows[key] | cells)[column]
    assert len(found.kept) == 359
    assert found.flags == ()


def test_one_id_with_two_contents_is_reported_on_both_lines(rows, record):
    data = as_csv([*rows.values(), rows["SEED-07"] | {"summary": "Something else."}])
    found = check_claims_of(parse_table("claims.csv", data, CLAIMS), record.places, None)
    lines = [line_of(rows, "SEED-07"), 362]
    assert [(p.line, p.column, p.found) for p in found.problems] == [(line, "claim_id", "SEED-07") for line in lines]
    assert found.row_count == 361
    assert len(found.kept) == 359


@pytest.mark.parametrize(
    ("spoil", "fields"), [(lambda row: row + ",more", 43), (lambda row: row.rpartition(",")[0], 41)]
)
def test_a_row_with_a_field_too_many_or_too_few_is_reported_as_a_row(rows, record, spoil, fields):
    lines = as_csv(rows.values()).decode().split("\r\n")
    at = next(n for n, text in enumerate(lines) if text.startswith("Q17-01,"))
    assert len(next(csv.reader([lines[at]]))) == len(CLAIMS.names)
    lines[at] = spoil(lines[at])
    found = check_claims_of(parse_table("claims.csv", "\r\n".join(lines).encode(), CLAIMS), record.places, None)
    refusals = [problem for row in found.refused for problem in row.problems]
    assert [(p.line, p.column, p.found) for p in refusals] == [(at + 1, "row", f"{fields} fields")]
    assert found.row_count == 360


def test_a_quoted_line_break_moves_the_lines_below_it_and_no_row(rows, record):
    spoilt = {"SEED-02": {"notes": "first\nsecond\nthird"}, "SEED-07": {"event_date": "2016-02-30"}}
    data = as_csv([row | spoilt.get(key, {}) for key, row in rows.items()])
    found = check_claims_of(parse_table("claims.csv", data, CLAIMS), record.places, None)
    (problem,) = found.problems
    assert problem.line == line_of(rows, "SEED-07") + 2
    assert data.decode().split("\n")[problem.line - 1].startswith("SEED-07,")
    assert found.refused[0].raw.startswith("SEED-07,")


def test_a_spoilt_file_is_refused_whole(rows):
    data = (SHIPPED_WORKSPACE / "claims.csv").read_bytes()
    header, _, rest = data.partition(b"\n")
    spoilt = {
        "another encoding": (data.decode().replace("Kunduz", "کندز").encode("cp1256", "replace"), "not UTF-8"),
        "UTF-16": (data.decode().encode("utf-16"), "utf-16"),
        "an unclosed quote": (data.replace(b",Al Jazeera", b',"Al Jazeera', 1), "quoting is broken"),
        "a quote at the end": (data + b'"', "quoting is broken"),
        "semicolons": (header.replace(b",", b";") + b"\n" + rest, "separated by semicolons"),
        "no header": (rest, "line 1 is no header row: expected claim_id"),
        "a doubled header": (header.replace(b"quote", b"notes") + b"\n" + rest, "names notes more than once"),
        "a header without a column": (header.replace(b",quote", b"") + b"\n" + rest, "lacks quote"),
        "nothing": (b"", "is empty"),
        "a database": (b"SQLite format 3\x00" + bytes(range(256)), "not UTF-8"),
    }
    for name, (changed, said) in spoilt.items():
        with pytest.raises(UnreadableFileError) as refusal:
            parse_table("claims.csv", changed, CLAIMS)
        assert said in str(refusal.value), name


def test_the_files_read_are_those_whose_sums_the_record_tells(record):
    assert record.sums["claims.csv"] == read_table(SHIPPED_WORKSPACE / "claims.csv", CLAIMS).sha256
    assert record.sums["events.csv"] == read_table(SHIPPED_WORKSPACE / "events.csv", EVENTS).sha256

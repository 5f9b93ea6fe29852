"""What the datasets of others become: days, figures and places as the contract has them, and never a side's claim."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from claimatlas.errors import Problem, Severity, UnreadableFileError
from claimatlas.importers import DATASETS, import_table, recognised
from claimatlas.importers.mapping import Asked
from claimatlas.importers.report import grouped
from claimatlas.load.foreign import read_foreign

FILES = Path(__file__).parents[1] / "imports"


@pytest.fixture(scope="module")
def brought(record):
    """`brought(format, file, **asked)`: what an import of a made-up file gives."""

    def bring(name, file, data=None, **asked):
        table = read_foreign(file, data if data is not None else (FILES / file).read_bytes())
        return import_table(table, DATASETS[name], record.places, Asked(**asked))

    return bring


def rows_of(made):
    return made.claims.set_index("claim_id")


def reasons(made):
    return {row.line: (row.problems[0].column, row.problems[0].expected) for row in made.checked.refused}


@pytest.fixture(scope="module")
def ged(brought):
    return brought("ucdp-ged", "ged.csv")


def test_every_row_of_ged_is_accepted_or_refused_with_its_line(ged):
    assert (ged.report.read, ged.report.accepted, ged.report.refused) == (8, 5, 3)
    assert reasons(ged) == {
        6: ("longitude", "a point inside one of the districts (latitude is 33.0)"),
        7: ("event_date", "a day as YYYY-MM-DD; day and month cannot be told apart here"),
        8: ("reported_date", "the day of a source; declare a day of publication for the file"),
    }


def test_ged_speaks_as_an_analyst_and_gives_ground_to_nobody(ged):
    claims = rows_of(ged)
    assert set(claims["party"]) == {"analyst"}
    assert set(claims["claim_type"]) == {"attack"}
    assert set(claims["beneficiary"]) == {""}


def test_ged_days_precisions_and_ranges_are_kept(ged):
    claims = rows_of(ged)
    first = claims.loc["GED-900001"]
    assert f"{first['event_date']:%Y-%m-%d} {first['reported_date']:%Y-%m-%d}" == "2017-07-31 2017-08-02"
    assert (first["killed_min"], first["killed_max"], first["killed_party"]) == (4, 7, "mixed")
    assert "best estimate of deaths: 5" in first["notes"]
    assert first["agency"] == "Made-up Wire"
    month = claims.loc["GED-900004"]
    assert (month["date_precision"], f"{month['event_date_end']:%Y-%m-%d}") == ("4", "2017-07-31")
    one_side = claims.loc["GED-900002"]
    assert (one_side["killed_party"], one_side["killed_min"]) == ("taliban", 3)
    assert "number_of_sources" not in one_side["notes"]


def test_a_high_estimate_below_the_best_one_is_flagged_and_not_refused(ged):
    flag = next(flag for flag in ged.checked.flags if flag.column == "killed_max")
    assert (flag.line, flag.found) == (5, "4")
    assert flag.expected == "a high estimate that is not below the best one, 5 (event_clarity 2 allows it)"


def test_a_point_of_ged_is_kept_only_where_it_is_that_of_the_place(ged):
    claims = rows_of(ged)
    assert claims.loc["GED-900002", "longitude"] == 68.86
    assert claims.loc["GED-900001"].isna()["longitude"]
    assert "the point 36.68, 69.11 stands for a district and is left out" in claims.loc["GED-900001", "notes"]
    # Of a province the second order is that of the point.
    assert tuple(claims.loc["GED-900003", ["adm1_pcode", "adm2_pcode", "place_precision"]]) == ("AF19", "", "province")


def test_a_spelling_that_is_not_known_places_nothing_and_gets_suggestions(ged):
    ((unknown, similar),) = ged.report.unknown
    assert (unknown.spelling, unknown.province, unknown.lines) == ("Khan Abdad district", "AF19", (9,))
    assert similar[0].pcode == "AF1904"
    assert rows_of(ged).loc["GED-900008", "adm2_pcode"] == ""
    assert ged.report.placed == {
        "by the name of the district": 3,
        "without a district: the row names none": 1,
        "without a district: the gazetteer does not know the name": 1,
    }


def test_older_versions_of_ged_lack_columns_and_are_read_the_same(brought, ged):
    rows = list(csv.DictReader(io.StringIO((FILES / "ged.csv").read_text())))
    lacking = {"relid", "code_status", "conflict_dset_id", "dyad_dset_id", "side_a_dset_id", "side_b_dset_id"}
    text = io.StringIO()
    writer = csv.DictWriter(text, [name for name in rows[0] if name not in lacking], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    older = brought("ucdp-ged", "ged.csv", text.getvalue().encode())
    assert older.claims.reset_index(drop=True).equals(ged.claims.reset_index(drop=True))


def test_a_row_that_says_less_says_no_more_than_it_does(brought):
    header = "id,type_of_violence,side_a,side_b,adm_1,adm_2,date_start,date_end,deaths_a,deaths_b,source_date,country"
    said = "1,1,Government of Afghanistan,Taleban,Kunduz province,,2016-04-10,2016-04-14,11,0,2016-04-15,Afghanistan"
    other = "2,1,Government of Elsewhere,Taleban,Kunduz province,,2016-04-10,2016-04-10,11,0,2016-04-15,Afghanistan"
    claims = rows_of(brought("ucdp-ged", "x.csv", f"{header}\n{said}\n{other}\n".encode()))
    first = claims.loc["GED-1"]
    assert (first["date_precision"], first["place_precision"]) == ("2", "province")
    assert (first["killed_min"], first["killed_party"]) == (11, "government_forces")
    assert first.isna()["killed_max"]
    assert claims.loc["GED-2", "killed_party"] == "mixed"


# ---- ACLED


@pytest.mark.parametrize(("file", "asked"), [("acled.csv", {}), ("acled_old.csv", {"published": "2019-03-10"})])
def test_both_forms_of_acled_map_and_only_the_sub_event_gives_ground(brought, file, asked):
    made = brought("acled", file, **asked)
    assert (made.report.accepted, made.report.refused) == (6, 0)
    claims = rows_of(made)
    assert list(claims["beneficiary"]) == ["", "government", "taliban", "", "taliban", ""]
    assert list(claims["claim_type"]) == ["attack", "recapture", "capture", "capture", "capture", "capture"]
    assert set(claims["party"]) == {"analyst"}
    assert {f"{day:%Y-%m-%d}" for day in claims["event_date"]} == {"2019-03-05"}
    assert {f"{day:%Y-%m-%d}" for day in claims["reported_date"]} == {"2019-03-10"}
    region = claims.loc["ACLED-AFG90006"]
    assert (region["date_precision"], region["place_precision"], region["adm2_pcode"]) == ("4", "province", "")
    assert region.isna()["killed_min"]
    assert made.report.remarks["ground changed hands, and the row does not say to which camp: no beneficiary"] == 2


def test_copies_of_one_report_are_flagged_and_stay(brought):
    made = brought("acled", "acled.csv")
    flags = [flag for flag in made.checked.flags if flag.column == "statement_id"]
    assert [flag.line for flag in flags] == [3, 4, 5, 6]
    assert flags[0].expected.startswith("the statement_id of line 2 (ACLED-AFG90001), if both are copies of one report")


# ---- GeoConfirmed


def test_geoconfirmed_gives_points_and_refuses_a_year_that_cannot_be(brought):
    made = brought("geoconfirmed", "geoconfirmed.json", published="2021-07-01")
    (claim,) = made.claims.to_dict("records")
    assert claim["claim_id"] == "GC-3F2A0C1E-0000-4000-8000-000000000001"
    assert (claim["latitude"], claim["longitude"], claim["claim_type"]) == (36.72, 68.86, "verification")
    assert claim["source_url"] == "https://example.org/film/1"
    assert made.report.placed == {"by the point": 1}
    refused = reasons(made)
    assert refused[2] == ("event_date", "a day from 1700-01-01 to 2199-12-31")
    assert "probably swapped" in refused[3][1]


def test_geoconfirmed_states_no_day_of_publication_so_somebody_has_to(brought):
    made = brought("geoconfirmed", "geoconfirmed.json")
    assert made.report.accepted == 0
    assert reasons(made)[1][0] == "reported_date"


def test_placemarks_are_known_by_what_they_say(brought):
    made, again = (brought("geoconfirmed", "geoconfirmed.kml", published="2021-07-01") for _ in range(2))
    (claim,) = made.claims.to_dict("records")
    assert f"{claim['event_date']:%Y-%m-%d}" == "2021-06-21"
    assert claim["notes"] == "description: Made up. https://example.org/film/1"
    assert list(made.claims["claim_id"]) == list(again.claims["claim_id"])
    assert [column for column, _ in reasons(made).values()] == ["row", "event_date"]


# ---- any of them


def test_a_file_of_a_format_is_recognised_by_its_columns():
    files = ("ged.csv", "acled.csv", "acled_old.csv", "geoconfirmed.json", "geoconfirmed.kml", "spreadsheet.csv")
    found = {file: recognised(read_foreign(file, (FILES / file).read_bytes())) for file in files}
    assert [one and one.name for one in found.values()] == [
        "ucdp-ged", "acled", "acled", "geoconfirmed", "geoconfirmed", None,
    ]  # fmt: skip


def test_a_file_of_another_format_is_refused_with_what_it_lacks(brought):
    with pytest.raises(UnreadableFileError, match="is not ACLED: it lacks the columns event_date, event_type"):
        brought("acled", "ged.csv")


def test_the_same_row_twice_comes_in_once_and_one_id_with_two_contents_not_at_all(brought):
    lines = (FILES / "ged.csv").read_text().splitlines(keepends=True)
    twice = brought("ucdp-ged", "x.csv", "".join([*lines[:2], lines[1]]).encode())
    assert (twice.report.accepted, reasons(twice)) == (1, {3: ("claim_id", "each row once; line 2 is the same row")})
    other = brought("ucdp-ged", "x.csv", "".join([*lines[:2], lines[1].replace(",5,7,4,", ",5,7,3,")]).encode())
    assert other.report.accepted == 0
    assert {expected for _, expected in reasons(other).values()} == {"one row for each claim_id; lines 2, 3 differ"}
    ((key, where, columns),) = other.report.conflicts
    assert (key, where, columns[0]) == ("GED-900001", (2, 3), ("killed_min", ("4", "3")))
    assert any("killed_min '4' or '3'" in line for line in other.report.lines())


@pytest.mark.parametrize(
    ("mode", "district", "by", "has_point"),
    [("refuse", None, None, None), ("name", "AF1904", "name", False), ("point", "AF1901", "point", True)],
)
def test_a_name_and_a_point_that_disagree_are_shown_and_somebody_decides(brought, mode, district, by, has_point):
    lines = (FILES / "ged.csv").read_text().splitlines(keepends=True)
    apart = lines[2].replace("Kunduz district", "Khanabad district")
    made = brought("ucdp-ged", "x.csv", (lines[0] + apart).encode(), disagreement=mode)
    if district is None:
        assert reasons(made)[2] == (
            "longitude", "a point in district AF1904, as the row says; this one lies in AF1901"
        )  # fmt: skip
        return
    (claim,) = made.claims.to_dict("records")
    assert claim["adm2_pcode"] == district
    assert (claim["longitude"] == claim["longitude"]) is has_point
    assert f"by its {by}" in claim["notes"]
    assert "lies in Kunduz (AF1901)" in made.checked.flags[0].expected


def test_a_reason_names_every_text_that_was_refused_for_it():
    found = ["Talibs"] * 3 + ["ANA"] + [f"word {number}" for number in range(20)]
    (reason,) = grouped(
        Problem("a.csv", line, "party", text, "a party", Severity.REFUSED) for line, text in enumerate(found, start=2)
    )
    assert reason.found_words.startswith("'Talibs' (3), 'ANA' (1), 'word 0' (1)")
    assert reason.found_words.endswith("and 10 other texts")
    assert reason.lines == tuple(range(2, 26))


def test_the_report_names_every_refused_row_in_words_and_in_json(ged):
    text = "\n".join(ged.report.lines())
    assert "ged.csv: 8 rows read as UCDP GED, 5 accepted, 3 refused, 1 flag" in text
    assert "(1 row: line 7)" in text
    assert "'Khan Abdad district', in AF19, line 9; similar: Khan Abad (AF1904)" in text
    told = json.loads(json.dumps(ged.report.as_json()))
    assert [row["line"] for row in told["refused_rows"]] == [6, 7, 8]
    assert told["refused_rows"][1]["raw"].startswith("900006,")
    assert told["rows"] == told["accepted"] + told["refused"]
    assert json.loads(ged.report.as_bytes()) == told


def test_a_report_with_half_a_character_is_a_file_of_json_and_keeps_it(ged):
    told = json.loads(replace(ged.report, unread=("\udc80",)).as_bytes().decode("utf-8"))
    assert told["unread"] == ["\udc80"]

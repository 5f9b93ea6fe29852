"""Tables of one's own: what is proposed, what a mapping says, and what stays refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from claimatlas.errors import UnreadableFileError
from claimatlas.importers import import_table
from claimatlas.importers.days import declared_day, fitting_formats, iso_day, moment_day, named_day
from claimatlas.importers.figures_said import bounds
from claimatlas.importers.guess import propose
from claimatlas.importers.mapping_file import mapping_from, mapping_text
from claimatlas.importers.table import Rule, TableMapping, identifiers_text, importer_of, open_values
from claimatlas.kinds import UnexpectedError
from claimatlas.load.foreign import Reading, read_foreign
from claimatlas.load.settings import parse_yaml

FILES = Path(__file__).parents[1] / "imports"
SPREADSHEET = read_foreign("spreadsheet.csv", (FILES / "spreadsheet.csv").read_bytes())


def rule_of(mapping, target, **said):
    return replace(mapping, rules=mapping.rules | {target: replace(mapping.rules[target], **said)})


@pytest.fixture
def agreed():
    """The proposal for the spreadsheet with what a person would fill in."""
    mapping = propose(SPREADSHEET).mapping
    return rule_of(
        mapping, "claim_type", values=dict(mapping.rules["claim_type"].values) | {"Denial of loss": "denial"}
    )


def test_a_spreadsheet_of_twenty_columns_is_proposed_nearly_whole():
    proposal = propose(SPREADSHEET)
    assert len(SPREADSHEET.columns) == 20
    said = {target: rule.column or rule.value for target, rule in proposal.mapping.rules.items()}
    assert said == {
        "claim_id": "Ref", "event_date": "Incident date", "reported_date": "Published", "party": "Side",
        "date_precision": "1", "claimant": "Spokesperson", "claimant_role": "Role", "claim_type": "Type",
        "beneficiary": "Gains", "province_name": "Province", "district_name": "District",
        "place_as_reported": "Village", "longitude": "Long", "latitude": "Lat", "killed": "Dead", "wounded": "Injured",
        "killed_party": "mixed", "wounded_party": "mixed", "source_reliability": "F", "information_credibility": "6",
        "summary": "Description", "publisher": "Outlet", "source_url": "Link", "notes": "Comments",
    }  # fmt: skip
    assert proposal.missing == ()
    assert proposal.mapping.rules["event_date"].format == "%d/%m/%Y"
    assert proposal.mapping.rules["latitude"].decimal == ","
    assert proposal.mapping.not_stated == ("n/a",)
    assert set(proposal.reasons) == set(proposal.mapping.rules)
    assert dict(open_values(SPREADSHEET, proposal.mapping)) == {"claim_type": {"Denial of loss": 1}}


def test_columns_named_in_a_persons_own_words_are_known():
    names = "Ref no,Who said it,Their job,What they claim,Whose dead,Published on,Who gains,Source rating,Info rating"
    table = read_foreign("own.csv", f"{names},Village\n1,He,Mayor,Hold,mixed,,,C,3,\n".encode())
    said = {target: rule.column for target, rule in propose(table).mapping.rules.items() if rule.column}
    assert said == {
        "claim_id": "Ref no",
        "claimant": "Who said it",
        "claimant_role": "Their job",
        "claim_type": "What they claim",
        "killed_party": "Whose dead",
        "source_reliability": "Source rating",
        "information_credibility": "Info rating",
    }, "columns without a word in them are left out"


def test_the_spreadsheet_comes_in_by_its_mapping(agreed, record):
    made = import_table(SPREADSHEET, importer_of(agreed, SPREADSHEET), record.places)
    (claim,) = made.claims.to_dict("records")
    assert (claim["claim_id"], claim["statement_id"], claim["party"]) == ("ROW-1", "ROW-1", "taliban")
    assert (claim["claim_type"], claim["beneficiary"]) == ("capture", "taliban")
    assert (claim["adm1_pcode"], claim["adm2_pcode"], claim["place_precision"]) == ("AF19", "AF1904", "site")
    assert (claim["killed_min"], claim["killed_party"], claim["wounded_party"]) == (5, "mixed", "")
    assert claim["latitude"] == 36.68
    told = {row.line: [problem.column for problem in row.problems] for row in made.checked.refused}
    assert told == {3: ["counters"], 4: ["event_date"]}
    assert [unknown.spelling for unknown, _ in made.report.unknown] == []
    assert made.report.unread == ("Checked by",)


def test_a_mapping_is_kept_and_read_back_the_same(agreed):
    whole = replace(
        agreed, reading=Reading(sheet="Blatt 1", separator=";"), disagreement="name", published="2016-05-01"
    )
    assert mapping_from(parse_yaml("m.yaml", mapping_text(whole).encode()), "m.yaml") == whole


WRONG_MAPPINGS = {
    "columns: {event_day: Date}": "no column of the contract",
    "columns: {}": "expected columns",
    "columns: {event_date: {colunm: Date}}": "known are column, value",
    "columns: {event_date: {column: Date, format: '%d/%m/%y'}}": "expected a format with %Y",
    "columns: {event_date: {column: Date, calendar: julian}}": "calendar of event_date is one of solar_hijri",
    "columns: {party: {column: Side, values: {Talib: talib}}}": "party has no code 'talib'",
    "columns: {party: {}}": "needs a column, or a value",
    "columns: {latitude: {column: Lat, decimal: ';'}}": "a point or a comma",
    "columns: {party: Side}\npublished: 1.5.2016": "published is '1.5.2016'",
    "columns: {party: Side}\ndisagreement: maybe": "one of refuse, name, point",
    "columns: {party: Side}\nnot_stated: n/a": "a list of cells",
    "columns: {party: Side}\nheader: 1": "known are columns",
    "- columns": "no list of names",
}


@pytest.mark.parametrize("text", WRONG_MAPPINGS)
def test_a_mapping_that_is_misspelt_is_no_mapping(text):
    with pytest.raises(UnreadableFileError) as error:
        mapping_from(parse_yaml("m.yaml", text.encode()), "m.yaml")
    assert WRONG_MAPPINGS[text] in str(error.value)


def test_a_mapping_for_another_table_is_refused_with_what_is_missing(agreed, record):
    other = read_foreign("x.csv", b"a,b\n1,2\n")
    importer = importer_of(agreed, other)
    with pytest.raises(UnreadableFileError, match="lacks the columns Ref"):
        import_table(other, importer, record.places)


def test_a_row_without_an_id_is_known_by_what_it_says(record):
    mapping = TableMapping({"summary": Rule("what"), "event_date": Rule("day")})
    one, two = (read_foreign("x.csv", f"what,day\n{rows}".encode()) for rows in ("a,1\nb,2\n", "b,2\na,1\na,1\n"))
    ids = [[importer_of(mapping, table).fields[0].read(row_of(table, n)) for n in range(2)] for table in (one, two)]
    assert ids[0] == ids[1][::-1]


def row_of(table, number):
    from claimatlas.importers.mapping import Asked, Row

    places = {name: place for place, name in enumerate(table.columns)}
    return Row(places, table.rows[number].values, Asked())


def test_identifiers_are_written_as_the_contract_has_them():
    assert identifiers_text("SEED-07;SEED-15") == "SEED-07;SEED-15"
    assert identifiers_text("row_1, Row 2") == "ROW-1;ROW;2"
    assert identifiers_text("--") == "--"
    assert identifiers_text("—") == ""


def test_a_text_of_ours_gives_its_apostrophe_back_and_nobody_elses_does(record, claim, csv_of):
    ours = read_foreign("claims.csv", csv_of(claim(summary="'=1+1", notes="'tis")))
    mapping = propose(ours).mapping
    (claim_back,) = import_table(ours, importer_of(mapping, ours), record.places).claims.to_dict("records")
    assert (claim_back["summary"], claim_back["notes"]) == ("=1+1", "'tis")
    foreign = read_foreign("x.csv", b"what\n'=1+1\n")
    read = importer_of(TableMapping({"summary": Rule("what")}), foreign).fields
    assert next(one for one in read if one.target == "summary").read(row_of(foreign, 0)) == "'=1+1"


# ---- days


def test_iso_days_are_read_with_midnight_after_them_and_nothing_else():
    assert {iso_day(text) for text in ("2017-07-31", "2017-07-31 00:00:00.000", "2017-07-31T00:00:00Z")} == {
        "2017-07-31"
    }
    assert moment_day("2022-10-10T16:20:00") == "2022-10-10"
    assert named_day("05 March 2019") == named_day("5-Mar-2019") == named_day("2019-03-05") == "2019-03-05"
    for text in ("2017-07-31 12:00:00", "31/07/2017", "04/05/2017", "42947", "2017-02-30", "1396-05-09", "5 Mrz 2019"):
        with pytest.raises(UnexpectedError):
            named_day(text)


def test_a_declared_format_is_followed_to_the_letter():
    assert declared_day("04/05/2017", "%d/%m/%Y") == "2017-05-04"
    assert declared_day("04/05/2017", "%m/%d/%Y") == "2017-04-05"
    for text, pattern in (("13/14/2017", "%d/%m/%Y"), ("4 May 2017", "%d/%m/%Y"), ("2017-05-04", "%Y-%m-%d %z")):
        with pytest.raises(UnexpectedError):
            declared_day(text, pattern)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1395-01-29", "2016-04-17"), ("۱۳۹۵/۰۱/۲۹", "2016-04-17"), ("1395/1/29", "2016-04-17"),
        ("1399-12-30", "2021-03-20"),
    ],
)  # fmt: skip
def test_solar_hijri_days_are_converted_when_somebody_says_so(text, day):
    assert declared_day(text, "", "solar_hijri") == day


@pytest.mark.parametrize("text", ["1395-13-01", "1400-12-30", "1395-01", "29 Hamal 1395", "0000-01-01", "9999-01-01"])
def test_solar_hijri_days_that_do_not_exist_are_refused(text):
    with pytest.raises(UnexpectedError):
        declared_day(text, "", "solar_hijri")


def test_the_original_of_a_converted_day_stays_in_the_notes(record):
    table = read_foreign("x.csv", b"day,who,what\n1395/01/29,An invented spokesman,He spoke.\n")
    mapping = TableMapping({
        "event_date": Rule("day", calendar="solar_hijri"), "reported_date": Rule("day", calendar="solar_hijri"),
        "date_precision": Rule(value="1"), "party": Rule(value="taliban"), "claimant": Rule("who"),
        "claim_type": Rule(value="statement"), "source_reliability": Rule(value="F"), "summary": Rule("what"),
        "information_credibility": Rule(value="6"), "notes": Rule(value="Invented."),
    })  # fmt: skip
    made = import_table(table, importer_of(mapping, table), record.places)
    (claim,) = made.claims.to_dict("records")
    assert f"{claim['event_date']:%Y-%m-%d}" == "2016-04-17"
    assert claim["notes"].startswith("Invented.; event_date in the source: 1395/01/29 (Solar Hijri)")


def test_a_format_is_proposed_only_where_one_alone_reads_every_day():
    assert fitting_formats(["13/04/2016", "01/02/2016", ""]) == (("%d/%m/%Y", ""),)
    assert fitting_formats(["01/02/2016", "03/04/2016"]) == (("%d/%m/%Y", ""), ("%m/%d/%Y", ""))
    assert fitting_formats(["1395/01/29"]) == (("%Y-%m-%d", "solar_hijri"),)
    assert fitting_formats(["2016-04-17"]) == (("", ""),)
    assert fitting_formats(["soon"]) == fitting_formats([]) == ()
    ambiguous = propose(read_foreign("x.csv", b"Date\n01/02/2016\n"))
    assert ambiguous.ambiguous == {"event_date": ("%d/%m/%Y, Gregorian", "%m/%d/%Y, Gregorian")}
    assert ambiguous.mapping.rules["event_date"].format == ""


# ---- numbers as they are said


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("20", "20", "20"), ("", "", ""), ("20-25", "20", "25"), ("20 to 25", "20", "25"), ("At least 20", "20", ""),
        ("20+", "20", ""), ("20 or more", "20", ""), ("up to 20", "", "20"), ("more than 20", "21", ""),
        ("fewer than 20", "", "19"), ("between 3 and 5", "3", "5"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_said(said, least, most):
    assert bounds(said) == (least, most)


@pytest.mark.parametrize("said", ["dozens", "20?", "-3", "1e3", "20.5", "about 20", "fewer than 0"])
def test_words_that_are_no_number_are_refused(said):
    with pytest.raises(UnexpectedError):
        bounds(said)

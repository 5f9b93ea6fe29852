"""`disputes` and `life` on the command line, and the schemas of everything that is printed as JSON."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from claimatlas import vocabulary as voc
from claimatlas.cli.shell import main
from claimatlas.disputes import Rule, find_disputes
from claimatlas.errors import Severity
from claimatlas.life import lives
from claimatlas.record import SHIPPED_WORKSPACE, WORKSPACE_VARIABLE
from claimatlas.selection import Selection, select
from claimatlas.vocabulary import Deed, Life

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


@pytest.fixture(autouse=True)
def _no_workspace_from_outside(monkeypatch):
    monkeypatch.delenv(WORKSPACE_VARIABLE, raising=False)


@pytest.fixture
def ran(capsys):
    """`ran(*words)`: exit code, standard output and standard error."""

    def run(*words):
        return main([str(word) for word in words]), *capsys.readouterr()

    return run


@pytest.fixture
def answered(ran):
    """`answered(*words)`: what a command prints as JSON."""

    def run(*words):
        code, out, err = ran(*words, "--format", "json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return run


def table(out):
    return list(csv.DictReader(io.StringIO(out)))


@pytest.fixture
def spoilt(tmp_path):
    """A workspace in which one row of the claims is refused."""
    (tmp_path / "geodata").symlink_to(SHIPPED_WORKSPACE / "geodata")
    (tmp_path / "events.csv").write_bytes((SHIPPED_WORKSPACE / "events.csv").read_bytes())
    claims = (SHIPPED_WORKSPACE / "claims.csv").read_text(encoding="utf-8")
    (tmp_path / "claims.csv").write_text(claims.replace("taliban", "talib", 1), encoding="utf-8")
    return tmp_path


# ---- disputes


def test_disputes_are_a_list_of_entries_in_the_shape_of_the_contract(answered, record):
    entries = answered("disputes")
    assert len(entries) == len(find_disputes(record.claims)) == 240
    # The quarrel over Khan Abad on the day of the report.
    assert {
        "rule": "opposed_ground",
        "claim_ids": ["SEED-07", "SEED-15"],
        "adm2_pcode": "AF1904",
        "event_id": "EV-2016-04-KUNDUZ-ASSAULT",
        "event_date": "2016-04-17",
    } in entries
    # A16-12 names no district; J18-05 and J18-06 belong to no milestone.
    by_pair = {tuple(entry["claim_ids"]): entry for entry in entries}
    assert by_pair["A16-11", "A16-12"]["adm2_pcode"] is None
    assert by_pair["J18-06", "J18-05"]["event_id"] is None


def test_disputes_as_known_by_a_day(answered):
    # By 1 October 2015 the Taliban's denial was out, the BBC's report of the square (F15-47, the 3rd) was not.
    known = answered("disputes", "--known-by", "2015-10-01", "--from", "2015-10-01", "--to", "2015-10-01")
    named = {key for entry in known for key in entry["claim_ids"]}
    assert "F15-46" in named
    assert "F15-47" not in named
    assert answered("disputes", "--known-by", "2015-04-01") == []


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (("--party", "iskp"), {"parties": ("iskp",)}),
        (("--district", "Khanabad"), {"districts": ("AF1904",)}),
        (("--district", "AF1904,AF1905", "--party", "un"), {"districts": ("AF1904", "AF1905"), "parties": ("un",)}),
        (("--claim-type", "denial"), {"claim_types": ("denial",)}),
    ],
)  # fmt: skip
def test_disputes_keep_a_pair_when_one_of_its_claims_passes_the_filters(answered, record, words, asked):
    passed = set(select(record.claims, Selection(**asked)).index)
    whole = answered("disputes")
    assert answered("disputes", *words) == [entry for entry in whole if passed & set(entry["claim_ids"])]


def test_disputes_as_csv_hold_the_same(ran, answered):
    code, out, err = ran("disputes", "--district", "AF1904", "--format", "csv")
    assert (code, err) == (0, "")
    entries = [
        {key: ";".join(cell) if key == "claim_ids" else cell or "" for key, cell in entry.items()}
        for entry in answered("disputes", "--district", "AF1904")
    ]
    assert table(out) == entries


def test_disputes_as_a_table_say_what_was_asked_and_what_a_rule_means(ran):
    code, out, err = ran("disputes", "--district", "Khan Abad", "--known-by", "2016-04-17")
    assert (code, err) == (0, "")
    assert out == (
        "Disputes between claims published by 17 April 2016, at least one of them from this selection: "
        "Claims in the district of Khan Abad. A claim is not a fact; silence is not control.\n\n"
        "Rule                   Claims            District   Milestone                  Day\n"
        "Countered by name      SEED-07, SEED-15  Khan Abad  EV-2016-04-KUNDUZ-ASSAULT  2016-04-17\n"
        "Opposed on the ground  SEED-07, SEED-15  Khan Abad  EV-2016-04-KUNDUZ-ASSAULT  2016-04-17\n\n"
        "2 in all: countered by name 1, opposed on the ground 1.\n"
        f"Countered by name: {Rule.EXPLICIT_COUNTER.description}\n"
        f"Opposed on the ground: {Rule.OPPOSED_GROUND.description}\n"
    )


def test_disputes_that_are_none_have_words(ran):
    code, out, _ = ran("disputes", "--known-by", "2015-04-01")
    assert (code, out.splitlines()[-1]) == (0, "No disputes on record for this selection.")


# ---- life


def test_life_is_a_list_with_the_claims_in_the_order_asked_for(answered):
    entries = answered("life", "J19-04", "F15-48", "J19-04", "--known-by", "2019-07-15")
    assert entries == [
        {
            "claim_id": "J19-04",
            "life": "conceded",
            "history": [
                {"date": "2019-07-02", "did": "claimed", "claim_id": "J19-04", "copies": []},
                {"date": "2019-07-02", "did": "conceded", "claim_id": "J19-04", "copies": []},
                {"date": "2019-07-02", "did": "denied_within", "claim_id": "J19-03", "copies": []},
            ],
        },
        {
            "claim_id": "F15-48",
            "life": "countered",
            "history": [
                {"date": "2015-10-01", "did": "claimed", "claim_id": "F15-48", "copies": []},
                {"date": "2015-10-01", "did": "denied_within", "claim_id": "F15-45", "copies": []},
                {"date": "2015-10-03", "did": "countered", "claim_id": "F15-47", "copies": []},
            ],
        },
    ]


def test_life_without_claims_is_that_of_all_published_by_the_day(answered, record):
    entries = answered("life")
    assert {entry["claim_id"]: entry["life"] for entry in entries} == lives(record.claims).to_dict()
    assert [entry["claim_id"] for entry in entries] == record.claims.index.tolist()
    assert len(answered("life", "--known-by", "2015-06-22")) == (record.claims["reported_date"] <= "2015-06-22").sum()


def test_life_of_a_claim_not_yet_published_is_none(ran, answered):
    words = ("life", "J19-02", "--known-by", "2019-07-15")
    assert answered(*words) == [{"claim_id": "J19-02", "life": None, "history": []}]
    assert ran(*words)[1].splitlines()[-1] == "J19-02  Not yet published"
    assert table(ran(*words, "--format", "csv")[1]) == [
        {"claim_id": "J19-02", "life": "", "date": "", "did": "", "by": "", "copies": ""}
    ]


def test_life_as_csv_has_one_line_for_each_step(ran):
    code, out, err = ran("life", "A16-05", "--format", "csv")
    assert (code, err) == (0, "")
    shared = {"claim_id": "A16-05", "life": "corroborated"}
    assert table(out) == [
        {**shared, "date": "2016-04-15", "did": "claimed", "by": "A16-05", "copies": ""},
        {**shared, "date": "2016-04-17", "did": "corroborated", "by": "SEED-02", "copies": "SEED-03"},
    ]


def test_life_as_a_table_names_a_claim_once(ran):
    code, out, err = ran("life", "A16-05", "X21-20", "--known-by", "2021-08-09")
    assert (code, err) == (0, "")
    assert out == (
        "How claims stand, as known by the end of 9 August 2021. A claim is not a fact; silence is not control.\n\n"
        "Claim   Life          Day         What          By\n"
        "A16-05  Corroborated  2016-04-15  Claimed\n"
        "                      2016-04-17  Corroborated  SEED-02, SEED-03\n"
        "X21-20  Disputed      2021-08-08  Claimed\n"
        "                      2021-08-09  Countered     X21-23\n"
        "                      2021-08-09  Conceded      X21-21\n"
    )


def test_life_before_the_first_claim_has_words(ran):
    assert ran("life", "--known-by", "2015-04-01")[1].splitlines()[-1] == "No claims published by that day."


# ---- what is refused


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("life", "SEED-99"), "No claim of the record has the identifier 'SEED-99'."),
        (("life", "seed-07"), "No claim of the record has the identifier 'seed-07'."),
        (("life", "A", "SEED-07", "B", "A"), "No claim of the record has the identifier 'A' or 'B'."),
        (("life", ""), "No claim of the record has the identifier ''."),
        (("life", "a\nb"), "No claim of the record has the identifier 'a\\u000ab'."),
        (("life", "SEED-07", "--known-by", "x"), "--known-by 'x' is not a day as YYYY-MM-DD."),
        (("life", "SEED-07", "--party", "taliban"), "Unrecognized arguments: --party"),
        (("disputes", "--known-by", "2016-02-30"), "--known-by '2016-02-30' is not a day that exists, as YYYY-MM-DD."),
        (("disputes", "--known-by", ""), "--known-by is given without a value."),
        (("disputes", "--party", "talib"), "--party 'talib' is not a known party"),
        (("disputes", "--on", "2016-04-17"), "Unrecognized arguments: --on"),
        (("disputes", "--format", "xml"), "'xml'"),
    ],
)
def test_what_does_not_exist_is_refused_in_one_sentence(ran, words, said):
    code, out, err = ran(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", ["disputes", "life"])
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_refused_rows_of_the_record_are_told(ran, spoilt, command, form):
    code, _, err = ran("--workspace", spoilt, command, "--format", form)
    assert (code, err) == (0, "1 rows of claims.csv were refused and are not in it; see check.\n")


# ---- schemas


def schema(name):
    return json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))


def validator(name):
    return jsonschema.Draft202012Validator(schema(name), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


OUTPUTS = [
    ("check", ("check", "--json"), 0),
    ("check", ("check", SHIPPED_WORKSPACE / "events.csv", "--json"), 0),
    ("state", ("state", "--on", "2016-04-17", "--format", "json"), 0),
    ("state", ("state", "--on", "2021-08-08", "--window", "all", "--party", "un", "--format", "json"), 0),
    ("disputes", ("disputes", "--format", "json"), 0),
    ("disputes", ("disputes", "--known-by", "2015-04-01", "--format", "json"), 0),
    ("life", ("life", "--format", "json"), 0),
    ("life", ("life", "J19-02", "J19-04", "--known-by", "2019-07-15", "--format", "json"), 0),
]


@pytest.mark.parametrize(("name", "words", "code"), OUTPUTS)
def test_what_is_printed_has_the_shape_of_its_schema(ran, name, words, code):
    found, out, _ = ran(*words)
    assert found == code
    validator(name).validate(json.loads(out))


@pytest.mark.parametrize("ending", ["csv", "gpkg"])
def test_a_sidecar_and_its_verification_have_the_shape_of_their_schemas(ran, tmp_path, ending):
    file = tmp_path / f"map.{ending}"
    assert ran("snapshot", "--on", "2021-06-22", "--layer", "assessments", "--out", file)[0] == 0
    validator("sidecar").validate(json.loads(Path(f"{file}.json").read_bytes()))
    code, out, _ = ran("verify", file, "--json")
    assert code == 0
    validator("verify").validate(json.loads(out))


def test_a_check_with_problems_has_the_shape_of_its_schema(ran, spoilt):
    code, out, _ = ran("--workspace", spoilt, "check", "--json")
    assert code == 1
    found = json.loads(out)
    assert found["problems"]
    validator("check").validate(found)


@pytest.mark.parametrize("name", ["check", "state", "disputes", "life", "verify", "sidecar"])
def test_a_schema_is_a_schema_that_says_what_everything_is(name):
    jsonschema.Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    shape = schema(name).get("items", schema(name))
    assert shape["additionalProperties"] is False
    assert all(column.get("description") for column in shape["properties"].values())


def test_the_codes_of_the_schemas_are_those_of_the_vocabulary():
    def codes(name, *path):
        found = schema(name)
        for step in path:
            found = found[step]
        return found["enum"]

    entry = ("items", "properties")
    assert codes("disputes", *entry, "rule") == [rule.value for rule in Rule]
    assert codes("life", *entry, "life") == [*(life.value for life in Life), None]
    assert codes("life", "$defs", "step", "properties", "did") == [deed.value for deed in Deed]
    status = schema("state")["items"]["properties"]["status"]["anyOf"][0]["enum"]
    assert status == [voc.Status.NO_REPORT.value, voc.Status.CONTESTED.value]
    snapshot = ("properties", "snapshot", "properties")
    assert codes("sidecar", *snapshot, "resolution") == [one.value for one in voc.Resolution]
    assert codes("sidecar", *snapshot, "paper") == [one.value for one in voc.Paper]
    assert codes("check", "$defs", "problem", "properties", "severity") == [severity.value for severity in Severity]


SPOILT_OUTPUTS = [
    ("disputes", {"rule": "quarrel"}),
    ("disputes", {"claim_ids": ["SEED-07"]}),
    ("disputes", {"claim_ids": ["SEED-07", "SEED-07"]}),
    ("disputes", {"event_date": "2016-02-30"}),
    ("disputes", {"adm2_pcode": ""}),
    ("life", {"life": "dead"}),
    ("life", {"history": [{"date": "2016-04-17", "did": "claimed", "claim_id": "SEED-07"}]}),
    ("state", {"status": "observer"}),
    ("state", {"claim_ids": {"observer": ["SEED-07"]}}),
    ("state", {"more": 1}),
]


@pytest.mark.parametrize(("name", "cells"), SPOILT_OUTPUTS)
def test_a_schema_sees_what_is_wrong(ran, name, cells):
    words = {"disputes": ("disputes",), "life": ("life", "SEED-07"), "state": ("state", "--on", "2016-04-17")}[name]
    right = json.loads(ran(*words, "--format", "json")[1])
    assert not validator(name).is_valid([right[0] | cells])

"""The command line keeps its contract: shapes, exit codes, one sentence for every error, never a traceback."""

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from claimatlas import __version__
from claimatlas.cli import place
from claimatlas.cli.shell import COMMANDS, main
from claimatlas.record import SHIPPED_WORKSPACE, WORKSPACE_VARIABLE


@pytest.fixture(autouse=True)
def _no_workspace_from_outside(monkeypatch):
    monkeypatch.delenv(WORKSPACE_VARIABLE, raising=False)


@pytest.fixture
def run(capsys):
    """`run(*words)`: exit code, standard output and standard error of one command."""

    def ran(*words):
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


@pytest.fixture
def refused(run):
    """`refused(*words)`: the one sentence with which a command refuses."""

    def sentence(*words):
        code, out, err = run(*words)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert err.rstrip("\n").endswith((".", "'."))
        assert "Traceback" not in err
        return err.strip()

    return sentence


@pytest.fixture
def workspace(tmp_path):
    """A folder with a copy of the shipped record, to be spoilt."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    for name in ("claims.csv", "events.csv"):
        (folder / name).write_bytes((SHIPPED_WORKSPACE / name).read_bytes())
    (folder / "geodata").symlink_to(SHIPPED_WORKSPACE / "geodata")
    return folder


@pytest.fixture
def spoilt(tmp_path, csv_of, claim):
    """A file of three rows: right, refused, flagged."""
    path = tmp_path / "spoilt.csv"
    rows = [
        claim(),
        claim(claim_id="T-2", event_date="2021-13-02", reported_date="2021-12-02"),
        claim(claim_id="T-3", statement_id="T-1", counters="T-9"),
    ]
    path.write_bytes(csv_of(*rows))
    return path


# ---- shell


def test_the_version_is_said_in_one_line(run):
    assert run("--version") == (0, f"Claim Atlas {__version__}\n", "")


def test_the_help_names_every_command_and_the_meaning_of_exit_codes(run):
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert all(command.name in out and command.summary.split()[0] in out for command in COMMANDS)
    assert "Exit code" in out


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_has_a_help(run, command):
    code, out, err = run(command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: python -m claimatlas {command}")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "COMMAND"),
        (("conquer",), "conquer"),
        (("state",), "--on"),
        (("state", "--on"), "--on"),
        (("state", "--on", "2016-04-17", "--format", "xml"), "xml"),
        (("state", "--on", "2016-04-17", "--wind", "7"), "--wind"),
        (("state", "--on", "2016-04-17", "a\nb"), "a b"),
        (("state", "--on", "2016-04-17", "\x1b[2Jx"), "\\u001b[2Jx"),
        (("place",), "SPELLING"),
        (("snapshot", "--on", "2016-04-17"), "--out"),
        (("snapshot", "--out", "x.png"), "--on"),
        (("check", "a.csv", "b.csv"), "b.csv"),
        (("check", "--workspace", "x"), "--workspace"),
        (("--workspace", "", "check"), "--workspace"),
        (("--workspace", "/nowhere/at/all", "check"), "is not a folder"),
    ],
)
def test_a_usage_error_is_one_sentence(refused, words, said):
    assert said in refused(*words)


def test_the_workspace_may_come_from_the_environment(run, refused, workspace, monkeypatch):
    (workspace / "claims.csv").write_bytes(b"x")
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace))
    assert "claims.csv" in refused("check")
    # What is said on the command line goes before.
    assert run("--workspace", SHIPPED_WORKSPACE, "check")[0] == 0
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace / "gone"))
    assert WORKSPACE_VARIABLE in refused("check")


def test_an_interrupt_is_silent_and_has_the_exit_code_of_its_signal(run, monkeypatch):
    def interrupted(arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(place, "run", interrupted)
    assert run("place", "x") == (130, "", "")


def start(*words, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "claimatlas", *words],
        cwd=SHIPPED_WORKSPACE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


@pytest.mark.parametrize("words", [("check",), ("state", "--on", "2021-08-08", "--format", "json")])
def test_a_reader_that_goes_away_leaves_no_traceback(words):
    with start(*words) as process:
        process.stdout.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


def test_the_output_is_utf_8_whatever_the_locale_says():
    with start("place", "خان آباد", "Qushtifé", env=os.environ | {"PYTHONIOENCODING": "latin-1"}) as process:
        out, err = process.communicate(timeout=60)
    assert err == b""
    assert out.decode().splitlines()[0] == "AF1904\tKhan Abad\tKunduz"


def test_no_command_loads_what_it_does_not_need():
    program = (
        "import sys; from claimatlas.cli.shell import main; "
        "main(['state', '--on', '2016-04-17']); main(['check']); main(['place', 'Kunduz']); main(['snapshot', '-h']); "
        "heavy = {'streamlit', 'folium', 'matplotlib', 'branca'} & set(sys.modules); "
        "print(sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=SHIPPED_WORKSPACE, capture_output=True, check=True)
    assert done.stderr == b"[]\n"


# ---- check


def test_the_shipped_record_has_no_problems(run):
    assert run("check") == (
        0,
        "claims.csv: 360 rows (318 statements), 360 accepted, 0 refused, 0 problems\n"
        "events.csv: 39 rows, 39 accepted, 0 refused, 0 problems\n",
        "",
    )


def test_a_file_is_checked_by_the_table_its_header_names(run):
    assert run("check", SHIPPED_WORKSPACE / "claims.csv") == (
        0,
        "claims.csv: 360 rows (318 statements), 360 accepted, 0 refused, 0 problems\n",
        "",
    )
    assert run("check", SHIPPED_WORKSPACE / "events.csv") == (
        0,
        "events.csv: 39 rows, 39 accepted, 0 refused, 0 problems\n",
        "",
    )


def test_each_problem_is_one_line_and_the_last_line_sums_up(run, spoilt):
    assert run("check", spoilt) == (
        1,
        "spoilt.csv line 3, event_date: found '2021-13-02', expected a day that exists, as YYYY-MM-DD\n"
        "spoilt.csv line 4, counters: found 'T-9', expected claims of this file; not found: T-9\n"
        "spoilt.csv: 3 rows (2 statements), 2 accepted, 1 refused, 2 problems\n",
        "",
    )


def test_a_flag_alone_is_a_problem_too(run, tmp_path, csv_of, claim):
    path = tmp_path / "flagged.csv"
    path.write_bytes(csv_of(claim(quote=" ".join(["word"] * 13))))
    code, out, _ = run("check", path)
    assert code == 1
    assert out.endswith("flagged.csv: 1 rows (1 statements), 1 accepted, 0 refused, 1 problems\n")


def test_check_as_json_is_one_object_in_the_shape_of_the_contract(run, spoilt):
    code, out, err = run("check", spoilt, "--json")
    assert (code, err) == (1, "")
    assert json.loads(out) == {
        "file": "spoilt.csv",
        "sha256": hashlib.sha256(spoilt.read_bytes()).hexdigest(),
        "rows": 3,
        "accepted": 2,
        "refused": 1,
        "problems": [
            {
                "line": 3,
                "column": "event_date",
                "found": "2021-13-02",
                "expected": "a day that exists, as YYYY-MM-DD",
                "severity": "refused",
            },
            {
                "line": 4,
                "column": "counters",
                "found": "T-9",
                "expected": "claims of this file; not found: T-9",
                "severity": "flagged",
            },
        ],
    }


def test_without_a_file_the_json_is_that_of_the_claims_with_that_of_the_milestones_in_it(run):
    code, out, _ = run("check", "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["file"], found["rows"], found["accepted"], found["problems"]) == ("claims.csv", 360, 360, [])
    assert set(found) == {"file", "sha256", "rows", "accepted", "refused", "problems", "events"}
    assert (found["events"]["file"], found["events"]["rows"]) == ("events.csv", 39)
    assert set(found["events"]) == {"file", "sha256", "rows", "accepted", "refused", "problems"}


def test_a_problem_among_the_milestones_is_a_problem_of_the_record(run, workspace):
    text = (workspace / "events.csv").read_text(encoding="utf-8")
    (workspace / "events.csv").write_text(text.replace("2016-04-12", "2016-04-31", 1), encoding="utf-8")
    code, out, _ = run("--workspace", workspace, "check")
    assert code == 1
    assert "events.csv line 10, date: found '2016-04-31'" in out
    # The claims of that milestone still name one of the file: the row is refused for its day and not for its name.
    assert "claims.csv: 360 rows (318 statements), 360 accepted, 0 refused, 0 problems\n" in out


def test_a_file_elsewhere_is_held_against_the_milestones_of_the_workspace(run, tmp_path, csv_of, claim):
    path = tmp_path / "elsewhere.csv"
    path.write_bytes(csv_of(claim(event_id="EV-2016-04-OMARI"), claim(claim_id="T-2", event_id="EV-NEVER")))
    code, out, _ = run("check", path)
    assert code == 1
    assert out.splitlines()[:-1] == [
        "elsewhere.csv line 3, event_id: found 'EV-NEVER', expected a milestone of events.csv; not found: EV-NEVER"
    ]


UNREADABLE = {
    "another encoding": ("claim_id\nخان\n".encode("cp1256"), "is not UTF-8"),
    "UTF-16": ("claim_id,x\n".encode("utf-16"), "is not UTF-8"),
    "nothing": (b"", "is empty"),
    "an open quote": (b'claim_id\n"x', "the header lacks"),
    "semicolons": (b"claim_id;statement_id\nx;y\n", "separated by semicolons"),
}


@pytest.mark.parametrize(("data", "said"), UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
def test_a_file_that_cannot_be_read_is_one_sentence(refused, tmp_path, data, said, as_json):
    path = tmp_path / "broken.csv"
    path.write_bytes(data)
    sentence = refused("check", path, *(["--json"] if as_json else []))
    assert said in sentence
    assert str(tmp_path) not in sentence


def test_a_file_that_is_not_there_is_one_sentence(refused, tmp_path):
    assert refused("check", tmp_path / "gone.csv") == f"{tmp_path}/gone.csv cannot be read: No such file or directory."
    assert refused("check", tmp_path).endswith("cannot be read: Is a directory.")


@pytest.mark.parametrize("name", ["claims.csv", "events.csv", "geodata"])
@pytest.mark.parametrize(
    "words", [("check",), ("state", "--on", "2016-04-17"), ("snapshot", "--on", "2016-04-17", "--out", "x.csv")]
)
def test_a_workspace_without_one_of_its_parts_is_refused(refused, workspace, name, words):
    (workspace / name).unlink()
    sentence = refused("--workspace", workspace, *words)
    assert "cannot be read" in sentence
    assert sentence.startswith(f"{workspace}/"), "which workspace was meant"


def test_a_file_of_claims_without_a_row_is_a_problem(run, tmp_path):
    header, *_ = (SHIPPED_WORKSPACE / "claims.csv").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "claims.csv"
    path.write_text(header + "\n", encoding="utf-8")
    code, said, _ = run("check", path)
    assert code == 1
    assert "claims.csv line 1, row: found 'no row after the header', expected at least one claim" in said
    assert "0 rows (0 statements), 0 accepted, 0 refused, 1 problems" in said


def test_checking_changes_no_file(run, workspace):
    before = {path: path.read_bytes() for path in workspace.iterdir() if path.is_file()}
    run("--workspace", workspace, "check")
    assert {path: path.read_bytes() for path in workspace.iterdir() if path.is_file()} == before


# ---- state


def states(run, *words):
    code, out, err = run("state", *words, "--format", "json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_the_states_are_one_object_for_each_of_18_districts_in_the_order_of_the_p_codes(run):
    found = states(run, "--on", "2016-04-17", "--window", "7")
    pcodes = [entry["adm2_pcode"] for entry in found]
    assert len(found) == 18
    assert pcodes == sorted(pcodes)
    assert found[3] == {
        "adm2_pcode": "AF1904",
        "status": "contested",
        "conceded": False,
        "latest_claim_id": "SEED-15",
        "latest_event_date": "2016-04-17",
        "claim_ids": {"taliban": ["SEED-07"], "government": ["SEED-15"]},
    }
    assert found[1] == {
        "adm2_pcode": "AF1902",
        "status": "no_report",
        "conceded": False,
        "latest_claim_id": None,
        "latest_event_date": None,
        "claim_ids": {},
    }


def test_a_window_of_all_days_and_a_knowledge_clock_are_understood(run):
    by_pcode = {e["adm2_pcode"]: e for e in states(run, "--on", "2016-04-17", "--window", "all")}
    assert by_pcode["AF2806"]["latest_claim_id"] == "J16-01A"
    by_pcode = {e["adm2_pcode"]: e for e in states(run, "--on", "2015-10-02", "--known-by", "2015-09-30")}
    assert by_pcode["AF1901"]["latest_claim_id"] == "F15-23"


@pytest.mark.parametrize(
    "words",
    [
        ("--party", "taliban", "--party", "un"),
        ("--party", "un,taliban"),
        ("--party=taliban,un",),
        ("--camp", "taliban,observer", "--claim-type", "advance"),
        ("--from", "2016-04-17", "--to", "2016-04-17", "--party", "taliban"),
        ("--district", "Khanabad", "--party", "taliban"),
        ("--district", "AF1904", "--district", "خان آباد", "--party", "taliban"),
        ("--province", "Kunduz", "--party", "taliban"),
    ],
)
def test_filters_have_the_names_and_spellings_of_the_page_address(run, words):
    by_pcode = {e["adm2_pcode"]: e for e in states(run, "--on", "2016-04-17", *words)}
    assert by_pcode["AF1904"]["claim_ids"] == {"taliban": ["SEED-07"]}
    assert len(by_pcode) == 18


def test_the_states_as_csv_hold_the_same(run):
    code, out, err = run("state", "--on", "2016-04-17", "--window", "7", "--format", "csv")
    assert (code, err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 18
    assert rows[0] == {
        "adm2_pcode": "AF1901",
        "status": "contested",
        "conceded": "false",
        "latest_claim_id": "SEED-06",
        "latest_event_date": "2016-04-17",
        "claim_ids_taliban": "SEED-01A;SEED-05A;SEED-05B;SEED-05C;SEED-06",
        "claim_ids_government": "A16-04;A16-08;SEED-01B",
        "claim_ids_iskp": "",
    }
    assert set(rows[1].values()) == {"AF1902", "no_report", "false", ""}


def test_the_states_as_a_table_have_names_and_say_what_a_claim_is_not(run):
    code, out, err = run("state", "--on", "2016-04-17", "--window", "7")
    assert (code, err) == (0, "")
    assert "The map shows the 7 days up to 17 April 2016, whenever published. All claims." in out
    assert "A claim is not a fact; silence is not control." in out
    (line,) = [line for line in out.splitlines() if line.startswith("AF1904")]
    assert line.split("  ")[:3] == ["AF1904", "Khan Abad", ""]
    assert "Contested" in line
    assert line.endswith("Taliban 1, Government 1")
    assert sum(line.startswith("AF") for line in out.splitlines()) == 18
    assert all(line == line.rstrip() for line in out.splitlines())


WRONG_SELECTIONS = [
    (("--on", "2016-02-30"), "--on '2016-02-30' is not a day that exists"),
    (("--on", "17/04/2016"), "--on '17/04/2016' is not a day as YYYY-MM-DD"),
    (("--on", "2016-04-17", "--on", "2016-04-18"), "--on '2016-04-18' is given more than once"),
    (("--on", "2016-04-17", "--window", "0"), "--window '0' is not a number of days or 'all'"),
    (("--on", "2016-04-17", "--window", "-7"), "--window '-7' is not a number of days or 'all'"),
    (("--on", "2016-04-17", "--known-by", "never"), "--known-by 'never' is not a day"),
    (("--on", "2016-04-17", "--party", "talib"), "--party 'talib' is not a known party (known: taliban, government,"),
    (("--on", "2016-04-17", "--party", "taliban,x"), "--party 'x' is not a known party"),
    (("--on", "2016-04-17", "--camp", "un"), "(known: taliban, government, iskp, observer)"),
    (("--on", "2016-04-17", "--claim-type", "conquest"), "--claim-type 'conquest' is not a known claim type"),
    (("--on", "2016-04-17", "--district", "Khanabat"), "is not a known district (similar: Khan Abad (AF1904)"),
    (("--on", "2016-04-17", "--province", "Badakhshan"), "--province 'Badakhshan' is not a known province"),
    (("--on", "2016-04-17", "--from", "2016-02-01", "--to", "2016-01-01"), "--to '2016-01-01' lies before from"),
    (("--on", ""), "--on is given without a value"),
    (("--on", "2016-04-17", "--party", ""), "--party is given without a value"),
    (("--on", "2016-04-17", "--party", ", ,"), "--party is given without a value"),
    (("--on", "2016-04-17", "--party", "un", "--party", ""), "--party is given without a value"),
    (("--on", "2016-04-17", "--district", "a\nb"), "--district 'a\\u000ab' is not a known district"),
]


@pytest.mark.parametrize(("words", "said"), WRONG_SELECTIONS)
def test_a_selection_of_what_does_not_exist_is_refused(refused, words, said):
    assert said in refused("state", *words)


def test_every_wrong_part_of_a_selection_is_named_at_once(refused):
    said = refused("state", "--on", "x", "--party", "y", "--district", "z")
    assert all(part in said for part in ("--on 'x'", "--party 'y'", "--district 'z'"))


def test_refused_rows_of_the_record_are_told_beside_the_states(run, workspace):
    text = (workspace / "claims.csv").read_text(encoding="utf-8")
    (workspace / "claims.csv").write_text(text.replace("taliban", "talib", 1), encoding="utf-8")
    code, out, err = run("--workspace", workspace, "state", "--on", "2016-04-17", "--format", "json")
    assert (code, len(json.loads(out))) == (0, 18)
    assert err == "1 rows of claims.csv were refused and are not in it; see check.\n"
    assert "1 row of the file refused" in run("--workspace", workspace, "state", "--on", "2016-04-17")[1]


# ---- place


PLACES = [
    (("Qushtifa",), 0, "AF2805\tQush Tepa\tJowzjan"),
    (("Khanabad",), 0, "AF1904\tKhan Abad\tKunduz"),
    (("AF1904",), 0, "AF1904\tKhan Abad\tKunduz"),
    (("Jowzhan",), 0, "AF28\tJowzjan province\tJowzjan"),
    (("Kunduz",), 0, "AF1901\tKunduz\tKunduz\talso AF19 Kunduz province"),
    (("Kunduz province",), 0, "AF19\tKunduz province\tKunduz"),
    (("Kunduz city",), 0, "AF1901\tKunduz\tKunduz"),
    (("Fayzabad, Jowzjan",), 0, "AF2808\tFayzabad\tJowzjan"),
    (("Fayzabad", "--province", "Jowzhan"), 0, "AF2808\tFayzabad\tJowzjan"),
    (("Fayzabad, Jowzjan", "--province", "AF28"), 0, "AF2808\tFayzabad\tJowzjan"),
    (("Jowzjan", "--province", "Jowzjan"), 0, "AF28\tJowzjan province\tJowzjan"),
    (("xyzzy",), 1, "no match"),
    (("",), 1, "no match"),
    (("Khanabad", "--province", "Jowzjan"), 1, "no match\tsimilar: Khanaqa (AF2803), Khamyab (AF2806)"),
    (("AF1904", "--province", "Jowzjan"), 1, "no match"),
    (("Kunduz", "--province", "Jowzjan"), 1, "no match"),
    (("Fayzabad, Jowzjan", "--province", "Kunduz"), 1, "no match\tsimilar: Ali Abad (AF1903), Khan Abad (AF1904)"),
]


@pytest.mark.parametrize(("words", "code", "line"), PLACES)
def test_a_spelling_leads_to_one_line(run, words, code, line):
    assert run("place", *words) == (code, f"{line}\n", "")


@pytest.mark.parametrize("spelling", ["Khanabat", "Faizabad, Badakhshan", "Kalbadd", "Kunduzz"])
def test_what_is_only_similar_has_no_match_and_suggestions_after_it(run, spelling):
    code, out, err = run("place", spelling)
    assert (code, err) == (1, "")
    assert out.startswith("no match\t") or out == "no match\n"


def test_the_first_suggestion_is_the_most_similar(run):
    assert run("place", "Khanabat")[1].startswith("no match\tsimilar: Khan Abad (AF1904)")


def test_every_spelling_has_its_own_line_and_one_without_match_decides_the_exit_code(run):
    code, out, _ = run("place", "Khanabad", "Khanabat", "Qushtifa")
    assert code == 1
    assert [line.split("\t")[0] for line in out.splitlines()] == ["AF1904", "no match", "AF2805"]


def test_an_unknown_province_is_a_usage_error_and_no_miss(refused):
    said = refused("place", "Fayzabad", "--province", "Badakhshan")
    assert said == "--province 'Badakhshan' is not a known province (known: Kunduz (AF19), Jowzjan (AF28))."


# ---- snapshot


def test_a_snapshot_is_two_files_whose_paths_are_printed(run, tmp_path):
    path = tmp_path / "map.geojson"
    code, out, err = run("snapshot", "--on", "2016-04-17", "--window", "7", "--place", "Khanabad", "--out", path)
    assert (code, err) == (0, "")
    assert out == f"{path}\n{path}.json\n"
    assert len(json.loads(path.read_bytes())["features"]) >= 18
    about = json.loads(Path(f"{path}.json").read_bytes())
    assert hashlib.sha256(path.read_bytes()).hexdigest() in json.dumps(about)
    assert "on=2016-04-17" in json.dumps(about)
    assert "AF1904" in json.dumps(about)


def test_the_ending_may_be_in_capitals(run, tmp_path):
    assert run("snapshot", "--on", "2016-04-17", "--out", tmp_path / "MAP.CSV")[0] == 0


@pytest.mark.parametrize("name", ["map", "map.doc", "map.json", ".png"])
def test_an_unknown_ending_writes_nothing(refused, tmp_path, name):
    assert "png, svg" in refused("snapshot", "--on", "2016-04-17", "--out", tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_one_sentence(refused, tmp_path):
    assert "cannot be written" in refused("snapshot", "--on", "2016-04-17", "--out", tmp_path / "gone" / "map.csv")


@pytest.mark.parametrize("name", ["claims.csv", "events.csv", "geodata/../claims.csv"])
def test_a_snapshot_never_takes_the_place_of_the_record(refused, workspace, name):
    before = (workspace / "claims.csv").read_bytes()
    words = ("--workspace", workspace, "snapshot", "--on", "2016-04-17", "--out", workspace / name)
    if ".." in name:
        (workspace / "geodata").unlink()
        shutil.copytree(SHIPPED_WORKSPACE / "geodata", workspace / "geodata")
    assert "is the record itself" in refused(*words)
    assert (workspace / "claims.csv").read_bytes() == before

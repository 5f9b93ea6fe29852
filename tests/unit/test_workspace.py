"""The words of a workspace: what its two files may say, what is refused, and that they hold for a whole process."""

import json
import os
import shutil
import subprocess
import sys
import tomllib

import pytest

from claimatlas import workspace as workspaces
from claimatlas.cli.shell import main
from claimatlas.errors import UnreadableFileError, UsageError
from claimatlas.settings import settings_of
from claimatlas.vocabulary.words import words_of
from claimatlas.workspace import SETTINGS_FILE, SHIPPED_WORKSPACE, VOCABULARY_FILE, read_declared, require_declared

FOUR_SIDES = """
silence = "not control by a league"
camps = [
  { code = "reds", label = "Reds", in_sentence = "the Reds", light = "#d55e00", dark = "#ef7d22" },
  { code = "port_guard", label = "Port Guard" },
  { code = "hill_league", label = "Hill League" },
  { code = "islanders", label = "Islanders" },
]
observers = { label = "Bystanders" }
parties = [
  { code = "reds", label = "Reds", camp = "reds" },
  { code = "guard", label = "Port Guard", camp = "port_guard", voice = "the guard itself" },
  { code = "harbour", label = "Harbour masters", camp = "port_guard" },
  { code = "league", label = "Hill League", camp = "hill_league" },
  { code = "islanders", label = "Islanders", camp = "islanders" },
  { code = "radio", label = "Radio", camp = "observer" },
]
casualties = [{ code = "crews", label = "Crews", one = "of a crew" }]
claim_types = { besiege = { label = "Blockade" } }
"""
SETTINGS = 'title = "Straits"\nfirst_view = { on = 2031-05-06, window = "all" }\n'


def read(tmp_path, text, name=VOCABULARY_FILE):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_declared(path)


def test_the_shipped_files_are_right():
    for name in (VOCABULARY_FILE, SETTINGS_FILE):
        assert read_declared(SHIPPED_WORKSPACE / name).trouble == ""


def test_a_vocabulary_says_who_fights_who_speaks_and_what_it_is_called(tmp_path):
    words = words_of(read(tmp_path, FOUR_SIDES).content)
    assert [camp.code for camp in words.camps] == ["reds", "port_guard", "hill_league", "islanders"]
    assert words.colours["reds"] == {"light": "#d55e00", "dark": "#ef7d22"}
    assert words.observers.code == "observer"
    assert words.parties[1].more == {"camp": "port_guard", "voice": "the guard itself"}
    assert words.claim_types["besiege"]["label"] == "Blockade"


def test_settings_say_the_title_the_first_day_and_the_window(tmp_path):
    said = settings_of(read(tmp_path, SETTINGS, SETTINGS_FILE).content)
    assert (said.title, said.on.isoformat(), said.window) == ("Straits", "2031-05-06", None)
    assert (said.credit, said.sources, said.quoted) == ("", (), "")


def replaced(before, after):
    assert before in FOUR_SIDES
    return FOUR_SIDES.replace(before, after)


HOSTILE = (
    "<script>alert(1)</script>", "{{7*7}}", "{% if %}", "${x}", "`x`", "![x](http://example.org/x.png)", "[x](y)",
    "www.example.org", "a\\nb", "\\u202eabc", "x_y", "a|b", "#head", "\\u0000", "*bold*", "~x~", '\\"', "a:red", "",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_label_that_could_be_markup_is_refused(tmp_path, text):
    with pytest.raises(UnreadableFileError, match=r"vocabulary\.toml, camps 2 label: found '.*', expected a name of"):
        read(tmp_path, replaced('label = "Port Guard" }', f'label = "{text}" }}'))


@pytest.mark.parametrize("text", ["<b>", "{{x}}", "http://example.org", "`x`", "[x](y)", "a\\nb", "$x", "x" * 401])
def test_a_sentence_that_could_be_markup_is_refused(tmp_path, text):
    with pytest.raises(UnreadableFileError, match=r"silence: found '.*', expected plain text of"):
        read(tmp_path, replaced("not control by a league", text))
    with pytest.raises(UnreadableFileError, match="sources credit: found"):
        read(tmp_path, f'{SETTINGS}sources = {{ credit = "{text}" }}\n', SETTINGS_FILE)


WRONG = [
    ("no TOML", "camps = [\n+", "not TOML: .*line 2"),
    ("a colour by name", replaced("#d55e00", "red"), "camps 1 light: found 'red', expected a colour as #rrggbb"),
    ("a style in a colour", replaced("#d55e00", "#d55e00;x:y"), "expected a colour as #rrggbb"),
    ("a code with signs", replaced('"reds", label', '"re-ds", label'), "camps 1 code: found 're-ds', expected a code"),
    ("a taken code", replaced('"reds"', '"contested"'), "the code 'contested' is taken"),
    ("a code twice", replaced('"islanders", label', '"reds", label'), "camps: two have the code 'reds'"),
    ("a label twice", replaced('label = "Radio"', 'label = "reds"'), "parties: two have the label 'reds'"),
    ("a camp called observers", replaced('label = "Bystanders"', 'label = "Reds"'), "observers: .*the label 'Reds'"),
    ("a party of nobody", replaced('camp = "observer"', 'camp = "radio"'), "no camp has the code 'radio'"),
    ("a silent camp", replaced('camp = "islanders"', 'camp = "reds"'), "none belongs to the camp 'islanders'"),
    ("an unknown claim type", replaced("besiege =", "beseech ="), "claim_types: .*beseech"),
    ("an unknown line", replaced("silence", "silent"), "top: .*silent"),
    ("a number for a name", replaced('"Radio"', "7"), "parties 6 label: found '7', expected a name"),
    ("one camp alone", 'camps = [{ code = "a", label = "A" }]', "vocabulary.toml, "),
    ("too long", "# " + "x" * 200_001, "larger than 200,000 bytes"),
]


@pytest.mark.parametrize(("text", "said"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_does_not_hold_together_is_refused_with_its_place(tmp_path, text, said):
    with pytest.raises(UnreadableFileError, match=said):
        read(tmp_path, text)


@pytest.mark.parametrize("window", ["8", '"some"', "-7"])
def test_a_window_is_one_of_those_that_the_page_offers(tmp_path, window):
    with pytest.raises(UnreadableFileError, match=r'window: found .*, expected 7, 30, 90 or "all"'):
        read(tmp_path, SETTINGS.replace('"all"', window), SETTINGS_FILE)


# ---- one process, one workspace


@pytest.fixture(scope="module")
def four_sides(tmp_path_factory):
    """A workspace with the shipped places, other words, and one claim."""
    folder = tmp_path_factory.mktemp("words") / "four"
    folder.mkdir()
    (folder / "geodata").symlink_to(SHIPPED_WORKSPACE / "geodata")
    (folder / VOCABULARY_FILE).write_text(FOUR_SIDES, encoding="utf-8")
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    with (SHIPPED_WORKSPACE / "claims.csv").open(encoding="utf-8") as file:
        header = file.readline().strip().split(",")
    cells = {
        "claim_id": "A-1", "statement_id": "A-1", "event_date": "2031-05-05", "date_precision": "1",
        "reported_date": "2031-05-05", "party": "harbour", "claimant": "A harbour master", "claim_type": "capture",
        "beneficiary": "hill_league", "adm2_pcode": "AF1904", "place_precision": "district", "killed_min": "1",
        "killed_max": "1", "killed_party": "crews", "source_reliability": "F", "information_credibility": "6",
        "summary": "The master claimed that the league had taken it.",
    }  # fmt: skip
    row = ",".join(cells.get(name, "") for name in header)
    (folder / "claims.csv").write_text(f"{','.join(header)}\n{row}\n", encoding="utf-8")
    with (SHIPPED_WORKSPACE / "events.csv").open(encoding="utf-8") as file:
        (folder / "events.csv").write_text(file.readline(), encoding="utf-8")
    return folder


def run(*words, **environment):
    command = [sys.executable, "-m", "claimatlas", *map(str, words)]
    surroundings = {name: value for name, value in os.environ.items() if name != workspaces.WORKSPACE_VARIABLE}
    done = subprocess.run(
        command, cwd=SHIPPED_WORKSPACE, capture_output=True, text=True, env=surroundings | environment, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_the_command_line_speaks_the_words_of_its_workspace(four_sides):
    code, said, wrong = run("--workspace", four_sides, "state", "--on", "2031-05-06", "--format", "json")
    assert (code, wrong) == (0, "")
    entry = next(one for one in json.loads(said) if one["adm2_pcode"] == "AF1904")
    assert entry["status"] == "hill_league"
    assert entry["conceded"] is True
    assert entry["claim_ids"] == {"hill_league": ["A-1"]}


def test_a_vocabulary_that_cannot_be_used_is_one_sentence(four_sides, tmp_path):
    spoilt = shutil.copytree(four_sides, tmp_path / "spoilt", symlinks=True)
    (spoilt / VOCABULARY_FILE).write_text(replaced("#d55e00", "red"), encoding="utf-8")
    code, said, wrong = run("check", CLAIMATLAS_WORKSPACE=str(spoilt))
    assert (code, said) == (2, "")
    assert wrong == "vocabulary.toml, camps 1 light: found 'red', expected a colour as #rrggbb, in small letters.\n"


def test_a_process_that_has_started_in_one_workspace_refuses_the_words_of_another(four_sides, capsys):
    with pytest.raises(UsageError, match="One process serves one workspace, and 'four' has another"):
        require_declared(four_sides)
    assert main(["--workspace", str(four_sides), "check"]) == 2
    assert "start again" in capsys.readouterr().err


def test_words_that_have_changed_since_the_start_ask_for_a_new_one(four_sides, tmp_path, monkeypatch):
    changed = shutil.copytree(four_sides, tmp_path / "changed", symlinks=True)
    monkeypatch.setenv(workspaces.WORKSPACE_VARIABLE, str(changed))
    with pytest.raises(UnreadableFileError, match=r"vocabulary\.toml has changed: start again"):
        require_declared(changed)


def test_what_stands_in_for_a_file_that_cannot_be_used_keeps_to_the_schema(tmp_path):
    for name, content in workspaces._BARE.items():
        workspaces._hold_against_schema(name, content)
    workspaces._hold_together(workspaces._BARE[VOCABULARY_FILE])
    assert tomllib.loads(FOUR_SIDES)["camps"]

"""The command, and what it keeps: nothing without being told, and then all of it or nothing."""

import json
import threading
from pathlib import Path

import jsonschema
import pytest

from claimatlas.cli.shell import main
from claimatlas.errors import ClaimAtlasError, UsageError
from claimatlas.export import keep
from claimatlas.importers.spellings import accepted
from claimatlas.opening import signature
from claimatlas.record import SHIPPED_WORKSPACE, open_places, open_record

FILES = Path(__file__).parents[1] / "imports"


def test_an_import_writes_the_accepted_claims_and_the_whole_report(tmp_path, capsys):
    out = tmp_path / "claims.csv"
    assert main(["import", "ucdp-ged", str(FILES / "ged.csv"), "--out", str(out)]) == 1
    said = capsys.readouterr().out
    assert said.startswith("ged.csv: 8 rows read as UCDP GED, 5 accepted, 3 refused")
    told = json.loads((tmp_path / "claims.csv.report.json").read_text(encoding="utf-8"))
    jsonschema.validate(told, json.loads((SHIPPED_WORKSPACE / "docs/schemas/import.json").read_text(encoding="utf-8")))
    assert (told["rows"], told["accepted"], len(told["refused_rows"])) == (8, 5, 3)
    assert main(["check", str(out)]) == 0
    # What was exported comes in again as it went out, letter for letter.
    again = tmp_path / "again.csv"
    assert main(["import", "table", str(out), "--out", str(again)]) == 0
    assert again.read_bytes() == out.read_bytes()


def test_the_record_itself_comes_in_as_it_is(tmp_path, capsys):
    assert main(["import", "table", str(SHIPPED_WORKSPACE / "claims.csv")]) == 0
    assert "360 claims, the same: nothing to add" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def test_a_table_is_not_read_by_a_mapping_that_nobody_agreed_to(tmp_path, capsys, monkeypatch):
    table, mapping = str(FILES / "spreadsheet.csv"), tmp_path / "mapping.yaml"
    assert main(["import", "table", table, "--out", str(tmp_path / "x.csv")]) == 2
    assert "Nobody is here to agree" in capsys.readouterr().err
    assert main(["import", "table", table, "--propose", str(mapping)]) == 0
    told = capsys.readouterr().out
    assert "event_date: column 'Incident date', as %d/%m/%Y (another name for it)" in told
    assert "not read: 'Checked by'" in told
    # What a person fills in.
    changed = mapping.read_text().replace("Capture: capture", "Capture: capture\n      Denial of loss: denial")
    mapping.write_text(changed)
    assert main(["import", "table", table, "--mapping", str(mapping)]) == 1
    assert "3 rows read as a table of your own, 1 accepted, 2 refused" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert main(["import", "table", table, "--out", str(tmp_path / "x.csv")]) == 2
    monkeypatch.setattr("builtins.input", lambda _: "y")
    assert main(["import", "table", table, "--out", str(tmp_path / "x.csv")]) == 1
    assert (tmp_path / "x.csv").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["ucdp-ged", "ged.csv", "--mapping", "m.yaml"], "for a table of your own"),
        (["ucdp-ged", "ged.csv", "--published", "1.5.2016"], "--published is '1.5.2016', expected a day"),
        (["ucdp-ged", "acled.csv"], "is not UCDP GED: it lacks the columns"),
        (["ucdp-ged", "missing.csv"], "cannot be read"),
        (["ucdp-ged", "ged.csv", "--add"], "open a workspace of your own"),
        (["ucdp-ged", "ged.csv", "--out", str(SHIPPED_WORKSPACE / "claims.csv")], "is the record itself"),
        (["nothing", "ged.csv"], "invalid choice"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(words, sentence, capsys, monkeypatch):
    monkeypatch.chdir(FILES)
    assert main(["import", *words]) == 2
    assert sentence in capsys.readouterr().err


def test_a_yes_adds_to_a_record_of_ones_own_and_changes_no_letter_of_it(workspace, capsys):
    path = workspace / "claims.csv"
    before = path.read_bytes()
    words = ["--workspace", str(workspace), "import", "ucdp-ged", str(FILES / "ged.csv"), "--add"]
    assert main(words) == 1
    assert "claims.csv: 5 claims added, 365 rows now" in capsys.readouterr().out
    assert path.read_bytes().startswith(before)
    assert len(open_record(workspace).claims) == 365
    assert main(words) == 1
    assert "claims.csv: 0 claims added" in capsys.readouterr().out
    assert main(["--workspace", str(workspace), "check", str(path)]) == 0


def test_an_id_that_is_taken_adds_nothing(workspace, checked, claim):
    before = (workspace / "claims.csv").read_bytes()
    with pytest.raises(UsageError, match=r"claims\.csv has these ids already: SEED-07"):
        keep.add_claims(workspace, checked(claim(claim_id="NEW-1"), claim(claim_id="SEED-07")).kept)
    assert (workspace / "claims.csv").read_bytes() == before


def test_a_row_that_would_not_pass_beside_the_record_adds_nothing(workspace, checked, claim):
    new = checked(claim(claim_id="NEW-1", adm2_pcode="AF1904", longitude="69.11", latitude="36.68")).kept
    gazetteer = workspace / "geodata" / "districts.geojson"
    gazetteer.write_text(gazetteer.read_text().replace("68.", "58.").replace("69.", "59."))
    before = (workspace / "claims.csv").read_bytes()
    with pytest.raises(ClaimAtlasError, match="would not pass the check beside the record: NEW-1"):
        keep.add_claims(workspace, new)
    assert (workspace / "claims.csv").read_bytes() == before


def test_a_disk_that_is_full_leaves_the_record_as_it_was(workspace, checked, claim, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    before = (workspace / "claims.csv").read_bytes()
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ClaimAtlasError, match="No space left on device"):
        keep.add_claims(workspace, checked(claim(claim_id="NEW-1")).kept)
    assert (workspace / "claims.csv").read_bytes() == before
    assert not list(workspace.glob(".*.part"))


def test_two_who_add_at_once_are_both_added(workspace, checked, claim):
    kept = [checked(claim(claim_id=f"NEW-{number}")).kept for number in range(4)]
    threads = [threading.Thread(target=keep.add_claims, args=(workspace, one)) for one in kept]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    added = set(open_record(workspace).claims["claim_id"])
    assert {f"NEW-{number}" for number in range(4)} <= added
    assert len(added) == 364


def test_an_accepted_spelling_is_kept_beside_the_gazetteer_and_known_from_then_on(workspace, capsys):
    own = ["--workspace", str(workspace)]
    without = open_places(workspace / "geodata").sha256, signature(workspace)
    assert main([*own, "place", "Khan Abdad"]) == 1
    assert main([*own, "place", "Khan Abdad", "--accept", "AF1904"]) == 0
    assert main([*own, "place", "khan-abdad"]) == 0
    assert "AF1904\tKhan Abad" in capsys.readouterr().out
    assert (open_places(workspace / "geodata").sha256, signature(workspace)) != without
    assert main([*own, "import", "ucdp-ged", str(FILES / "ged.csv")]) == 1
    assert "gazetteer does not know" not in capsys.readouterr().out
    spellings = workspace / "geodata" / "spellings.csv"
    assert main(["import", "ucdp-ged", str(FILES / "ged.csv"), "--spellings", str(spellings)]) == 1
    assert "4 by the name of the district" in capsys.readouterr().out
    spellings.write_text("spelling,pcode\nx,AF9999\n")
    assert main(["import", "ucdp-ged", str(FILES / "ged.csv"), "--spellings", str(spellings)]) == 2


@pytest.mark.parametrize(
    ("spelling", "pcode", "sentence"),
    [
        ("Nowhere", "AF9999", "no P-code of the gazetteer"), ("|", "AF1904", "no spelling that can be kept"),
        ("Imam Sahib", "AF1904", "already a spelling of Imam Sahib"), ("a|b", "AF1904", "no spelling"),
    ],
)  # fmt: skip
def test_a_spelling_that_means_another_place_is_not_accepted(record, spelling, pcode, sentence):
    with pytest.raises(UsageError, match=sentence):
        accepted(spelling, pcode, record.places.gazetteer)


def test_the_shipped_gazetteer_is_not_added_to(capsys):
    assert main(["place", "Khan Abdad", "--accept", "AF1904"]) == 2
    assert "open a workspace of your own" in capsys.readouterr().err

"""A sidecar leads back to its file: the same bytes, or a sentence that says what has changed."""

import json
import shutil
from pathlib import Path

import pytest

from claimatlas import export
from claimatlas.cli.shell import main
from claimatlas.errors import UnreadableFileError
from claimatlas.export.remake import read_sidecar
from claimatlas.record import DATA_FILES, GEODATA_FILES, SHIPPED_WORKSPACE

ASKED = (
    "--on",
    "2016-04-17",
    "--window",
    "7",
    "--party",
    "taliban,government",
    "--place",
    "Khan Abad",
    "--layer",
    "claims",
)


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory):
    """A folder with a snapshot of every format, each with its sidecar."""
    folder = tmp_path_factory.mktemp("snapshots")
    for ending in export.FORMATS:
        how = ("--resolution", "print") if ending == "png" else ("--paper", "letter")
        assert main(("snapshot", *ASKED, *how, "--out", str(folder / f"map.{ending}"))) == 0
    return folder


@pytest.fixture
def told(capsys):
    def run(*words):
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.mark.parametrize("ending", export.FORMATS)
def test_every_format_is_made_again_from_its_sidecar(snapshots, told, tmp_path, ending):
    again = tmp_path / f"again.{ending}"
    code, out, err = told("snapshot", "--from-sidecar", snapshots / f"map.{ending}.json", "--out", again)
    assert (code, err) == (0, "")
    assert out.splitlines() == [str(again), f"{again}.json"]
    assert again.read_bytes() == (snapshots / f"map.{ending}").read_bytes()
    assert Path(f"{again}.json").read_bytes() == (snapshots / f"map.{ending}.json").read_bytes()


def test_without_a_name_the_file_stands_beside_its_sidecar(snapshots, told, tmp_path):
    shutil.copy(snapshots / "map.csv.json", tmp_path / "kept.csv.json")
    assert told("snapshot", "--from-sidecar", tmp_path / "kept.csv.json")[0] == 0
    assert (tmp_path / "kept.csv").read_bytes() == (snapshots / "map.csv").read_bytes()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--on", "2016-04-17"), "leave --on out"),
        (("--paper", "a4"), "leave --paper out"),
        (("--out", "map.png"), "describes a .csv file"),
    ],
)
def test_a_sidecar_brings_its_own_selection(snapshots, told, words, sentence):
    code, _, err = told("snapshot", "--from-sidecar", snapshots / "map.csv.json", *words)
    assert code == 2
    assert sentence in err


def test_a_whole_snapshot_is_verified(snapshots, told):
    code, out, _ = told("verify", snapshots / "map.geojson")
    assert code == 0
    assert [line.split(":")[0] for line in out.splitlines()] == [
        "matches  file",
        "matches  data",
        "matches  versions",
        "matches  making it again",
    ]


def found(out):
    return {one["what"]: one["matches"] for one in json.loads(out)["findings"]}


def test_a_changed_file_is_told_from_changed_data(snapshots, told, tmp_path):
    for name in ("map.csv", "map.csv.json"):
        shutil.copy(snapshots / name, tmp_path / name)
    (tmp_path / "map.csv").write_bytes(b"claim_id\r\n")
    code, out, _ = told("verify", tmp_path / "map.csv", "--json")
    assert code == 1
    assert found(out) == {"file": False, "data": True, "versions": True, "making it again": True}


def test_a_record_that_has_changed_is_named_and_nothing_is_made_of_it(snapshots, told, tmp_path):
    (tmp_path / "geodata").mkdir()
    for name in (*DATA_FILES, *(f"geodata/{name}" for name in GEODATA_FILES)):
        shutil.copy(SHIPPED_WORKSPACE / name, tmp_path / name)
    lines = (tmp_path / "claims.csv").read_bytes().splitlines(keepends=True)
    (tmp_path / "claims.csv").write_bytes(b"".join(lines[:-1]))
    code, out, _ = told("--workspace", tmp_path, "verify", snapshots / "map.csv", "--json")
    assert code == 1
    assert found(out) == {"file": True, "data": False, "versions": True}
    assert "claims.csv" in out
    given, wanted = snapshots / "map.csv.json", tmp_path / "x.csv"
    code, _, err = told("--workspace", tmp_path, "snapshot", "--from-sidecar", given, "--out", wanted)
    assert code == 2
    assert "The record has changed since map.csv.json was written: claims.csv" in err
    assert not wanted.exists()


def test_other_versions_are_named_and_an_old_sidecar_is_never_replaced(snapshots, told, tmp_path):
    shutil.copy(snapshots / "map.csv", tmp_path / "map.csv")
    about = json.loads((snapshots / "map.csv.json").read_bytes())
    about["versions"]["pandas"] = "0.1"
    old = json.dumps(about)
    (tmp_path / "map.csv.json").write_text(old)
    code, out, _ = told("verify", tmp_path / "map.csv")
    assert code == 1
    assert "DIFFERS  versions: pandas 0.1 then" in out
    code, _, err = told("snapshot", "--from-sidecar", tmp_path / "map.csv.json")
    assert code == 2
    assert "Choose another name with --out" in err
    assert (tmp_path / "map.csv.json").read_text() == old
    code, _, err = told("snapshot", "--from-sidecar", tmp_path / "map.csv.json", "--out", tmp_path / "new.csv")
    assert code == 0
    assert "pandas 0.1 then" in err


@pytest.mark.parametrize(
    "spoil",
    [
        lambda about: [],
        lambda about: {},
        lambda about: about | {"snapshot": about["snapshot"] | {"format": "docx"}},
        lambda about: about | {"snapshot": about["snapshot"] | {"resolution": "../../etc/passwd"}},
        lambda about: about | {"parameters": {"on": [3]}},
        lambda about: about | {"parameters": "on=2016-04-17"},
        lambda about: about | {"address": None},
        lambda about: about | {"data_sha256": {"claims.csv": 1}},
    ],
)
def test_a_sidecar_that_is_none_is_refused_in_one_sentence(snapshots, spoil):
    about = json.loads((snapshots / "map.png.json").read_bytes())
    with pytest.raises(UnreadableFileError, match=r"^s\.json is not the sidecar of a snapshot that can be made here: "):
        read_sidecar(spoil(about), "s.json")


def test_a_sidecar_that_asks_for_what_does_not_exist_is_refused(snapshots, told, tmp_path):
    about = json.loads((snapshots / "map.csv.json").read_bytes())
    about["parameters"]["district"] = ["Atlantis"]
    (tmp_path / "map.csv.json").write_text(json.dumps(about))
    code, _, err = told("snapshot", "--from-sidecar", tmp_path / "map.csv.json")
    assert code == 2
    assert "asks for district 'Atlantis'" in err


def test_a_snapshot_without_its_sidecar_cannot_be_verified(snapshots, told, tmp_path):
    shutil.copy(snapshots / "map.csv", tmp_path / "alone.csv")
    code, _, err = told("verify", tmp_path / "alone.csv")
    assert code == 2
    assert "alone.csv.json cannot be read" in err

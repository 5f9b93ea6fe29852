"""Another conflict, another place: three made-up camps across the 180th meridian, built, checked, asked and written."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

ROOT = Path(__file__).parents[2]
SECOND = ROOT / "tests" / "second"
CAMPS = ["fleet", "council", "league"]
ACROSS = {"QX0201", "QX0302", "QX0303"}
BUILD = ("--country", "Meridian Isles", "--prefix", "QX", "--name-column", "unit")
RECORD = ("--province", "Sunset", "--province", "Sunrise", "--credit", "Invented outlines of the tests")


def run_in_one(program, *words, **environment):
    """Run a program that prints one JSON value, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, words)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


BUILDS = """
import contextlib, io, json, sys
sys.path.insert(0, "geodata")
import build
found = []
for words in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as wrong:
        found.append([build.main(words), wrong.getvalue()])
print(json.dumps(found))
"""


def built(*commands):
    return run_in_one(BUILDS, json.dumps([[str(word) for word in words] for words in commands]))


ASKS = """
import contextlib, io, json, sys
from claimatlas.cli.shell import main
found = []
for words in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = main(words)
    found.append([code, said.getvalue()])
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What each command says in the second workspace, by its words; files of all formats lie in `out`."""
    out = tmp_path_factory.mktemp("out")
    endings = ("geojson", "gpkg", "geoparquet", "csv", "svg", "html")
    snapshots = [
        ["snapshot", "--on", "2031-05-06", "--layer", "assessments", "--out", str(out / f"m.{end}")] for end in endings
    ]
    asked = [
        ["check"],
        ["state", "--on", "2031-05-06", "--format", "json"],
        ["disputes", "--format", "json"],
        ["life", "M-04", "--format", "json"],
        ["place", "Fathom Bay"],
        *snapshots,
        ["verify", str(out / "m.svg")],
    ]
    answers = run_in_one(ASKS, json.dumps(asked), CLAIMATLAS_WORKSPACE=str(SECOND))
    return {" ".join(words[:1]): answer for words, answer in zip(asked, answers, strict=True)} | {"out": out}


def test_every_command_does_what_it_does_at_home(said):
    assert said["check"][0] == 0
    assert "16 accepted, 0 refused, 0 problems" in said["check"][1]
    assert said["place"] == [0, "QX0203\tFathom Bay\tSunrise\n"]
    assert said["verify"][0] == 0
    assert json.loads(said["life"][1])[0]["life"] == "conceded"
    rules = {row["rule"] for row in json.loads(said["disputes"][1])}
    assert rules == {"explicit_counter", "opposed_ground", "figures_differ"}


def test_a_district_is_claimed_for_all_three_and_a_point_beyond_the_meridian_finds_its_district(said):
    states = {one["adm2_pcode"]: one for one in json.loads(said["state"][1])}
    assert list(states["QX0303"]["claim_ids"]) == CAMPS
    assert states["QX0201"]["claim_ids"]["council"] == ["M-12"]  # at 179.5 west
    assert states["QX0301"]["status"] == "no_report"
    assert {states[pcode]["status"] for pcode in ("QX0202", "QX0203")} == {"council", "league"}


def test_written_outlines_are_cut_at_the_meridian_and_lie_between_180_and_180(said):
    written = json.loads((said["out"] / "m.geojson").read_text(encoding="utf-8"))
    west, _, east, _ = written["bbox"]
    assert west > 0 > east  # RFC 7946, 5.2
    for one in written["features"]:
        shape = shapely.from_geojson(json.dumps(one["geometry"]))
        assert shape.is_valid
        assert -180 <= shape.bounds[0] <= shape.bounds[2] <= 180
        assert (shape.geom_type == "MultiPolygon") == (one["id"] in ACROSS)
        assert all(part.bounds[2] - part.bounds[0] < 3 for part in shapely.get_parts(shape))


@pytest.mark.parametrize("ending", ["gpkg", "geoparquet"])
def test_layers_for_other_programs_hold_the_same_ground(said, ending):
    path = said["out"] / f"m.{ending}"
    layer = gpd.read_parquet(path) if ending == "geoparquet" else gpd.read_file(path, layer="districts")
    assert list(layer.total_bounds[[0, 2]]) == [-180, 180]
    assert {f"claims_{camp}" for camp in (*CAMPS, "observer")} <= set(layer.columns)
    inside = gpd.read_file(SECOND / "geodata" / "districts.geojson").to_crs("+proj=cea +lon_0=180").area.sum()
    assert layer.to_crs("+proj=cea +lon_0=0").area.sum() == pytest.approx(inside, rel=1e-6)


def test_the_picture_names_the_camps_of_its_workspace_and_no_other(said):
    picture = (said["out"] / "m.svg").read_text(encoding="utf-8")
    sidecar = json.loads((said["out"] / "m.svg.json").read_text(encoding="utf-8"))
    assert set(sidecar["data_sha256"]) == {"claims.csv", "events.csv", "geodata", "vocabulary.toml"}
    for words in ("Lantern Fleet", "Harbour Council", "Tide League", "Invented outlines", "179.9° E", "for all three"):
        assert words.replace("Invented outlines", "invented for the tests") in re.sub(r"<[^>]+>", "", picture)
    page = (said["out"] / "m.html").read_text(encoding="utf-8")
    assert "Contested, claimed for both: Lantern Fleet and Harbour Council" in page
    assert '"label":"Province of the record"' in page.replace("\\", "")
    assert '"label":"River"' not in page.replace("\\", "")
    assert not re.search("Taliban|Islamic|Afghan|River|Town", picture)


# ---- building it


@pytest.fixture(scope="module")
def builds(tmp_path_factory):
    """Answers of the build, by name, and the folders it wrote to."""
    home = tmp_path_factory.mktemp("build")
    source = json.loads((SECOND / "source.geojson").read_text(encoding="utf-8"))
    poor = json.loads(json.dumps(source))
    poor["features"][0]["geometry"]["coordinates"] = [
        [[longitude + 0.03, latitude] for longitude, latitude in ring]
        for ring in source["features"][0]["geometry"]["coordinates"]
    ]
    (home / "poor.geojson").write_text(json.dumps(poor), encoding="utf-8")
    (home / "edited").mkdir()
    text = (SECOND / "geodata" / "gazetteer.csv").read_text(encoding="utf-8")
    edited = text.replace("Ash Cay,\n", "Ash Cay,Cay of Ash|Ashkay\n")
    (home / "edited" / "gazetteer.csv").write_text(edited, encoding="utf-8")
    (home / "other").mkdir()
    (home / "other" / "gazetteer.csv").write_text(text.replace(",Ash Cay,\n", ",Sand Cay,\n"), encoding="utf-8")
    own, region = ("--source", SECOND / "source.geojson", *BUILD), ("--province-column", "region")
    commands = {
        "stored": (*own, *region, *RECORD, "--out", home / "stored"),
        "edited": (*own, *region, *RECORD, "--out", home / "edited"),
        "whole": (*own, "--out", home / "whole"),
        "no country": ("--source", SECOND / "source.geojson", "--out", home / "none"),
        "no province": (*own, *region, "--province", "Nowhere", "--out", home / "none"),
        "no column": ("--source", SECOND / "source.geojson", "--country", "X", "--out", home / "none"),
        "no codes": (*own, "--code-column", "region", "--out", home / "none"),
        "other names": (*own, *region, *RECORD, "--out", home / "other"),
        "poor": ("--source", home / "poor.geojson", *BUILD, "--out", home / "none"),
        "as drawn": ("--source", home / "poor.geojson", *BUILD, "--as-drawn", "--out", home / "drawn"),
    }
    return dict(zip(commands, built(*commands.values()), strict=True)) | {"home": home}


def test_the_stored_layer_is_what_the_build_makes_of_a_source_that_is_cut_at_the_meridian(builds):
    assert builds["stored"] == [0, ""]
    made, stored = builds["home"] / "stored", SECOND / "geodata"
    assert {path.name: path.read_bytes() for path in made.iterdir()} == {
        path.name: path.read_bytes() for path in stored.iterdir()
    }


def test_inside_the_districts_are_in_one_piece(builds):
    districts = gpd.read_file(builds["home"] / "stored" / "districts.geojson")
    assert set(districts.geom_type) == {"Polygon"}
    assert 177 < districts.total_bounds[0] < 180 < districts.total_bounds[2] < 183
    assert shapely.coverage_is_valid(list(districts.geometry))


def test_what_people_wrote_into_the_gazetteer_is_kept(builds):
    assert builds["edited"][0] == 0
    text = (builds["home"] / "edited" / "gazetteer.csv").read_text(encoding="utf-8")
    spelt = {row["name_en"]: row["spellings_seen"] for row in csv.DictReader(io.StringIO(text))}
    assert spelt["Ash Cay"] == "Cay of Ash|Ashkay"
    assert len(spelt) == 6


def test_without_provinces_the_country_is_the_one_province(builds):
    assert builds["whole"][0] == 0
    text = (builds["home"] / "whole" / "provinces.csv").read_text(encoding="utf-8")
    assert [row["name_en"] for row in csv.DictReader(io.StringIO(text))] == ["Meridian Isles"]


REFUSED = {
    "no country": "A single file needs --country",
    "no province": "--province Nowhere is not in the source, which has Far Reef, Sunrise, Sunset.",
    "no column": "source.geojson has no column shapeName.",
    "no codes": "source.geojson, region: found 'Sunset', expected a P-code such as AB0102",
    "other names": "gazetteer.csv in --out says that QX0301 is Sand Cay, the source says Ash Cay.",
    "poor": "do not share borders with their neighbours",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_fit_is_one_sentence_and_nothing_is_written(builds, name):
    code, wrong = builds[name]
    assert code == 2
    assert REFUSED[name] in wrong
    assert wrong.count("\n") == 1
    assert not (builds["home"] / "none").exists()


def test_a_source_whose_neighbours_do_not_meet_can_be_kept_as_drawn(builds):
    assert builds["as drawn"][0] == 0
    assert "kept as the source draws them" in (builds["home"] / "drawn" / "README.md").read_text(encoding="utf-8")


# ---- no side has a name in the code


def test_no_side_of_the_shipped_record_is_named_outside_its_vocabulary():
    folders = (ROOT / "claimatlas", ROOT / "pages", ROOT / "static" / "atlas")
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in {".py", ".js", ".css", ".json"}]
    named = re.compile(r"[Tt]aliban|\biskp\b|Islamic State|[\"']government[\"']|[.-]government\b(?! control)")
    found = {path.name: hit.group() for path in files if (hit := named.search(path.read_text(encoding="utf-8")))}
    assert len(files) > 100
    assert found == {}

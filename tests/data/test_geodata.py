"""The shipped layer keeps what its README says, and the build refuses what it cannot place."""

import csv
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import shapely
from pyproj import Geod

GEODATA = Path(__file__).parents[2] / "geodata"
LAYERS = ("districts", "provinces", "country", "boundaries", "rivers", "towns")
WGS84 = Geod(ellps="WGS84")


def readme_table(first_column, readme=GEODATA / "README.md"):
    """Rows of the table of the README whose header begins with a column, as dictionaries."""
    lines = iter(readme.read_text(encoding="utf-8").splitlines())
    header = next(line for line in lines if line.startswith(f"| {first_column} |"))
    names, rows = cells(header), []
    next(lines)
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append(dict(zip(names, cells(line), strict=True)))
    return rows


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


def features(name, folder=GEODATA):
    return json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))["features"]


def shapes(name, key, folder=GEODATA):
    """Geometries by a property."""
    return {one["properties"][key]: shapely.from_geojson(json.dumps(one["geometry"])) for one in features(name, folder)}


def rows(name):
    with (GEODATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def area_km2(polygon):
    return abs(WGS84.geometry_area_perimeter(shapely.orient_polygons(polygon))[0]) / 1e6


def enclosed(polygons):
    return [ring for part in shapely.get_parts(shapely.union_all(polygons)) for ring in part.interiors]


@pytest.fixture(scope="module")
def districts():
    return shapes("districts", "adm2_pcode")


# What is shipped


def test_readme_lists_every_file_that_is_shipped_and_no_other():
    shipped = {path.name for path in GEODATA.iterdir() if path.suffix in {".geojson", ".csv"}}
    assert {row["file"] for row in readme_table("file | what")} == shipped


@pytest.mark.parametrize("row", readme_table("file | what"), ids=lambda row: row["file"])
def test_file_has_the_sum_the_size_and_the_count_of_the_readme(row):
    content = (GEODATA / row["file"]).read_bytes()
    entries = len(rows(row["file"])) if row["file"].endswith(".csv") else len(json.loads(content)["features"])
    found = {"bytes": len(content), "SHA-256": hashlib.sha256(content).hexdigest(), "entries": entries}
    assert found == {"bytes": int(row["bytes"]), "SHA-256": row["SHA-256"], "entries": int(row["entries"])}


def test_sources_stand_in_the_readme_by_name_only_and_with_their_sums():
    read = readme_table("source file")
    assert read
    assert all(re.fullmatch(r"[0-9a-f]{64}", row["SHA-256"]) and "/" not in row["source file"] for row in read)


def test_the_districts_were_built_from_the_published_release():
    sums = {row["source file"]: row["SHA-256"] for row in readme_table("source file")}
    # Sum of the geoBoundaries file, gbOpen AFG ADM2, built on 12 December 2023.
    published = "2cc048836d7825dbd1374c98bf07e6de9bed7ac400342762ea83c0eca10fb12d"
    assert sums["geoBoundaries-AFG-ADM2.shp"] == published


def test_there_are_seven_districts_of_kunduz_and_eleven_of_jowzjan():
    provinces = [one["properties"]["adm1_pcode"] for one in features("districts")]
    assert provinces == ["AF19"] * 7 + ["AF28"] * 11


def test_districts_are_sorted_and_carry_their_pcode_as_id():
    codes = [one["properties"]["adm2_pcode"] for one in features("districts")]
    assert codes == sorted(codes)
    assert codes == [one["id"] for one in features("districts")]


def test_districts_take_at_most_150_kilobytes():
    assert (GEODATA / "districts.geojson").stat().st_size <= 150_000


@pytest.mark.parametrize("name", LAYERS)
def test_layer_has_one_feature_a_line_and_no_other_reference_system(name):
    text = (GEODATA / f"{name}.geojson").read_text(encoding="utf-8")
    assert text.endswith("]}\n")
    assert "crs" not in json.loads(text)
    assert [json.loads(line.rstrip(",")) for line in text.splitlines()[1:-1]] == features(name)


@pytest.mark.parametrize("name", LAYERS)
def test_coordinates_have_at_most_five_decimals_and_are_degrees(name):
    for line in (GEODATA / f"{name}.geojson").read_text(encoding="utf-8").splitlines()[1:-1]:
        coordinates = line[line.index('"coordinates"') :]
        assert not re.search(r"\.\d{6}|\de", coordinates)
    for one in features(name):
        west, south, east, north = shapely.from_geojson(json.dumps(one["geometry"])).bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90


@pytest.mark.parametrize("name", ["districts", "provinces", "country"])
def test_outer_rings_run_counterclockwise_and_holes_clockwise(name):
    for one in features(name):
        for part in shapely.get_parts(shapely.from_geojson(json.dumps(one["geometry"]))):
            assert shapely.is_ccw(part.exterior)
            assert not any(shapely.is_ccw(ring) for ring in part.interiors)


@pytest.mark.parametrize("name", LAYERS)
def test_geometries_are_valid(name):
    for one in features(name):
        geometry = shapely.from_geojson(json.dumps(one["geometry"]))
        assert geometry.is_valid, shapely.is_valid_reason(geometry)
        assert not geometry.is_empty


def test_neighbouring_districts_share_every_vertex_of_their_border(districts):
    assert shapely.coverage_is_valid(list(districts.values()))


@pytest.mark.parametrize("adm1_pcode", ["AF19", "AF28"])
def test_districts_of_a_province_leave_no_gap_and_do_not_overlap(districts, adm1_pcode):
    inside = [polygon for code, polygon in districts.items() if code.startswith(adm1_pcode)]
    union = shapely.union_all(inside)
    assert enclosed(inside) == []
    assert union.geom_type == "Polygon"
    assert sum(polygon.area for polygon in inside) == pytest.approx(union.area, rel=1e-12)


@pytest.mark.parametrize("adm1_pcode", ["AF19", "AF28"])
def test_outline_of_a_province_is_the_union_of_its_districts(districts, adm1_pcode):
    inside = [polygon for code, polygon in districts.items() if code.startswith(adm1_pcode)]
    outline = shapes("provinces", "adm1_pcode")[adm1_pcode]
    assert outline.normalize() == shapely.coverage_union_all(inside).normalize()


def test_districts_and_neighbouring_provinces_are_one_coverage(districts):
    neighbours = [
        shapely.from_geojson(json.dumps(one["geometry"]))
        for one in features("provinces")
        if one["properties"]["role"] == "neighbour"
    ]
    assert neighbours
    assert shapely.coverage_is_valid([*districts.values(), *neighbours])


def test_every_province_touches_the_record_and_lies_in_the_country():
    (country,) = shapes("country", "iso3").values()
    record = shapely.union_all([shapes("provinces", "name_en")[name] for name in ("Kunduz", "Jowzjan")])
    for outline in shapes("provinces", "name_en").values():
        assert outline.intersects(record)
        assert country.covers(outline)


def test_provinces_of_the_record_come_first_and_only_known_ones_have_a_pcode():
    known = {row["adm1_pcode"]: row["name_en"] for row in rows("provinces.csv")}
    found = [(one["properties"]["role"], one["properties"]["adm1_pcode"]) for one in features("provinces")]
    assert found[: len(known)] == [("record", code) for code in sorted(known)]
    assert set(found[len(known) :]) == {("neighbour", None)}
    names = {one["properties"]["adm1_pcode"]: one["properties"]["name_en"] for one in features("provinces")}
    assert {code: names[code] for code in known} == known


def test_district_centres_lie_inside_their_district(districts):
    for one in features("districts"):
        said = one["properties"]
        point = shapely.Point(said["centre_longitude"], said["centre_latitude"])
        assert districts[said["adm2_pcode"]].contains(point), said["name_en"]


def test_names_codes_and_centres_are_those_of_the_gazetteer():
    gazetteer = {row["adm2_pcode"]: row for row in rows("gazetteer.csv")}
    assert len(gazetteer) == len(features("districts"))
    for one in features("districts"):
        said = dict(one["properties"])
        row = gazetteer[said["adm2_pcode"]]
        assert said.pop("area_km2") > 0
        assert said == {
            **{column: row[column] for column in ("adm2_pcode", "adm1_pcode", "name_en", "name_fa")},
            **{column: float(row[column]) for column in ("centre_longitude", "centre_latitude")},
        }


def test_areas_of_the_readme_are_those_of_the_districts(districts):
    table = {row["adm2_pcode"]: row for row in readme_table("adm2_pcode")}
    assert list(table) == list(districts)
    for one in features("districts"):
        row = table[one["id"]]
        source, generalised = float(row["source km²"]), float(row["generalised km²"])
        assert row["name"] == one["properties"]["name_en"]
        assert one["properties"]["area_km2"] == pytest.approx(source, abs=0.0506)
        assert area_km2(districts[one["id"]]) == pytest.approx(generalised, abs=0.00051)
        assert float(row["difference %"]) == pytest.approx((generalised / source - 1) * 100, abs=0.002)
        assert abs(float(row["difference %"])) <= 0.5


def test_rivers_are_named_and_towns_know_the_district_they_lie_in(districts):
    assert {one["properties"]["name"] for one in features("rivers")} == {"Amu Darya", "Panj"}
    for one in features("towns"):
        point = shapely.from_geojson(json.dumps(one["geometry"]))
        inside = [code for code, polygon in districts.items() if polygon.contains(point)]
        assert [one["properties"]["adm2_pcode"]] == (inside or [None])
        assert one["properties"]["name"]


def test_readme_names_every_source_that_must_be_credited():
    readme = (GEODATA / "README.md").read_text(encoding="utf-8")
    for credit in ("10.1371/journal.pone.0231866", "CC BY 4.0", "Made with Natural Earth", "OCHA COD-AB"):
        assert credit in readme


# How it is built: a country of three square districts with jagged borders, two provinces and one outside the record

CENTRES = {"West": (60.5, 30.5), "Middle": (61.5, 30.5), "East": (62.5, 30.5)}
GAZETTEER_HEADER = (
    "adm2_pcode,adm1_pcode,name_en,name_fa,centre_longitude,centre_latitude,geoboundaries_shape_name,spellings_seen"
)
GAZETTEER = ["XX0101,XX01,West,,60.5,30.5,West,Wst|Vest", "XX0102,XX01,Middle,,61.5,30.5,Middle,Midle"]
PROVINCES = "adm1_pcode,name_en,name_fa,iso_3166_2,spellings_seen\nXX01,First,,XX-ONE,Frst\n"


def jagged(longitude):
    """A border from south to north with teeth of some metres, as digitised rivers have."""
    return [(longitude + (0.00005 if step % 2 else 0) + step * 1e-7, 30 + step / 200) for step in range(201)]


def district(west, east):
    return [*jagged(west), *reversed(jagged(east)), jagged(west)[0]]


def geojson(units, kind="Polygon", **more):
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {**more, **properties},
                    "geometry": {"type": kind, "coordinates": [ring] if kind == "Polygon" else ring},
                }
                for properties, ring in units
            ],
        }
    )


def box(west, east):
    return [(west, 29.9), (east, 29.9), (east, 31.1), (west, 31.1), (west, 29.9)]


@pytest.fixture
def world(tmp_path):
    """Write a source and its facts; the arguments say what is wrong with them."""

    def write(gazetteer=GAZETTEER, names=("West", "Middle", "East"), provinces=PROVINCES):
        source, facts = tmp_path / "source", tmp_path / "facts"
        source.mkdir(exist_ok=True)
        facts.mkdir(exist_ok=True)
        borders = [(60, 61), (61, 62), (62, 63)]
        units = [({"shapeName": name}, district(*border)) for name, border in zip(names, borders, strict=True)]
        layers = {
            "geoBoundaries-XXX-ADM2.geojson": geojson(units, shapeGroup="XXX"),
            "geoBoundaries-XXX-ADM1.geojson": geojson(
                [
                    ({"shapeName": "First", "shapeISO": "XX-ONE"}, box(59.9, 62)),
                    ({"shapeName": "Second", "shapeISO": "XX-TWO"}, box(62, 63.1)),
                ]
            ),
            "geoBoundaries-XXX-ADM0.geojson": geojson([({"shapeName": "Nowhere"}, district(60, 63))]),
            "naturalearth_10m_rivers_region.geojson": geojson(
                [({"name": "Long  River", "name_en": "Long  River"}, [(60, 30), (63, 31)])], "LineString"
            ),
            "naturalearth_10m_boundaries_region.geojson": geojson(
                [({"adm0_left": "Nowhere", "adm0_right": "Elsewhere"}, [(60, 31), (63, 31)])], "LineString"
            ),
            "naturalearth_10m_places_region.geojson": geojson(
                [
                    (
                        {"name": "Town", "featurecla": "Populated place", "scalerank": 7, "adm0name": "Nowhere"},
                        CENTRES["West"],
                    )
                ],
                "Point",
            ),
        }
        for name, content in layers.items():
            (source / name).write_text(content, encoding="utf-8")
        for level, count in (("ADM2", 3), ("ADM1", 2), ("ADM0", 1)):
            (source / f"geoBoundaries-XXX-{level}-metaData.txt").write_text(
                "Boundary Representative of Year: 2020\nBoundary Source(s): a test\nLicense: Public Domain\n"
                f"Number of Administrative Units: {count}\n",
                encoding="utf-8",
            )
        (facts / "gazetteer.csv").write_text("\n".join([GAZETTEER_HEADER, *gazetteer, ""]), encoding="utf-8")
        (facts / "provinces.csv").write_text(provinces, encoding="utf-8")
        return ["--source", source, "--facts", facts]

    return write


def run_build(folders, out, *more):
    return subprocess.run(
        [sys.executable, "-B", GEODATA / "build.py", *folders, "--out", out, *more],
        capture_output=True,
        text=True,
        check=False,
    )


def assert_refused(result, out, *words):
    assert result.returncode == 2, result.stdout
    assert result.stderr.count("\n") == 1, result.stderr
    assert result.stderr.endswith(".\n")
    for word in words:
        assert word in result.stderr
    assert not out.exists()


def test_build_generalises_and_neighbours_still_meet(world, tmp_path):
    out = tmp_path / "out"
    result = run_build(world(), out)
    assert result.returncode == 0, result.stderr
    built = shapes("districts", "adm2_pcode", out)
    outlines = shapes("provinces", "name_en", out)
    assert set(built) == {"XX0101", "XX0102"}
    assert set(outlines) == {"First", "Second"}
    assert shapely.get_num_coordinates(list(built.values())).max() < len(district(60, 61)) / 2
    assert shapely.coverage_is_valid([*built.values(), outlines["Second"]])
    assert shapely.coverage_union_all(list(built.values())).normalize() == outlines["First"].normalize()
    assert [one["properties"]["name"] for one in features("rivers", out)] == ["Long River"]
    assert [one["properties"]["adm2_pcode"] for one in features("towns", out)] == ["XX0101"]


def test_build_gives_the_same_bytes_twice(world, tmp_path):
    folders = world()
    for name in ("one", "two"):
        assert run_build(folders, tmp_path / name).returncode == 0
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert "README.md" in one


def test_build_writes_no_folder_of_the_machine_into_the_readme(world, tmp_path):
    assert run_build(world(), tmp_path / "out").returncode == 0
    assert str(tmp_path) not in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_build_refuses_a_name_that_the_source_does_not_have(world, tmp_path):
    gazetteer = [GAZETTEER[0], GAZETTEER[1].replace(",Middle,Midle", ",Centre,Midle")]
    assert_refused(run_build(world(gazetteer), tmp_path / "out"), tmp_path / "out", "no district", "'Centre'", "line 3")


def test_build_refuses_a_name_that_only_another_province_has(world, tmp_path):
    result = run_build(world(names=("West", "Other", "Middle")), tmp_path / "out")
    assert_refused(result, tmp_path / "out", "no district", "'Middle'", "First")


def test_build_refuses_a_name_that_its_province_has_twice(world, tmp_path):
    result = run_build(world(names=("West", "West", "East")), tmp_path / "out")
    assert_refused(result, tmp_path / "out", "2 districts", "'West'")


def test_build_refuses_a_centre_outside_its_district(world, tmp_path):
    gazetteer = [GAZETTEER[0].replace("60.5", "61.5"), GAZETTEER[1]]
    assert_refused(run_build(world(gazetteer), tmp_path / "out"), tmp_path / "out", "centre of West", "XX0101")


def test_build_refuses_a_province_of_which_a_district_is_not_in_the_gazetteer(world, tmp_path):
    assert_refused(run_build(world(GAZETTEER[:1]), tmp_path / "out"), tmp_path / "out", "Middle (First)")


def test_build_refuses_a_spelling_that_leads_to_two_districts(world, tmp_path):
    gazetteer = [GAZETTEER[0], GAZETTEER[1].replace("Midle", "w-ést")]
    result = run_build(world(gazetteer), tmp_path / "out")
    assert_refused(result, tmp_path / "out", "XX0101 and XX0102", "'west'")


def test_build_refuses_a_pcode_that_stands_twice(world, tmp_path):
    result = run_build(world([*GAZETTEER, GAZETTEER[0]]), tmp_path / "out")
    assert_refused(result, tmp_path / "out", "line 4", "'XX0101'")


def test_build_refuses_a_district_of_an_unknown_province(world, tmp_path):
    gazetteer = [GAZETTEER[0].replace("XX01,", "XX09,"), GAZETTEER[1]]
    assert_refused(run_build(world(gazetteer), tmp_path / "out"), tmp_path / "out", "'XX09'", "provinces.csv")


def test_build_refuses_a_province_that_the_facts_do_not_know(world, tmp_path):
    result = run_build(world(), tmp_path / "out", "--province", "AF19")
    assert_refused(result, tmp_path / "out", "AF19", "XX01")


def test_build_says_which_file_is_missing(world, tmp_path):
    folders = world()
    (tmp_path / "source" / "geoBoundaries-XXX-ADM1.geojson").unlink()
    assert_refused(run_build(folders, tmp_path / "out"), tmp_path / "out", "ADM1")


def test_build_says_which_file_cannot_be_read(world, tmp_path):
    folders = world()
    (tmp_path / "source" / "geoBoundaries-XXX-ADM2.geojson").write_text("not a map", encoding="utf-8")
    assert_refused(run_build(folders, tmp_path / "out"), tmp_path / "out", "geoBoundaries-XXX-ADM2.geojson")


def test_build_refuses_a_source_whose_districts_overlap(world, tmp_path):
    folders = world()
    path = tmp_path / "source" / "geoBoundaries-XXX-ADM2.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    collection["features"][1]["geometry"]["coordinates"] = [district(60.9, 62)]
    path.write_text(json.dumps(collection), encoding="utf-8")
    assert_refused(run_build(folders, tmp_path / "out"), tmp_path / "out", "overlap")


def test_build_refuses_a_gap_beside_a_district_of_the_record(world, tmp_path):
    folders = world()
    path = tmp_path / "source" / "geoBoundaries-XXX-ADM2.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    ring = collection["features"][1]["geometry"]["coordinates"][0]
    ring[100] = [ring[100][0] + 0.01, ring[100][1]]
    path.write_text(json.dumps(collection), encoding="utf-8")
    assert_refused(run_build(folders, tmp_path / "out"), tmp_path / "out", "gap of", "Middle")


def test_build_needs_to_be_told_where_the_sources_are(tmp_path):
    result = run_build([], tmp_path / "out")
    assert result.returncode == 2
    assert "--source" in result.stderr
    assert "Traceback" not in result.stderr

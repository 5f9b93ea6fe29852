"""Hostile bytes for one reader, guided by which lines of ours they reach: ``python -m tests.fuzz READER SECONDS``.

A reader may refuse with an error of ours; anything else it raises is a finding, and libFuzzer leaves the bytes in a
file ``crash-...``. A finding becomes a row of `FINDINGS` in tests/unit/test_hostile_input.py before it is mended.
"""

import contextlib
import io
import json
import sys
from pathlib import Path
from urllib.parse import parse_qs

import atheris

with atheris.instrument_imports(include=["claimatlas"]):
    from claimatlas import load, outlines, permalink, record
    from claimatlas.errors import ClaimAtlasError
    from claimatlas.importers import import_table, recognised
    from claimatlas.importers.guess import propose
    from claimatlas.load import foreign
    from claimatlas.schema import CLAIMS

ROOT = Path(__file__).resolve().parent.parent
ENDINGS = ("csv", "tsv", "json", "jsonl", "kml", "kmz", "xlsx", "parquet")
PLACES = record.open_places(ROOT / "geodata")
HEADER = (",".join(CLAIMS.names) + "\n").encode()


def table(data: bytes) -> None:
    """A claims.csv: half of the time below the right header, so that rows are reached."""
    whole = HEADER + data[1:] if data[:1] < b"\x80" else data
    raw = load.parse_table("claims.csv", whole, CLAIMS)
    checked = record.check_claims_of(raw, PLACES, None)
    assert checked.row_count == len(raw.raw), "rows read = accepted + refused"


def brought(data: bytes) -> None:
    """A file of somebody else's, in any of the formats; the first byte chooses the ending."""
    ending = ENDINGS[data[0] % len(ENDINGS)] if data else "csv"
    read = foreign.read_foreign(f"brought.{ending}", data[1:])
    propose(read)
    importer = recognised(read)
    if importer:
        import_table(read, importer, PLACES)


def address(data: bytes) -> None:
    """The address of a page."""
    parameters = parse_qs(data.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=1000)
    decoded = permalink.decode(parameters, PLACES.gazetteer)
    again = permalink.decode(permalink.encode(decoded.selection), PLACES.gazetteer)
    assert again.selection == decoded.selection, "an address that was read is written and read again"


LAYERS = ("districts", "provinces", "country", "boundaries", "rivers", "towns")


def geojson(data: bytes) -> None:
    """Outlines: half of the time any JSON, half of the time a layer whose parts were chosen by the bytes."""
    chosen = atheris.FuzzedDataProvider(data[1:])
    if data[:1] < b"\x80":
        try:
            content = json.loads(data[1:])
        except (ValueError, RecursionError):
            return
    else:
        content = {"features": [_feature(chosen) for _ in range(chosen.ConsumeIntInRange(0, 3))]}
        if chosen.ConsumeBool():
            content["crs"] = chosen.PickValueInList([None, 4326, "EPSG:4326", "EPSG:32642", {"name": "CRS84"}, []])
    outlines.layer_of(f"{chosen.PickValueInList(list(LAYERS))}.geojson", content)


def _feature(chosen: atheris.FuzzedDataProvider) -> object:
    kinds = ["Polygon", "MultiPolygon", "LineString", "Point", "GeometryCollection", "Circle", "", None, 1]
    names = [
        "adm2_pcode",
        "adm1_pcode",
        "name_en",
        "name_fa",
        "role",
        "centre_longitude",
        "centre_latitude",
        "geometry",
    ]
    kind = chosen.PickValueInList(kinds)
    feature = {
        "geometry": {"type": kind, "coordinates": _coordinates(chosen, 4), "geometries": []},
        "properties": {chosen.PickValueInList(names): _value(chosen) for _ in range(chosen.ConsumeIntInRange(0, 8))},
    }
    if not chosen.ConsumeIntInRange(0, 9):
        feature[chosen.PickValueInList(["geometry", "properties"])] = _value(chosen)
    return feature


def _coordinates(chosen: atheris.FuzzedDataProvider, depth: int) -> object:
    if not depth or not chosen.ConsumeIntInRange(0, 3):
        return _value(chosen)
    if depth == 1 or chosen.ConsumeBool():
        corners = [(0, 0), (1, 0), (1, 1), (0, 0)]
        ring = [[x + chosen.ConsumeIntInRange(-90, 270), y + chosen.ConsumeIntInRange(-90, 90)] for x, y in corners]
        return [ring] if chosen.ConsumeBool() else [[list(corner) for corner in corners]]
    return [_coordinates(chosen, depth - 1) for _ in range(chosen.ConsumeIntInRange(0, 3))]


def _value(chosen: atheris.FuzzedDataProvider) -> object:
    values = [None, True, 0, -1, 10**400, 1e308, float("nan"), float("inf"), "", "AF1904", [], {}, [None], [[]]]
    return chosen.PickValueInList(values)


READERS = {"table": table, "foreign": brought, "address": address, "geojson": geojson}


def seeds(reader: str) -> list[bytes]:
    """Real files, so that the first bytes already go deep."""
    rows = (ROOT / "claims.csv").read_bytes().splitlines(keepends=True)
    if reader == "table":
        return [b"\x00" + row for row in rows[1:12]]
    if reader == "address":
        return [
            b"on=2016-04-17&window=7&party=taliban&district=AF1904&tiles=streets",
            b"from=2016-04-01&to=x&place=%00",
        ]
    if reader == "geojson":
        content = json.loads((ROOT / "geodata" / "provinces.geojson").read_bytes())
        content["features"] = content["features"][:1]
        ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
        content["features"][0]["geometry"] = {"type": "Polygon", "coordinates": [ring]}
        return [
            b"\x00" + json.dumps(content).encode(),
            *(bytes([200 + n, *range(n, n + 60)]) for n in range(0, 50, 10)),
        ]
    return [bytes([number]) + b"".join(rows[:4]) for number in range(2)] + [b'\x02[{"a": 1}]', b"\x04<kml></kml>"]


def main() -> None:
    """Fuzz until the seconds are over, or something is found."""
    reader, seconds = sys.argv[1], sys.argv[2]
    corpus = Path(sys.argv[3]) if len(sys.argv) > 3 else ROOT / ".fuzz" / reader
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(reader)):
        (corpus / f"seed-{number}").write_bytes(seed)

    def once(data: bytes) -> None:
        with contextlib.suppress(ClaimAtlasError), contextlib.redirect_stderr(io.StringIO()):
            READERS[reader](data)

    atheris.Setup(
        [
            "fuzz",
            f"-max_total_time={seconds}",
            "-max_len=4096",
            "-timeout=20",
            f"-artifact_prefix={corpus}/",
            str(corpus),
        ],
        once,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()

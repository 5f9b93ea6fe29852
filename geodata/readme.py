"""Write README.md of the layer: what each file is, where it comes from, and the sums that prove it."""

from dataclasses import dataclass
from pathlib import Path

import shapely
from generalise import COORDINATE_DECIMALS
from outlines import DistrictSum
from sources import Sources, sha256

# What a reader of these countries must know and no source file says. Keyed by ISO 3166-1 alpha-3.
_COUNTRY_NOTES = {
    "AFG": (
        "The geometry is known from the 2006 districts of the Afghanistan Information Management Services (AIMS), "
        "whatever year the release is labelled with. Later changes of borders are not in it.",
        "Districts made later, among them Kalbad, Gul Tepa and Aqtash in Kunduz, have no published boundary. "
        "Their ground is part of the parent district here.",
        "Names and P-codes are those of the OCHA common operational dataset (COD-AB).",
    )
}
_CONTENTS = {
    "districts.geojson": "the districts of the record",
    "provinces.geojson": "outlines of the provinces of the record and of the provinces that border them",
    "country.geojson": "outline of the country, for a locator inset and as backdrop",
    "boundaries.geojson": "international boundaries near the region (Natural Earth 1:10m)",
    "rivers.geojson": "named rivers (Natural Earth 1:10m)",
    "towns.geojson": "towns as points (Natural Earth 1:10m)",
    "gazetteer.csv": "names, centres and spellings of the districts",
    "provinces.csv": "names, codes and spellings of the provinces",
}


@dataclass(frozen=True)
class Findings:
    """What the build saw and decided, for the README."""

    districts: list[DistrictSum]
    tolerances_m: list[float]
    plane_latitude: float
    max_area_change_percent: float
    max_district_bytes: int
    gaps: list[str]
    """One sentence for each gap in the source coverage."""
    unassigned: list[str]
    """Districts of the country whose representative point lies in no province."""
    country_difference_km2: float
    """Area that the union of the source districts and the country file do not have in common."""
    province_names: list[str]
    neighbour_names: list[str]
    options: str
    """The options of the command line that led here, folders left out."""


def readme_bytes(
    findings: Findings, written: dict[str, tuple[int, bytes]], sources: Sources, read: list[Path]
) -> bytes:
    """Compose README.md; tables are meant to be read by tests too.

    Parameters
    ----------
    findings : Findings
        Sums of the build.
    written : dict
        File name to the number of its features or rows, and its bytes.
    sources : Sources
        For the metadata of the release.
    read : list of Path
        Every file that was read; only the names are written.
    """
    sections = (_files(findings, written), _origin(sources), _method(findings, written), _areas(findings))
    limits = (_limits(sources, findings), _rebuild(findings), _sums_of_sources(read))
    return ("\n\n".join("\n".join(lines) for lines in (*sections, *limits)) + "\n").encode()


def _files(findings: Findings, written: dict[str, tuple[int, bytes]]) -> list[str]:
    record, neighbours = " and ".join(findings.province_names), ", ".join(findings.neighbour_names)
    return [
        "# Boundaries and context layers",
        "",
        f"Written by `build.py` together with the files below. Record: {record}. Neighbours: {neighbours or 'none'}.",
        "All GeoJSON follows RFC 7946: EPSG:4326, longitude first, outer rings counterclockwise, "
        f"at most {COORDINATE_DECIMALS} decimals, one feature a line.",
        "",
        "## Files",
        "| file | what | entries | bytes | SHA-256 |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {_CONTENTS[name]} | {count} | {len(content)} | {sha256(content)} |"
            for name, (count, content) in written.items()
        ),
    ]


def _origin(sources: Sources) -> list[str]:
    return [
        "## Origin, licence, credit",
        "| file of the release | unit | year label | units | made from | licence by its metadata |",
        "|---|---|---|---|---|---|",
        *(
            f"| {one.file} | {one.level} | {one.year} | {one.unit_count} | {one.made_from} | {one.licence} |"
            for one in sources.releases
        ),
        "",
        f"- Boundaries: geoBoundaries gbOpen {sources.iso3}, https://www.geoboundaries.org. Their licence is in the "
        "table; the geoBoundaries product is CC BY 4.0. Cite: Runfola D, Anderson A, Baier H, et al. (2020) "
        "geoBoundaries: A global database of political administrative boundaries. PLoS ONE 15(4): e0231866. "
        "https://doi.org/10.1371/journal.pone.0231866. Name the makers in the table too.",
        "- Districts, provinces and country are all derived from the ADM2 file; ADM1 only says which district "
        "belongs to which province, and ADM0 gives the name of the country and a check.",
        "- Rivers, international boundaries, towns: Natural Earth 1:10m, public domain. Made with Natural Earth.",
        "- P-codes and names: OCHA COD-AB. They come from `gazetteer.csv` and `provinces.csv`, whose rows are copied "
        "unchanged after the checks below.",
    ]


def _method(findings: Findings, written: dict[str, tuple[int, bytes]]) -> list[str]:
    districts_m, neighbours_m, country_m = findings.tolerances_m
    farthest_shift_m = max(one.shift_m for one in findings.districts)
    greatest_change = max(abs(one.change_percent) for one in findings.districts)
    return [
        "## How it was generalised",
        "The districts of the record, the neighbouring provinces and the rest of the country are one coverage and are "
        "simplified as one (Visvalingam-Whyatt, GEOS coverage simplifier), so neighbours share every vertex of their "
        "border. The outline of a province of the record is exactly the union of its districts.",
        "",
        "| borders that touch | tolerance in metres |",
        "|---|---|",
        f"| a district of the record | {districts_m:g} |",
        f"| a neighbouring province, and no district of the record | {neighbours_m:g} |",
        f"| only the rest of the country | {country_m:g} |",
        "",
        "- The tolerance is the square root of the smallest triangle that is kept, in an equirectangular plane true to "
        f"scale at {findings.plane_latitude:.2f}° of latitude.",
        f"- Greatest change of area: {greatest_change:.3f} %; the build fails above "
        f"{findings.max_area_change_percent:g} %.",
        f"- No point of a source border lies farther from the generalised one than {farthest_shift_m:.0f} m.",
        f"- `districts.geojson` takes {len(written['districts.geojson'][1])} bytes; the build fails above "
        f"{findings.max_district_bytes}.",
        f"- Simplified with shapely {shapely.__version__}, GEOS {shapely.geos_version_string}. The same versions give "
        "the same bytes.",
        "- Checked before writing: names found once in their province, district centres inside the source polygon and "
        "the generalised one, validity, coverage of all outlines after rounding, no gap that touches a district of the "
        "record, P-codes used once, no spelling that leads to two places.",
    ]


def _areas(findings: Findings) -> list[str]:
    return [
        "## Areas",
        "Geodesic, on the WGS 84 ellipsoid. `area_km2` in `districts.geojson` is the source area to one decimal.",
        "",
        "| adm2_pcode | name | source km² | generalised km² | difference % | farthest shift m |",
        "|---|---|---|---|---|---|",
        *(
            f"| {one.adm2_pcode} | {one.name_en} | {one.source_area_km2:.3f} | {one.area_km2:.3f} | "
            f"{one.change_percent:+.3f} | {one.shift_m:.0f} |"
            for one in findings.districts
        ),
    ]


def _limits(sources: Sources, findings: Findings) -> list[str]:
    unassigned = ", ".join(findings.unassigned)
    return [
        "## What it does not say",
        *(f"- {note}" for note in _COUNTRY_NOTES.get(sources.iso3, ())),
        "- A boundary here is no judgement on any claim to territory, and no line of control.",
        *(f"- {gap}" for gap in findings.gaps or ["The source coverage encloses no gap."]),
        f"- Districts whose inner point lies in no province, drawn only in the outline of the country: {unassigned}."
        if unassigned
        else "- Every district of the country was assigned to a province.",
        f"- The union of the districts and the ADM0 file differ by {findings.country_difference_km2:.1f} km². "
        "The union was used, so that the outlines coincide.",
        "- The Natural Earth lines come from another source than the districts: its boundaries and rivers do not "
        "coincide with the edge of the country here. Town names are its own spellings.",
    ]


def _rebuild(findings: Findings) -> list[str]:
    return [
        "## Build it again, or for another place",
        "```",
        f"python geodata/build.py --source DIR --facts DIR {findings.options}",
        "```",
        "`--source` holds one country of geoBoundaries gbOpen (ADM2, ADM1, ADM0, each with its `metaData.txt`; "
        "shapefile or GeoJSON) and `naturalearth_10m_{rivers,boundaries,places}_*.geojson`, cut to the region "
        "beforehand. `--facts` holds `gazetteer.csv` and `provinces.csv`. For another province add its row and the "
        "rows of all its districts, with `geoboundaries_shape_name` exactly as in the ADM2 file, and name it with "
        "`--province`. For another country do the same with its files. A name that is missing or not unique in its "
        "province stops the build.",
    ]


def _sums_of_sources(read: list[Path]) -> list[str]:
    return [
        "## Sources read",
        "| source file | bytes | SHA-256 |",
        "|---|---|---|",
        *(f"| {path.name} | {path.stat().st_size} | {sha256(path.read_bytes())} |" for path in read),
    ]

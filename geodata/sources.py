"""Read a geoBoundaries release and the Natural Earth layers of its region. Repairs nothing."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
from build_error import BuildError
from pyogrio.errors import DataSourceError

# Sidecars that belong to a shapefile and take part in its reading.
_SIDECARS = (".shx", ".dbf", ".prj", ".cpg")
_METADATA_LINES = {
    "year": "Boundary Representative of Year",
    "made_from": "Boundary Source(s)",
    "licence": "License",
    "unit_count": "Number of Administrative Units",
}


@dataclass(frozen=True)
class Release:
    """What the metadata text of one geoBoundaries file says about it."""

    file: str
    """Name of the file that holds the geometry."""
    level: str
    """ADM0, ADM1 or ADM2."""
    year: str
    made_from: str
    licence: str
    unit_count: int


@dataclass(frozen=True)
class Sources:
    """Everything the build reads besides the facts; all layers in EPSG:4326."""

    iso3: str
    districts: gpd.GeoDataFrame
    """The whole country; ``shapeName``, ``geometry``."""
    provinces: gpd.GeoDataFrame
    """``shapeName``, ``shapeISO``, ``geometry``."""
    country: gpd.GeoDataFrame
    """One row; ``shapeName``, ``geometry``."""
    rivers: gpd.GeoDataFrame
    """``name``, ``name_en``, ``geometry``."""
    boundaries: gpd.GeoDataFrame
    """``adm0_left``, ``adm0_right``, ``geometry``."""
    towns: gpd.GeoDataFrame
    """``name``, ``featurecla``, ``scalerank``, ``adm0name``, ``geometry``."""
    releases: tuple[Release, ...]
    files: tuple[Path, ...]
    """Every file read, sidecars and metadata included, sorted by name."""


def read_sources(folder: Path) -> Sources:
    """Read the source layers from a folder that holds one country.

    Parameters
    ----------
    folder : Path
        geoBoundaries ``ADM2``, ``ADM1`` and ``ADM0`` files with their ``metaData.txt``, and
        ``naturalearth_10m_{rivers,boundaries,places}_*.geojson`` cut to the region.

    Raises
    ------
    BuildError
        A file is missing, there are several to choose from, it cannot be read, it lacks a column, its
        geometry is invalid, or it holds another number of units than its metadata says.
    """
    if not folder.is_dir():
        raise BuildError("The folder given as --source does not exist.")
    paths = {level: _boundary_file(folder, level) for level in ("ADM2", "ADM1", "ADM0")}
    natural_earth = {
        layer: _one_file(folder, (f"naturalearth_10m_{layer}_*.geojson",))
        for layer in ("rivers", "boundaries", "places")
    }
    metadata = {level: _one_file(folder, (f"geoBoundaries-*-{level}-metaData.txt",)) for level in paths}
    releases = tuple(_release(paths[level], level, metadata[level]) for level in paths)
    layers = {
        "ADM2": read_layer(paths["ADM2"], ("shapeName", "shapeGroup")),
        "ADM1": read_layer(paths["ADM1"], ("shapeName", "shapeISO")),
        "ADM0": read_layer(paths["ADM0"], ("shapeName",)),
    }
    for release in releases:
        found = len(layers[release.level])
        if found != release.unit_count:
            raise BuildError(f"{release.file} holds {found} units, but its metadata says {release.unit_count}.")
    countries = sorted(set(layers["ADM2"]["shapeGroup"]))
    if len(countries) != 1:
        raise BuildError(f"{paths['ADM2'].name}: expected one country, found {', '.join(countries)}.")
    main = [*paths.values(), *natural_earth.values()]
    sidecars = [path.with_suffix(ending) for path in main if path.suffix == ".shp" for ending in _SIDECARS]
    read = [*main, *metadata.values(), *(path for path in sidecars if path.is_file())]
    return Sources(
        iso3=countries[0],
        districts=layers["ADM2"],
        provinces=layers["ADM1"],
        country=layers["ADM0"],
        rivers=read_layer(natural_earth["rivers"], ("name", "name_en")),
        boundaries=read_layer(natural_earth["boundaries"], ("adm0_left", "adm0_right")),
        towns=read_layer(natural_earth["places"], ("name", "featurecla", "scalerank", "adm0name")),
        releases=releases,
        files=tuple(sorted(read, key=lambda path: path.name)),
    )


def sha256(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _boundary_file(folder: Path, level: str) -> Path:
    stem = f"geoBoundaries-*-{level}"
    return _one_file(folder, (f"{stem}.shp", f"{stem}.geojson", f"{stem}_simplified.geojson"))


def _one_file(folder: Path, patterns: tuple[str, ...]) -> Path:
    for pattern in patterns:
        found = sorted(folder.glob(pattern))
        if len(found) > 1:
            names = ", ".join(path.name for path in found)
            raise BuildError(f"The folder given as --source holds {names}: leave one, of one country.")
        if found:
            return found[0]
    raise BuildError(f"The folder given as --source holds no file {' or '.join(patterns)}.")


def read_layer(path: Path, columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    """Read one layer in EPSG:4326.

    Raises
    ------
    BuildError
        When it cannot be read, lacks a column or a reference system, or has an empty or invalid geometry.
    """
    if not path.is_file():
        raise BuildError(f"{path.name} is no file.")
    try:
        layer = gpd.read_file(path)
    except DataSourceError as error:
        raise BuildError(f"{path.name} cannot be read as a layer of geometries.") from error
    missing = [column for column in columns if column not in layer.columns]
    if missing:
        raise BuildError(f"{path.name} has no column {', '.join(missing)}.")
    if layer.crs is None:
        raise BuildError(f"{path.name} does not say its coordinate reference system.")
    layer = layer.to_crs(4326)
    faulty = int((layer.geometry.isna() | layer.geometry.is_empty | ~layer.geometry.is_valid).sum())
    if faulty:
        raise BuildError(f"{path.name} has {faulty} geometries that are empty or invalid.")
    return layer


def _release(path: Path, level: str, metadata: Path) -> Release:
    text = metadata.read_text(encoding="utf-8")
    said = {}
    for field, label in _METADATA_LINES.items():
        line = re.search(rf"^{re.escape(label)}:(.*)$", text, re.MULTILINE)
        if line is None:
            raise BuildError(f"{metadata.name} has no line '{label}:'.")
        said[field] = line.group(1).strip()
    if not said["unit_count"].isdigit():
        raise BuildError(f"{metadata.name} does not say the number of units as a whole number.")
    return Release(path.name, level, said["year"], said["made_from"], said["licence"], int(said["unit_count"]))

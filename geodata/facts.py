"""Read and check gazetteer.csv and provinces.csv. Refuses rows that are ambiguous; corrects none."""

import csv
import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from build_error import BuildError

GAZETTEER_COLUMNS = (
    "adm2_pcode",
    "adm1_pcode",
    "name_en",
    "name_fa",
    "centre_longitude",
    "centre_latitude",
    "geoboundaries_shape_name",
    "spellings_seen",
)
PROVINCE_COLUMNS = ("adm1_pcode", "name_en", "name_fa", "iso_3166_2", "spellings_seen")

# Arabic letters that Dari keyboards exchange freely.
_SAME_LETTER = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه"})


@dataclass(frozen=True)
class District:
    """One row of gazetteer.csv."""

    line: int
    """Line of the file, the header being line 1."""
    row: dict[str, str]
    """The cells as read."""
    adm2_pcode: str
    adm1_pcode: str
    name_en: str
    name_fa: str
    centre_longitude: float
    """Decimal degrees, EPSG:4326."""
    centre_latitude: float
    """Decimal degrees, EPSG:4326."""
    shape_name: str
    """``shapeName`` of the district in the ADM2 file."""


@dataclass(frozen=True)
class Province:
    """One row of provinces.csv."""

    line: int
    row: dict[str, str]
    adm1_pcode: str
    name_en: str
    name_fa: str
    iso_3166_2: str
    spellings: frozenset[str]
    """Every spelling of the row, normalised."""


@dataclass(frozen=True)
class Facts:
    """What the gazetteer and the list of provinces say about the provinces asked for."""

    districts: list[District]
    """Of the provinces asked for, by P-code."""
    provinces: list[Province]
    """Asked for, by P-code."""
    known_provinces: list[Province]
    """Every province of provinces.csv."""
    files: tuple[Path, ...]
    """The two files read."""


def normalise_spelling(spelling: str) -> str:
    """Reduce a spelling to what tells two places apart: letters and digits, no case, no marks.

    >>> normalise_spelling("Qalay-I- Zal") == normalise_spelling("qalay i zal")
    True
    """
    decomposed = unicodedata.normalize("NFKD", spelling.translate(_SAME_LETTER)).casefold()
    return "".join(letter for letter in decomposed if letter.isalnum())


def read_facts(folder: Path, pcodes: list[str]) -> Facts:
    """Read the gazetteer and the provinces, and keep the rows of the provinces asked for.

    Parameters
    ----------
    folder : Path
        Holds ``gazetteer.csv`` and ``provinces.csv`` (UTF-8).
    pcodes : list of str
        ADM1 P-codes; empty for every province of ``provinces.csv``.

    Raises
    ------
    BuildError
        Wrong columns, P-codes used twice or unknown, a centre that is not a pair of degrees, or a
        spelling that leads to two places.
    """
    provinces = [_province(line, row) for line, row in _read_rows(folder / "provinces.csv", PROVINCE_COLUMNS)]
    districts = [_district(line, row) for line, row in _read_rows(folder / "gazetteer.csv", GAZETTEER_COLUMNS)]
    _check_unique("provinces.csv", "adm1_pcode", [(p.line, p.adm1_pcode) for p in provinces])
    _check_unique("gazetteer.csv", "adm2_pcode", [(d.line, d.adm2_pcode) for d in districts])
    _check_spellings("provinces.csv", [(p.adm1_pcode, p.row) for p in provinces])
    _check_spellings("gazetteer.csv", [(d.adm2_pcode, d.row) for d in districts])
    known = {province.adm1_pcode for province in provinces}
    for district in districts:
        if district.adm1_pcode not in known:
            raise BuildError(
                f"gazetteer.csv line {district.line}, adm1_pcode: found {district.adm1_pcode!r}, "
                f"expected a province of provinces.csv ({', '.join(sorted(known))})."
            )
    for pcode in pcodes:
        if pcode not in known:
            raise BuildError(f"--province {pcode} is not in provinces.csv, which knows {', '.join(sorted(known))}.")
    wanted = set(pcodes) or known
    kept_districts = sorted((d for d in districts if d.adm1_pcode in wanted), key=lambda d: d.adm2_pcode)
    kept_provinces = sorted((p for p in provinces if p.adm1_pcode in wanted), key=lambda p: p.adm1_pcode)
    for province in kept_provinces:
        if not any(district.adm1_pcode == province.adm1_pcode for district in kept_districts):
            raise BuildError(f"gazetteer.csv has no district of {province.name_en} ({province.adm1_pcode}).")
    files = (folder / "gazetteer.csv", folder / "provinces.csv")
    return Facts(kept_districts, kept_provinces, provinces, files)


def table_bytes(columns: tuple[str, ...], rows: list[dict[str, str]]) -> bytes:
    """Write rows as CSV (UTF-8, one header row, LF line ends), cells unchanged."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _read_rows(path: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    if not path.is_file():
        raise BuildError(f"There is no {path.name} in the folder given as --facts.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BuildError(f"{path.name} is not UTF-8 text.") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    found = tuple(next(reader, ()))
    if found != columns:
        raise BuildError(f"{path.name}: found the columns {', '.join(found)}; expected {', '.join(columns)}.")
    rows = []
    for cells in reader:
        if len(cells) != len(columns):
            raise BuildError(f"{path.name} line {reader.line_num}: found {len(cells)} cells, expected {len(columns)}.")
        rows.append((reader.line_num, dict(zip(columns, cells, strict=True))))
    return rows


def _district(line: int, row: dict[str, str]) -> District:
    for column in ("adm2_pcode", "name_en", "geoboundaries_shape_name"):
        if not row[column].strip():
            raise BuildError(f"gazetteer.csv line {line}, {column}: found an empty cell, expected a value.")
    return District(
        line=line,
        row=row,
        adm2_pcode=row["adm2_pcode"],
        adm1_pcode=row["adm1_pcode"],
        name_en=row["name_en"],
        name_fa=row["name_fa"],
        centre_longitude=_degrees(line, "centre_longitude", row["centre_longitude"], 180),
        centre_latitude=_degrees(line, "centre_latitude", row["centre_latitude"], 90),
        shape_name=row["geoboundaries_shape_name"],
    )


def _province(line: int, row: dict[str, str]) -> Province:
    if not row["adm1_pcode"].strip():
        raise BuildError(f"provinces.csv line {line}, adm1_pcode: found an empty cell, expected a P-code.")
    return Province(
        line=line,
        row=row,
        adm1_pcode=row["adm1_pcode"],
        name_en=row["name_en"],
        name_fa=row["name_fa"],
        iso_3166_2=row["iso_3166_2"],
        spellings=frozenset(_spellings(row)),
    )


def _degrees(line: int, column: str, cell: str, limit: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not -limit <= value <= limit:
        raise BuildError(
            f"gazetteer.csv line {line}, {column}: found {cell!r}, expected decimal degrees from -{limit} to {limit}."
        )
    return value


def _spellings(row: dict[str, str]) -> set[str]:
    cells = [row["name_en"], row["name_fa"], row.get("geoboundaries_shape_name", "")]
    cells += row["spellings_seen"].split("|")
    return {normalise_spelling(cell) for cell in cells} - {""}


def _check_unique(file: str, column: str, codes: list[tuple[int, str]]) -> None:
    seen: dict[str, int] = {}
    for line, code in codes:
        if code in seen:
            raise BuildError(f"{file} line {line}, {column}: {code!r} stands already on line {seen[code]}.")
        seen[code] = line


def _check_spellings(file: str, rows: list[tuple[str, dict[str, str]]]) -> None:
    leads_to: dict[str, str] = {}
    for code, row in rows:
        for spelling in sorted(_spellings(row)):
            if leads_to.setdefault(spelling, code) != code:
                raise BuildError(
                    f"{file}: the spelling {spelling!r} (without case, marks and spaces) leads to both "
                    f"{leads_to[spelling]} and {code}."
                )

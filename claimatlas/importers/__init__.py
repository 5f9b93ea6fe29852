"""Bring other people's data into the contract: read, map, place, check, report.

Comes in: the bytes of a file, its format, what somebody says of the whole file. Goes out: ``Import``: the claims that
pass the check, the rows that do not, and a report. Refuses to keep anything: that is somebody's yes (``export.keep``).

For every file: rows read = rows accepted + rows refused. The same file with the same words gives the same claims.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.errors import UnreadableFileError
from claimatlas.importers import acled, geoconfirmed, ucdp_ged
from claimatlas.importers.copies import conflicts, copy_flags, on_record
from claimatlas.importers.locating import Located, locate
from claimatlas.importers.mapping import Asked, Importer, Mapped, lacking, map_rows
from claimatlas.importers.report import Report
from claimatlas.importers.spellings import LOOKED_UP, suggest
from claimatlas.load import RawTable
from claimatlas.load.foreign import ForeignTable, Tell
from claimatlas.places import place_claims
from claimatlas.record import Places, check_claims_of
from claimatlas.schema import CLAIMS
from claimatlas.validate import Checked

DATASETS: dict[str, Importer] = {one.name: one for one in (ucdp_ged.IMPORTER, acled.IMPORTER, geoconfirmed.IMPORTER)}
"""Formats with a table of their own; ``table`` is the one whose table the user writes."""
_MAPPED = 0.6
"""Share of an import that is done when the rows are mapped."""


@dataclass(frozen=True)
class Import:
    """What came of a file; nothing of it is kept yet."""

    checked: Checked
    """Claims that pass the check, rows that do not, flags."""
    report: Report
    """What to tell of it."""

    @property
    def claims(self) -> pd.DataFrame:
        """The accepted claims, typed as the check leaves them, in the order of the file."""
        return self.checked.kept

    @property
    def new(self) -> pd.DataFrame:
        """The accepted claims that the record does not hold already with the same content."""
        return self.claims[~self.claims["claim_id"].isin(self.report.on_record.same)]


def recognised(table: ForeignTable) -> Importer | None:
    """Return the one dataset whose columns a file has, or None."""
    fitting = [importer for importer in DATASETS.values() if not lacking(table, importer)]
    # GeoConfirmed asks for little: a file that has more is the other one's.
    fitting.sort(key=lambda importer: -len(importer.needs))
    return fitting[0] if fitting else None


def import_table(
    table: ForeignTable,
    importer: Importer,
    places: Places,
    asked: Asked | None = None,
    record: pd.DataFrame | None = None,
    tell: Tell = lambda _: None,
) -> Import:
    """Map, place, check and report the rows of a file.

    Parameters
    ----------
    table : ForeignTable
        The file, as ``load.foreign`` reads it.
    importer : Importer
        Its format.
    places : Places
        Geography of the workspace it is for.
    asked : Asked, optional
        What somebody says of the whole file.
    record : DataFrame, optional
        Claims of the record it may be added to, to tell what is there already.
    tell : callable, optional
        Told how far it is, from 0 to 1; what it raises ends the import.

    Raises
    ------
    UnreadableFileError
        When the file lacks columns that its format needs.
    """
    asked = asked or Asked()
    missing = lacking(table, importer)
    if missing:
        raise UnreadableFileError(f"{table.file} is not {importer.label}: it lacks the columns {', '.join(missing)}.")
    mapped = map_rows(table, importer, asked, lambda share: tell(share * _MAPPED))
    located = locate(mapped, places, asked)
    tell(_MAPPED)
    checked = _check(mapped, located, places)
    tell(0.9)
    report = _report(mapped, located, checked, importer, places, record)
    tell(1.0)
    return Import(checked, report)


def _check(mapped: Mapped, located: Located, places: Places) -> Checked:
    table = mapped.table
    rows = located.rows[list(CLAIMS.names)]
    raw = RawTable(table.file, table.sha256, rows, mapped.raw, tuple(mapped.refused))
    checked = check_claims_of(raw, places, None)
    kept = set(checked.kept.index)
    added = [flag for flag in (*mapped.flags, *located.flags) if flag.line in kept]
    flags = tuple(sorted({*checked.flags, *added, *copy_flags(table.file, checked.kept)}))
    return replace(checked, flags=flags)


def _report(
    mapped: Mapped,
    located: Located,
    checked: Checked,
    importer: Importer,
    places: Places,
    record: pd.DataFrame | None,
) -> Report:
    known = record if record is not None else pd.DataFrame(columns=list(CLAIMS.names))
    columns = {name.strip().casefold(): name for name in mapped.table.columns}
    read = {source.strip().casefold() for one in importer.fields for source in one.sources}
    return Report(
        label=importer.label,
        terms=importer.terms,
        checked=checked,
        placed=_placed(checked.kept, located, places),
        unknown=tuple(
            (unknown, suggest(unknown, places.gazetteer) if place < LOOKED_UP else ())
            for place, unknown in enumerate(located.unknown)
        ),
        remarks=mapped.remarks,
        columns=tuple((one.target, ", ".join(one.sources)) for one in importer.fields if one.sources),
        unread=(*(name for key, name in columns.items() if key not in read), *mapped.table.unread),
        on_record=on_record(checked.kept, known),
        conflicts=conflicts(located.rows[list(CLAIMS.names)]),
    )


def _placed(kept: pd.DataFrame, located: Located, places: Places) -> Counter[str]:
    """Count by what kept rows were placed, and why some were not."""
    placed = place_claims(kept, places.gazetteer, places.districts)
    words = {
        voc.PlacedBy.PCODE.value: "by the P-code of the row",
        voc.PlacedBy.SPELLING.value: "by the name of the district",
        voc.PlacedBy.POINT.value: "by the point",
    }
    unknown = {line for one in located.unknown for line in one.lines}
    counted: Counter[str] = Counter()
    for line, by in placed["placed_by"].items():
        if line in located.by_name:
            counted["by the name of the district"] += 1
        elif by in words:
            counted[words[by]] += 1
        elif line in unknown:
            counted["without a district: the gazetteer does not know the name"] += 1
        else:
            counted["without a district: the row names none"] += 1
    return counted

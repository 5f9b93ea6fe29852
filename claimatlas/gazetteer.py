"""The tables of names of a workspace: its districts, its provinces, and spellings that a person accepted.

Comes in: the folder of the geodata. Goes out: ``Gazetteer``, and the sums of the files.
Refuses a table whole in which a place is doubled, has no code or no name, or lies in no province: all joins rest on it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from claimatlas.errors import UnreadableFileError, shown
from claimatlas.kinds import Pcode
from claimatlas.load import read_text_table
from claimatlas.places import Gazetteer

SPELLINGS_FILE = "spellings.csv"
"""Beside the gazetteer, where there is one: spellings that a person accepted, with the P-code they mean."""
_NAMES = ("name_en", "name_fa", "spellings_seen")


def read_gazetteer(folder: Path) -> tuple[Gazetteer, list[str]]:
    """Read the names of a workspace.

    Parameters
    ----------
    folder : Path
        The geodata of a workspace: ``gazetteer.csv``, ``provinces.csv`` and, where there is one, ``spellings.csv``.

    Returns
    -------
    tuple of Gazetteer and list of str
        One place for each row of the tables, and the SHA-256 of each file, in this order.

    Raises
    ------
    UnreadableFileError
        When a file is missing, cannot be read, or holds a row that is no place.
    """
    districts, districts_sum = _places(folder / "gazetteer.csv", "adm2_pcode", "adm1_pcode")
    provinces, provinces_sum = _places(folder / "provinces.csv", "adm1_pcode")
    for pcode, province in zip(districts["adm2_pcode"], districts["adm1_pcode"], strict=True):
        if province not in set(provinces["adm1_pcode"]):
            raise UnreadableFileError(f"gazetteer.csv: {pcode} lies in {shown(province)}, which provinces.csv lacks.")
    gazetteer, sums = Gazetteer(districts, provinces), [districts_sum, provinces_sum]
    path = folder / SPELLINGS_FILE
    if path.exists():
        spellings, spellings_sum = read_spellings(path)
        for spelling, pcode in spellings:
            if pcode not in gazetteer.district_names and pcode not in gazetteer.province_names:
                raise UnreadableFileError(
                    f"{path.name}: {shown(spelling)} is to mean {shown(pcode)}, which is no place of the gazetteer."
                )
        gazetteer = gazetteer.with_spellings(spellings)
        sums.append(spellings_sum)
    return gazetteer, sums


def _places(path: Path, key: str, *codes: str) -> tuple[pd.DataFrame, str]:
    places, digest = read_text_table(path)
    header = list(places.columns)
    doubled = sorted({name for name in header if header.count(name) > 1})
    if doubled:
        raise UnreadableFileError(f"{path.name} line 1: the header names {', '.join(doubled)} more than once.")
    missing = [name for name in (key, *codes, *_NAMES) if name not in header]
    if missing:
        raise UnreadableFileError(f"{path.name} line 1: the header lacks {', '.join(missing)}.")
    seen: set[str] = set()
    for pcode, name in zip(places[key], places["name_en"], strict=True):
        if not re.fullmatch(Pcode.pattern, pcode, flags=re.ASCII):
            raise UnreadableFileError(f"{path.name}: found {shown(pcode)}, expected a P-code such as AF19 or AF1904.")
        if pcode in seen:
            raise UnreadableFileError(f"{path.name} names {pcode} more than once.")
        if not name.strip():
            raise UnreadableFileError(f"{path.name}: {pcode} has no name_en.")
        seen.add(pcode)
    return places, digest


def read_spellings(path: Path) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return the accepted spellings of a file, each with its P-code, and the SHA-256 of its bytes.

    Raises
    ------
    UnreadableFileError
        When the file cannot be read, or lacks the columns ``spelling`` and ``pcode``.
    """
    table, digest = read_text_table(path)
    if [list(table.columns).count(name) for name in ("spelling", "pcode")] != [1, 1]:
        raise UnreadableFileError(f"{path.name} lacks the columns spelling and pcode.")
    return tuple(zip(table["spelling"], table["pcode"], strict=True)), digest

"""The record: claims, milestones and districts of one workspace, read, checked and placed once.

Comes in: a folder. Goes out: ``Record``, which nothing changes afterwards.
Refuses to open with a missing or broken file: a record is whole or it is not there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.distinct import distinct, first_said, replaced, taken
from claimatlas.errors import Problem, UnreadableFileError
from claimatlas.gazetteer import read_gazetteer
from claimatlas.load import RawTable, RefusedRow, read_json, read_table, sha256
from claimatlas.outlines import layer_of
from claimatlas.places import PLACED_BY, Gazetteer, place_claims
from claimatlas.references import Known, known_rule, linked_rules, place_rule
from claimatlas.schema import CLAIMS, EVENTS
from claimatlas.stored import order_of
from claimatlas.symbology import COLOUR_PROBLEMS
from claimatlas.validate import Checked, Rule, check_claims, check_events
from claimatlas.workspace import (
    SHIPPED_WORKSPACE,
    VOCABULARY_FILE,
    WORKSPACE_VARIABLE,
    chosen_workspace,
    declared,
    require_declared,
)

__all__ = ["SHIPPED_WORKSPACE", "WORKSPACE_VARIABLE", "chosen_workspace"]

DATA_FILES = ("claims.csv", "events.csv")
CONTEXT_LAYERS = ("provinces", "country", "boundaries", "rivers", "towns")
GEODATA_FILES = ("districts.geojson", *(f"{name}.geojson" for name in CONTEXT_LAYERS), "gazetteer.csv", "provinces.csv")


@dataclass(frozen=True)
class Places:
    """Geography of a workspace."""

    districts: gpd.GeoDataFrame
    """Polygons in EPSG:4326, index and column ``adm2_pcode``, names and ``area_km2``, in the order of the P-codes."""
    layers: dict[str, gpd.GeoDataFrame]
    """Context layers by name (``CONTEXT_LAYERS``), EPSG:4326."""
    gazetteer: Gazetteer
    """Known names."""
    sha256: str
    """One sum over the sums of all files of ``geodata/`` that were read."""


@dataclass(frozen=True, eq=False)
class Record:
    """Everything known of one workspace, ready to be asked. A record is the same as itself alone."""

    claims: pd.DataFrame
    """Claims that passed the check, sorted by event_date, reported_date, claim_id; index ``claim_id``.

    Columns of the contract, and: ``camp`` of the speaker, ``district`` (P-code by any join, or empty text),
    ``province`` (P-code or empty text), ``placed_by``, ``last_event_date``, ``span_days`` of the date precision,
    ``line`` of the file.
    """
    events: pd.DataFrame
    """Milestones, sorted by date and event_id; index ``event_id``."""
    places: Places
    """Geography."""
    checked_claims: Checked
    """What the check of claims.csv found."""
    checked_events: Checked
    """What the check of events.csv found."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every file."""
        return (*self.checked_claims.problems, *self.checked_events.problems, *COLOUR_PROBLEMS)

    @property
    def refused(self) -> tuple[RefusedRow, ...]:
        """Every row kept aside."""
        return (*self.checked_claims.refused, *self.checked_events.refused)

    @property
    def sums(self) -> dict[str, str]:
        """SHA-256 of what the record was read from: its two tables, ``geodata`` and ``vocabulary.toml``."""
        return {
            self.checked_claims.file: self.checked_claims.sha256,
            self.checked_events.file: self.checked_events.sha256,
            "geodata": self.places.sha256,
            VOCABULARY_FILE: declared(VOCABULARY_FILE).sha256,
        }

    @cached_property
    def first_day(self) -> dt.date:
        """First event day on record."""
        return _day(self.claims["event_date"].min())

    @cached_property
    def last_day(self) -> dt.date:
        """Last event day on record."""
        return _day(self.claims["last_event_date"].max())

    @cached_property
    def statement_count(self) -> int:
        """Statements on record: rows split out of one statement count once."""
        return int(self.claims["statement_id"].nunique())


def _day(moment: pd.Timestamp) -> dt.date:
    if pd.isna(moment):
        raise UnreadableFileError("claims.csv holds no claim that passes the check.")
    return moment.date()


OPENING = ("outlines", "claims", "milestones", "checking claims", "checking milestones", "placing claims")
"""The steps of ``open_record``, as it names them."""


def open_record(workspace: Path, tell: Callable[[str], None] = lambda _: None) -> Record:
    """Read, check and place everything of a workspace.

    Parameters
    ----------
    workspace : Path
        Folder with claims.csv, events.csv and geodata/.
    tell : callable, optional
        Given the name of each step of ``OPENING`` before it begins; what it raises ends the reading.

    Raises
    ------
    UnreadableFileError
        When a file is missing or cannot be read at all, or its vocabulary is not the one of this process.
    """
    require_declared(workspace)
    tell("outlines")
    places = open_places(workspace / "geodata")
    tell("claims")
    raw_claims = read_table(workspace / "claims.csv", CLAIMS)
    tell("milestones")
    raw_events = read_table(workspace / "events.csv", EVENTS)
    tell("checking claims")
    checked_claims = check_claims_of(raw_claims, places, raw_events)
    tell("checking milestones")
    checked_events = check_events_of(raw_events, places, raw_claims)
    tell("placing claims")
    del raw_claims  # the whole file, which nobody asks for any more
    events = sorted_events(checked_events)
    claims = placed(checked_claims, places)
    # Not a second copy of the cells, which would be half the memory of a large record.
    by_line = claims[list(CLAIMS.names)].set_axis(pd.Index(claims["line"], name="line"))
    return Record(claims, events, places, replace(checked_claims, typed=by_line), checked_events)


def check_claims_of(
    raw_claims: RawTable,
    places: Places,
    raw_events: RawTable | None,
    known: Known | None = None,
    keys: Rule | None = None,
) -> Checked:
    """Check a file of claims against the places, itself, and the milestones when there are any.

    Where it is one of several files, ``known`` and ``keys`` say what the others hold.
    """
    rules = [
        place_rule(places.gazetteer, places.districts),
        *linked_rules(known or raw_claims.rows["claim_id"]),
    ]
    if raw_events is not None:
        rules.append(known_rule("event_id", raw_events.rows["event_id"], "a milestone of events.csv"))
    return check_claims(raw_claims, *rules, keys=keys)


def check_events_of(raw_events: RawTable, places: Places, raw_claims: RawTable | Known) -> Checked:
    """Check a file of milestones against the places and the claims."""
    known = raw_claims.rows["claim_id"] if isinstance(raw_claims, RawTable) else raw_claims
    return check_events(
        raw_events,
        known_rule("claim_ids", known, "claims of claims.csv"),
        known_rule("adm2_pcodes", list(places.gazetteer.district_names), "districts of the gazetteer"),
    )


_DECISIVE = (*PLACED_BY, "claim_id", "party", "date_precision", "event_date", "event_date_end", "reported_date")
"""Columns by which claims are placed and put in order."""


def placed(checked: Checked, places: Places) -> pd.DataFrame:
    """Place the claims that were kept, and put them in order; see ``Record.claims``."""
    kept = np.flatnonzero(checked.is_kept)
    decisive = checked.typed[list(_DECISIVE)]
    if len(kept) < len(decisive):
        decisive = taken(decisive, kept)
    found = place_claims(decisive, places.gazetteer, places.districts)
    camps = {party.value: party.camp.value for party in voc.Party}
    spans = distinct(decisive["date_precision"])
    added = pd.DataFrame(
        {
            "line": decisive.index,
            "camp": replaced(decisive["party"], camps),
            "district": found["district"],
            "province": first_said([decisive["adm1_pcode"], replaced(found["district"], places.gazetteer.province_of)]),
            "placed_by": found["placed_by"],
            "last_event_date": decisive["event_date_end"].fillna(decisive["event_date"]),
            "span_days": spans.values_of(
                np.array([voc.DatePrecision(code).span_days for code in spans.texts], dtype="int64")
            ),
        },
        copy=False,
    )
    order = order_of(decisive)
    claims = pd.concat([taken(checked.typed, kept[order]), taken(added, order)], axis=1)
    return claims.set_index("claim_id", drop=False).rename_axis(None)


def sorted_events(checked: Checked) -> pd.DataFrame:
    """Put milestones that passed the check in order; see ``Record.events``."""
    return checked.kept.sort_values(["date", "event_id"]).set_index("event_id", drop=False).rename_axis(None)


def with_claims(record: Record, checked: Checked, places: Places) -> Record:
    """Return a record with other claims in place of its own, placed by ``places``; the milestones stay."""
    return Record(placed(checked, places), record.events, places, checked, record.checked_events)


def open_places(folder: Path) -> Places:
    """Read the geography of a workspace.

    Raises
    ------
    UnreadableFileError
        When a file is missing, is not GeoJSON, or the districts and the gazetteer do not name the same P-codes.
    """
    districts_json, districts_sum = read_json(folder / "districts.geojson")
    districts = layer_of("districts.geojson", districts_json)
    sums = [districts_sum]
    layers = {}
    for name in CONTEXT_LAYERS:
        content, layer_sum = read_json(folder / f"{name}.geojson")
        layers[name] = layer_of(f"{name}.geojson", content)
        sums.append(layer_sum)
    west, _, east, _ = districts.total_bounds
    if east - west > 180:
        raise UnreadableFileError(
            "districts.geojson reaches around half the globe: its outlines are cut at the 180th meridian. "
            "Longitudes must run on past 180 there, as geodata/build.py writes them."
        )
    gazetteer, names_sums = read_gazetteer(folder)
    sums += names_sums
    if sorted(districts["adm2_pcode"]) != sorted(gazetteer.district_names):
        raise UnreadableFileError("districts.geojson and gazetteer.csv do not name the same districts.")
    by_pcode = districts.sort_values("adm2_pcode").set_index("adm2_pcode", drop=False).rename_axis(None)
    whole = sha256("".join(sums).encode())
    return Places(by_pcode, layers, gazetteer, whole)

"""Propose how a table is to be read, by the names of its columns and by what stands in them.

Comes in: a ``ForeignTable``. Goes out: ``Proposal``: a mapping with the reason for each line, and what is left open.
Refuses to be more than a proposal: it is shown, and read only after a yes. Who speaks and what is claimed is never
proposed without a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from claimatlas.importers.days import CALENDARS, fitting_formats
from claimatlas.importers.mapping import DISTRICT_NAME, PROVINCE_NAME
from claimatlas.importers.table import TARGETS, Rule, TableMapping, contract_mapping, is_contract, open_values
from claimatlas.kinds import Coded, Day
from claimatlas.load.foreign import ForeignTable, Reading
from claimatlas.schema import CLAIMS, FIGURES

# Other names of the columns of the contract, as spreadsheets have them; letters and digits only.
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "claim_id": ("id", "eventid", "recordid", "rowid", "ref", "reference", "number", "no", "uid", "incidentid",
                 "refno", "refnumber", "rownumber"),
    "event_date": ("date", "day", "eventday", "incidentdate", "startdate", "datestart", "dateofevent", "when"),
    "event_date_end": ("enddate", "dateend", "lastday", "until", "todate"),
    "reported_date": ("published", "publicationdate", "publisheddate", "reportdate", "datepublished", "reported",
                      "datereported", "posted", "dateposted", "publishedon", "reportedon"),
    "party": ("side", "speaker", "speakertype", "whospeaks", "claimby", "claimedby", "sourceparty", "sourcetype"),
    "claimant": ("spokesman", "spokesperson", "quoted", "personquoted", "whosaid", "whosaidit", "saidby",
                 "claimantname"),
    "claimant_role": ("role", "office", "position", "job", "theirjob", "theiroffice", "function", "titleofclaimant"),
    "claim_type": ("type", "eventtype", "kind", "category", "claim", "action", "typeofclaim",
                   "whattheyclaim", "whatisclaimed"),
    "extent": ("howmuch", "howmuchofit", "scope"),
    "beneficiary": ("gains", "whogains", "infavourof", "infavorof", "benefits", "controlledby", "newcontrol", "winner"),
    PROVINCE_NAME: ("province", "admin1", "adm1", "region", "state", "governorate", "oblast", "provincename"),
    DISTRICT_NAME: ("district", "admin2", "adm2", "county", "municipality", "raion", "districtname"),
    "adm1_pcode": ("admin1pcode", "admin1code", "provincecode", "provincepcode"),
    "adm2_pcode": ("admin2pcode", "admin2code", "districtcode", "districtpcode"),
    "place_as_reported": ("place", "location", "village", "town", "placename", "locationname", "site", "where"),
    "longitude": ("lon", "lng", "long", "x", "pointx"),
    "latitude": ("lat", "y", "pointy"),
    "killed": ("dead", "deaths", "fatalities", "killednumber", "numberkilled", "kia"),
    "killed_party": ("whosedead", "whosekilled", "whosedeaths", "deadwhose", "killedwhose"),
    "wounded": ("injured", "injuries", "woundednumber", "numberwounded", "wia"),
    "captured": ("prisoners", "detained", "arrested", "numbercaptured", "pow"),
    "source_reliability": ("reliability", "sourcerating", "sourcegrade", "reliabilityofsource"),
    "information_credibility": ("credibility", "inforating", "informationrating", "infograde", "informationgrade"),
    "summary": ("description", "event", "details", "text", "narrative", "whathappened", "headline"),
    "quote": ("quotation", "exactwords"),
    "publisher": ("outlet", "newspaper", "media", "medium", "website", "source", "sourcename"),
    "agency": ("newsagency", "wire", "wireservice"),
    "source_title": ("articletitle", "title", "documenttitle"),
    "source_date": ("articledate", "documentdate"),
    "source_url": ("url", "link", "weblink", "sourcelink", "address", "href"),
    "notes": ("comment", "comments", "remarks", "note", "remark"),
}  # fmt: skip
_NOT_STATED = ("n/a", "N/A", "na", "NA", "-", "--", "unknown", "Unknown", "none", "None", "null", "NULL", "?")
_ALIKE = 88.0
# What no column says of most tables, with the words that stand beside it when the proposal is shown.
_SAID_OF_ALL = {
    "date_precision": ("1", "every day is exact, unless you say otherwise"),
    "source_reliability": ("F", "no column is known to grade the source: cannot be judged"),
    "information_credibility": ("6", "no column is known to grade the information: cannot be judged"),
}


@dataclass(frozen=True)
class Proposal:
    """A mapping that nobody has agreed to yet."""

    mapping: TableMapping
    """What is proposed."""
    reasons: dict[str, str]
    """Why, by target."""
    missing: tuple[str, ...]
    """Columns that must not be empty and that nothing was found for."""
    ambiguous: dict[str, tuple[str, ...]]
    """Days that can be read in several formats, by target: somebody has to say in which."""


def propose(table: ForeignTable, reading: Reading | None = None) -> Proposal:
    """Propose how a table is to be read; each foreign column is used once, and one without a word in it not at all."""
    reading = reading or Reading()
    if is_contract(table.columns):
        mapping = contract_mapping()
        same = dict.fromkeys(mapping.rules, "the columns of the contract")
        return Proposal(TableMapping(mapping.rules, reading), same, (), {})
    found = _by_name(column for column in table.columns if any(_cells(table, column)))
    rules: dict[str, Rule] = {}
    reasons: dict[str, str] = {}
    ambiguous: dict[str, tuple[str, ...]] = {}
    for target in TARGETS:
        if target in found:
            column, reasons[target] = found[target]
            rules[target] = _rule(target, column, table, ambiguous)
        elif target in _SAID_OF_ALL:
            value, reasons[target] = _SAID_OF_ALL[target]
            rules[target] = Rule(value=value)
    for figure in FIGURES:
        if figure in rules and f"{figure}_party" not in rules:
            rules[f"{figure}_party"] = Rule(value="mixed")
            reasons[f"{figure}_party"] = "no column is known to say whose: not told apart"
    mapping = TableMapping(rules, reading, _not_stated(table))
    return Proposal(_with_values(mapping, table), reasons, lacking_targets(rules), ambiguous)


def lacking_targets(rules: Iterable[str]) -> tuple[str, ...]:
    """Return the columns that must not be empty and that a mapping neither gives nor lets follow from others."""
    follows = ("claim_id", "statement_id", "place_precision")
    given = set(rules)
    return tuple(c.name for c in CLAIMS.columns if c.required and c.name not in given and c.name not in follows)


def format_words(pattern: str, calendar: str) -> str:
    """Name a format and its calendar: ``%d/%m/%Y, Gregorian``."""
    return f"{pattern or 'YYYY-MM-DD'}, {CALENDARS[calendar]}"


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _by_name(columns: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Find a column for each target: the same name first, then a known other name, then a similar one."""
    free = {_key(column): column for column in reversed(list(columns))}
    found: dict[str, tuple[str, str]] = {}
    for target in TARGETS:
        if _key(target) in free:
            found[target] = (free.pop(_key(target)), "the same name")
    for target, names in _SYNONYMS.items():
        known = next((name for name in names if name in free), None)
        if known and target not in found:
            found[target] = (free.pop(known), "another name for it")
    known_names = {_key(target): target for target in TARGETS} | {n: t for t, names in _SYNONYMS.items() for n in names}
    for key, column in list(free.items()):
        alike = process.extractOne(key, list(known_names), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if alike and len(key) > 3 and known_names[alike[0]] not in found:
            found[known_names[alike[0]]] = (column, "a similar name: look at it")
    return found


def _cells(table: ForeignTable, column: str) -> list[str]:
    place = table.columns.index(column)
    return [row.values[place].strip() for row in table.rows]


def _rule(target: str, column: str, table: ForeignTable, ambiguous: dict[str, tuple[str, ...]]) -> Rule:
    known = CLAIMS.by_name.get(target)
    cells = _cells(table, column)
    if known is not None and isinstance(known.kind, Day):
        fitting = fitting_formats(cell for cell in cells if cell not in _NOT_STATED)
        if len(fitting) > 1:
            ambiguous[target] = tuple(format_words(*one) for one in fitting)
        pattern, calendar = fitting[0] if len(fitting) == 1 else ("", "")
        return Rule(column=column, format=pattern, calendar=calendar)
    if target in ("longitude", "latitude"):
        commas = any(re.fullmatch(r"-?\d+,\d+", cell, flags=re.ASCII) for cell in cells)
        return Rule(column=column, decimal="," if commas else ".")
    return Rule(column=column)


def _not_stated(table: ForeignTable) -> tuple[str, ...]:
    standing = {value.strip() for row in table.rows for value in row.values}
    return tuple(word for word in _NOT_STATED if word in standing)


def _with_values(mapping: TableMapping, table: ForeignTable) -> TableMapping:
    """Map what is a code's label, or a code with blanks or hyphens, to that code; all else stays open."""
    rules = dict(mapping.rules)
    for target, texts in open_values(table, mapping).items():
        kind = CLAIMS.by_name[target].kind
        if not isinstance(kind, Coded):
            continue
        codes = {_key(word): code.value for code in kind.codes for word in (code.label, code.value)}
        values = {text: codes[_key(text)] for text in texts if _key(text) in codes}
        if values:
            rules[target] = Rule(**(vars(rules[target]) | {"values": values}))
    return TableMapping(rules, mapping.reading, mapping.not_stated)

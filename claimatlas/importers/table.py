"""Tables of one's own: the user says which column is what, and keeps that as a mapping.

Comes in: a ``TableMapping``. Goes out: an ``Importer`` like those of the datasets.
Refuses to read a value that is neither a code nor mapped to one; what a mapping does not name is not read.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from claimatlas.export.table import restored
from claimatlas.importers.days import SOLAR_HIJRI, declared_day
from claimatlas.importers.figures_said import bounds
from claimatlas.importers.mapping import DISTRICT_NAME, PROVINCE_NAME, Asked, Disagreement, Field, Importer, Row
from claimatlas.kinds import Coded, Day, Degrees, Identifier, Identifiers, Text, UnexpectedError, WebAddress
from claimatlas.load.foreign import ForeignTable, Reading
from claimatlas.schema import CLAIMS, FIGURES

TARGETS: dict[str, str] = {
    **{column.name: column.meaning for column in CLAIMS.columns},
    PROVINCE_NAME: "Province by its name; looked up in the gazetteer.",
    DISTRICT_NAME: "District by its name; looked up in the gazetteer, inside its province.",
    **{figure: f"Number {figure} in one cell: 20, 20-25, at least 20, up to 20." for figure in FIGURES},
}
"""What a column can be mapped to, with its meaning."""


@dataclass(frozen=True)
class Rule:
    """How one column of the contract is read."""

    column: str = ""
    """Foreign column; empty for what is the same in every row."""
    value: str = ""
    """What stands in every row, or where the column's cell is empty."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Codes for what the cells hold."""
    format: str = ""
    """Format of days, in the manner of ``strptime``; by default YYYY-MM-DD."""
    calendar: str = ""
    """``solar_hijri``, or empty for the Gregorian calendar."""
    decimal: str = "."
    """Sign between whole and part of degrees."""


@dataclass(frozen=True)
class TableMapping:
    """How a table is read; see ``mapping_file`` for the form in which it is kept."""

    rules: Mapping[str, Rule]
    """By what each gives: a name of ``TARGETS``."""
    reading: Reading = field(default_factory=Reading)
    """Sheet, encoding, separator."""
    not_stated: tuple[str, ...] = ()
    """Cells that mean "not stated", beside the empty one."""
    disagreement: Disagreement = "refuse"
    """What to do where name and point differ."""
    published: str = ""
    """Day of publication for rows that state none."""

    @property
    def asked(self) -> Asked:
        """What it says of the whole file."""
        return Asked(self.published, self.disagreement)


def contract_mapping() -> TableMapping:
    """Return the mapping of a file that has the columns of the contract itself."""
    return TableMapping({name: Rule(column=name) for name in CLAIMS.names})


def is_contract(columns: Iterable[str]) -> bool:
    """Whether these are the columns of the contract and no others."""
    return sorted(columns) == sorted(CLAIMS.names)


def importer_of(mapping: TableMapping, table: ForeignTable) -> Importer:
    """Return the importer that reads ``table`` as ``mapping`` says."""
    rules = dict(mapping.rules)
    if "claim_id" not in rules:
        rules["claim_id"] = Rule()
    rules.setdefault("statement_id", rules["claim_id"])
    if "place_precision" not in rules:
        rules["place_precision"] = Rule()
    # Our own exports put an apostrophe before what a spreadsheet would calculate; nobody else's cell is touched.
    ours = is_contract(table.columns)
    fields = [one for name in TARGETS if name in rules for one in _fields(name, rules, mapping, ours=ours)]
    return Importer(
        name="table",
        label="a table of your own",
        terms="",
        needs=tuple(dict.fromkeys(rule.column for rule in rules.values() if rule.column)),
        fields=tuple(fields),
        remarks=partial(_remarks, rules),
    )


def _fields(name: str, rules: Mapping[str, Rule], mapping: TableMapping, *, ours: bool) -> Iterable[Field]:
    rule = rules[name]
    sources = (rule.column,) if rule.column else ()
    if name in FIGURES:
        for place, bound in enumerate(("min", "max")):
            yield Field(f"{name}_{bound}", sources, partial(_bound, rule, mapping, place))
        return
    if name == "claim_id" or (name == "statement_id" and rule is rules["claim_id"]):
        yield Field(name, sources, partial(_identifier, rule, mapping))
    elif name == "place_precision" and not rule.column and not rule.value:
        yield Field(name, (), partial(_precision, rules, mapping))
    elif name == "notes":
        yield Field(name, sources, partial(_notes, rules, mapping, ours=ours))
    elif name.removesuffix("_party") in FIGURES and not rule.column:
        yield Field(name, sources, partial(_whose, name.removesuffix("_party"), rules, mapping))
    else:
        yield Field(name, sources, _reader(name, rule, mapping, ours=ours))


def _cell(rule: Rule, mapping: TableMapping, row: Row) -> str:
    text = row[rule.column] if rule.column else ""
    if text in mapping.not_stated:
        text = ""
    return text or rule.value


def _reader(name: str, rule: Rule, mapping: TableMapping, *, ours: bool) -> Callable[[Row], str]:
    column = CLAIMS.by_name.get(name)
    kind = column.kind if column else Text()
    if isinstance(kind, (Text, WebAddress)) and not rule.values:
        return partial(_text, rule, mapping, ours=ours)
    if isinstance(kind, Day):
        return partial(_day, rule, mapping)
    if isinstance(kind, Coded):
        return partial(_code, rule, mapping, {code.value.casefold(): code.value for code in kind.codes})
    if isinstance(kind, Degrees):
        return lambda row: _cell(rule, mapping, row).replace(rule.decimal, ".")
    if isinstance(kind, (Identifier, Identifiers)):
        return lambda row: identifiers_text(_cell(rule, mapping, row))
    return lambda row: rule.values.get(_cell(rule, mapping, row), _cell(rule, mapping, row))


def _text(rule: Rule, mapping: TableMapping, row: Row, *, ours: bool) -> str:
    text = row.verbatim(rule.column) if rule.column else ""
    if not text.strip() or text.strip() in mapping.not_stated:
        # Blanks alone say nothing; in a file of the contract they stand as they are.
        return text if ours else rule.value
    return restored(text) if ours else text.strip()


def _day(rule: Rule, mapping: TableMapping, row: Row) -> str:
    text = _cell(rule, mapping, row)
    if not text or text == rule.value:
        return text
    return declared_day(text, rule.format, rule.calendar)


def _code(rule: Rule, mapping: TableMapping, codes: Mapping[str, str], row: Row) -> str:
    text = _cell(rule, mapping, row)
    mapped = rule.values.get(text)
    if mapped is not None:
        return mapped
    # A code in capitals is that code; another word is what the check will refuse by name.
    return codes.get(text.casefold(), text)


def identifiers_text(text: str) -> str:
    """Write identifiers as the contract has them: capitals, hyphens for other signs, joined by ``;``."""
    parts = (re.sub(r"[^A-Z0-9]+", "-", part.strip().upper()) for part in re.split(r"[;,|\s]+", text))
    whole = re.fullmatch(r"[A-Z0-9-]+(;[A-Z0-9-]+)*", text, flags=re.ASCII)
    return text if whole else ";".join(stripped for part in parts if (stripped := part.strip("-")))


def _identifier(rule: Rule, mapping: TableMapping, row: Row) -> str:
    text = _cell(rule, mapping, row)
    if not rule.column:
        # What the row says is what it is known by: the same row has the same id, wherever it stands.
        content = "\x1f".join(row.values)
        return f"ROW-{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()[:16].upper()}"
    made = identifiers_text(" ".join(text.split()).replace(" ", "-").replace(";", "-").replace(",", "-"))
    if text and not made:
        raise UnexpectedError("an identifier with letters or digits")
    return made


def _precision(rules: Mapping[str, Rule], mapping: TableMapping, row: Row) -> str:
    """Say how finely the place is named by which of its columns are filled."""
    filled = {name for name, rule in rules.items() if name in _PLACE_COLUMNS and _cell(rule, mapping, row)}
    if {"longitude", "latitude"} <= filled:
        return "site"
    if filled & {"adm2_pcode", DISTRICT_NAME}:
        return "district"
    return "province" if filled & {"adm1_pcode", PROVINCE_NAME} else "unknown"


_PLACE_COLUMNS = ("longitude", "latitude", "adm1_pcode", "adm2_pcode", PROVINCE_NAME, DISTRICT_NAME)


def _bound(rule: Rule, mapping: TableMapping, place: int, row: Row) -> str:
    return bounds(_cell(rule, mapping, row))[place]


def _whose(figure: str, rules: Mapping[str, Rule], mapping: TableMapping, row: Row) -> str:
    """Give the party that is the same in every row, where a row has a number for it."""
    stated = any(
        _cell(rules[name], mapping, row) for name in (figure, f"{figure}_min", f"{figure}_max") if name in rules
    )
    return rules[f"{figure}_party"].value if stated else ""


def _notes(rules: Mapping[str, Rule], mapping: TableMapping, row: Row, *, ours: bool) -> str:
    rule = rules["notes"]
    text = _text(rule, mapping, row, ours=ours) if rule.column or rule.value else ""
    # What was converted stays readable as it was.
    originals = [
        f"{name} in the source: {said} (Solar Hijri)"
        for name, one in rules.items()
        if one.calendar == SOLAR_HIJRI and (said := _cell(one, mapping, row))
    ]
    return "; ".join([*([text] if text else []), *originals])


def _remarks(rules: Mapping[str, Rule], row: Row) -> Iterable[str]:
    if any(rule.calendar == SOLAR_HIJRI for rule in rules.values()):
        yield "days converted from the Solar Hijri calendar; the originals are in the notes"
    key = rules["claim_id"]
    if not key.column:
        yield "claim_id made from what the row says"
    elif row[key.column] and not re.fullmatch(r"[A-Z0-9-]+", row[key.column], flags=re.ASCII):
        yield "claim_id written in capitals, digits and hyphens"
    if not rules["place_precision"].column and not rules["place_precision"].value:
        yield "place_precision follows from which columns of the place are filled"


def open_values(table: ForeignTable, mapping: TableMapping) -> dict[str, Counter[str]]:
    """Return what stands in coded columns and is neither a code nor mapped to one, with its number, by target."""
    found: dict[str, Counter[str]] = {}
    places = {name: place for place, name in enumerate(table.columns)}
    for name, rule in mapping.rules.items():
        column = CLAIMS.by_name.get(name)
        if column is None or not isinstance(column.kind, Coded) or rule.column not in places:
            continue
        codes = {code.value.casefold() for code in column.kind.codes}
        texts = Counter(row.values[places[rule.column]].strip() for row in table.rows)
        unknown = {
            text: count
            for text, count in texts.items()
            if text and text not in mapping.not_stated and text not in rule.values and text.casefold() not in codes
        }
        if unknown:
            found[name] = Counter(unknown)
    return found

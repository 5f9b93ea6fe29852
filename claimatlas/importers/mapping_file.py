"""The file in which a mapping is kept: YAML, written to be read and changed by people.

Comes in: what ``load.settings`` read, or a ``TableMapping``. Goes out: a ``TableMapping``, or text.
Refuses a word it does not know: a mapping that is misspelt is not a mapping.
"""

from __future__ import annotations

from typing import Any, cast, get_args

import yaml

from claimatlas.errors import UnreadableFileError, shown
from claimatlas.importers.days import CALENDARS, check_format
from claimatlas.importers.mapping import Disagreement
from claimatlas.importers.table import TARGETS, Rule, TableMapping
from claimatlas.kinds import Coded, Day, UnexpectedError
from claimatlas.load.foreign import Reading
from claimatlas.schema import CLAIMS

_RULE_WORDS = ("column", "value", "values", "format", "calendar", "decimal")
_READING_WORDS = ("sheet", "encoding", "separator")
_WORDS = ("columns", *_READING_WORDS, "not_stated", "disagreement", "published")
_HEADING = """\
# How a table is read: each name of the contract, and the column or value it comes from.
# docs/IMPORTING.md explains every word.
"""


def mapping_from(content: Any, name: str) -> TableMapping:
    """Return the mapping that a file holds.

    Raises
    ------
    UnreadableFileError
        When it holds anything else; the text names the word.
    """
    whole = _known(content, _WORDS, name, "the mapping")
    columns = whole.get("columns")
    if not isinstance(columns, dict) or not columns:
        raise UnreadableFileError(f"{name}: expected columns, with a name of the contract on each line.")
    rules = {}
    for target, said in columns.items():
        if target not in TARGETS:
            raise UnreadableFileError(f"{name}: {shown(str(target))} is no column of the contract.")
        rules[target] = _rule(said, target, name)
    disagreement = _text(whole, "disagreement", name) or "refuse"
    if disagreement not in get_args(Disagreement):
        raise UnreadableFileError(f"{name}: disagreement is one of {', '.join(get_args(Disagreement))}.")
    published = _text(whole, "published", name)
    try:
        published = Day().parse(published).isoformat() if published else ""
    except UnexpectedError as error:
        raise UnreadableFileError(f"{name}: published is {shown(published)}, expected {error}.") from error
    not_stated = whole.get("not_stated", [])
    if not isinstance(not_stated, list) or not all(isinstance(one, str) for one in not_stated):
        raise UnreadableFileError(f"{name}: not_stated is a list of cells, such as [n/a, unknown].")
    reading = Reading(**{word: _text(whole, word, name) for word in _READING_WORDS})
    return TableMapping(rules, reading, tuple(not_stated), cast("Disagreement", disagreement), published)


def _known(content: Any, words: tuple[str, ...], name: str, what: str) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise UnreadableFileError(f"{name}: {what} is no list of names with values.")
    unknown = [str(word) for word in content if word not in words]
    if unknown:
        raise UnreadableFileError(f"{name}: {what} has {shown(unknown[0])}; known are {', '.join(words)}.")
    return content


def _text(whole: dict[str, Any], word: str, name: str) -> str:
    value = whole.get(word, "")
    if not isinstance(value, str):
        raise UnreadableFileError(f"{name}: {word} is one text.")
    return value


def _rule(said: Any, target: str, name: str) -> Rule:
    # "event_date: Date" is the short form of "event_date: {column: Date}".
    if isinstance(said, str):
        said = {"column": said}
    words = _known(said, _RULE_WORDS, name, target)
    values = words.get("values", {})
    if not isinstance(values, dict) or not all(isinstance(one, str) for pair in values.items() for one in pair):
        raise UnreadableFileError(f"{name}: the values of {target} are pairs, such as Captured: capture.")
    texts = {word: _text(words, word, name) for word in _RULE_WORDS if word != "values"}
    rule = Rule(**(texts | {"decimal": texts["decimal"] or "."}), values=values)
    _check_rule(rule, target, name)
    return rule


def _check_rule(rule: Rule, target: str, name: str) -> None:
    if not rule.column and not rule.value:
        raise UnreadableFileError(f"{name}: {target} needs a column, or a value for every row.")
    if rule.calendar not in CALENDARS:
        raise UnreadableFileError(f"{name}: the calendar of {target} is one of {', '.join(filter(None, CALENDARS))}.")
    if rule.decimal not in (".", ","):
        raise UnreadableFileError(f"{name}: the decimal sign of {target} is a point or a comma.")
    column = CLAIMS.by_name.get(target)
    if isinstance(getattr(column, "kind", None), Day) and rule.format:
        try:
            check_format(rule.format)
        except UnexpectedError as error:
            raise UnreadableFileError(f"{name}: {target} has format {shown(rule.format)}, expected {error}.") from None
    if column is not None and isinstance(column.kind, Coded):
        known = {code.value for code in column.kind.codes} | {""}
        wrong = [one for one in (*rule.values.values(), rule.value) if one not in known]
        if wrong:
            raise UnreadableFileError(f"{name}: {target} has no code {shown(wrong[0])}; expected {column.kind.words}.")


def mapping_text(mapping: TableMapping) -> str:
    """Write a mapping as the YAML that ``mapping_from`` reads back."""
    whole: dict[str, Any] = {word: value for word, value in vars(mapping.reading).items() if value}
    if mapping.not_stated:
        whole["not_stated"] = list(mapping.not_stated)
    if mapping.disagreement != "refuse":
        whole["disagreement"] = mapping.disagreement
    if mapping.published:
        whole["published"] = mapping.published
    whole["columns"] = {
        target: {
            word: dict(value) if word == "values" else value
            for word, value in vars(rule).items()
            if value and not (word == "decimal" and value == ".")
        }
        for target, rule in mapping.rules.items()
    }
    return _HEADING + yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=110)

"""Read entries of JSON: one object a line, or one list of objects.

Comes in: bytes. Goes out: ``ForeignTable``: a column for every key, numbers as they are written.
Refuses an entry that is no object, names a key twice, or is nested too deep; keeps it aside with its text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from claimatlas.errors import UnreadableFileError
from claimatlas.load import decode
from claimatlas.load.foreign import MAX_ROWS, Collector, ForeignTable, Tell, readable

MAX_DEPTH = 20
_TOLD_EVERY = 1_000
_BLANK = re.compile(r"[ \t\r\n]*")
_LISTS_OF_LISTS = {"mapDataFolders": "mapDataPlacemarks"}
"""A member that holds folders, and the member of each folder that holds its entries."""
_LISTS = ("items", "data", "placemarks", "results")
_Entry = tuple[int, str, dict[str, Any] | str]
"""Number, text, and the object, or what is wrong with it."""


class _NotAnEntryError(ValueError):
    """JSON that cannot be a row; the text says why, as what was expected."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _NotAnEntryError("every key once")
    return made


def _no_constant(constant: str) -> str:
    raise _NotAnEntryError(f"a number and not {constant}")


# Numbers keep their text: 007 is no number of JSON, but 1.10 is one, and 10**400 is one too.
_DECODER = json.JSONDecoder(
    parse_int=str, parse_float=str, parse_constant=_no_constant, object_pairs_hook=_once, strict=True
)


def read_lines(name: str, data: bytes, tell: Tell) -> ForeignTable:
    """Read JSON lines; see ``foreign.read_foreign``."""
    text = decode(name, data)
    entries: list[_Entry] = []
    # Only a line feed ends an entry: str.splitlines would also end one at signs that JSON allows inside a text.
    for line, raw in enumerate(text.split("\n"), start=1):
        if raw.strip():
            entries.append((line, raw, _parsed(raw)))
        if len(entries) > MAX_ROWS:
            raise UnreadableFileError(f"{name} has more than {MAX_ROWS:,} rows; split it.")
    if not any(isinstance(entry, dict) for _, _, entry in entries):
        raise UnreadableFileError(f"{name} holds no JSON object: expected one on each line.")
    return _table(name, data, entries, tell)


def read_list(name: str, data: bytes, tell: Tell) -> ForeignTable:
    """Read one list of objects, or one object that holds such a list; see ``foreign.read_foreign``."""
    text = decode(name, data)
    start = _BLANK.match(text).end()  # type: ignore[union-attr]  # it matches nothing too
    if text[start : start + 1] == "[":
        return _table(name, data, list(_members(name, text, start)), tell)
    whole = _parsed(text)
    if isinstance(whole, str):
        raise UnreadableFileError(f"{name} is no JSON that can be read: expected {whole}.")
    inner = _inner_list(name, whole)
    entries: list[_Entry] = []
    for number, value in enumerate(inner, start=1):
        raw = readable(json.dumps(value, ensure_ascii=False))
        entries.append((number, raw, value if isinstance(value, dict) else "an object"))
    return _table(name, data, entries, tell)


def _inner_list(name: str, whole: dict[str, Any]) -> list[Any]:
    for outer, inner in _LISTS_OF_LISTS.items():
        folders = whole.get(outer)
        if isinstance(folders, list):
            lists = [folder.get(inner) for folder in folders if isinstance(folder, dict)]
            return [entry for one in lists if isinstance(one, list) for entry in one]
    for key in _LISTS:
        if isinstance(whole.get(key), list):
            return list(whole[key])
    raise UnreadableFileError(f"{name} holds no list of entries; looked for {', '.join([*_LISTS_OF_LISTS, *_LISTS])}.")


def _members(name: str, text: str, start: int) -> Iterator[_Entry]:
    """Yield the members of a list one by one, each with its own text."""
    at = _skip(text, start + 1)
    number = 0
    while text[at : at + 1] != "]":
        number += 1
        if number > MAX_ROWS:
            raise UnreadableFileError(f"{name} has more than {MAX_ROWS:,} rows; split it.")
        end = _end_of(name, text, at)
        raw = text[at:end]
        yield number, raw, _parsed(raw)
        at = _skip(text, end)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            raise UnreadableFileError(f"{name} is no whole JSON list: it breaks off after entry {number}.")
    if _skip(text, at + 1) != len(text):
        raise UnreadableFileError(f"{name} goes on after its list has ended.")


_LENIENT = json.JSONDecoder(parse_int=str, parse_float=str)


def _end_of(name: str, text: str, at: int) -> int:
    try:
        _, end = _LENIENT.raw_decode(text, at)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(f"{name} is no JSON that can be read ({type(error).__name__}).") from error
    return end


def _skip(text: str, at: int) -> int:
    return _BLANK.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing too


def _parsed(text: str) -> dict[str, Any] | str:
    try:
        value = _DECODER.decode(text)
    except _NotAnEntryError as error:
        return str(error)
    except (ValueError, RecursionError):
        return "JSON that can be read"
    if not isinstance(value, dict):
        return "an object"
    return value if _depth_within(value, MAX_DEPTH) else f"at most {MAX_DEPTH} levels"


def _depth_within(value: object, left: int) -> bool:
    if left < 0:
        return False
    inner: Iterable[object] = ()
    if isinstance(value, dict):
        inner = value.values()
    elif isinstance(value, list):
        inner = value
    return all(_depth_within(one, left - 1) for one in inner)


def _table(name: str, data: bytes, entries: list[_Entry], tell: Tell) -> ForeignTable:
    columns = dict.fromkeys(key for _, _, entry in entries if isinstance(entry, dict) for key in entry)
    found = Collector(name, data, tuple(columns))
    for count, (number, raw, entry) in enumerate(entries):
        if isinstance(entry, str):
            found.refuse_entry(number, raw, raw, entry)
        else:
            found.add(number, [_text(entry.get(column)) for column in columns], raw)
        if count % _TOLD_EVERY == 0:
            tell(count / len(entries))
    return found.table()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and value and not any(isinstance(one, (list, dict)) for one in value):
        # Coordinates and lists of addresses: as they would be written into one cell.
        return ";".join(_text(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

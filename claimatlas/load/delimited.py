"""Read tables of text: CSV, TSV, and what is separated otherwise when somebody says by what.

Comes in: bytes. Goes out: ``ForeignTable``. Refuses to guess a separator or an encoding.
"""

from __future__ import annotations

from pathlib import PurePath

from claimatlas.errors import UnreadableFileError
from claimatlas.load import csv_rows, decode
from claimatlas.load.foreign import Collector, ForeignTable, Reading, Tell, named

_OTHERS = {";": "semicolons", "\t": "tabs", "|": "bars", ",": "commas"}
_TOLD_EVERY = 2_000


def read(name: str, data: bytes, reading: Reading, tell: Tell) -> ForeignTable:
    """Read a table of text with one header row; see ``foreign.read_foreign``."""
    separator = reading.separator or ("\t" if PurePath(name).suffix.lower() == ".tsv" else ",")
    if len(separator) != 1 or separator in '"\r\n':
        raise UnreadableFileError(f"{name}: a separator is one character, and no quotation mark.")
    text = decode(name, data, reading.encoding)
    rows = csv_rows(name, text, separator)
    _, header, _ = next(rows, (1, [], ""))
    if not header:
        raise UnreadableFileError(f"{name} is empty: expected a header row.")
    if len(header) == 1:
        _name_separator(name, header[0], separator)
    found = Collector(name, data, named(header))
    read_so_far = 0
    for count, (line, fields, raw) in enumerate(rows):
        found.add(line, fields, raw)
        read_so_far += len(raw)
        if count % _TOLD_EVERY == 0:
            tell(read_so_far / max(len(text), 1))
    return found.table()


def _name_separator(name: str, header: str, separator: str) -> None:
    for other, word in _OTHERS.items():
        if other != separator and header.count(other) > 1:
            raise UnreadableFileError(f"{name} looks separated by {word}; declare the separator.")

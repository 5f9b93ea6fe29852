"""The canary: words that act wherever something lets words act, in every text of a workspace, and how to find them.

`sow` makes a workspace of them; run as a program, this writes every kind of file of such a workspace into a folder.
Each text begins with a key, so that it is found again wherever it is shown, and `altered` says whether it stands there
letter for letter.
"""

import csv
import datetime as dt
import json
import re
import sys
import tomllib
from pathlib import Path

from claimatlas import export
from claimatlas import vocabulary as voc
from claimatlas.export.published import pages
from claimatlas.export.published.publication import publish
from claimatlas.kinds import Text, WebAddress
from claimatlas.record import DATA_FILES, GEODATA_FILES, SHIPPED_WORKSPACE, chosen_workspace, open_record
from claimatlas.schema import CLAIMS, EVENTS
from claimatlas.selection import Selection
from claimatlas.view import View

MARKER_VARIABLE = "CANARY"
"""Names the folder that must not appear; the template below needs no quotes, which some gates would break."""
_OS = "cycler.__init__.__globals__.os"
SERVER = f"{{{{{_OS}.makedirs({_OS}.environ.{MARKER_VARIABLE},511,True)}}}}"
"""What a template engine runs on the server."""
BREAKING = "{{7*7}}{% if %}{# gone #}"
"""What makes a template engine stumble, calculate or swallow."""
BROWSER = (
    "<script>top.sang=1</script>", "</script><script>top.sang=2</script>", "<img src=x onerror=top.sang=3>",
    "<svg onload=top.sang=4>", "<svg><script>top.sang=5</script></svg>", "<iframe srcdoc='<svg onload=top.sang=6>'>",
    "<a href=javascript:top.sang=7>x</a>", "<body onload=top.sang=8>", "<details open ontoggle=top.sang=9>",
    "<video><source onerror=top.sang=10>", "<math><mi//xlink:href='javascript:top.sang=11'>", "<!--<script>",
    "<style>@import 'http://example.org/x'</style>", "<link rel=stylesheet href=http://example.org/x>",
    "<meta http-equiv=refresh content='0;url=http://example.org'>", "<base href=http://example.org/>",
    "<object data=http://example.org/x>", "<embed src=http://example.org/x>", "`${top.sang=19}`", "\\`;top.sang=20//",
    "';top.sang=21;'", '";top.sang=22;"', "\u2028top.sang=23\u2028", "![x](http://example.org/x.png)[x](javascript:1)",
    "]]><script>top.sang=25</script>**x** $x$ :material/home: a\u202eb",
)  # fmt: skip
"""What a browser or Streamlit's Markdown does something with: twenty-five ways."""
PIECES = (SERVER, BREAKING, *BROWSER)
KEY = re.compile(r"Canary[A-Za-z]+[0-9]*")

# The busiest months, and what the pages that are visited need.
_MONTHS = ("2016-04", "2018-04", "2021-08")
_KEPT_LAYER_WORDS = {"adm2_pcode", "adm1_pcode", "role", "iso3", "kind"}


def words(key: str, number: int = 0) -> str:
    """Every way to act in one text. A template that breaks keeps others from running: they take turns."""
    return f"{key} {PIECES[number % 2]}{''.join(BROWSER)}"


def piece(key: str, number: int) -> str:
    """One of the ways, in a text that is short enough for a name or an address."""
    return f"{key} {PIECES[number % len(PIECES)]}"


def label(number: int) -> str:
    """As near to markup as the schema of a workspace lets a name come."""
    return f"CanaryLabel{number} &lt a/b & 'c', --d %3Cb"


def sentence(number: int) -> str:
    """The same for a sentence."""
    return f"CanarySentence{number} &lt;b&gt; :heart: :material/home: 1. -- (x) javascript:alert(1); data:text/html"


def altered(text: str, known: dict[str, str], *, is_printed: bool = False) -> list[str]:
    """Return each text of the canary that does not stand in ``text`` sign by sign, up to where it is cut by ….

    Blanks do not count, as lines break anywhere; nor do signs without a width: the one that keeps Markdown's readers
    from making a link of an address, and the one that lets a long word break in print. What is printed names a sign
    that turns the line, or loses it when it is read again.
    """
    found, said = [], _squeezed(text)
    for hit in KEY.finditer(said):
        whole = _squeezed(known.get(hit[0], f"{hit[0]} was not sown"))
        there = said[hit.start() :]
        shown, cut, _ = there.partition("…")
        # A refused row is shown as it stands in its file, where quotes are doubled.
        ways = [whole, whole.replace('"', '""')]
        if is_printed:
            ways += [whole.replace("\u202e", "[U+202E]"), whole.replace("\u202e", "")]
        if not there.startswith(tuple(ways)) and not (cut and whole.startswith(shown)):
            found.append(there[: len(whole)])
    return found


def _squeezed(text: str) -> str:
    return "".join(text.replace("\u2060", "").replace("\u200b", "").split())


class Sowing:
    """A workspace whose every text is the canary, and its texts by their keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[str, str] = {}
        """Every text that was sown, by its key."""
        self.refused: dict[tuple[str, str], str] = {}
        """By file and column: the key of a text that has to be refused there."""
        (folder / "geodata").mkdir(parents=True)
        for name in DATA_FILES:
            self._table(name)
        for name in GEODATA_FILES:
            source = (SHIPPED_WORKSPACE / "geodata" / name).read_text(encoding="utf-8")
            sown = self._layer(source) if name.endswith("json") else self._names(name, source)
            (folder / "geodata" / name).write_text(sown, encoding="utf-8")
        self._declared("vocabulary.toml")
        self._declared("settings.toml")

    def say(self, text: str) -> str:
        """Remember a text by its key."""
        self.known[KEY.match(text)[0]] = text
        return text

    def _table(self, name: str) -> None:
        table = CLAIMS if name == "claims.csv" else EVENTS
        with (SHIPPED_WORKSPACE / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if table is CLAIMS:
            rows = [row for row in rows if row["event_date"][:7] in _MONTHS]
        columns = [column for column in table.columns if not isinstance(column.kind, Text | WebAddress)]
        refused = [self._refused_row(name, rows[0], column.name, number) for number, column in enumerate(columns)]
        for number, row in enumerate(rows):
            for column in table.columns:
                if isinstance(column.kind, Text | WebAddress):
                    key = f"Canary{table.name}{column.name.replace('_', '')}{number % 2}"
                    row[column.name] = self.say(words(key, number))
        with (self.folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.names)
            writer.writeheader()
            writer.writerows([*rows, *refused])

    def _refused_row(self, name: str, row: dict[str, str], column: str, number: int) -> dict[str, str]:
        key = f"CanaryRefused{name[0]}{column.replace('_', '').replace('1', 'one').replace('2', 'two')}"
        self.refused[name, column] = key
        table = CLAIMS if name == "claims.csv" else EVENTS
        return row | {table.key: f"CANARY-{number}", column: self.say(words(key, number))}

    def _names(self, name: str, source: str) -> str:
        lines = source.splitlines()
        header = lines[0].split(",")
        sown = [lines[0]]
        for number, cells in enumerate(csv.reader(lines[1:])):
            row = dict(zip(header, cells, strict=True))
            for at, column in enumerate(("name_en", "name_fa", "geoboundaries_shape_name", "spellings_seen")):
                if column in row:
                    key = f"Canary{name[0]}{column.replace('_', '')}{number}"
                    # Each column of these few rows has all of the ways, two in each name.
                    row[column] = self.say(piece(piece(key, number + at), number + at + 13).replace("|", ""))
            sown.append(",".join('"' + cell.replace('"', '""') + '"' for cell in row.values()))
        return "\n".join(sown) + "\n"

    def _layer(self, source: str) -> str:
        content = json.loads(source)
        content["credit"] = self.say(words("CanaryCredit"))
        for feature in content["features"]:
            properties = feature["properties"]
            for name, value in properties.items():
                if isinstance(value, str) and name not in _KEPT_LAYER_WORDS:
                    key = f"CanaryLayer{len(self.known)}"
                    properties[name] = self.say(piece(key, len(self.known)))
        return json.dumps(content)

    def _declared(self, name: str) -> None:
        content = tomllib.loads((SHIPPED_WORKSPACE / name).read_text(encoding="utf-8"))
        if name == "vocabulary.toml":
            types = ("advance", "capture", "hold", "besiege", "denial", "assessment", "statement", "losses", "attack")
            content["claim_types"] = {code: {"label": "", "description": ""} for code in types}
        sown = self._sown(content, "")
        lines = [f"{key} = {_toml(value)}" for key, value in sown.items()]
        (self.folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _sown(self, value: object, name: str) -> object:
        if isinstance(value, dict):
            optional = {"in_sentence": "", "description": ""} if {"code", "light"} <= value.keys() else {}
            return {key: self._sown(inner, key) for key, inner in (optional | value).items()}
        if isinstance(value, list):
            return [self._sown(inner, name) for inner in value]
        if name in {"label", "in_sentence", "voice", "also", "many", "one", "title"}:
            return self.say(label(len(self.known)))
        if name in {"description", "silence", *_SENTENCES}:
            return self.say(sentence(len(self.known)))
        return value


_SENTENCES = ("credit", "boundaries", "names", "surroundings", "claims", "quoted", "places")


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str | int) else str(value)


_TWINS = {"png", "frame", "film", *pages.DOWNLOADS}
"""Kinds of file that are drawn by the same strokes as another, or stand in the published folder too; each costs."""


def write_all(folder: Path) -> None:
    """Write every kind of file of the chosen workspace, and its published folder."""
    selection = Selection(on=dt.date(2016, 4, 17), place="AF1904", event="EV-2016-04-KUNDUZ-ASSAULT")
    view = View(open_record(chosen_workspace()), selection)
    days = (selection.on, selection.on + dt.timedelta(days=1))
    for kind in sorted(export.KINDS.keys() - _TWINS):
        for subject in voc.Subject if kind == export.BRIEFING else (voc.Subject.DISTRICT,):
            path = folder / f"{kind}-{subject.value}.{export.ending_of(kind)}"
            export.write_snapshot(view, path, export.Request(days=days, subject=subject), kind)
    pages.LARGEST_WORDS = 1000  # each year's words in a file of their own; the one file above has them in itself
    publish(view, folder / "site")


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))

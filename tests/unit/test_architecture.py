"""The house rules, read from the syntax tree of every file that ships.

A rule takes one file and gives sentences; a file that keeps the rule gives none. `OFFENCES` proves that each can fail.
"""

import ast
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

import claimatlas

ROOT = Path(__file__).parents[2]

# Lowest first. A module imports only from rows above its own; a package counts as one module.
# A row may name what does not exist yet; a module that is in no row fails the test.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "texts", "lookalikes", "meridian"),
    ("distinct",),
    ("load", "outlines"),
    ("workspace",),
    ("vocabulary", "settings", "eyes"),
    ("symbology",),
    ("kinds",),
    ("schema",),
    ("typed", "stored"),
    ("places",),
    ("gazetteer",),
    ("validate",),
    ("references",),
    ("record",),
    ("folder",),
    ("opening",),
    ("shelf",),
    ("selection",),
    ("permalink",),
    ("state", "days", "grades", "histogram", "figures"),
    ("arrays", "disputes", "life", "marks", "milestones", "series"),
    ("passing",),
    ("foretold",),
    ("ledger", "course", "compare", "track"),
    ("sketch",),
    ("legend",),
    ("answers",),
    ("view",),
    ("listing",),
    ("draw",),
    ("export",),
    ("publish", "importers", "bench", "serve"),
    ("cli", "ui"),
    ("__main__",),
)

# What only some may know. A place is a file, or a folder with everything in it.
IMPORTS: dict[str, tuple[str, ...]] = {
    "streamlit": ("app.py", "pages", "claimatlas/ui", "claimatlas/serve"),
    "starlette": ("claimatlas/serve",),
    "streamlit_folium": ("claimatlas/ui",),
    "folium": ("claimatlas/draw.py", "claimatlas/draw"),
    "branca": ("claimatlas/draw.py", "claimatlas/draw"),
    "matplotlib": ("claimatlas/export",),
    "typst": ("claimatlas/export",),
}
COMMAND_LINE = ("claimatlas/cli.py", "claimatlas/cli")
CLOCK_READERS = ("app.py", *COMMAND_LINE)
FILE_READERS = ("claimatlas/load.py", "claimatlas/load")
FILE_WRITERS = ("claimatlas/export", *COMMAND_LINE)

CLOCK = {f"datetime.{name}" for name in ("date.today", "datetime.now", "datetime.today", "datetime.utcnow")}
CLOCK |= {f"pandas.Timestamp.{name}" for name in ("now", "today", "utcnow")}
CLOCK |= {f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime")}
READING = {"io.open", "os.open", "os.fdopen", "codecs.open", "numpy.load", "numpy.loadtxt", "numpy.fromfile"}
READING_FROM = {"pandas", "geopandas", "pyogrio", "fiona"}  # every read_* of these
READING_METHODS = {"read_text", "read_bytes", "open"}
WRITING = {"os.replace", "os.rename", "os.remove", "os.unlink", "os.mkdir", "os.makedirs", "os.fsync"}
WRITING_FROM = {"shutil", "tempfile"}
WRITING_METHODS = {"write_text", "write_bytes", "mkdir", "touch", "unlink", "rmdir", "savefig", "to_file", "to_parquet"}

MODULE_LINES = 300
FUNCTION_LINES = 45  # without the docstring, which nobody should be tempted to shorten
NAMES_OF_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root, and its text."""

    path: str
    text: str

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(ast.parse(self.text)))

    @property
    def layer_name(self) -> str | None:
        """The module of claimatlas this is in: `export` for claimatlas/export/pdf.py."""
        parts = self.path.removesuffix(".py").split("/")
        return parts[1] if parts[0] == "claimatlas" and parts[1] != "__init__" else None

    def within(self, places: tuple[str, ...]) -> bool:
        return any(self.path == place or self.path.startswith(f"{place}/") for place in places)

    def says(self, node: ast.AST, sentence: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {sentence}"

    def imported(self) -> Iterator[tuple[ast.AST, str]]:
        """Every import with its full dotted name; `from a import b` is `a.b`."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((node, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                origin = "." * node.level + (node.module or "")
                yield from ((node, f"{origin}.{alias.name}") for alias in node.names)

    @cached_property
    def aliases(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                names |= {
                    a.asname or a.name.split(".")[0]: a.name if a.asname else a.name.split(".")[0] for a in node.names
                }
            elif isinstance(node, ast.ImportFrom):
                names |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
        return names

    def calls(self) -> Iterator[tuple[ast.Call, str, str]]:
        """Every call with its dotted name as the imports resolve it, and the method's name if there is one."""
        for node in self.nodes:
            if not isinstance(node, ast.Call):
                continue
            base, trail = node.func, []
            while isinstance(base, ast.Attribute):
                trail.insert(0, base.attr)
                base = base.value
            first = base.id if isinstance(base, ast.Name) else ""
            dotted = ".".join([self.aliases.get(first, first), *trail])
            ours = dotted.startswith("claimatlas.")
            yield node, dotted, trail[-1] if trail and not ours else ""


def imports_point_one_way(source: Source) -> list[str]:
    """A module imports only from lower layers, by its full name."""
    heights = {name: height for height, layer in enumerate(LAYERS) for name in layer}
    me = source.layer_name
    if me is not None and me not in heights:
        return [f"{source.path}: {me} is in no layer; give it a row in LAYERS of this test, above all that it imports."]
    offences = []
    for node, dotted in source.imported():
        parts = dotted.split(".")
        if parts[0] == "":
            offences.append(source.says(node, "a relative import hides its layer; write the full name."))
        elif me is not None and parts[0] in {"app", "pages"}:
            offences.append(source.says(node, f"{me} imports {parts[0]}, which stands above it."))
        elif me is not None and parts[0] == "claimatlas" and len(parts) > 1:
            other = parts[1]
            if other in heights and other != me and heights[other] >= heights[me]:
                offences.append(source.says(node, f"{me} imports {other}, which is not below it."))
    return offences


def libraries_stay_where_they_are_known(source: Source) -> list[str]:
    """Streamlit, folium and matplotlib are known in one place each."""
    return [
        source.says(node, f"{library} is known only in {', '.join(IMPORTS[library])}.")
        for node, dotted in source.imported()
        if (library := dotted.split(".")[0]) in IMPORTS and not source.within(IMPORTS[library])
    ]


def the_clock_is_read_at_the_door(source: Source) -> list[str]:
    """What today is, the domain is told."""
    if source.within(CLOCK_READERS):
        return []
    return [
        source.says(node, f"{dotted}() reads the clock; take the day as an argument.")
        for node, dotted, _ in source.calls()
        if dotted in CLOCK
    ]


def files_are_read_by_load(source: Source) -> list[str]:
    """Only the loading module opens a file to read it."""
    if source.within(FILE_READERS):
        return []
    return [
        source.says(node, f"{dotted}() reads a file; only claimatlas/load does.")
        for node, dotted, method in source.calls()
        if (dotted == "open" and not _opens_to_write(node))
        or (dotted in READING and not _opens_to_write(node))
        or (dotted.split(".")[0] in READING_FROM and method.startswith("read_"))
        or (method in READING_METHODS and not _opens_to_write(node))
    ]


def files_are_written_by_export(source: Source) -> list[str]:
    """Only the exports and the command line write, so that each file is complete or absent."""
    if source.within(FILE_WRITERS):
        return []
    return [
        source.says(node, f"{dotted}() writes a file; only claimatlas/export and the command line do.")
        for node, dotted, method in source.calls()
        if ((dotted in {"open", *READING} or method == "open") and _opens_to_write(node))
        or dotted in WRITING
        or dotted.split(".")[0] in WRITING_FROM
        or method in WRITING_METHODS
        or (method == "to_csv" and bool(node.args))
    ]


def _opens_to_write(call: ast.Call) -> bool:
    said = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    modes = [a.value for a in said if isinstance(a, ast.Constant) and isinstance(a.value, str) and len(a.value) <= 3]
    flagged = any(flag in ast.unparse(call) for flag in ("O_WRONLY", "O_RDWR"))
    return flagged or any(set(mode) & set("wax+") and set(mode) <= set("rwaxbt+") for mode in modes)


def pages_are_scripts(source: Source) -> list[str]:
    """A page reads the selection, asks the domain and shows."""
    if not source.within(("pages",)):
        return []
    defined = (node for node in source.nodes if isinstance(node, Function | ast.ClassDef))
    return [source.says(node, f"{node.name} is defined in a page; it belongs in claimatlas.") for node in defined]


def nothing_outgrows_a_reader(source: Source) -> list[str]:
    """Modules and functions fit in one head."""
    line_count = len(source.text.splitlines())
    offences = [f"{source.path}: {line_count} lines, {MODULE_LINES} at most; split it."] * (line_count > MODULE_LINES)
    for node in source.nodes:
        if isinstance(node, Function):
            doc = node.body[0] if ast.get_docstring(node) is not None else None
            doc_lines = doc.end_lineno - doc.lineno + 1 if doc else 0
            length = node.end_lineno - node.lineno + 1 - doc_lines
            if length > FUNCTION_LINES:
                offences.append(
                    source.says(node, f"{node.name} has {length} lines, {FUNCTION_LINES} at most; split it.")
                )
    return offences


def names_say_something(source: Source) -> list[str]:
    """No drawer for odds and ends, and none named like the standard library."""
    parts = source.path.removesuffix(".py").split("/")[source.path.startswith(("claimatlas/", "pages/")) :]
    vague = [
        f"{source.path}: {part} says nothing; name it for what it does." for part in parts if part in NAMES_OF_NOTHING
    ]
    shadows = [part for part in parts if part in sys.stdlib_module_names and not part.startswith("__")]
    return vague + [
        f"{source.path}: {part} is a module of the standard library; take another name." for part in shadows
    ]


def the_public_is_documented(source: Source) -> list[str]:
    """Every public function, class and method of the package says what it does."""
    if source.layer_name is None:
        return []
    tree = ast.parse(source.text)
    owners = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))]
    return [
        source.says(node, f"{node.name} has no docstring.")
        for owner in owners
        for node in owner.body
        if isinstance(node, Function | ast.ClassDef)
        and not node.name.startswith("_")
        and not any(ast.unparse(d).endswith(("overload", ".setter")) for d in node.decorator_list)
        and not ast.get_docstring(node)
    ]


def errors_are_caught_by_name(source: Source) -> list[str]:
    """A handler that catches everything hides what it did not expect."""
    offences = []
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(c is None or ast.unparse(c) in {"Exception", "BaseException"} for c in caught):
                offences.append(source.says(node, "catches everything; name the error."))
    return offences


Rule = Callable[[Source], list[str]]
RULES: tuple[Rule, ...] = (
    imports_point_one_way,
    libraries_stay_where_they_are_known,
    the_clock_is_read_at_the_door,
    files_are_read_by_load,
    files_are_written_by_export,
    pages_are_scripts,
    nothing_outgrows_a_reader,
    names_say_something,
    the_public_is_documented,
    errors_are_caught_by_name,
)

LONG_FUNCTION = "def load():\n" + "    day = 1\n" * FUNCTION_LINES
LONG_DOCSTRING = "def load():\n    '''Long." + "\n" * FUNCTION_LINES + "'''\n    return 1"
OFFENCES: tuple[tuple[Rule, str, str], ...] = (
    (imports_point_one_way, "claimatlas/state.py", "from claimatlas.draw import district_layer"),
    (imports_point_one_way, "claimatlas/state.py", "from claimatlas import draw as d"),
    (imports_point_one_way, "claimatlas/errors.py", "import claimatlas.vocabulary"),
    (imports_point_one_way, "claimatlas/cli.py", "def run():\n    from claimatlas.ui import shell"),
    (imports_point_one_way, "claimatlas/ui/shell.py", "from app import navigation"),
    (imports_point_one_way, "claimatlas/export/pdf.py", "from .svg import page"),
    (imports_point_one_way, "claimatlas/unheard_of.py", ""),
    (libraries_stay_where_they_are_known, "claimatlas/state.py", "import streamlit as st"),
    (libraries_stay_where_they_are_known, "claimatlas/draw.py", "import streamlit as st"),
    (libraries_stay_where_they_are_known, "claimatlas/ui/screen.py", "from folium.plugins import Draw"),
    (libraries_stay_where_they_are_known, "claimatlas/export/page.py", "import branca.element"),
    (libraries_stay_where_they_are_known, "pages/map.py", "from streamlit_folium import st_folium"),
    (libraries_stay_where_they_are_known, "claimatlas/draw.py", "from matplotlib import pyplot"),
    (the_clock_is_read_at_the_door, "claimatlas/state.py", "import datetime as dt\nday = dt.date.today()"),
    (the_clock_is_read_at_the_door, "pages/map.py", "from datetime import datetime\nnow = datetime.now()"),
    (the_clock_is_read_at_the_door, "claimatlas/ui/shell.py", "import pandas as pd\npd.Timestamp.now('UTC')"),
    (the_clock_is_read_at_the_door, "claimatlas/load.py", "from time import time\ntime()"),
    (files_are_read_by_load, "claimatlas/record.py", "text = path.read_text(encoding='utf-8')"),
    (files_are_read_by_load, "claimatlas/record.py", "text = (folder / 'claims.csv').open().read()"),
    (files_are_read_by_load, "claimatlas/cli.py", "lines = open(path, 'rb')"),
    (files_are_read_by_load, "claimatlas/places.py", "import geopandas as gpd\ngpd.read_file(path)"),
    (files_are_read_by_load, "app.py", "from pandas import read_csv\nimport pandas as pd\npd.read_excel(path)"),
    (files_are_written_by_export, "claimatlas/record.py", "path.write_text('kept')"),
    (files_are_written_by_export, "claimatlas/load.py", "open(path, mode='w')"),
    (files_are_written_by_export, "claimatlas/load.py", "path.open('ab')"),
    (files_are_written_by_export, "claimatlas/load.py", "import os\nos.open(path, os.O_WRONLY)"),
    (files_are_written_by_export, "claimatlas/ui/tables.py", "claims.to_csv(path)"),
    (files_are_written_by_export, "claimatlas/state.py", "import shutil\nshutil.copy(a, b)"),
    (pages_are_scripts, "pages/map.py", "def show():\n    '''Show.'''"),
    (nothing_outgrows_a_reader, "claimatlas/state.py", "day = 1\n" * (MODULE_LINES + 1)),
    (nothing_outgrows_a_reader, "claimatlas/state.py", LONG_FUNCTION),
    (names_say_something, "claimatlas/utils.py", ""),
    (names_say_something, "claimatlas/ui/helpers.py", ""),
    (names_say_something, "claimatlas/select.py", ""),
    (names_say_something, "claimatlas/export/html.py", ""),
    (the_public_is_documented, "claimatlas/state.py", "def state():\n    return 1"),
    (
        the_public_is_documented,
        "claimatlas/state.py",
        "class State:\n    '''S.'''\n    def day(self):\n        return 1",
    ),
    (errors_are_caught_by_name, "app.py", "try:\n    pass\nexcept Exception:\n    pass"),
    (errors_are_caught_by_name, "claimatlas/load.py", "try:\n    pass\nexcept (ValueError, BaseException):\n    pass"),
    (errors_are_caught_by_name, "claimatlas/load.py", "try:\n    pass\nexcept:\n    pass"),
)
KEPT: tuple[tuple[Rule, str, str], ...] = (
    (imports_point_one_way, "claimatlas/draw.py", "from claimatlas import vocabulary, __version__"),
    (imports_point_one_way, "claimatlas/export/pdf.py", "from claimatlas.export.svg import page"),
    (libraries_stay_where_they_are_known, "claimatlas/draw/base.py", "import folium"),
    (the_clock_is_read_at_the_door, "app.py", "import datetime as dt\ndt.date.today()"),
    (files_are_read_by_load, "claimatlas/load.py", "path.read_bytes()"),
    (files_are_read_by_load, "claimatlas/record.py", "from claimatlas import load\nload.read_bytes(path)"),
    (files_are_read_by_load, "claimatlas/export/png.py", "open(path, 'wb')"),
    (files_are_read_by_load, "claimatlas/cli/shell.py", "import os\nos.open(os.devnull, os.O_WRONLY)"),
    (files_are_written_by_export, "claimatlas/ui/tables.py", "text = claims.to_csv(index=False)"),
    (nothing_outgrows_a_reader, "claimatlas/state.py", LONG_DOCSTRING),
    (names_say_something, "claimatlas/__main__.py", ""),
    (errors_are_caught_by_name, "app.py", "try:\n    pass\nexcept ValueError:\n    pass"),
)


def shipped() -> list[Source]:
    paths = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "claimatlas").rglob("*.py")]
    return [Source(p.relative_to(ROOT).as_posix(), p.read_text(encoding="utf-8")) for p in sorted(paths) if p.exists()]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_shipped_file_keeps_the_rule(rule):
    offences = [sentence for source in shipped() for sentence in rule(source)]
    assert not offences, "\n".join(["", *offences])


@pytest.mark.parametrize(("rule", "path", "text"), OFFENCES)
def test_the_rule_sees_an_offence(rule, path, text):
    assert rule(Source(path, text))


@pytest.mark.parametrize(("rule", "path", "text"), KEPT)
def test_the_rule_lets_pass_what_is_allowed(rule, path, text):
    assert rule(Source(path, text)) == []


def test_every_rule_is_proved_able_to_fail():
    assert {rule for rule, _, _ in OFFENCES} == set(RULES)


def test_no_module_stands_in_two_layers():
    names = [name for layer in LAYERS for name in layer]
    assert len(names) == len(set(names))


def test_the_version_is_the_same_in_the_project_file():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == claimatlas.__version__

"""Which folder this process works in, and the two files of it that are read once, at the start.

Comes in: a folder, by argument or environment. Goes out: ``Declared``: what ``vocabulary.toml`` or ``settings.toml``
says. Refuses what the schema does not allow, and a second vocabulary in one process: codes are made once.
"""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from claimatlas.errors import UnreadableFileError, UsageError, shown
from claimatlas.load import decode, read_bytes, read_json, sha256

WORKSPACE_VARIABLE = "CLAIMATLAS_WORKSPACE"
SHIPPED_WORKSPACE = Path(__file__).resolve().parent.parent
VOCABULARY_FILE = "vocabulary.toml"
SETTINGS_FILE = "settings.toml"
MAX_BYTES = 200_000
_SCHEMAS = Path(__file__).parent / "schemas"
_start: list[str] = []
# What stands in for a file that cannot be used: enough for every module to be imported and to say what is wrong.
_BARE: Mapping[str, Mapping[str, Any]] = {
    VOCABULARY_FILE: {
        "camps": [{"code": "first_side", "label": "First side"}, {"code": "second_side", "label": "Second side"}],
        "observers": {"label": "Observers"},
        "parties": [
            {"code": "first_side", "label": "First side", "camp": "first_side"},
            {"code": "second_side", "label": "Second side", "camp": "second_side"},
            {"code": "analyst", "label": "Analysts", "camp": "observer"},
        ],
        "casualties": [{"code": "mixed", "label": "Mixed"}],
    },
    SETTINGS_FILE: {"title": "Claim Atlas", "first_view": {"on": "2000-01-01"}},
}


@dataclass(frozen=True)
class Declared:
    """One of the two files, as it was when the process started."""

    name: str
    """Name of the file."""
    content: Mapping[str, Any]
    """What it says; valid under its schema."""
    sha256: str
    """SHA-256 of its bytes, hexadecimal; empty text when it cannot be used."""
    text: str
    """The file as text, to find lines in."""
    trouble: str
    """One sentence when the file cannot be used and bare words stand in for it; empty text otherwise."""

    def line_of(self, value: str) -> int:
        """Return the first line on which a value stands."""
        before, _, _ = self.text.partition(value)
        return before.count("\n") + 1


def chosen_workspace(folder: str | None = None) -> Path:
    """Return the folder to open: ``folder``, else ``CLAIMATLAS_WORKSPACE``, else the shipped record."""
    chosen = folder or os.environ.get(WORKSPACE_VARIABLE)
    return Path(chosen) if chosen else SHIPPED_WORKSPACE


def start_in(folder: str) -> None:
    """Name the workspace before its words are read; later it changes nothing, and ``require_declared`` says so."""
    _start[:] = [folder]


def declared_files(workspace: Path) -> tuple[Path, ...]:
    """Return the two files with which a workspace is read: its own, else the shipped ones."""
    return tuple(_file_of(workspace, name) for name in (VOCABULARY_FILE, SETTINGS_FILE))


def _file_of(workspace: Path, name: str) -> Path:
    own = workspace / name
    return own if own.exists() else SHIPPED_WORKSPACE / name


@cache
def declared(name: str) -> Declared:
    """Read one of the two files of the workspace in which the process started.

    Nothing is raised here, where modules are still being imported: ``require_declared`` refuses to open a workspace
    whose file cannot be used.
    """
    try:
        return read_declared(_file_of(chosen_workspace(_start[0] if _start else None), name))
    except UnreadableFileError as error:
        return Declared(name, _BARE[name], "", "", str(error))


def read_declared(path: Path) -> Declared:
    """Read one of the two files and hold it against its schema.

    Raises
    ------
    UnreadableFileError
        When it is too large, not UTF-8, not TOML, or says what the schema does not allow.
    """
    data = read_bytes(path)
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(f"{path.name} is larger than {MAX_BYTES:,} bytes.")
    text = decode(path.name, data)
    try:
        content = _plain(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableFileError(f"{path.name} is not TOML: {error}.") from error
    _hold_against_schema(path.name, content)
    if path.name == VOCABULARY_FILE:
        _hold_together(content)
    return Declared(path.name, content, sha256(data), text, "")


def _plain(value: Any) -> Any:
    """Write the days of TOML as text, as JSON and its schema know them."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def _hold_against_schema(name: str, content: Mapping[str, Any]) -> None:
    schema, _ = read_json(_SCHEMAS / f"{name.removesuffix('.toml')}.json")
    wrong = sorted(Draft202012Validator(schema).iter_errors(content), key=lambda error: list(map(str, error.path)))
    if wrong:
        raise UnreadableFileError(f"{name}, {_explained(wrong[0])}.")


_OF_ONE_VALUE = frozenset({"pattern", "enum", "type", "minimum", "maximum", "const", "maxLength", "minLength"})


def _explained(error: ValidationError) -> str:
    where = " ".join(str(step + 1) if isinstance(step, int) else str(step) for step in error.absolute_path) or "top"
    expected = error.schema.get("description") if isinstance(error.schema, Mapping) else None
    if error.validator in _OF_ONE_VALUE and expected:
        return f"{shown(where)[1:-1]}: found {shown(str(error.instance))}, expected {expected}"
    return f"{shown(where)[1:-1]}: {shown(error.message)[1:-1]}"


RESERVED = frozenset({
    "observer", "no_report", "contested", "all", "both", "page", "paper", "land", "silent", "ink", "border", "water",
    "chosen", "panel", "halo", "name", "tint",
})  # fmt: skip
"""Codes that a camp cannot have: they already say something else on the map or in a table."""


def _hold_together(content: Mapping[str, Any]) -> None:
    """Refuse words that contradict each other, which a schema cannot see."""
    camps = [camp["code"] for camp in content["camps"]]
    for code in camps:
        if code in RESERVED:
            raise UnreadableFileError(f"{VOCABULARY_FILE}, camps: the code {shown(code)} is taken; choose another.")
    for group in ("camps", "parties", "casualties"):
        for field in ("code", "label"):
            _require_different([one[field] for one in content[group]], f"{group}: two have the {field}")
    kinds = content.get("claim_types", {}).values()
    _require_different([kind["label"] for kind in kinds if "label" in kind], "claim_types: two have the label")
    fighting = [camp["label"] for camp in content["camps"]]
    _require_different([*fighting, content["observers"]["label"]], "observers: a camp that fights has the label")
    if sum(camp.get("is_state", False) for camp in content["camps"]) > 1:
        raise UnreadableFileError(f"{VOCABULARY_FILE}, camps: two are the state; one can be.")
    known = [*camps, "observer"]
    speaking = {party["camp"] for party in content["parties"]}
    for group in ("parties", "casualties"):
        for camp in sorted({one.get("camp", "observer") for one in content[group]} - set(known)):
            raise UnreadableFileError(f"{VOCABULARY_FILE}, {group}: no camp has the code {shown(camp)}.")
    for camp in known:
        if camp not in speaking:
            raise UnreadableFileError(f"{VOCABULARY_FILE}, parties: none belongs to the camp {shown(camp)}.")


def _require_different(values: list[str], otherwise: str) -> None:
    seen: set[str] = set()
    for value in values:
        if value.casefold() in seen:
            raise UnreadableFileError(f"{VOCABULARY_FILE}, {otherwise} {shown(value)}.")
        seen.add(value.casefold())


def require_declared(workspace: Path) -> None:
    """Refuse a workspace whose words are not those with which the process started.

    Raises
    ------
    UnreadableFileError
        When a file cannot be used, or has changed since the start.
    UsageError
        When the workspace is another one, with words of its own.
    """
    started = chosen_workspace(_start[0] if _start else None)
    for path in declared_files(workspace):
        known = declared(path.name)
        if known.trouble:
            raise UnreadableFileError(known.trouble)
        if sha256(read_bytes(path)) == known.sha256:
            continue
        if workspace.resolve() == started.resolve():
            raise UnreadableFileError(f"{path.name} has changed: start again, so that every part takes its new words.")
        raise UsageError(
            f"One process serves one workspace, and {shown(workspace.name)} has another {path.name}: start again in it."
        )

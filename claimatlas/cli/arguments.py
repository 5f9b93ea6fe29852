"""What several commands are asked in the same words: the workspace and the selection.

Comes in: parsed arguments. Goes out: a folder, a ``Selection``.
Refuses what the page would only ignore: in a script, a filter that does not exist is an error.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from claimatlas import vocabulary as voc
from claimatlas.errors import UsageError, shown
from claimatlas.export.request import Request
from claimatlas.permalink import ALL_DAYS, Ignored, decode
from claimatlas.places import Gazetteer
from claimatlas.selection import DEFAULT_WINDOW, FILTERS, CodeFilter, Selection
from claimatlas.workspace import WORKSPACE_VARIABLE, chosen_workspace, require_declared

_PLACES = {"district": "P-code or name of a district", "province": "P-code or name of a province"}
_DAY = "a day as YYYY-MM-DD"
_SELECTION = ("on", "known-by", "window", *(f.key for f in FILTERS), "from", "to", "place", "event", "layer", "hide")


def workspace_of(arguments: argparse.Namespace) -> Path:
    """Return the folder to work in; see ``workspace.chosen_workspace``.

    Raises
    ------
    UsageError
        When it is no folder, or this process has started in another one.
    UnreadableFileError
        When its vocabulary or its settings cannot be used.
    """
    if arguments.workspace == "":
        raise UsageError("--workspace needs a folder; nothing was given.")
    folder = chosen_workspace(arguments.workspace)
    if not folder.is_dir():
        named = "--workspace" if arguments.workspace else WORKSPACE_VARIABLE
        raise UsageError(f"{named} {shown(str(folder))} is not a folder.")
    require_declared(folder)
    return folder


def add_clock_arguments(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Add ``--on``, ``--known-by`` and ``--window``; ``--on`` is not required where something can take its place."""
    clocks = parser.add_argument_group("clocks")
    _add(clocks, "on", "DAY", f"day to show, {_DAY}", required=required)
    add_known_by(clocks)
    _add(
        clocks,
        "window",
        "DAYS",
        f"a claim is live for so many days, or {ALL_DAYS} (default {DEFAULT_WINDOW or ALL_DAYS})",
    )


def add_known_by(
    parser: argparse._ActionsContainer, explained: str = "only claims published by the end of this day"
) -> None:
    """Add ``--known-by`` alone, for what is asked without a day to show."""
    _add(parser, "known-by", "DAY", f"{explained}; by default whenever published")


def add_filter_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the filters, under the names they have in the page address."""
    filters = parser.add_argument_group("selection", "each may be repeated, and joined by commas")
    for code_filter in FILTERS:
        _add(filters, code_filter.key, "CODE", _PLACES.get(code_filter.key, f"{code_filter.label.lower()}, by code"))
    _add(filters, "from", "DAY", f"first event day kept, {_DAY}")
    _add(filters, "to", "DAY", f"last event day kept, {_DAY}")


def add_place_argument(parser: argparse.ArgumentParser) -> None:
    """Add ``--place``: the district that is outlined and whose claims stand beside the map."""
    _add(parser, "place", "CODE", "district to outline, by P-code or name")


def add_event_argument(parser: argparse.ArgumentParser) -> None:
    """Add ``--event``: the milestone that a briefing is about."""
    _add(parser, "event", "ID", "milestone of a briefing, by its identifier; its first day is then the day to show")


def add_layer_arguments(parser: argparse.ArgumentParser) -> None:
    """Add ``--layer`` and ``--hide``: what the map is made of."""
    said = {
        usual: ", ".join(_in_brackets(layer) for layer in voc.Layer if layer.is_usual is usual)
        for usual in (True, False)
    }
    _add(parser, "layer", "CODE", f"layer to show as well: {said[False]}")
    _add(parser, "hide", "CODE", f"layer to leave out: {said[True]}")


def _in_brackets(code: voc.Code) -> str:
    return f"{code.value} ({code.description.rstrip('.')})" if code.description else code.value


def add_request_arguments(parser: argparse.ArgumentParser) -> None:
    """Add how a file is to be written."""
    asked: tuple[tuple[str, type[voc.Code], str], ...] = (
        ("resolution", voc.Resolution, "of a picture made of pixels"),
        ("paper", voc.Paper, "of a file made of pages"),
    )
    for name, codes, explained in asked:
        said = ", ".join(f"{code.value} ({code.description.rstrip('.')})" for code in codes)
        values = [code.value for code in codes]
        parser.add_argument(f"--{name}", choices=values, help=f"{explained}: {said}; by default {values[0]}")


def request_of(arguments: argparse.Namespace) -> Request:
    """Read how a file is to be written."""
    usual = Request()
    return Request(
        resolution=voc.Resolution(arguments.resolution or usual.resolution),
        paper=voc.Paper(arguments.paper or usual.paper),
    )


def _add(parser: argparse._ActionsContainer, key: str, metavar: str, explained: str, *, required: bool = False) -> None:
    # Collected as they come, so that permalink reads them exactly as it reads a page address, repetitions included.
    parser.add_argument(
        f"--{key}", dest=key, action="append", default=[], metavar=metavar, help=explained, required=required
    )


def selection_of(arguments: argparse.Namespace, gazetteer: Gazetteer) -> Selection:
    """Read the selection from the arguments, in the spelling of the page address.

    Raises
    ------
    UsageError
        When something was asked for that does not exist, or an argument is empty.
    """
    asked: dict[str, list[str]] = {key: vars(arguments).get(key, []) for key in _SELECTION}
    for key, values in asked.items():
        # An unset variable of a script must not turn into "no filter".
        if any(not value.strip(", ") for value in values):
            raise UsageError(f"--{key} is given without a value.")
    decoded = decode(asked, gazetteer)
    if decoded.ignored:
        raise UsageError(f"{'; '.join(_explained(ignored, gazetteer) for ignored in decoded.ignored)}.")
    return decoded.selection


def require(arguments: argparse.Namespace, *keys: str) -> None:
    """Ask for arguments that only one way of using a command needs.

    Raises
    ------
    UsageError
        When one is not given.
    """
    missing = [f"--{key.replace('_', '-')}" for key in keys if not vars(arguments)[key]]
    if missing:
        raise UsageError(f"The following arguments are required: {', '.join(missing)}.")


def refuse_selection(arguments: argparse.Namespace, instead: str) -> None:
    """Refuse a selection beside something that brings its own.

    Raises
    ------
    UsageError
        When any part of a selection is given.
    """
    given = [f"--{key}" for key in (*_SELECTION, "resolution", "paper") if vars(arguments).get(key)]
    if given:
        raise UsageError(f"{instead} brings its own selection; leave {', '.join(given)} out.")


def _explained(ignored: Ignored, gazetteer: Gazetteer) -> str:
    filters: Mapping[str, CodeFilter] = {code_filter.key: code_filter for code_filter in FILTERS}
    told = f"--{ignored.key} {shown(ignored.value)} {ignored.reason}"
    if ignored.key in (*_PLACES, "place"):
        similar = gazetteer.suggestions(ignored.value)
        return f"{told} (similar: {', '.join(similar)})" if similar else told
    if ignored.key in filters:
        return f"{told} (known: {', '.join(filters[ignored.key].choices(gazetteer))})"
    return told

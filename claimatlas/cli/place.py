"""``place``: spelling to P-code.

Comes in: spellings. Goes out: one line each, the P-code first, or "no match" with what is spelt similarly.
Refuses to guess: a similar name is offered, and taken only when a person accepts it by its P-code.
"""

from __future__ import annotations

import argparse

from claimatlas.cli.arguments import workspace_of
from claimatlas.errors import UsageError, shown
from claimatlas.export.keep import add_spellings
from claimatlas.importers.spellings import accepted
from claimatlas.places import Gazetteer, PlaceMatch
from claimatlas.record import open_places

NO_MATCH = "no match"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``place`` can be asked."""
    parser.add_argument(
        "spellings",
        nargs="+",
        metavar="SPELLING",
        help="a P-code, a name in any known spelling, or 'name, province'",
    )
    parser.add_argument(
        "--accept", metavar="CODE", help="keep the spelling in the workspace as a name of the place with this P-code"
    )
    parser.add_argument("--province", metavar="CODE", help="only places of this province, by P-code or name")


def run(arguments: argparse.Namespace) -> int:
    """Print one line per spelling, and return 1 if any has no match."""
    workspace = workspace_of(arguments)
    gazetteer = open_places(workspace / "geodata").gazetteer
    if arguments.accept is not None:
        if len(arguments.spellings) != 1:
            raise UsageError("--accept keeps one spelling at a time.")
        add_spellings(workspace, [accepted(arguments.spellings[0], arguments.accept, gazetteer)])
        gazetteer = open_places(workspace / "geodata").gazetteer
    province = _province(arguments.province, gazetteer)
    matches = [_match(spelling, province, gazetteer) for spelling in arguments.spellings]
    for match in matches:
        print(_line(match, gazetteer))
    return 0 if all(match.pcode for match in matches) else 1


def _province(asked: str | None, gazetteer: Gazetteer) -> str | None:
    if asked is None:
        return None
    pcode = asked if asked in gazetteer.province_names else gazetteer.province(asked)
    if pcode is None:
        known = ", ".join(f"{name} ({code})" for code, name in gazetteer.province_names.items())
        raise UsageError(f"--province {shown(asked)} is not a known province (known: {known}).")
    return pcode


def _match(spelling: str, province: str | None, gazetteer: Gazetteer) -> PlaceMatch:
    """Look a spelling up, inside ``province`` where one is asked for."""
    match = gazetteer.match(spelling)
    if province is None:
        return match
    inside = (province, *(pcode for pcode, adm1 in gazetteer.province_of.items() if adm1 == province))
    if match.pcode in inside:
        return match
    # Two provinces may share a name that is nobody's alone: it is looked up again where it was asked for.
    pcode = gazetteer.district(spelling, province)
    if pcode:
        return PlaceMatch(spelling, pcode, gazetteer.district_names[pcode], False, ())
    similar = tuple(s for s in gazetteer.suggestions(spelling) if s.endswith(tuple(f"({code})" for code in inside)))
    return PlaceMatch(spelling, None, "", False, similar)


def _line(match: PlaceMatch, gazetteer: Gazetteer) -> str:
    if match.pcode is None:
        return "\t".join([NO_MATCH, f"similar: {', '.join(match.suggestions)}"] if match.suggestions else [NO_MATCH])
    if match.is_province:
        return "\t".join([match.pcode, f"{match.name} province", match.name])
    cells = [match.pcode, match.name, gazetteer.province_names[gazetteer.province_of[match.pcode]]]
    shared = gazetteer.province(match.spelling)
    if shared:
        cells.append(f"also {shared} {gazetteer.province_names[shared]} province")
    return "\t".join(cells)

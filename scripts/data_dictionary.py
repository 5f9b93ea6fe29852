"""Write the data dictionary of the README from the schema: ``python -m scripts.data_dictionary``.

Comes in: README.md and ``claimatlas.schema``. Goes out: README.md with the part between its two markers made anew.
Refuses to touch anything outside the markers. With ``--check`` nothing is written; exit code 1 says that it differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from claimatlas import vocabulary as voc
from claimatlas.kinds import Beneficiary, Coded
from claimatlas.schema import CLAIMS, EVENTS, Column, Table

README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN = "<!-- data dictionary: made by scripts/data_dictionary.py -->"
END = "<!-- end of the data dictionary -->"


def dictionary() -> str:
    """Return the columns of both tables, and the codes that they hold, as Markdown."""
    blocks = [*_columns(CLAIMS), "", *_columns(EVENTS), "", *_codes((*CLAIMS.columns, *EVENTS.columns))]
    return "\n".join(blocks)


def _columns(table: Table) -> Iterable[str]:
    yield f"| {table.name}.csv (bold: never empty) | holds | meaning |"
    yield "|---|---|---|"
    for column in table.columns:
        name = f"**{column.name}**" if column.required else column.name
        holds = "code, see below" if isinstance(column.kind, Coded) else column.kind.words
        yield f"| {name} | {holds} | {column.meaning} |"


def _codes(columns: Iterable[Column]) -> Iterable[str]:
    """List each vocabulary once, beside the columns that use it."""
    users: dict[str, list[str]] = {}
    for column in columns:
        if isinstance(column.kind, Coded):
            users.setdefault(_listed(column.kind), []).append(column.name)
    yield "| column | codes |"
    yield "|---|---|"
    for codes, names in users.items():
        yield f"| {', '.join(names)} | {codes} |"


def _listed(kind: Coded) -> str:
    members = voc.BELLIGERENTS if isinstance(kind, Beneficiary) else tuple(kind.codes)
    if kind.codes is not voc.Party:
        return ", ".join(_named(member) for member in members)
    camps = {camp: [party.value for party in voc.Party if party.camp is camp] for camp in voc.Camp}
    return "; ".join(f"camp {camp.value}: {', '.join(parties)}" for camp, parties in camps.items())


def _named(code: voc.Code) -> str:
    """Return a code, with its label where the code does not say as much by itself."""
    same = code.label.lower() == code.value.replace("_", " ")
    return code.value if same else f"{code.value} ({code.label})"


def renewed(text: str) -> str:
    """Return ``text`` with what stands between the markers made anew; without both markers the program ends."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"README.md lacks the line {BEGIN if not begin else END}")
    return f"{before}{BEGIN}\n{dictionary()}\n{END}{after}"


def main(words: list[str] | None = None) -> int:
    """Renew the README, or say whether that would change it."""
    parser = argparse.ArgumentParser(description="Write the data dictionary of the README from the schema.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when the README differs")
    arguments = parser.parse_args(words)
    old = README.read_text(encoding="utf-8")
    new = renewed(old)
    if arguments.check:
        if new != old:
            print("The data dictionary of README.md differs from the schema; run: make dictionary", file=sys.stderr)
        return int(new != old)
    README.write_text(new, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

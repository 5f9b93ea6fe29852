"""``verify``: whether a snapshot is what its sidecar says, and whether it would be made the same today.

Comes in: a snapshot with its sidecar beside it. Goes out: one line for each thing compared.
Refuses to call a file good whose sidecar is gone.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

from claimatlas.cli.arguments import workspace_of
from claimatlas.load import read_json
from claimatlas.load.parts import sum_of
from claimatlas.opening import open_record
from claimatlas.record import Record


@dataclass(frozen=True)
class _Finding:
    what: str
    is_same: bool
    told: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``verify`` can be asked."""
    parser.add_argument("file", metavar="FILE", help="a snapshot; its sidecar FILE.json is read from beside it")
    parser.add_argument("--json", action="store_true", help="JSON, as docs/schemas/verify.json describes it")


def run(arguments: argparse.Namespace) -> int:
    """Print what was compared, and return 1 when anything differs."""
    path = Path(arguments.file)
    findings = _findings(path, sum_of(path), open_record(workspace_of(arguments)))
    is_same = all(finding.is_same for finding in findings)
    if arguments.json:
        found = [{"what": one.what, "matches": one.is_same, "told": one.told} for one in findings]
        print(json.dumps({"file": path.name, "matches": is_same, "findings": found}, ensure_ascii=False, indent=2))
    else:
        for one in findings:
            print(f"{'matches' if one.is_same else 'DIFFERS'}  {one.what}: {one.told}")
    return 0 if is_same else 1


def _findings(path: Path, total: str, record: Record) -> list[_Finding]:
    from claimatlas.export.remake import changed_data, changed_versions, read_sidecar, remake

    beside = path.with_name(f"{path.name}.json")
    sidecar = read_sidecar(read_json(beside)[0], beside.name)
    is_whole = total == sidecar.sha256
    told = f"SHA-256 {total}" if is_whole else f"SHA-256 is {total}, its sidecar says {sidecar.sha256}"
    findings = [_Finding("file", is_whole, told)]
    data, numbers = changed_data(sidecar, record), changed_versions(sidecar)
    told = f"changed since: {', '.join(data)}" if data else "the record is the one it was made of"
    findings.append(_Finding("data", not data, told))
    findings.append(_Finding("versions", not numbers, "; ".join(numbers) or "all as then"))
    if not data:
        is_remade = remake(sidecar, record) == sidecar.sha256
        told = "gives the same bytes" if is_remade else "gives other bytes"
        findings.append(_Finding("making it again", is_remade, told))
    return findings

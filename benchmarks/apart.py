"""Run one measurement in a process of its own, so that its memory is its own: ``python -m benchmarks.apart …``.

Comes in: ``module:function`` and arguments of JSON. Goes out: what the function gave, and ``peak_mb``.
Refuses to go on after a failure: what could not be measured is no number.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def measured(work: str, *arguments: Any) -> dict[str, float]:
    """Call ``module:function`` in a new process.

    Parameters
    ----------
    work : str
        A function of this folder that returns numbers by what they measure.
    *arguments : Any
        What it is given, as JSON.
    """
    command = [sys.executable, "-m", "benchmarks.apart", work, json.dumps(arguments, default=str)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [f"it ended with {done.returncode}"]
        raise RuntimeError(f"{work}: {last[0]}")
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """Return the least time of some calls: what others on the machine take from the other ones is not ours."""
    taken = []
    for _ in range(repeats):
        begun = perf_counter()
        work()
        taken.append(perf_counter() - begun)
    return min(taken)


def main() -> int:
    """Call what the command line names, and print what it gave."""
    module, function = sys.argv[1].split(":")
    found = getattr(import_module(module), function)(*json.loads(sys.argv[2]))
    sys.stdout.write(f"\n{json.dumps(found | {'peak_mb': _peak_mb()})}\n")
    return 0


def _peak_mb() -> int:
    """Return the most memory this program has held; not what was held by the one that started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
    return round(int(status.read_text(encoding="ascii").split("VmHWM:")[1].split()[0]) / 1000)


if __name__ == "__main__":
    sys.exit(main())

"""What the benchmarks found, in a table and as JSON, and the machine they found it on.

Comes in: numbers by bench, size and name. Goes out: text.
Refuses to say how something grows from one size alone, or from times too short to be told from nothing.
"""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeAlias

Found: TypeAlias = dict[int, dict[str, float]]
"""Numbers by size and name."""

PACKAGES = (
    "streamlit", "folium", "streamlit-folium", "pandas", "geopandas", "shapely", "polars", "duckdb", "pydeck", "plotly",
    "altair",
)  # fmt: skip
_TOO_SHORT = {", s": 0.02, ", ms": 20.0}
"""Below this a time says nothing of growth, by the unit in its name."""

_ANY, _SMALL, _LARGE = range(10**9), range(10_000), range(100_000, 10**9)
_STOCK_BURST = "st_folium, step of a burst painted, p50, ms"
RATIOS: tuple[tuple[str, str, str, str, float, range], ...] = (
    ("load", "whole, s", "polars, read alone, s", "at most", 3, _LARGE),
    ("load", "peak memory, MB", "file, MB", "at most", 4, _LARGE),
    ("place", "geopandas sjoin, s", "atlas, s", "at least", 8, _LARGE),
    ("place", "DuckDB spatial, s", "atlas, s", "at least", 8, _LARGE),
    ("screen", "atlas, step painted, p50, ms", "floor, step painted, p50, ms", "at most", 1.3, _ANY),
    ("screen", "atlas, filter painted, p50, ms", "floor, filter painted, p50, ms", "at most", 2, _ANY),
    ("screen", "st_folium, step painted, p50, ms", "atlas, step painted, p50, ms", "at least", 5, _SMALL),
    ("screen", _STOCK_BURST, "atlas, step of a burst painted, p50, ms", "at least", 50, _LARGE),
    ("screen", _STOCK_BURST, "atlas, fills of a burst painted, p50, ms", "at least", 50, _LARGE),
    ("screen", "st_folium, step painted, p50, ms", "atlas, step painted, p50, ms", "at least", 50, _LARGE),
)
"""Bench, what is divided by what, what the quotient should be, and for how many claims."""


def machine() -> dict[str, Any]:
    """Describe where this runs."""
    found = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def load() -> list[float]:
    """Return how many processes wanted a core in the last one, five and fifteen minutes."""
    return [round(one, 1) for one in os.getloadavg()]


def grows(by_size: Mapping[int, float], name: str) -> float | None:
    """Return the exponent with which a number grows from the second largest size to the largest."""
    least = next((short for unit, short in _TOO_SHORT.items() if name.endswith(unit)), 0.0)
    sizes = [size for size in sorted(by_size) if by_size[size] > least]
    if len(sizes) < 2:
        return None
    one, other = sizes[-2:]
    return math.log(by_size[other] / by_size[one]) / math.log(other / one)


def table(bench: str, found: Found) -> str:
    """Write one bench: a row for each number, a column for each size, and how it grows."""
    sizes = sorted(found)
    names = list(dict.fromkeys(name for size in sizes for name in found[size]))
    width = max(map(len, names), default=0)
    heads = "".join(f"{size:>14,}" for size in sizes)
    lines = [f"{bench:<{width}}{heads}{'grows':>8}"]
    for name in names:
        by_size = {size: found[size][name] for size in sizes if name in found[size]}
        cells = "".join(f"{_number(by_size[size]) if size in by_size else '–':>14}" for size in sizes)
        exponent = grows(by_size, name)
        lines.append(f"{name:<{width}}{cells}{'' if exponent is None else f'{exponent:.2f}':>8}")
    return "\n".join(lines)


def _number(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def ratios(found: Mapping[str, Found]) -> list[dict[str, Any]]:
    """Divide what a target speaks of, for each size."""
    return [
        _ratio(size, f"{above} / {below}", numbers[above] / numbers[below], word, wanted)
        for bench, above, below, word, wanted, sizes in RATIOS
        for size, numbers in sorted(found.get(bench, {}).items())
        if size in sizes and above in numbers and numbers.get(below)
    ]


def _ratio(size: int, said: str, quotient: float, word: str, wanted: float) -> dict[str, Any]:
    met = quotient <= wanted if word == "at most" else quotient >= wanted
    return {"claims": size, "ratio": said, "is": round(quotient, 2), "wanted": f"{word} {wanted:g}", "met": met}


def ratio_table(told: list[dict[str, Any]]) -> str:
    """Write the ratios."""
    lines = [f"{'claims':>10}  {'is':>8}  {'wanted':<14}{'met':<5}ratio"]
    for one in told:
        met = "yes" if one["met"] else "no"
        lines.append(f"{one['claims']:>10,}  {one['is']:>8}  {one['wanted']:<14}{met:<5}{one['ratio']}")
    return "\n".join(lines)

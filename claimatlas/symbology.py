"""Colours, stripes and sizes: one table from which map, snapshots and legend are drawn.

Comes in: codes. Goes out: looks.
Refuses to tell sides apart by colour alone: each camp has its own stripe as well.

Taliban and government are Okabe and Ito's vermillion and blue ("Color Universal Design", 2008), lightened for the dark
theme. Islamic State's purple and the observers' grey were moved away from each other until all four stay apart for
readers with any common form of colour blindness; ``tests/unit/test_palette.py`` measures it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from claimatlas import vocabulary as voc


@dataclass(frozen=True)
class Palette:
    """Colours of one theme, as ``#rrggbb``."""

    name: str
    """``light`` or ``dark``."""
    camps: Mapping[str, str]
    """Colour by code of ``Camp``."""
    tints: Mapping[str, str]
    """Second, quieter stripe colour by code of ``Camp``, for districts that one camp alone claims."""
    page: str
    """Page around the map; as ``backgroundColor`` in .streamlit/config.toml."""
    paper: str
    """Outside the country."""
    land: str
    """Country and neighbouring provinces."""
    silent: str
    """Districts without a live claim."""
    silent_mark: str
    """Dots in districts without a live claim."""
    ink: str
    """Text."""
    quiet_ink: str
    """Text of the context; 4.5:1 on land and paper."""
    border: str
    """District borders."""
    province_border: str
    """Outlines of the provinces on record."""
    water: str
    """Rivers."""
    chosen: str
    """Outline of the chosen district."""


LIGHT = Palette(
    name="light",
    camps={"taliban": "#d55e00", "government": "#0072b2", "iskp": "#a8527c", "observer": "#373c43"},
    tints={"taliban": "#e58a48", "government": "#4b9bcb", "iskp": "#c88aa8", "observer": "#6f757e"},
    page="#fbfaf6",
    paper="#eef0f1",
    land="#f7f6f3",
    silent="#e9e7e1",
    silent_mark="#b3afa5",
    ink="#1d2329",
    quiet_ink="#5b626b",
    border="#ffffff",
    province_border="#3b424b",
    water="#7fb0c8",
    chosen="#111417",
)

DARK = Palette(
    name="dark",
    camps={"taliban": "#ef7d22", "government": "#3f9bd8", "iskp": "#c0719a", "observer": "#d2d6da"},
    tints={"taliban": "#a9551a", "government": "#2a6894", "iskp": "#874a69", "observer": "#9aa0a8"},
    page="#17191b",
    paper="#14181c",
    land="#1d2227",
    silent="#353c43",
    silent_mark="#6d767f",
    ink="#f2f3f4",
    quiet_ink="#a9b0b8",
    border="#14181c",
    province_border="#c3c8ce",
    water="#3e6f8c",
    chosen="#ffffff",
)

PALETTES: Mapping[str, Palette] = {palette.name: palette for palette in (LIGHT, DARK)}

STRIPE_ANGLE: Mapping[str, int] = {"taliban": 45, "government": 0, "iskp": 90}
"""Direction of the quiet stripes of a district that one camp alone claims, in degrees; tells camps apart in grey."""
CONTESTED_ANGLE = 135
"""Direction of the broad stripes of a contested district, in degrees."""
STRIPE_WIDTH = 3
"""Width of a quiet stripe, in pixels of the screen."""
CONTESTED_WIDTH = 9
"""Width of one camp's broad stripe, in pixels of the screen."""

_CONTESTED_PARTS = ("taliban", "government", "iskp")


@dataclass(frozen=True)
class Look:
    """How a district is filled."""

    key: str
    """``no_report``, a camp, or the camps of a contested district joined by ``+``."""
    camps: tuple[str, ...]
    """Camps whose claims are live; empty for no report."""
    angle: int
    """Direction of the stripes, in degrees."""
    width: int
    """Width of one stripe, in pixels."""

    def colours(self, palette: Palette) -> tuple[str, ...]:
        """Return the stripe colours in one theme: a camp and its tint, the camps side by side, or the silent pair."""
        if not self.camps:
            return (palette.silent, palette.silent_mark)
        if len(self.camps) == 1:
            return (palette.camps[self.camps[0]], palette.tints[self.camps[0]])
        return tuple(palette.camps[camp] for camp in self.camps)


def _looks() -> dict[str, Look]:
    looks = [Look(voc.Status.NO_REPORT.value, (), 0, STRIPE_WIDTH)]
    looks += [Look(camp, (camp,), STRIPE_ANGLE[camp], STRIPE_WIDTH) for camp in _CONTESTED_PARTS]
    for count in range(2, len(_CONTESTED_PARTS) + 1):
        for camps in combinations(_CONTESTED_PARTS, count):
            looks.append(Look("+".join(camps), camps, CONTESTED_ANGLE, CONTESTED_WIDTH))
    return {look.key: look for look in looks}


LOOKS: Mapping[str, Look] = _looks()
"""Every way a district can be filled, by key."""


def look_of(camps: Iterable[str]) -> Look:
    """Return the look of a district whose live claims benefit ``camps``, in any order."""
    wanted = set(camps)
    key = "+".join(camp for camp in _CONTESTED_PARTS if camp in wanted) or voc.Status.NO_REPORT.value
    return LOOKS[key]


def fill_label(look: Look, *, is_filtered: bool = False) -> str:
    """Name a fill: who claims the ground, never who holds it.

    Under a filter a district may be silent because its reports were filtered out: then that is what is said.
    """
    if not look.camps:
        among = "among the claims selected" if is_filtered else "in the window"
        return f"No report {among} (not government control)"
    labels = [voc.Camp(camp).label for camp in look.camps]
    if len(labels) == 1:
        return f"Claimed for one side only: {labels[0]}"
    return (
        f"Contested, claimed for both: {labels[0]} and {labels[1]}"
        if len(labels) == 2
        else "Contested, claimed for all three"
    )


FADED: Mapping[str, float] = {
    voc.Freshness.FRESH.value: 1.0,
    voc.Freshness.RECENT.value: 0.75,
    voc.Freshness.STALE.value: 0.55,
}
"""How much of a fill's colour is left over the land, by age of the latest live claim."""


def faded(colour: str, age: str, palette: Palette) -> str:
    """Return what is left of a fill's colour over the land, as ``#rrggbb``; ``age`` is a code of ``Freshness``."""
    share = FADED.get(age, 1.0)
    mixed = (
        round(int(colour[at : at + 2], 16) * share + int(palette.land[at : at + 2], 16) * (1 - share))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


LARGEST_DISC = 19.0
"""Radius of the disc for the most claims that any district has in any window, in pixels; areas are proportional."""
SMALLEST_DISC = 3.5
"""Radius below which no disc goes, in pixels: one claim of many thousands stays in sight."""


def disc_radius(count: int, most: int) -> float:
    """Return the radius of the disc for ``count`` claims, in pixels, where the largest stands for ``most``."""
    return max(SMALLEST_DISC, LARGEST_DISC * (count / most) ** 0.5) if count and most else 0.0


def disc_steps(most: int) -> tuple[int, ...]:
    """Return up to three round numbers of claims whose discs explain the rest, largest last."""
    rounds = [step * 10**power for power in range(9) for step in (1, 2, 5) if step * 10**power <= most]
    wanted = (most / 25, most / 5, most)
    return tuple(sorted({max((number for number in rounds if number <= aim), default=1) for aim in wanted}))

"""Colours, stripes and sizes: one table from which map, snapshots and legend are drawn.

Comes in: codes. Goes out: looks.
Refuses to tell sides apart by colour alone: each camp has its own stripe as well.

Which colour a camp has is said by the vocabulary file of the workspace, or taken in turn from ``USUAL``. Its first two
are Okabe and Ito's vermillion and blue ("Color Universal Design", 2008), lightened for the dark theme; the others were
chosen so that all six and the observers stay apart for readers with any common form of colour blindness. What a
workspace chooses instead is measured, and flagged where it does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from claimatlas import vocabulary as voc
from claimatlas.errors import Problem, Severity
from claimatlas.eyes import APART, EYES, contrast, distance, mixed
from claimatlas.vocabulary.words import Words
from claimatlas.workspace import VOCABULARY_FILE, declared


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


USUAL: Mapping[str, tuple[str, ...]] = {
    "light": ("#d55e00", "#0072b2", "#a8527c", "#9922ff", "#553300", "#778855"),
    "dark": ("#ef7d22", "#3f9bd8", "#c0719a", "#9966ff", "#ffcc88", "#99ff00"),
}
"""Colours of camps whose workspace says none, by theme, in the order of the camps."""
USUAL_OBSERVERS: Mapping[str, str] = {"light": "#373c43", "dark": "#d2d6da"}
_TINTED: Mapping[str, tuple[str, float]] = {"light": ("#ffffff", 0.7), "dark": ("#000000", 0.7)}


def camp_colours(words: Words, theme: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return colour and tint of every camp in one theme, as ``#rrggbb`` by code.

    Parameters
    ----------
    words : Words
        Camps with the colours that their workspace gives them; a tint it does not give is mixed.
    theme : str
        ``light`` or ``dark``.
    """
    usual = dict(zip((camp.code for camp in words.camps), USUAL[theme], strict=False))
    usual[words.observers.code] = USUAL_OBSERVERS[theme]
    ground, share = _TINTED[theme]
    colours = {code: words.colours[code].get(theme, colour) for code, colour in usual.items()}
    tints = {
        code: words.colours[code].get(f"{theme}_tint", mixed(colour, ground, share)) for code, colour in colours.items()
    }
    return colours, tints


_LIGHT, _DARK = (camp_colours(voc.WORDS, theme) for theme in ("light", "dark"))

LIGHT = Palette(
    name="light",
    camps=_LIGHT[0],
    tints=_LIGHT[1],
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
    camps=_DARK[0],
    tints=_DARK[1],
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

_DIRECTIONS = (45, 0, 90, 22, 68, 112)
MARK_CONTRAST = 3
"""Contrast of a mark with the ground (WCAG 2.2, 1.4.11)."""


def colour_problems(palettes: Iterable[Palette], line_of: Callable[[str], int]) -> tuple[Problem, ...]:
    """Flag colours of camps that do not stand out from the ground, or from each other for some reader.

    Parameters
    ----------
    palettes : iterable of Palette
        Themes.
    line_of : callable
        Gives the line of the vocabulary file on which a colour stands.
    """
    found = []
    for palette in palettes:
        for camp, colour in palette.camps.items():
            if min(contrast(colour, ground) for ground in (palette.paper, palette.land)) < MARK_CONTRAST:
                found.append((camp, palette.name, colour, f"{MARK_CONTRAST}:1 of contrast with the ground of the map"))
            eyes = [eye for eye in EYES if distance(colour, palette.silent, eye) < APART]
            found += [(camp, palette.name, colour, f"a colour unlike no report for {_READER[eye]}") for eye in eyes]
        for (one, colour), (other, second) in combinations(palette.camps.items(), 2):
            eyes = [eye for eye in EYES if distance(colour, second, eye) < APART]
            unlike = f"a colour unlike that of {one}, {colour}, for"
            found += [(other, palette.name, second, f"{unlike} {_READER[eye]}") for eye in eyes]
    return tuple(
        Problem(VOCABULARY_FILE, line_of(colour), f"{camp} {theme}", colour, expected, Severity.FLAGGED)
        for camp, theme, colour, expected in found
    )


_READER: Mapping[str, str] = {"any": "every reader"} | {eye: f"readers with {eye}" for eye in EYES if eye != "any"}
COLOUR_PROBLEMS = colour_problems(PALETTES.values(), declared(VOCABULARY_FILE).line_of)
"""What is flagged of the colours of this workspace."""

STRIPE_ANGLE: Mapping[str, int] = {
    camp.value: angle for camp, angle in zip(voc.BELLIGERENTS, _DIRECTIONS, strict=False)
}
"""Direction of the quiet stripes of a district that one camp alone claims, in degrees; tells camps apart in grey."""
CONTESTED_ANGLE = 135
"""Direction of the broad stripes of a contested district, in degrees."""
STRIPE_WIDTH = 3
"""Width of a quiet stripe, in pixels of the screen."""
CONTESTED_WIDTH = 9
"""Width of one camp's broad stripe, in pixels of the screen."""

_CONTESTED_PARTS = tuple(camp.value for camp in voc.BELLIGERENTS)


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
        return f"No report {among} ({voc.WORDS.silence})"
    labels = [voc.Camp(camp).label for camp in look.camps]
    if len(labels) == 1:
        return f"Claimed for one side only: {labels[0]}"
    if len(labels) == 2:
        return f"Contested, claimed for both: {labels[0]} and {labels[1]}"
    if len(labels) == len(_CONTESTED_PARTS):
        return f"Contested, claimed for all {_NUMBERS[len(labels)]}"
    return f"Contested, claimed for {', '.join(labels[:-1])} and {labels[-1]}"


_NUMBERS = {3: "three", 4: "four", 5: "five", 6: "six"}


FADED: Mapping[str, float] = {
    voc.Freshness.FRESH.value: 1.0,
    voc.Freshness.RECENT.value: 0.75,
    voc.Freshness.STALE.value: 0.55,
}
"""How much of a fill's colour is left over the land, by age of the latest live claim."""


def faded(colour: str, age: str, palette: Palette) -> str:
    """Return what is left of a fill's colour over the land, as ``#rrggbb``; ``age`` is a code of ``Freshness``."""
    return mixed(colour, palette.land, FADED.get(age, 1.0))


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

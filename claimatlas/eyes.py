"""How colours look: contrast, and how far apart two are for readers with any common form of colour blindness.

Comes in: colours as ``#rrggbb``. Goes out: numbers.
Refuses to choose a colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Light = tuple[float, float, float]
"""Red, green and blue as amounts of light, each from 0 to 1."""

# Machado, Oliveira and Fernandes 2009, severity 1.0; they act on linear light.
EYES: Mapping[str, Sequence[Light]] = {
    "any": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""By the name of the reader's eye: what is seen of red, green and blue light."""
APART = 20
"""CIE 1976: a difference of about 2 is just seen where two colours touch; so much is seen across a map."""
_TO_XYZ: Sequence[Light] = (
    (0.4123908, 0.3575843, 0.1804808),
    (0.2126390, 0.7151687, 0.0721923),
    (0.0193308, 0.1191948, 0.9505322),
)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(colour: str, ground: str, share: float) -> str:
    """Return what is left of a colour over a ground when it covers a share of it, as ``#rrggbb``."""
    pairs = zip(_parts(colour), _parts(ground), strict=True)
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02x}" for over, under in pairs)


def linear(colour: str) -> Light:
    """Return the light of a colour (sRGB, IEC 61966-2-1)."""
    values = [part / 255 for part in _parts(colour)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return red, green, blue


def _through(rows: Sequence[Light], light: Light) -> Light:
    first, second, third = (sum(share * part for share, part in zip(row, light, strict=True)) for row in rows)
    return first, second, third


def lab(light: Light) -> Light:
    """Return lightness and the two colour axes of a light (CIE 1976 L*a*b*, white of sRGB)."""
    red, green, blue = (min(max(part, 0.0), 1.0) for part in light)
    seen, white = _through(_TO_XYZ, (red, green, blue)), _through(_TO_XYZ, (1, 1, 1))
    shares = [max(part / most, 0.0) for part, most in zip(seen, white, strict=True)]
    x, y, z = (v ** (1 / 3) if v > (6 / 29) ** 3 else v / (3 * (6 / 29) ** 2) + 4 / 29 for v in shares)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, eye: str = "any") -> float:
    """Return how far apart two colours are for an eye of ``EYES`` (CIE 1976 difference)."""
    seen = (lab(_through(EYES[eye], linear(colour))) for colour in (one, other))
    pairs = zip(*seen, strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted(_through(_TO_XYZ, linear(colour))[1] for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)

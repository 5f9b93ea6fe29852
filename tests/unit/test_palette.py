"""Colours hold for every eye: contrast by WCAG 2.2, and distances as seen with any common form of colour blindness."""

import tomllib
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from claimatlas.symbology import DARK, FADED, LIGHT, LOOKS, STRIPE_ANGLE, faded

ROOT = Path(__file__).resolve().parents[2]
PALETTES = [LIGHT, DARK]
# Machado, Oliveira and Fernandes 2009, severity 1.0; they act on linear light.
EYES = {
    "any": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = np.array(
    [[0.4123908, 0.3575843, 0.1804808], [0.2126390, 0.7151687, 0.0721923], [0.0193308, 0.1191948, 0.9505322]]
)
# CIE 1976: a difference of about 2 is just seen when two colours touch.
APART = 20
# What is faded by age keeps less, and has its stripes to help.
APART_WHEN_FADED = 12


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    x, y, z = np.clip(TO_XYZ @ np.clip(light, 0, 1) / (TO_XYZ @ np.ones(3)), 0, None)
    f = [np.cbrt(v) if v > (6 / 29) ** 3 else v / (3 * (6 / 29) ** 2) + 4 / 29 for v in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: str, other: str, eye: str = "any") -> float:
    seen = [lab(np.array(EYES[eye]) @ linear(colour)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


def contrast(one: str, other: str) -> float:
    lights = sorted(float(TO_XYZ[1] @ linear(colour)) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_the_measures_are_those_of_the_standards():
    assert contrast("#000000", "#ffffff") == pytest.approx(21, abs=0.01)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#ff0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    # What everybody knows to be confused, and what is not.
    assert distance("#c03030", "#4c7a1e") > 3 * distance("#c03030", "#4c7a1e", "deuteranopia")


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_the_three_sides_and_the_observers_stay_apart_for_every_eye(palette, eye):
    near = {pair: distance(*(palette.camps[camp] for camp in pair), eye) for pair in combinations(palette.camps, 2)}
    assert {pair: round(apart, 1) for pair, apart in near.items() if apart < APART} == {}


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_a_claimed_district_stays_apart_from_a_silent_one_for_every_eye(palette, eye):
    assert all(distance(palette.camps[camp], palette.silent, eye) >= APART for camp in palette.camps)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_faded_by_age_the_sides_stay_apart_from_each_other_from_silence_and_from_what_is_fresher(palette, eye):
    sides = {camp: [faded(palette.camps[camp], age, palette) for age in FADED] for camp in STRIPE_ANGLE}
    for one, other in combinations(sides, 2):
        assert all(distance(a, b, eye) >= APART_WHEN_FADED for a, b in zip(sides[one], sides[other], strict=True))
    for steps in sides.values():
        assert all(distance(colour, palette.silent, eye) >= APART_WHEN_FADED for colour in steps)
        assert all(distance(fresher, older, eye) >= 5 for fresher, older in pairwise(steps))


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_text_on_the_map_has_4_5_to_1_on_whatever_it_can_stand_on(palette):
    for ground in (palette.paper, palette.land):
        assert contrast(palette.ink, ground) >= 4.5
        assert contrast(palette.quiet_ink, ground) >= 4.5
    assert contrast(palette.ink, palette.silent) >= 4.5


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_marks_have_3_to_1_on_the_ground(palette):
    for ground in (palette.paper, palette.land):
        assert all(contrast(colour, ground) >= 3 for colour in palette.camps.values())
        assert contrast(palette.chosen, ground) >= 3
        assert contrast(palette.province_border, ground) >= 3


def test_the_map_stands_on_the_colour_of_its_page():
    themes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    assert {palette.name: palette.page for palette in PALETTES} == {
        name: themes[name]["backgroundColor"] for name in ("light", "dark")
    }


def test_in_grey_the_sides_differ_by_the_direction_of_their_stripes():
    single = [look for look in LOOKS.values() if len(look.camps) == 1]
    assert len({look.angle for look in single}) == len(single) == len(STRIPE_ANGLE)
    several = {look.width for look in LOOKS.values() if len(look.camps) > 1}
    assert several.isdisjoint({look.width for look in single})

"""Colours hold for every eye: contrast by WCAG 2.2, and distances as seen with any common form of colour blindness."""

import tomllib
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from claimatlas.errors import Severity
from claimatlas.eyes import APART, EYES, contrast, distance, lab, linear
from claimatlas.symbology import (
    COLOUR_PROBLEMS,
    DARK,
    FADED,
    LIGHT,
    LOOKS,
    STRIPE_ANGLE,
    USUAL,
    USUAL_OBSERVERS,
    colour_problems,
    faded,
)

ROOT = Path(__file__).resolve().parents[2]
PALETTES = [LIGHT, DARK]
# What is faded by age keeps less, and has its stripes to help.
APART_WHEN_FADED = 12


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


@pytest.mark.parametrize("theme", USUAL)
def test_six_camps_that_choose_no_colour_and_the_observers_stay_apart_for_every_eye(theme):
    palette = next(palette for palette in PALETTES if palette.name == theme)
    usual = dict(enumerate([*USUAL[theme], USUAL_OBSERVERS[theme]]))
    assert colour_problems([replace(palette, camps=usual, tints={})], lambda colour: 1) == ()


def test_colours_that_do_not_hold_are_flagged_with_the_reader_who_is_lost():
    assert COLOUR_PROBLEMS == ()
    poor = replace(LIGHT, camps={"reds": "#c03030", "greens": "#4c7a1e", "pales": "#ffeeaa"})
    found = {(one.column, one.found, one.expected, one.severity) for one in colour_problems([poor], lambda colour: 7)}
    unlike = "a colour unlike that of reds, #c03030, for readers with deuteranopia"
    assert ("greens light", "#4c7a1e", unlike, Severity.FLAGGED) in found
    assert ("pales light", "#ffeeaa", "3:1 of contrast with the ground of the map", Severity.FLAGGED) in found
    assert (
        "pales light",
        "#ffeeaa",
        "a colour unlike no report for readers with tritanopia",
        Severity.FLAGGED,
    ) in found

"""Camps are told apart by colour and by pattern; a disc's area is a number."""

import itertools
import re

import pytest

from claimatlas import vocabulary as voc
from claimatlas.symbology import (
    CONTESTED_ANGLE,
    DARK,
    LARGEST_DISC,
    LIGHT,
    LOOKS,
    PALETTES,
    SMALLEST_DISC,
    STRIPE_ANGLE,
    disc_radius,
    disc_steps,
    faded,
    fill_label,
    look_of,
)

BELLIGERENTS = [camp.value for camp in voc.BELLIGERENTS]


def test_there_is_a_look_for_every_set_of_camps():
    for count in range(len(BELLIGERENTS) + 1):
        for camps in itertools.permutations(BELLIGERENTS, count):
            assert set(look_of(camps).camps) == set(camps)
    assert len(LOOKS) == 2 ** len(BELLIGERENTS)


def test_the_order_of_the_camps_does_not_matter():
    assert look_of(["iskp", "taliban"]) is look_of(["taliban", "iskp"])
    assert look_of(["iskp", "taliban"]).key == "taliban+iskp"


def test_silence_looks_like_nobody():
    look = look_of([])
    assert look.key == "no_report"
    for palette in PALETTES.values():
        assert not set(look.colours(palette)) & (set(palette.camps.values()) | set(palette.tints.values()))


def test_camps_are_told_apart_without_colour():
    angles = [*STRIPE_ANGLE.values(), CONTESTED_ANGLE]
    assert len(set(angles)) == len(angles)
    assert set(STRIPE_ANGLE) == set(BELLIGERENTS)


def test_a_contested_district_shows_each_camp_in_its_own_colour_and_none_in_between():
    for look in LOOKS.values():
        if len(look.camps) > 1:
            assert look.colours(LIGHT) == tuple(LIGHT.camps[camp] for camp in look.camps)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_every_colour_is_six_hexadecimal_digits_and_every_camp_has_its_own(palette):
    colours = [*palette.camps.values(), *palette.tints.values()]
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours)
    assert len(set(colours)) == len(colours)
    assert set(palette.camps) == set(palette.tints) == {camp.value for camp in voc.Camp}


def luminance(colour):
    # WCAG 2.2, relative luminance.
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_keeps_four_and_a_half_to_one(palette):
    for ground in (palette.paper, palette.land, palette.silent):
        assert contrast(palette.ink, ground) >= 4.5
    for ground in (palette.paper, palette.land):
        assert contrast(palette.quiet_ink, ground) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_camp_stands_out_from_silence(palette):
    # WCAG 2.2, 1.4.11: three to one for what is needed to understand a graphic.
    for camp in BELLIGERENTS:
        assert contrast(palette.camps[camp], palette.silent) >= 3


def test_a_fill_is_named_by_who_claims_and_never_by_who_holds():
    for look in LOOKS.values():
        words = fill_label(look).casefold()
        assert "control" not in words.replace("not government control", "")
        assert not look.camps or "claimed" in words
        for camp in look.camps:
            assert len(look.camps) == 3 or voc.Camp(camp).label.casefold() in words


def test_areas_of_discs_are_in_proportion_and_the_smallest_stays_in_sight():
    assert disc_radius(50, 50) == LARGEST_DISC
    assert disc_radius(25, 50) ** 2 * 2 == pytest.approx(LARGEST_DISC**2)
    assert disc_radius(1, 100_000) == SMALLEST_DISC
    assert disc_radius(0, 50) == disc_radius(0, 0) == 0


@pytest.mark.parametrize(
    ("most", "steps"), [(58, (2, 10, 50)), (1, (1,)), (7, (1, 5)), (120_000, (2000, 20_000, 100_000))]
)
def test_the_sizes_explained_are_round_and_none_is_larger_than_the_largest(most, steps):
    assert disc_steps(most) == steps


def test_a_colour_fades_into_the_land_and_not_at_all_when_fresh():
    assert faded("#d55e00", "fresh", LIGHT) == "#d55e00"
    assert faded("#d55e00", "", LIGHT) == "#d55e00"
    # 0.55 of d55e00 and 0.45 of f7f6f3, part by part.
    assert faded("#d55e00", "stale", LIGHT) == "#e4a26d"

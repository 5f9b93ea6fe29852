"""What the map is told once: colours, names of the gazetteer, words of our own vocabulary, tiles it may be asked for.

Comes in: ``Places`` and a ``Palette``. Goes out: an inert script expression.
Refuses to name a claim, a status or a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import geopandas as gpd
import xyzservices
import xyzservices.providers as xyz

from claimatlas import vocabulary as voc
from claimatlas.draw.inert import Inert, as_script
from claimatlas.record import Places
from claimatlas.settings import SETTINGS
from claimatlas.symbology import FADED, LOOKS, STRIPE_ANGLE, Palette, fill_label
from claimatlas.view import NOT_FACTS

HEIGHT = {"screen": 500, "phone": 380, "low": 380, "beside": 500}
"""Height of the map in pixels: on a high screen, on a phone, and on a low screen, where what stands above and below it
(``beside``) is to be in sight at once. The legend stands under the map."""
ZOOMS = (5, 14)
"""Least and greatest zoom: the country, and a part of a town."""
CREDIT = SETTINGS.credit
_PROVIDERS: Mapping[str, tuple[xyzservices.TileProvider, str]] = {
    voc.Tiles.STREETS.value: (xyz.OpenStreetMap.Mapnik, "© OpenStreetMap contributors"),
    voc.Tiles.HUMANITARIAN.value: (
        xyz.OpenStreetMap.HOT,
        "© OpenStreetMap contributors, style by Humanitarian OpenStreetMap Team, hosted by OpenStreetMap France",
    ),
    voc.Tiles.TERRAIN.value: (xyz.OpenTopoMap, "© OpenStreetMap contributors, SRTM · © OpenTopoMap CC BY-SA"),
    voc.Tiles.SATELLITE.value: (xyz.Esri.WorldImagery, "© Esri, Maxar, Earthstar Geographics and others"),
}
ANSWER_PATH = "/answer"
"""Where the map asks ahead of the page; a server that is not ``serve`` has nothing there."""
TILE_ADDRESSES = tuple(provider.build_url() for provider, _ in _PROVIDERS.values())
"""Where the pictures of the ground come from, with ``{s}``, ``{z}``, ``{x}``, ``{y}`` for what Leaflet fills in."""


def base_settings(places: Places, palette: Palette, geodata_address: str, **own: Any) -> Inert:
    """Write what the map is told once, as an inert script expression.

    Parameters
    ----------
    places : Places
        Names of the workspace.
    palette : Palette
        Theme.
    geodata_address : str
        Address of a layer as the map's frame sees it, with ``LAYER`` for the layer's name.
    **own : Any
        What sets one of several maps on a page apart: ``label`` (name for readers who do not see it), ``height``,
        ``panel`` (key of what stands beside it on the page), ``pair`` (``id``: maps of one pair move together;
        ``writes``: whether this one keeps the address of the page), and ``published`` (whether the page has no server:
        it holds the outlines and keeps its own address).
    """
    return as_script(_settings(places, palette, geodata_address) | own)


def _settings(places: Places, palette: Palette, geodata_address: str) -> dict[str, Any]:
    neighbours = places.layers["provinces"].query("role != 'record'")
    home = str(places.layers["country"]["name_en"].iloc[0])
    return {
        "theme": palette.name,
        "height": HEIGHT,
        "label": "Map of claims by district",
        "pair": None,
        "panel": "",
        "published": False,
        "geodata": geodata_address,
        "answers": f"../..{ANSWER_PATH}",  # as the map's frame sees it
        "country": home,
        "colours": _colours(palette),
        "angles": dict(STRIPE_ANGLE),
        "camps": [camp.value for camp in voc.Camp],
        "neighbours": _label_points(neighbours, "name_en"),
        "countries": _country_labels(places.layers["towns"], home),
        "zooms": ZOOMS,
        "middle": round(float(places.districts.total_bounds[[0, 2]].mean()), 3),
        "faded": dict(FADED),
        "tiles": {
            code: {"url": provider.build_url(), "attribution": attribution, "max_zoom": provider.get("max_zoom", 17)}
            for code, (provider, attribution) in _PROVIDERS.items()
        },
        "words": _words(places),
    }


def _colours(palette: Palette) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in asdict(palette).items() if isinstance(value, str)}
    panel = "#ffffff" if palette.name == "light" else "#20262c"
    halo = palette.land
    line = "#c9c8c2" if palette.name == "light" else "#49525b"
    return {**named, **palette.camps, "panel": panel, "halo": halo, "quiet-line": line}


def _label_points(areas: gpd.GeoDataFrame, name: str) -> list[dict[str, Any]]:
    points = areas.geometry.representative_point()
    return [
        {"name": label, "latitude": round(latitude, 3), "longitude": round(longitude, 3)}
        for label, longitude, latitude in zip(areas[name], points.x, points.y, strict=True)
    ]


def _country_labels(towns: gpd.GeoDataFrame, home: str) -> list[dict[str, Any]]:
    """Put the name of each other country amid its towns on the map."""
    means = towns.assign(longitude=towns.geometry.x, latitude=towns.geometry.y).groupby("country")
    centres = means[["longitude", "latitude"]].mean().round(3).drop(index=home, errors="ignore")
    return [
        {"name": str(name), "latitude": float(row["latitude"]), "longitude": float(row["longitude"])}
        for name, row in centres.iterrows()
    ]


def _words(places: Places) -> dict[str, Any]:
    return {
        "caution": NOT_FACTS,
        "credit": CREDIT,
        "legend": "Legend",
        "all": "Both" if len(places.gazetteer.province_names) == 2 else "All",
        "provinces": places.gazetteer.province_names,
        "looks": {key: fill_label(look) for key, look in LOOKS.items()},
        "camps": {camp.value: f"Live claims for {camp.label}" for camp in voc.BELLIGERENTS},
        "assessed": {
            "": "Assessed by third parties, no side named (not part of the status)",
            **{
                camp.value: f"Assessed by third parties as under {camp.label} (not part of the status)"
                for camp in voc.BELLIGERENTS
            },
        },
        "said": "Claims of any type in the window, and the latest of each side",
        "speakers": {camp.value: camp.label for camp in voc.Camp},
        "parties": {party.value: party.in_sentence for party in voc.Party if party.label != party.camp.label},
        "types": {claim_type.value: claim_type.in_sentence for claim_type in voc.ClaimType},
        "latest": "Latest live claim is about",
        "ages": {step.value: step.in_sentence for step in voc.Freshness},
        "conceded": {
            camp.value: f"Conceded by {camp.in_sentence}: its own latest live claim gives ground to another side."
            for camp in voc.BELLIGERENTS
        },
        "milestones": {kind.value: f"Milestone on this day: {kind.in_sentence}" for kind in voc.EventKind},
        "locator": f"{places.layers['country']['name_en'].iloc[0]}, and the part of it that is in sight",
        "click": "Click for the claims.",
        "below": "Its claims stand below the timeline.",
        "read": "Read the claims about",
        "broken": "The map's outlines could not be loaded. Reload the page; the claims beside it stay readable.",
    }

"""The folium map: one constant base, and a small message for what changes.

Comes in: a ``View``. Goes out: folium elements.
Refuses free text: what folium is given is geometry by address, P-codes, our own codes and words, numbers, and names of
the gazetteer. branca renders everything a second time as a template and writes into HTML, so ``as_script`` is the one
gate through which anything reaches it.
"""

from __future__ import annotations

import json
import string
from dataclasses import asdict
from typing import Any

import folium
import geopandas as gpd
import xyzservices.providers as xyz
from branca.element import MacroElement
from folium.plugins.pattern import StripePattern
from folium.template import Template

from claimatlas import vocabulary as voc
from claimatlas.record import Places
from claimatlas.symbology import LOOKS, STRIPE_ANGLE, Look, Palette, fill_label
from claimatlas.view import NOT_FACTS, View

# Where the map's frame finds what the app serves under static/.
STATIC = "../../app/static"
_LEAFLET_JS = [("leaflet", f"{STATIC}/leaflet/leaflet.js")]
_PATTERN_JS = [("pattern", f"{STATIC}/leaflet/leaflet.pattern.js"), ("atlas", f"{STATIC}/atlas/map.js")]
_CSS = [
    ("leaflet_css", f"{STATIC}/leaflet/leaflet.css"),
    ("fonts_css", f"{STATIC}/fonts/fonts.css"),
    ("atlas_css", f"{STATIC}/atlas/map.css"),
]

HEIGHT = {"screen": 500, "phone": 380}
"""Height of the map in pixels, on a screen and on a phone; the legend stands under it."""
CREDIT = "geoBoundaries CC BY 4.0 · OCHA COD-AB · Made with Natural Earth"
_TILES = xyz.OpenStreetMap.Mapnik


_PLAIN = frozenset(string.ascii_letters + string.digits + ' ",.:;_-+/[]()')


def as_script(value: Any) -> str:
    r"""Write a value as a script expression that is inert for HTML and for templates.

    Letters, digits and a few signs stand as they are; every other character becomes a ``\u`` escape, so that neither
    branca's second template pass nor the browser's HTML parser finds anything to act on.
    """
    encoded = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return "JSON.parse('" + "".join(c if c in _PLAIN else f"\\u{ord(c):04x}" for c in encoded) + "')"


class _BaseMap(folium.Map):
    """A folium map that takes Leaflet from the app and nothing from elsewhere."""

    default_js = _LEAFLET_JS
    default_css = _CSS


class _CampStripes(StripePattern):
    """folium's stripe pattern with one stripe for each colour instead of two; dots where no side is claimed."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = new claimatlas.CampStripes({{ this.script }});
            {{ this.get_name() }}.addTo({{ this.parent_map.get_name() }});
        {% endmacro %}
        """
    )
    default_js = _PATTERN_JS

    def __init__(self, look: Look, colours: tuple[str, ...]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # folium leaves it untyped
        height = look.width * len(colours)
        options = {
            "key": look.key,
            "dots": not look.camps,
            "angle": look.angle,
            "weight": look.width,
            "colors": colours,
            "width": height,
            "height": height,
        }
        self.script = as_script(options)


class _Call(MacroElement):
    """Calls one function of static/atlas/map.js with one inert value."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            claimatlas.{{ this.function }}({{ this.arguments }});
        {% endmacro %}
        """
    )

    def __init__(self, function: str, arguments: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca leaves it untyped
        self._name = "Call"
        self.function = function
        self.arguments = arguments


class _Mount(_Call):
    """Hands the map itself to the script, with its settings."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            claimatlas.mount({{ this._parent.get_name() }}, {{ this.arguments }});
        {% endmacro %}
        """
    )


def base_map(places: Places, palette: Palette, settings: str) -> folium.Map:
    """Make the map that stays for the life of the page: no status, no claim, no tiles.

    Parameters
    ----------
    places : Places
        Extent of the workspace.
    palette : Palette
        Theme.
    settings : str
        What ``base_settings`` gave for the same places and theme.

    Returns
    -------
    folium.Map
        Made anew at each call: streamlit-folium changes the map it is given. Its script is the same for the same
        arguments, so that the browser keeps the map, its zoom and its centre.
    """
    west, south, east, north = places.districts.total_bounds
    base = _BaseMap(
        location=[round((south + north) / 2, 3), round((west + east) / 2, 3)],
        zoom_start=7,
        min_zoom=5,
        max_zoom=14,
        tiles=None,
        zoom_snap=0.1,
        zoom_delta=0.5,
    )
    for look in LOOKS.values():
        base.add_child(_CampStripes(look, look.colours(palette)))
    base.add_child(_Mount("mount", settings))
    return base


def base_settings(places: Places, palette: Palette, geodata_address: str, **own: Any) -> str:
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
        What sets one of several maps on a page apart: ``label`` (name for readers who do not see it), ``height``, and
        ``pair`` (``id``: maps of one pair move together; ``writes``: whether this one keeps the address of the page).
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
        "geodata": geodata_address,
        "country": home,
        "colours": _colours(palette),
        "angles": dict(STRIPE_ANGLE),
        "neighbours": _label_points(neighbours, "name_en"),
        "countries": _country_labels(places.layers["towns"], home),
        "tiles": {
            "url": _TILES.build_url(),
            "attribution": "© OpenStreetMap contributors",
            "max_zoom": _TILES.max_zoom,
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
        "latest": "Latest live claim is about",
        "conceded": "The latest live claim goes against its speaker's own side.",
        "click": "Click for the claims.",
        "broken": "The map's outlines could not be loaded. Reload the page; the claims beside it stay readable.",
    }


def changes(view: View, opened: int = 0) -> folium.FeatureGroup:
    """Make the message that restyles the base map for one view; its size does not grow with the number of claims.

    Parameters
    ----------
    view : View
        What is to be seen.
    opened : int, optional
        How many addresses the reader has opened so far. The map moves to the view's extent when the number is
        a new one; as long as it stays, zoom and centre are the reader's own.
    """
    group = folium.FeatureGroup(name="view", control=False)
    group.add_child(_Call("show", as_script(message(view) | {"opened": opened})))
    return group


def message(view: View) -> dict[str, Any]:
    """Return what the map is told of one view: codes and numbers, no word of a claim."""
    selection = view.selection
    return {
        "on": selection.on.isoformat(),
        "districts": _districts(view),
        "arrows": [
            {"district": arrow.district, "bearing": voc.Approach(arrow.approach).bearing, "camp": arrow.camp}
            for arrow in view.arrows
        ],
        "legend": [asdict(entry) for entry in view.legend],
        "assessments": [{"district": mark.district, "camp": mark.camp} for mark in view.assessment_marks],
        "overlay_legend": [asdict(entry) for entry in view.overlay_legend],
        "silent": fill_label(LOOKS[voc.Status.NO_REPORT.value], is_filtered=view.is_filtered),
        "place": selection.place,
        "extent": selection.extent,
        "tiles": selection.tiles,
    }


def _districts(view: View) -> dict[str, Any]:
    states = view.states
    rows = zip(states.index, states["claim_ids"], states["latest_event_date"], states["conceded"], strict=True)
    return {
        pcode: {
            "look": view.looks[pcode],
            "counts": {camp: len(claim_ids) for camp, claim_ids in by_camp.items()},
            "latest": f"{latest:%Y-%m-%d}" if by_camp else "",
            "conceded": bool(conceded),
        }
        for pcode, by_camp, latest, conceded in rows
    }

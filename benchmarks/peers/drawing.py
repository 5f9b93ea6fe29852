"""A dashboard of few lines, drawn by another library: ``streamlit run drawing.py``, told by its environment which.

Comes in: a workspace (``CLAIMATLAS_WORKSPACE``), a library (``CLAIMATLAS_BENCH_DRAWN_BY``), the first day
(``CLAIMATLAS_BENCH_DAY``). Goes out: a page with a button for the next day, one for the next party, and the districts
of the window, coloured by whom their claims are for.
Refuses to keep a map from run to run: this is how each library's own examples use it. ``floor`` draws no map at all:
only a text changes, and nothing written with Streamlit can be faster.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

WORKSPACE = Path(os.environ["CLAIMATLAS_WORKSPACE"])
DRAWN_BY = os.environ["CLAIMATLAS_BENCH_DRAWN_BY"]
DAY = os.environ["CLAIMATLAS_BENCH_DAY"]
COLOURS = {"taliban": "#7a1f1f", "government": "#1f3f7a", "iskp": "#4a1f7a", "contested": "#8a7a1f", "": "#dddddd"}
PARTIES = ["", "taliban", "government", "local_official", "media", "analyst", "resident", "un", "ngo"]
LEAFLET = Path(__file__).resolve().parents[2] / "static" / "leaflet"
CENTRE = (36.5, 67.5)
MOST_MARKS = 20_000


@st.cache_resource
def claims() -> pd.DataFrame:
    """Read the claims as a short script would."""
    columns = ["event_date", "adm2_pcode", "beneficiary", "party", "claim_type", "claimant"]
    read = pd.read_csv(WORKSPACE / "claims.csv", usecols=columns, dtype=str, keep_default_na=False)
    return read.assign(event_date=pd.to_datetime(read["event_date"], errors="coerce"))


@st.cache_resource
def outlines() -> dict[str, Any]:
    """Read the districts."""
    found: dict[str, Any] = json.loads((WORKSPACE / "geodata" / "districts.geojson").read_text(encoding="utf-8"))
    return found


def in_window() -> pd.DataFrame:
    """Keep the claims of thirty days that are for somebody."""
    day, party = pd.Timestamp(st.session_state.day), PARTIES[st.session_state.party % len(PARTIES)]
    every = claims()
    near = every[(every["event_date"] <= day) & (every["event_date"] > day - pd.Timedelta(days=30))]
    near = near[(near["beneficiary"] != "") & (near["adm2_pcode"] != "")]
    return near[near["party"] == party] if party else near


def status_of(near: pd.DataFrame) -> dict[str, str]:
    """Say for whom the claims about each district are."""
    sides = near.groupby("adm2_pcode")["beneficiary"].unique()
    told = {str(pcode): "contested" if len(found) > 1 else str(found[0]) for pcode, found in sides.items()}
    return {feature["id"]: told.get(feature["id"], "") for feature in outlines()["features"]}


def middle_of(pcode: str) -> tuple[float, float]:
    """Return latitude and longitude of a district's middle."""
    one = next(feature for feature in outlines()["features"] if feature["id"] == pcode)["properties"]
    return float(one["centre_latitude"]), float(one["centre_longitude"])


def frame_of(near: pd.DataFrame) -> pd.DataFrame:
    """Return one row per district with its status."""
    status = status_of(near)
    return pd.DataFrame({"adm2_pcode": list(status), "status": [found or "none" for found in status.values()]})


def by_folium(near: pd.DataFrame, *, with_marks: bool) -> None:
    """Draw a new map, as the first example of streamlit-folium does; with a mark for each claim, as most maps have."""
    import folium
    from streamlit_folium import st_folium

    status = status_of(near)
    drawn = folium.Map(location=CENTRE, zoom_start=7, tiles=None)
    folium.GeoJson(
        outlines(), style_function=lambda one: {"fillColor": COLOURS[status[one["id"]]], "color": "#555", "weight": 1}
    ).add_to(drawn)
    if with_marks:
        rows = zip(near["adm2_pcode"], near["claimant"], near["claim_type"], strict=True)
        for number, (pcode, who, what) in enumerate(list(rows)[:MOST_MARKS]):
            latitude, longitude = middle_of(pcode)
            place = (latitude + number % 40 / 400, longitude + number // 40 % 40 / 400)
            folium.Marker(place, tooltip=f"{who}: {what}").add_to(drawn)
    _with_the_day(drawn)
    st_folium(drawn, height=500, use_container_width=True, returned_objects=[])


def _with_the_day(drawn: Any) -> None:
    import folium
    import streamlit.components.v1 as components

    # Leaflet from this server and not from a host that a machine without a network cannot reach.
    served = components.declare_component("leaflet", path=str(LEAFLET))
    drawn.default_js = [("leaflet", f"../{served.name}/leaflet.js")]
    drawn.default_css = [("leaflet_css", f"../{served.name}/leaflet.css")]
    seal = f"{st.session_state.day} {st.session_state.party}"
    folium.Marker(CENTRE, icon=folium.DivIcon(html=f"<b class='day'>{seal}</b>")).add_to(drawn)


def by_explore(near: pd.DataFrame) -> None:
    """Draw what ``GeoDataFrame.explore`` makes."""
    import geopandas as gpd
    from streamlit_folium import st_folium

    status = status_of(near)
    districts = gpd.GeoDataFrame.from_features(outlines(), crs="EPSG:4326")
    drawn = districts.assign(status=[status[str(pcode)] or "none" for pcode in districts["adm2_pcode"]]).explore(
        "status", tiles=None, tooltip=["name_en", "status"]
    )
    _with_the_day(drawn)
    st_folium(drawn, height=500, use_container_width=True, returned_objects=[])


def by_pydeck(near: pd.DataFrame) -> None:
    """Draw with deck.gl."""
    import pydeck

    status = status_of(near)
    features = [
        {**one, "properties": {**one["properties"], "fill": _rgb(COLOURS[status[one["id"]]])}}
        for one in outlines()["features"]
    ]
    layer = pydeck.Layer(
        "GeoJsonLayer", {"type": "FeatureCollection", "features": features}, get_fill_color="properties.fill"
    )
    view = pydeck.ViewState(latitude=CENTRE[0], longitude=CENTRE[1], zoom=6)
    st.pydeck_chart(pydeck.Deck([layer], initial_view_state=view, map_style=None), height=500)


def _rgb(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def by_plotly(near: pd.DataFrame) -> None:
    """Draw with plotly express."""
    import plotly.express as px

    figure = px.choropleth(
        frame_of(near), geojson=outlines(), locations="adm2_pcode", color="status", color_discrete_map=COLOURS
    )
    figure.update_geos(fitbounds="locations", visible=False)
    st.plotly_chart(figure, height=500)


def by_altair(near: pd.DataFrame) -> None:
    """Draw with Vega-Lite."""
    import altair as alt

    shapes = alt.Data(values=outlines()["features"])
    found = alt.LookupData(frame_of(near), "adm2_pcode", ["status"])
    chart = alt.Chart(shapes).mark_geoshape(stroke="#555").transform_lookup(lookup="id", from_=found)
    st.altair_chart(chart.encode(color="status:N").project("mercator").properties(height=500))


DRAWING = {
    "st_folium": lambda near: by_folium(near, with_marks=True),
    "st_folium, districts alone": lambda near: by_folium(near, with_marks=False),
    "geopandas.explore": by_explore,
    "pydeck": by_pydeck,
    "plotly": by_plotly,
    "altair": by_altair,
}


def later() -> None:
    """Go to the next day."""
    st.session_state.day = f"{pd.Timestamp(st.session_state.day) + pd.Timedelta(days=1):%Y-%m-%d}"


def next_party() -> None:
    """Keep the claims of the next party alone."""
    st.session_state.party += 1


st.set_page_config(layout="wide")
st.session_state.setdefault("day", DAY)
st.session_state.setdefault("party", 0)
st.button("Next day", on_click=later)
st.button("Next party", on_click=next_party)
if DRAWN_BY != "floor":
    DRAWING[DRAWN_BY](in_window())
# It stands after the map: when the page has it, it has been told all that the map is made of.
st.text(f"{st.session_state.day} {st.session_state.party}")

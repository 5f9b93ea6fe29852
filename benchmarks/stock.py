"""The stock way, to measure against: one script that draws the whole map anew at each run.

Comes in: claims.csv, events of the widgets. Goes out: a page with filters, a map by ``st_folium`` and the claims below.
Refuses nothing, and keeps no promise of the atlas: it is what the manuals of its libraries lead to, files cached.
"""

import json
from pathlib import Path

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

ROOT = Path(__file__).resolve().parents[1]
COLOURS = {"taliban": "#b3541e", "government": "#2b6c8f", "iskp": "#5b4a8a", "": "#c8c8c8", "contested": "#7a7a7a"}


@st.cache_data
def claims_on_file() -> pd.DataFrame:
    """Read the claims once."""
    claims = pd.read_csv(ROOT / "claims.csv", dtype=str, keep_default_na=False)
    return claims.assign(event_date=pd.to_datetime(claims["event_date"]))


@st.cache_data
def districts_on_file() -> dict:
    """Read the outlines once."""
    return json.loads((ROOT / "geodata" / "districts.geojson").read_text(encoding="utf-8"))


st.set_page_config(page_title="Claims, the stock way", layout="wide")
claims = claims_on_file()
with st.sidebar:
    first = st.query_params.get("on", "2016-04-17")
    on = pd.Timestamp(st.date_input("On", first, min_value="2015-01-01", max_value="2021-12-31", key="control-on"))
    wanted = {
        "beneficiary": st.multiselect("Side", ["taliban", "government", "iskp"], key="control-camp"),
        "party": st.multiselect("Party", sorted(claims["party"].unique()), key="control-party"),
        "claim_type": st.multiselect("Claim type", sorted(claims["claim_type"].unique()), key="control-claim-type"),
    }

age = (on - claims["event_date"]).dt.days
shown = claims[(age >= 0) & (age < 30)]
for column, codes in wanted.items():
    if codes:
        shown = shown[shown[column].isin(codes)]
sides = shown[shown["beneficiary"] != ""].groupby("adm2_pcode")["beneficiary"].agg(set)

districts = districts_on_file()
features = []
for feature in districts["features"]:
    found = sides.get(feature["id"], set())
    look = "contested" if len(found) > 1 else next(iter(found), "")
    features.append({**feature, "properties": {**feature["properties"], "status": look or "no report"}})

picture = folium.Map(location=[36.6, 67.4], zoom_start=8, tiles=None)
folium.GeoJson(
    {"type": "FeatureCollection", "features": features},
    name=f"Claims on {on:%Y-%m-%d}",
    style_function=lambda feature: {
        "fillColor": COLOURS.get(feature["properties"]["status"], COLOURS[""]),
        "color": "#555555",
        "weight": 1,
        "fillOpacity": 0.6,
    },
    tooltip=folium.GeoJsonTooltip(["name_en", "status"]),
).add_to(picture)
marks = folium.FeatureGroup("Claims").add_to(picture)
for feature in districts["features"]:
    here = shown[shown["adm2_pcode"] == feature["id"]]
    for place, (kind, day) in enumerate(zip(here["claim_type"], here["event_date"], strict=True)):
        folium.CircleMarker(
            [feature["properties"]["centre_latitude"], feature["properties"]["centre_longitude"] + place / 50],
            radius=5,
            tooltip=f"{kind}, {day:%Y-%m-%d}",
        ).add_to(marks)
folium.LayerControl().add_to(picture)

st.title(f"Claims on {on:%Y-%m-%d}")
st.text(f"{len(shown)} claims in 30 days")
st_folium(picture, height=560, use_container_width=True)
st.dataframe(shown)

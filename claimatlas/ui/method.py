"""The method page: what the map says and does not say, in words; codes and columns come from the contract."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.answers import answers_of
from claimatlas.draw import CREDIT
from claimatlas.record import Record
from claimatlas.schema import CLAIMS, EVENTS, Table
from claimatlas.selection import Selection
from claimatlas.settings import SETTINGS
from claimatlas.ui.words import plain

_LIMITS = f"""
- **A claim is not a fact.** Each row says that somebody said something. It never says that it happened.
- **Silence is not control.** A district without a report is not quiet, and not in anybody's hands.
- **Nothing is guessed.** A claim without a district or with a vague day is counted beside the map, and not put on it.
- **Numbers are not scores.** {plain(SETTINGS.quoted)}
  Counting rows says who was quoted, never who was right or who won.
- **Losses cannot be added up.** The same dead stand in several claims, and each side inflates the other's losses.
- **"No reply found" is not "no reply".** Of many documents only the first part was read.
"""

_READING = f"""
**Status of a district on a day.** A claim is *live* when it is about ground, names the district and the side that
would gain, is about an event in the window up to the day shown, had been published by the *known by* day, and its day
is known at least as finely as the window is wide. No live claim: *no report*. All for one side: that side's colour
and fine stripes. For two sides or more: *contested*, both colours side by side in broad stripes.

**Two clocks.** *On* is the day something is said to have happened. *Known by* is the day by which the claim had been
published: set it to see what could be known then.

**Conceded.** The latest live claim goes against the interest of its own speaker, such as a governor who says that a
district was lost. Observers cannot concede.

**How a claim stands.** *Claimed*: nobody else has answered. *Countered*: another camp contradicts it. *Corroborated*:
another camp, or an observer other than the claimant, bears it out. *Conceded*: the side that would lose says so
itself. *Disputed*: countered, and borne out or conceded as well. A party never bears itself out, and copies of one
agency's report count once. A reply counts from the day on which both claims had been published, so a claim may stand
differently on another *known by* day.

**Disputes** are pairs of claims that do not go together by one of five rules, listed under Codes. A rule finds pairs;
it does not say who is right, nor that one claim answers the other.

**Assessments** are third parties' judgements of who controls or influences a place. They lie over the map as diamonds
when they are turned on, under a legend of their own, and never decide a status.

**Track records** count statements, not rows, and say what others did to them. Being countered is not being wrong, and
a statement that nobody answered is not true for that.

**Paler** fills are older: the latest live claim is up to 3 days old, 4 to 14, or more.

**An inverted triangle** says that a side concedes: the latest live claim is its own and gives the ground to another.

**Discs**, a layer you can turn on, count claims of any type about a district in the window, by the camp that makes
them.

**Arrows** stand on the side from which a claim says forces approach the centre of a district.

**Admiralty grades.** The letter is about the source, the digit about the claim. F and 6 mean *cannot be judged*; they
are not the bottom of the scale.

**Places.** A claim is joined to a district by P-code, else by a known spelling inside its province, else by its
point; never by distance and never by similarity. {plain(SETTINGS.places)}
"""

_SOURCES = """
- **Claims**: public documents, each named with its publisher and address. Summaries are in our own words.
{sources}
- **Pictures of the ground**, only when you choose one: OpenStreetMap contributors, ODbL (also in the styles of the
  Humanitarian OpenStreetMap Team and of OpenTopoMap, CC BY-SA), or Esri World Imagery. Its servers then learn
  your network address and which part of the map you look at, and when.
"""


def limits() -> None:
    """Say what the map does not say."""
    st.title("Method")
    st.header("What the map does not say")
    st.markdown(_LIMITS)


def reading() -> None:
    """Say how to read the map."""
    st.header("How to read it")
    st.markdown(_READING)


def codes() -> None:
    """List every code of the contract."""
    st.header("Codes")
    for title, members in (
        ("Who speaks", voc.Party),
        ("What is claimed", voc.ClaimType),
        ("How a claim stands", voc.Life),
        ("What sets two claims against each other", voc.Rule),
        ("How finely the day is known", voc.DatePrecision),
        ("How finely the place is named", voc.PlacePrecision),
        ("Source reliability", voc.Reliability),
        ("Information credibility", voc.Credibility),
    ):
        with st.expander(title):
            rows = [{"Code": m.value, "Name": m.label, "Meaning": m.description} for m in members]
            st.dataframe(pd.DataFrame(rows), hide_index=True)


def columns() -> None:
    """List every column of the contract."""
    st.header("Columns")
    for table in (CLAIMS, EVENTS):
        with st.expander(f"{table.name}.csv"):
            st.dataframe(_dictionary(table), hide_index=True)


def _dictionary(table: Table) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Column": c.name, "Meaning": c.meaning, "Holds": c.kind.words, "Needed": "yes" if c.required else ""}
            for c in table.columns
        ]
    )


def sources(record: Record) -> None:
    """Name sources, licences and what this record was read from."""
    st.header("Sources and licences")
    st.markdown(_SOURCES.format(sources="\n".join(f"- {plain(sentence)}" for sentence in SETTINGS.sources)))
    st.caption(plain(CREDIT))
    publishers = answers_of(record, Selection()).publishers()
    with st.expander(f"Publishers on record ({len(publishers)})"):
        st.dataframe(pd.DataFrame({"Publisher": list(publishers), "Rows": list(publishers.values())}), hide_index=True)
    st.text("SHA-256 of what this page was made from:")
    st.code("\n".join(f"{total}  {name}" for name, total in record.sums.items()), language=None)

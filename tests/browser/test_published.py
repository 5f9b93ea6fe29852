"""A published record in Chromium, from the disk, without a network: it says what Python says, and runs no claim."""

import datetime as dt
import json
import re
from contextlib import contextmanager
from dataclasses import asdict, replace

import pandas as pd
import pytest

from claimatlas.disputes import find_disputes
from claimatlas.draw import message
from claimatlas.export.published import pages
from claimatlas.export.published.publication import publish
from claimatlas.histogram import CAMPS, daily_counts, quiet_stretches
from claimatlas.ledger import entries
from claimatlas.selection import Selection, known_by, select
from claimatlas.view import View
from tests.browser.test_access import AXE, WCAG

DAYS = [dt.date(2015, 4, 26) + dt.timedelta(days=37 * step) for step in range(62)]
DAYS += [dt.date(2016, 4, 17), dt.date(2015, 9, 28), dt.date(2021, 6, 22), dt.date(2017, 6, 22)]
# How to ask the page, and how to ask Python, for the same.
ASKING = """(wanted) => {
  const record = claimatlasState.ready(JSON.parse(document.getElementById('record').textContent));
  return wanted.map((hash) => {
    const { asked, ignored } = claimatlasAddress.read(record, hash);
    if (ignored.length) return { ignored };
    const passes = claimatlasState.passing(record, asked);
    const { counts, ...said } = claimatlasState.message(record, passes, asked);
    return { ...said, live: counts.live, coarse: counts.coarse };
  });
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, record):
    """The shipped record as a folder, under a name with a blank in it."""
    folder = tmp_path_factory.mktemp("published") / "a site"
    with pytest.MonkeyPatch.context() as patched:
        # What stands beside the page has tests of its own, on hostile words too.
        patched.setattr(pages, "DOWNLOADS", {"csv": "Claims"})
        publish(View(record, Selection()), folder)
    return folder


@contextmanager
def somebody(browser, folder, **options):
    """Somebody who opens files of a folder with no network at all; what is asked of any host; what goes wrong."""
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 1000}, "offline": True, **options})
    page = context.new_page()
    page.asked, page.errors = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
    page.go = lambda address="", file="index.html": (page.goto(f"{folder.as_uri()}/{file}{address}"), ready(page))
    try:
        yield page
        assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
        assert page.errors == []
    finally:
        context.close()


def ready(page, on=""):
    page.locator(f"[data-shown='{on}']" if on else "[data-shown]").wait_for()
    page.locator(f"body[data-settled='{on}']" if on else "body[data-settled]").wait_for()


def settled(page):
    """Wait until the drawing after the last act has come to rest."""
    page.evaluate("() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 0))")
    page.wait_for_function("() => location.hash.includes(`on=${document.body.dataset.settled}`)")


def hash_of(selection):
    parts = [f"on={selection.on}", f"window={selection.window or 'all'}"]
    parts += [f"party={','.join(selection.parties)}"] * bool(selection.parties)
    parts += [f"claim-type={','.join(selection.claim_types)}"] * bool(selection.claim_types)
    for key, day in (("known-by", selection.known_by), ("from", selection.since), ("to", selection.until)):
        parts += [f"{key}={day}"] * bool(day)
    parts += [f"layer={','.join(selection.layers)}"] * bool(selection.layers)
    parts += [f"hide={','.join(selection.hidden)}"] * bool(selection.hidden)
    return "#?" + "&".join([*parts, f"place={selection.place}"])


def every_selection():
    """Days all over the record, each with one of the windows and one of the ways to narrow it down."""
    kinds = ("capture", "hold", "denial", "assessment", "repel")
    ways = (
        lambda on: {},
        lambda on: {"layers": ("claims", "assessments"), "place": "AF1904"},
        lambda on: {"parties": ("taliban", "local_official"), "layers": ("claims",)},
        lambda on: {"known_by": on, "layers": ("claims",)},
        lambda on: {"parties": ("media", "un"), "claim_types": kinds, "layers": ("assessments",)},
        lambda on: {"known_by": on + dt.timedelta(days=20), "claim_types": kinds, "hidden": ("status", "rivers")},
        lambda on: {"since": on - dt.timedelta(days=9), "until": on, "hidden": ("milestones", "towns")},
    )
    windows = (30, 7, None, 90)
    return [
        Selection(on=on, window=windows[number % len(windows)], **ways[number % len(ways)](on))
        for number, on in enumerate(DAYS)
    ]


def test_the_page_says_what_python_says(browser, site, record):
    selections = every_selection()
    with somebody(browser, site) as page:
        page.go()
        said = page.evaluate(ASKING, [hash_of(one) for one in selections])
        told_words = page.evaluate(WORDS, [None, "2016-04-18"])
        told_days = page.evaluate(PER_DAY, [hash_of(one) for one in selections[1::9]])
        told_pairs = page.evaluate(PAIRS, [None, "2015-10-05", "2018-01-01"])
    assert len(selections) > 60
    for selection, found in zip(selections, said, strict=True):
        view = View(record, selection)
        expected = message(view) | {"live": view.counts.live, "coarse": view.counts.coarse}
        assert found == json.loads(json.dumps(expected)), selection
    _words_agree(told_words, record)
    _days_agree(told_days, record, selections[1::9])
    for day, found in zip((None, dt.date(2015, 10, 5), dt.date(2018, 1, 1)), told_pairs, strict=True):
        assert found == len(find_disputes(known_by(record.claims, day)))


WORDS = """(days) => {
  const record = claimatlasState.ready(JSON.parse(document.getElementById('record').textContent));
  return days.map((day) => record.claims.id.map((_, place) => claimatlasWords.entry(place, day && record.dayOf(day))));
}"""
PER_DAY = """(wanted) => {
  const record = claimatlasState.ready(JSON.parse(document.getElementById('record').textContent));
  return wanted.map((hash) => {
    const { asked } = claimatlasAddress.read(record, hash);
    return [record.first, record.days, claimatlasDays.counts(record, asked, claimatlasState.passing(record, asked))];
  });
}"""
PAIRS = """(days) => {
  const record = claimatlasState.ready(JSON.parse(document.getElementById('record').textContent));
  return days.map((day) => {
    const asked = { ...claimatlasAddress.usual(record), known: day && record.dayOf(day) };
    return claimatlasDisputes.passing({ record, asked, passes: claimatlasState.passing(record, asked) }, false).length;
  });
}"""


def _words_agree(told, record):
    for day, found in zip((None, dt.date(2016, 4, 18)), told, strict=True):
        known = known_by(record.claims, day)
        for claim, entry in zip(found, entries(record.claims, known), strict=True):
            expected = json.loads(json.dumps(asdict(entry)))
            assert {name: claim[name] for name in expected} == expected


def _days_agree(told, record, selections):
    for selection, (first, days, found) in zip(selections, told, strict=True):
        begin = pd.Timestamp(first)
        kept = select(record.claims, selection)
        whole = select(record.claims, replace(selection, since=None, until=None))
        for name, claims in (("days", kept), ("beyond", whole[~whole.index.isin(kept.index)])):
            counts = daily_counts(claims)[list(CAMPS)]
            by_day = zip(counts.index, counts.to_numpy(), strict=True)
            rows = [[(day - begin).days, *map(int, row)] for day, row in by_day]
            assert found[name] == rows, selection
        quiet = quiet_stretches(whole, begin.date(), (begin + pd.Timedelta(days=days - 1)).date())
        assert found["quiet"] == (quiet - begin).apply(lambda column: column.dt.days).to_numpy().tolist(), selection
        assert f"{len(kept):,} claim" in found["note"]


DRAG = """async () => {
  const shown = document.querySelector('[data-shown]');
  const handle = document.querySelector('#timeline').shadowRoot.querySelector('.handle-on');
  const press = (key) => handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  const frames = [];
  handle.focus();
  await new Promise(requestAnimationFrame);
  for (let step = 0; step < 12; step += 1) {
    const before = shown.dataset.shown;
    press('ArrowRight');
    await new Promise(requestAnimationFrame);
    frames.push(shown.dataset.shown !== before);
  }
  return frames;
}"""


def test_somebody_reads_a_published_record(browser, site):
    with somebody(browser, site) as page:
        page.go()
        assert page.locator("#title").inner_text() == "Kunduz and Jowzjan: claims on 17 April 2016"
        # Each press of a key has moved the map by the next frame.
        assert all(page.evaluate(DRAG))
        ready(page, "2016-04-29")
        assert "on=2016-04-29" in page.url
        page.go("#?on=2016-04-17&window=30")
        page.locator("path[data-pcode='AF1904']").click()
        page.locator("#claims .lane-taliban .card").first.wait_for()
        assert page.locator("#claims h2").inner_text().startswith("Khan Abad")
        first = page.locator("#claims .card footer a").first
        claim = first.inner_text()
        first.click()
        page.get_by_role("heading", name=claim, exact=True).wait_for()
        assert f"claim={claim}" in page.url
        page.go_back()
        page.locator("#claims h2", has_text="Khan Abad").wait_for()
        page.locator(".choices summary", has_text="Party").click()
        page.get_by_label("Taliban", exact=True).check()
        page.keyboard.press("Escape")
        page.wait_for_function("() => location.hash.includes('party=taliban')")
        page.locator("#claims .lane-government .empty").wait_for()
        assert page.locator("#passing").inner_text() == "54 claims"
        page.locator("#passing").click()
        page.get_by_role("heading", name="54 claims that pass the filters").wait_for()
        page.get_by_role("button", name="Clear filters").click()
        page.locator("#passing", has_text="360 claims").wait_for()
        page.locator("#disputed").get_by_role("link", name="Figures differ").click()
        page.locator("#disputed h3", has_text="8 disputes").wait_for()
        assert page.locator("#disputed .dispute").count() == 8
        address = page.url
        # The address restores what is on the screen.
        page.goto("about:blank")
        page.goto(address)
        page.locator("#disputed h3", has_text="8 disputes").wait_for()
        page.go("#?on=2016-04-17&window=400&party=martians&place=XX")
        assert re.search("window=400.*place=XX|place=XX.*window=400", page.locator("#ignored").inner_text())
        for file in page.locator(".files a").evaluate_all("all => all.map((one) => one.getAttribute('href'))"):
            assert (site / file).is_file()


def test_a_published_record_holds_for_every_reader(browser, site):
    for options in ({"color_scheme": "light"}, {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}}):
        with somebody(browser, site, reduced_motion="reduce", **options) as page:
            page.go("#?place=AF1904&layer=claims,assessments&on=2021-06-22&near=yes&rule=figures_differ")
            page.locator("#words summary").click()
            page.locator("#claims .card").first.wait_for()
            page.locator("#disputed .number").first.wait_for()
            is_dark = options["color_scheme"] == "dark"
            assert page.evaluate("() => document.body.classList.contains('atlas-dark')") is is_dark
            assert (
                page.evaluate("() => document.documentElement.scrollWidth")
                == options.get("viewport", {"width": 1440})["width"]
            )
            if is_dark:
                # On a phone the way to the claims stands under the map, and over nothing.
                button, map_box = (page.locator(one).bounding_box() for one in (".atlas-to-claims", "#map"))
                assert button["y"] >= map_box["y"] + map_box["height"]
            page.evaluate(AXE)
            told = page.evaluate("rules => axe.run(document, {runOnly: rules, preload: false})", WCAG)
            serious = [one for one in told["violations"] if one["impact"] in ("serious", "critical")]
            assert [f"{one['id']} at {one['nodes'][0]['target']}" for one in serious] == []
    with somebody(browser, site) as page:
        page.go()
        # Past the map with one key and Enter; the address of the view is not lost by it.
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "timeline"
        assert page.locator("#title").inner_text().endswith("17 April 2016")
        page.locator("path[data-pcode='AF1901']").focus()
        page.keyboard.press("Enter")
        page.locator("#claims h2", has_text="Kunduz").wait_for()
        settled(page)
        assert page.evaluate("() => document.activeElement.dataset.pcode") == "AF1901"
        page.emulate_media(media="print")
        page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
        map_box = page.locator("#map").bounding_box()
        assert map_box["width"] <= 680
        for pcode in ("AF1903", "AF2811"):
            box = page.locator(f"path[data-pcode='{pcode}']").bounding_box()
            assert box["x"] >= map_box["x"]
            assert box["x"] + box["width"] <= map_box["x"] + map_box["width"]
        assert not page.locator("#filters").is_visible()
        assert page.pdf()[:4] == b"%PDF"


def test_a_published_record_stands_in_a_frame_of_another_page(browser, site, tmp_path):
    with somebody(browser, site) as page:
        page.go()
        snippet = page.get_by_label("Show this view in a page of yours").input_value()
        (tmp_path / "article.html").write_text(f"<!doctype html><title>Article</title>{snippet}", encoding="utf-8")
        page.goto((tmp_path / "article.html").as_uri())
        frame = page.frame_locator("iframe")
        frame.locator("[data-shown='2016-04-17']").wait_for()
        assert frame.locator("#timeline .plot").is_visible()
        assert not frame.locator("#filters").is_visible()
        assert frame.get_by_role("link", name="Open the whole page").get_attribute("href").startswith("#?on=2016-04-17")

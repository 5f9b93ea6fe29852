"""The canary in every text of a workspace, an address and a brought file: every page, tooltip, table, file and site.

Nothing may act: no folder on the server, no script, no dialog, no request to another host. Every word has to be shown
letter for letter. The last test proves that this can be seen, with a draw module that passes words through.
"""

import contextlib
import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import zipfile
from contextlib import contextmanager
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote
from xml.etree import ElementTree as ET

import openpyxl
import pyarrow.parquet as pq
import pypdfium2
import pytest
from playwright.sync_api import Error

from claimatlas.kinds import Text, WebAddress
from claimatlas.schema import CLAIMS, EVENTS
from tests.browser.driving import PATIENCE_MS, ROOT, reader_of, running_dashboard
from tests.browser.listening import Listener
from tests.canary import BROWSER, MARKER_VARIABLE, SERVER, Sowing, piece, words

CLAIM_WORDS, EVENT_WORDS = (
    {
        f"Canary{table.name}{column.name.replace('_', '')}"
        for column in table.columns
        if isinstance(column.kind, Text | WebAddress)
    }
    for table in (CLAIMS, EVENTS)
)
SUMMARY, CLAIMANT, TITLE = "Canaryclaimssummary", "Canaryclaimsclaimant", "Canaryeventstitle"
ASKED = ("CanaryAsked", "CanaryKey")
PAGES = {
    "/?on=2016-04-17&place=AF1904&layer=claims,assessments": (
        SUMMARY,
        CLAIMANT,
        TITLE,
        "CanaryLayer",
        "CanarySentence",
    ),
    "/claims?on=2016-04-17&rows=all&claim=SEED-07": (SUMMARY, CLAIMANT, "Canaryclaimsnotes"),
    "/district?on=2018-04-10&place=AF1906": (SUMMARY, CLAIMANT, "Canarygnameen"),
    "/disputes?on=2016-04-17&between=one-side": (SUMMARY, CLAIMANT),
    "/disputes?dispute=explicit_counter.J21-10.J21-11": (SUMMARY, "Canaryclaimspublisher"),
    "/compare?compare=known-by&on=2016-04-17&known-by=2016-04-15&place=AF1904": (SUMMARY,),
    "/compare?compare=voices&on=2016-04-17": ("CanaryLabel", "CanarySentence"),
    "/claimants?who=taliban/{claimant}": (SUMMARY, CLAIMANT, "Canaryclaimspublisher", "Canaryclaimsagency"),
    "/claim?claim=J21-10": tuple(CLAIM_WORDS),
    "/milestone?event=EV-2016-04-KUNDUZ-ASSAULT": (SUMMARY, TITLE, "Canaryeventssummary"),
    "/milestone?on=2016-04-17": (TITLE, "Canarygnameen"),
    "/data?on=2016-04-17": ("CanaryRefusedcclaimid", "CanaryLabel", SUMMARY),
    "/method?on=2016-04-17": ("CanaryLabel", "CanarySentence"),
}


@pytest.fixture
def sown(tmp_path, monkeypatch):
    """A workspace of the canary; the folder that must not appear is named to every program that reads it."""
    monkeypatch.setenv(MARKER_VARIABLE, str(tmp_path / "ran"))
    yield Sowing(tmp_path / "workspace")
    assert not (tmp_path / "ran").exists(), "a template ran on the server"


IS_TOO_WIDE = "() => document.querySelector('[data-testid=stMain]').scrollWidth > innerWidth"


def test_every_page_shows_every_word_letter_for_letter_and_none_acts(browser, sown):
    heard = Listener(sown.known)
    with running_dashboard(sown.folder) as address, reader_of(browser, address) as reader:
        heard.watch(reader.page)
        for turn, (page, awaited) in enumerate(PAGES.items()):
            path = page.format(claimant=quote(sown.known[f"{CLAIMANT}0"]))
            reader.open(heard.address(path, turn))
            heard.listen(reader.page, path[:40], *awaited, *ASKED)
            if path.startswith("/claim"):
                assert reader.page.evaluate(IS_TOO_WIDE) is False, path[:40]
            if turn == 0:
                under_the_pointer_and_in_the_tray(reader, heard)
        a_workbook_is_brought(reader, heard)
        assert "\n".join(heard.findings) == ""
    assert heard.shown >= CLAIM_WORDS | EVENT_WORDS


def choices(page, name):
    """Open a list of choices; a page that still moves closes it again, and then it is opened once more."""
    for _ in range(10):
        page.get_by_role("combobox", name=name).first.click()
        with contextlib.suppress(Error):
            page.get_by_role("option").first.wait_for(timeout=PATIENCE_MS / 10)
            return
    pytest.fail(f"the choices of {name} did not open")


def under_the_pointer_and_in_the_tray(reader, heard):
    reader.wait_for_map("2016-04-17")
    reader.district("AF1904").hover(force=True)
    reader.map.locator(".leaflet-tooltip").wait_for()
    choices(reader.page, "District")
    heard.listen(reader.page, "tooltip and choices", "CanaryLayer", "Canarygnameen")
    reader.page.keyboard.press("Escape")
    reader.page.get_by_role("button", name="Snapshot").click()
    with reader.page.expect_download() as saved:
        reader.page.get_by_role("button", name=re.compile("^CSV of")).click()
    heard.listen(reader.page, "tray", SUMMARY)
    for cell in READING["csv"](saved.value.path()):
        heard.heard(cell, "the file that was saved")


HEADER = ("Ref", "Date", "Published", "Side", "Spokesperson", "Type", "Province", "District", "Description")


def workbook(heard):
    """A table of somebody's own: sheets, headers and cells are the canary; one row in three can be accepted."""
    said = heard.known
    for number in range(8):
        said[f"CanaryHeader{number}"] = words(f"CanaryHeader{number}", number)
        said[f"CanaryCell{number}"] = words(f"CanaryCell{number}", number)
        said[f"CanarySheet{number}"] = piece(f"CanarySheet{number}", number * 3)
    one = ["1", "2016-04-17", "2016-04-18", "taliban", said["CanaryCell0"], "capture", "Kunduz", "Khan Abad"]
    other = ["2", said["CanaryCell1"], *one[2:4], *one[4:7], said["CanaryCell2"]]
    third = ["3", *one[1:3], said["CanaryCell3"], one[4], said["CanaryCell4"], *one[6:]]
    book = openpyxl.Workbook()
    book.active.append([*HEADER, *(said[f"CanaryHeader{number}"] for number in range(4))])
    for row in (one, other, third):
        book.active.append([*row, said["CanaryCell5"], *(said["CanaryCell6"],) * 3, said["CanaryCell7"]])
    book.active.title = "sheet0"
    for number in range(1, 8):
        book.create_sheet(f"sheet{number}")
    written, named = io.BytesIO(), io.BytesIO()
    book.save(written)
    # A spreadsheet program would refuse such names of sheets; a file may have them all the same.
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(named, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name).decode()
            for number in range(8):
                sheet = escape(said[f"CanarySheet{number}"])
                content = content.replace(f'name="sheet{number}"', f'name="{sheet}"')
            target.writestr(name, content)
    return named.getvalue()


def a_workbook_is_brought(reader, heard):
    name = heard.known["CanaryFile0"] = "CanaryFile0 <img src=x onerror=top.sang=3>{{7*7}}.xlsx"
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    upload = {"name": name, "mimeType": media, "buffer": workbook(heard)}
    page = reader.open(heard.address("/bring?on=2016-04-17", len(PAGES))).page
    page.locator("input[type=file]").first.set_input_files(upload)
    page.get_by_text("Which column is what").wait_for()
    heard.listen(page, "columns", "CanaryFile", "CanaryHeader", "CanaryCell", "CanarySheet")
    choices(page, "Sheet")
    heard.listen(page, "sheets", "CanarySheet")
    page.keyboard.press("Escape")
    page.locator("button:not([disabled])", has_text="Read the table so").click()
    page.get_by_text("1 accepted, 2 refused").wait_for()
    reader.wait_for_map()
    heard.listen(page, "report", "CanaryCell", "CanaryHeader", "CanaryLabel")
    for label in ("Save the claims (CSV)", "Save the report (JSON)"):
        with page.expect_download() as saved:
            page.get_by_role("button", name=label).click()
        for text in READING[saved.value.suggested_filename.rpartition(".")[2]](saved.value.path()):
            heard.heard(text, label)


def texts_in(value):
    """Every text of a piece of JSON."""
    if isinstance(value, dict):
        return [*value, *(text for inner in value.values() for text in texts_in(inner))]
    if isinstance(value, list):
        return [text for inner in value for text in texts_in(inner)]
    return [value] if isinstance(value, str) else []


def cells_of_table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]


def cells_of_geopackage(path):
    with contextlib.closing(sqlite3.connect(path)) as opened:
        tables = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [row for table in tables for row in opened.execute(f'SELECT * FROM "{table}"')]
    return [cell for row in rows for cell in row if isinstance(cell, str)]


def cells_of_workbook(path):
    with contextlib.closing(openpyxl.load_workbook(path, read_only=True)) as book:
        return [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]


def letters_of_pages(path):
    with contextlib.closing(pypdfium2.PdfDocument(path)) as opened:
        # PDFium has a sign of its own for a hyphen at the end of a line.
        return [page.get_textpage().get_text_bounded().replace("\x02", "-") for page in opened]


READING = {
    "csv": cells_of_table,
    "json": lambda path: texts_in(json.loads(path.read_bytes())),
    "geojson": lambda path: texts_in(json.loads(path.read_bytes())),
    "gpkg": cells_of_geopackage,
    "parquet": lambda path: texts_in(pq.read_table(path).to_pylist()),
    "geoparquet": lambda path: texts_in(pq.read_table(path).to_pylist()),
    "xlsx": cells_of_workbook,
    "svg": lambda path: ["".join(ET.fromstring(path.read_bytes()).itertext())],
    "pdf": letters_of_pages,
}
"""How the texts of a kind of file are read; pages are opened in the browser, and of pixels nothing can be read."""


def test_every_kind_of_file_and_the_published_site_hold_the_words_and_none_acts(browser, sown, tmp_path):
    folder = tmp_path / "written"
    folder.mkdir()
    environment = {**os.environ, "CLAIMATLAS_WORKSPACE": str(sown.folder)}
    subprocess.run([sys.executable, "-m", "tests.canary", str(folder)], cwd=ROOT, env=environment, check=True)
    heard = Listener(sown.known)
    files = [path for path in sorted(folder.rglob("*.*")) if path.suffix[1:] in READING]
    assert {path.suffix[1:] for path in files} == set(READING)
    for path in files:
        for text in READING[path.suffix[1:]](path):
            heard.heard(text, path.name, is_printed=path.suffix == ".pdf")
    assert "\n".join(heard.findings) == ""
    assert heard.shown >= CLAIM_WORDS | EVENT_WORDS | {"Canarygnameen", "CanaryLabel", "CanarySentence"}
    opened(browser, folder, heard)
    assert "\n".join(heard.findings) == ""


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def served(folder):
    """A folder behind a plain web server on loopback, as a publisher would put it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


LET_IN = """() => new Promise((done) => {
  const refused = ({ violatedDirective }) => done([violatedDirective, window.letIn ?? null]);
  document.addEventListener("securitypolicyviolation", refused);
  const script = document.createElement("script");
  script.textContent = "window.letIn = 1";
  document.body.append(script);
})"""
"""A script that gets into a page all the same is not run: the page's own policy refuses it."""


def opened(browser, folder, heard):
    disk = folder.as_uri()
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    with contextlib.closing(context), served(folder) as web:
        page = context.new_page()
        heard.watch(page)
        for address in (f"{disk}/html-district.html", f"{disk}/site/index.html", f"{web}/site/index.html"):
            page.goto(address)
            page.locator("body[data-settled]").wait_for()
            heard.listen(page, address[-20:], SUMMARY, CLAIMANT, "Canaryclaimsnotes", TITLE, "CanaryLabel")
        page.goto(f"{disk}/svg-district.svg")
        heard.watch_for_acts(page, "svg")
        unwatched = context.new_page()
        for address in (f"{disk}/html-district.html", f"{web}/site/index.html"):
            unwatched.goto(address)
            assert unwatched.evaluate(LET_IN) == ["script-src-elem", None]


def said_by_every_claim(folder, text):
    """Write the shipped record with one text in place of every summary."""
    rows = list(csv.DictReader((ROOT / "claims.csv").read_text(encoding="utf-8").splitlines()))
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, CLAIMS.names)
        writer.writeheader()
        writer.writerows({**row, "summary": text} for row in rows)


def test_with_a_draw_module_that_passes_words_through_the_canary_is_found(browser, workspace_copy, monkeypatch):
    marker = workspace_copy.parent / "ran"
    monkeypatch.setenv(MARKER_VARIABLE, str(marker))
    said_by_every_claim(workspace_copy, "Canaryserver " + SERVER)
    heard = Listener({"Canaryserver": "Canaryserver " + SERVER, "Canarybrowser": "Canarybrowser " + BROWSER[2]})
    with running_dashboard(workspace_copy, module="tests.leaking") as address, reader_of(browser, address) as reader:
        heard.watch(reader.page)
        reader.open().wait_for_map()
        # streamlit-folium renders once; branca by itself, as for a page without a server, renders what it rendered.
        reader.page.get_by_role("button", name="Snapshot").click()
        with reader.page.expect_download():
            reader.page.get_by_role("button", name="Interactive page (HTML)").click()
        assert marker.exists(), "a template ran on the server"
        said_by_every_claim(workspace_copy, "Canarybrowser " + BROWSER[2])
        reader.open().wait_for_map()
        reader.page.wait_for_function("() => window.sang")
        heard.listen(reader.page, "map", "Canarybrowser")
    found = "\n".join(heard.findings)
    assert "map: a script ran: 3" in found
    assert "map: <img" in found
    assert "map: altered 'Canarybrowser" in found

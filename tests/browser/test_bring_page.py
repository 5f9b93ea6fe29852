"""Bringing data in a real browser: words of a stranger stay words, on a phone too, and a yes saves a file."""

import csv
import io
from pathlib import Path

from claimatlas.load import parse_table
from claimatlas.schema import CLAIMS

WORDS = "<img src=x onerror='window.top.ran=1'>{{7*7}}![x](http://example.org/x.png)`$x$"
HEADER = f"Ref,Date,Side,Spokesperson,Type,Province,District,Description,{WORDS}"


def spreadsheet() -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER.split(","))
    writer.writerow(["1", "2016-04-17", "Taliban", WORDS, "Capture", "Kunduz", "Khan Abad", WORDS, WORDS])
    writer.writerow(["2", "2016-04-18", "Taliban", WORDS, WORDS, "Kunduz", WORDS, WORDS, WORDS])
    return text.getvalue().encode()


def overflow(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def test_a_spreadsheet_is_brought_on_a_phone_and_saved(phone):
    page = phone.open("/bring").page
    page.locator("input[type=file]").first.set_input_files(
        {"name": "<b>x</b>.csv", "mimeType": "text/csv", "buffer": spreadsheet()}
    )
    page.get_by_text("Which column is what").wait_for()
    agree = page.get_by_role("button", name="Read the table so")
    assert agree.is_disabled()
    # No column says when it was published: the reader does, once for all rows.
    day = page.get_by_role("textbox", name="reported_date")
    day.fill("2016-04-20")
    day.press("Enter")
    page.locator("button:not([disabled])", has_text="Read the table so").click()
    page.get_by_text("2 rows read as a table of your own, 1 accepted, 1 refused").wait_for()
    phone.wait_for_map()
    assert overflow(page) <= 0
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the claims (CSV)").click()
    (claim,) = parse_table("claims.csv", saved.value.path().read_bytes(), CLAIMS).rows.to_dict("records")
    assert (claim["adm2_pcode"], claim["reported_date"], claim["summary"]) == ("AF1904", "2016-04-20", WORDS)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the report (JSON)").click()
    assert saved.value.path().stat().st_size > 1_000
    assert page.evaluate("window.ran") is None
    assert phone.foreign == []
    assert phone.errors == []
    page.get_by_role("button", name="Discard").click()
    page.get_by_text("Which column is what").wait_for(state="detached")


def test_the_page_is_reached_from_the_data_page(reader):
    page = reader.open("/data").page
    page.get_by_role("link", name="Bring your data").click()
    page.get_by_role("heading", name="Bring your data").wait_for()
    reader.wait_for_query("on=2016-04-17")
    assert "/bring?" in page.url


def test_a_large_file_is_let_go_when_its_reader_stops(reader):
    header, first, *_ = (Path(__file__).parents[1] / "imports" / "ged.csv").read_bytes().splitlines(keepends=True)
    rest = first.partition(b",")[2]
    rows = b"".join(b"%d,%b" % (number, rest) for number in range(900_000, 915_000))
    page = reader.open("/bring").page
    page.locator("input[type=file]").first.set_input_files(
        {"name": "large.csv", "mimeType": "text/csv", "buffer": header + rows}
    )
    page.get_by_text("Bringing the rows").wait_for()
    page.locator(".st-key-stop-import button").click()
    page.get_by_text("large.csv").first.wait_for(state="detached")
    page.get_by_text("Bringing the rows").wait_for(state="detached")
    assert page.get_by_role("heading", name="Bring your data").is_visible()
    assert reader.errors == []

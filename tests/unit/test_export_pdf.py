"""A page to print holds what the picture holds, as words that can be searched, on the paper that was asked for."""

import datetime as dt
import io
import re

import pdfplumber
import pytest

from claimatlas import __version__, export, permalink
from claimatlas import vocabulary as voc
from claimatlas.selection import Selection
from claimatlas.view import NOT_FACTS, View

MUCH = Selection(
    on=dt.date(2021, 8, 30),
    window=None,
    known_by=dt.date(2021, 8, 31),
    parties=("taliban", "government", "local_official", "un", "ngo", "media", "analyst", "resident"),
    claim_types=("advance", "capture", "recapture", "hold", "besiege", "repel", "withdraw", "surrender"),
    layers=("claims", "assessments"),
    place="AF1904",
)


def squeezed(text):
    """Without blanks: a line may break anywhere."""
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def pages(record):
    """The views, and what each is on each paper."""
    views = {"usual": View(record, Selection()), "much": View(record, MUCH)}
    return {
        (name, paper): (view, export.render(view, "pdf", export.Request(paper=paper)))
        for name, view in views.items()
        for paper in voc.Paper
    }


@pytest.mark.parametrize("paper", voc.Paper)
@pytest.mark.parametrize("name", ["usual", "much"])
def test_one_page_of_the_paper_holds_every_word(pages, name, paper):
    view, content = pages[name, paper]
    with pdfplumber.open(io.BytesIO(content)) as document:
        (page,) = document.pages
        said = squeezed("".join(char["text"] for char in page.chars))  # in the order in which it is written
        assert (float(page.width), float(page.height)) == pytest.approx((paper.width, paper.height), abs=0.01)
        # Nothing is printed beyond the paper's edge.
        assert all(c["x0"] >= 0 and c["x1"] <= page.width and 0 <= c["top"] <= page.height for c in page.chars)
    sentences = (view.title, view.filter_sentence, view.clock_sentence, view.count_sentence, NOT_FACTS)
    labels = [entry.label for entry in (*view.legend, *view.overlay_legend)]
    origin = (permalink.address(view.selection), f"Claim Atlas {__version__}", *list(view.record.sums.values())[:1])
    assert [words for words in (*sentences, *labels, *origin) if squeezed(words) not in said] == []


def test_fonts_are_in_the_file_and_no_clock_is(pages):
    view, content = pages["usual", voc.Paper.A4]
    with pdfplumber.open(io.BytesIO(content)) as document:
        assert set(document.metadata) == {"Creator", "Producer", "Title", "Subject", "Keywords"}
        assert document.metadata["Title"] == view.title
    assert content.count(b"/FontFile2") == content.count(b"/FontDescriptor /") > 0
    assert b"/Subtype /Type3" not in content


def test_the_map_is_made_of_strokes_and_not_of_pixels(pages):
    _, content = pages["usual", voc.Paper.A4]
    with pdfplumber.open(io.BytesIO(content)) as document:
        (page,) = document.pages
        assert page.images == []
        assert len(page.curves) > 100
    assert b"/Subtype /Image" not in content


def test_the_same_view_gives_the_same_page(record, pages):
    assert export.render(View(record, Selection()), "pdf") == pages["usual", voc.Paper.A4][1]


def test_the_writing_says_how_far_it_is_and_what_it_raises_ends_it(record, pages):
    heard = []

    def told(share):
        heard.append(share)
        if share > 0.6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export.render(View(record, Selection()), "pdf", export.Request().telling(told))
    assert heard == sorted(heard)
    assert heard[0] == 0
    assert 0.6 < heard[-1] < 0.7
    # What was ended leaves nothing behind that the next one could stumble over.
    assert export.render(View(record, Selection()), "pdf") == pages["usual", voc.Paper.A4][1]

"""A briefing is one or two pages on which every word is that of the record, as text, and nothing is left out unsaid."""

import datetime as dt
import io
import re
from collections import Counter

import pdfplumber
import pytest

from claimatlas import __version__, export
from claimatlas import vocabulary as voc
from claimatlas.cli.shell import main
from claimatlas.errors import UsageError
from claimatlas.export.briefing.words import words
from claimatlas.ledger import entries
from claimatlas.selection import Selection
from claimatlas.view import NOT_FACTS, View

ADDRESS = "/district?place=AF1904&on=2016-04-17"
DARI = "طالبان گفتند که ولسوالی خان‌آباد را گرفتند"
MARKUP = '#eval("1+1") $x^2$ *bold* _it_ @ref <label> // rest /* c */ [x] `raw` = head \\u{1F600}'


def made(record, selection, subject=voc.Subject.DISTRICT, paper=voc.Paper.A4):
    return export.render(View(record, selection), "briefing", export.Request(ADDRESS, paper=paper, subject=subject))


def squeezed(text):
    """Without blanks and places to break: a line may end anywhere."""
    return re.sub(r"[\s\u200b]", "", text)


def said_in(content):
    """Number of pages, all letters in the order in which they are set, and every address that is a link."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        letters = "".join(char["text"] for page in document.pages for char in page.chars)
        links = {link["uri"] for page in document.pages for link in page.hyperlinks}
        return len(document.pages), squeezed(letters), links


@pytest.fixture(scope="module")
def khan_abad(record):
    return made(record, Selection(place="AF1904"))


def test_a_district_on_one_page_says_all_that_a_snapshot_says(record, khan_abad):
    view = View(record, Selection(place="AF1904"))
    pages, said, links = said_in(khan_abad)
    assert pages == 1
    origin = (ADDRESS, f"Claim Atlas {__version__}", *record.sums.values(), "CC BY 4.0", "Natural Earth", "OCHA COD-AB")
    sentences = ("Khan Abad", view.fill_label("AF1904"), view.filter_sentence, view.clock_sentence, NOT_FACTS, "20 km")
    assert [words for words in (*sentences, *origin) if squeezed(words) not in said] == []
    for entry in entries(view.claims_about("AF1904"), view.known):
        missing = [text for text in (entry.claim_id, entry.claimant, entry.summary) if squeezed(text) not in said]
        assert missing == []
        assert entry.link in links
    # SEED-07 and SEED-15 contradict each other by two rules.
    assert "Countered by name" in export_text(khan_abad)
    assert "Opposed on the ground" in export_text(khan_abad)


def export_text(content):
    with pdfplumber.open(io.BytesIO(content)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def test_its_legend_explains_exactly_what_is_in_sight(record, khan_abad):
    said = said_in(khan_abad)[1]
    # Qush Tepa, claimed for the Taliban alone, lies in the other province.
    assert squeezed("Claimed for one side only: Government") in said
    assert squeezed("Claimed for one side only: Taliban") not in said


def test_it_is_vector_with_its_fonts_inside_tagged_and_without_a_clock(record, khan_abad):
    with pdfplumber.open(io.BytesIO(khan_abad)) as document:
        (page,) = document.pages
        assert page.images == []
        assert len(page.curves) > 100
        assert (float(page.width), float(page.height)) == pytest.approx((595.28, 841.89), abs=0.01)
        assert document.metadata["Title"] == "Khan Abad"
        assert not [key for key in document.metadata if key.endswith("Date")]
        fonts = {char["fontname"].split("+")[1] for char in page.chars}
        assert all("+" in char["fontname"] for char in page.chars)  # a subset that is in the file
    assert any(name.startswith("Vazirmatn") for name in fonts)
    assert b"/StructTreeRoot" in khan_abad
    assert made(record, Selection(place="AF1904")) == khan_abad


def test_what_has_no_room_on_two_pages_is_counted(record):
    selection = Selection(place="AF1901", on=dt.date(2015, 9, 30))
    view = View(record, selection)
    pages, said, _ = said_in(made(record, selection, paper=voc.Paper.LETTER))
    assert pages == 2
    about = view.claims_about("AF1901")
    printed = re.findall(r"graded[A-F]\d", said)
    left_out = int(re.search(r"(\d+)moreclaimsaboutKunduzinthesedaysnotprinted", said)[1])
    assert 10 < len(printed) == len(about) - left_out
    # What decides the map goes before what does not.
    deciding = {key for key in about["claim_id"] if f"{key};decidesthemap" in said}
    assert len(deciding) == min(len(printed), len(set(view.live.index) & set(about.index)))


def test_a_milestone_brings_its_words_its_claims_and_its_districts(record):
    event = record.events.loc["EV-2016-04-KUNDUZ-ASSAULT"]
    selection = Selection(event="EV-2016-04-KUNDUZ-ASSAULT")
    pages, said, _ = said_in(made(record, selection, voc.Subject.MILESTONE))
    assert pages == 2
    expected = (event["title"], event["summary"], "A milestone is a place on the timeline, not a finding", "Imam Sahib")
    assert [words for words in expected if squeezed(words) not in said] == []


def test_where_nothing_is_on_record_it_has_words(record):
    pages, said, _ = said_in(made(record, Selection(place="AF1902", parties=("iskp",))))
    assert pages == 1
    assert squeezed("No claim about Chahar Darah passes this selection in these days.") in said


def test_words_of_strangers_stand_as_they_are(claim, record_of):
    texts = (MARKUP, "<script>alert(1)</script>{{7*7}}", "x" * 400, DARI, "a\u202egnp.exe", '#include "/etc/passwd"')
    rows = [
        claim(
            claim_id=f"H-{number}",
            statement_id=f"H-{number}",
            summary=text,
            claimant=text,
            quote=text,
            notes=text,
            claimant_role=text,
            source_title=text,
            publisher=text,
            source_url="javascript:alert(1)",
        )
        for number, text in enumerate(texts)
    ]
    pages, said, links = said_in(made(record_of(*rows), Selection(place="AF1904")))
    assert pages <= export.briefing.PAGES
    for text in (MARKUP, texts[1], texts[2], "a[U+202E]gnp.exe", texts[5]):
        assert said.count(squeezed(text)) >= 3, text
    assert not [link for link in links if not link.startswith("https://")]
    # Each letter of the Dari sentence is there as often as it was written; in which order is the reader's program's.
    wanted = Counter(letter for letter in DARI if letter.isalpha())
    assert not [letter for letter, number in wanted.items() if said.count(letter) < 3 * number]


def test_one_endless_claim_does_not_push_out_the_others(claim, record_of):
    endless = claim(claim_id="A-1", statement_id="A-1", summary="word " * 9000)
    usual = [claim(claim_id=f"B-{number}", statement_id=f"B-{number}") for number in range(3)]
    pages, said, _ = said_in(made(record_of(endless, *usual), Selection(place="AF1904")))
    assert pages <= 2
    assert all(f"B-{number};" in said for number in range(3))
    assert squeezed("1 more claim about Khan Abad in these days not printed") in said


@pytest.mark.parametrize(
    ("text", "shown", "rtl"),
    [
        ("Khan Abad", "Khan Abad", False),
        (" two\nlines\t here ", "two lines here", False),
        ("\u202eabc\u2066", "[U+202E]abc[U+2066]", False),
        ("nul\x00", "nul[U+0000]", False),
        ("خان‌آباد", "خان‌آباد", True),
        ("12 خان", "12 خان", True),
        ("", "", False),
    ],
)
def test_no_sign_is_dropped_and_none_turns_the_line(text, shown, rtl):
    assert words(text) == {"text": shown, "rtl": rtl}


def test_a_long_word_may_be_broken_and_stays_the_same_word():
    long = "https://example.org/" + "a" * 90
    assert words(long)["text"].replace("\u200b", "") == long
    assert max(map(len, words(long)["text"].split("\u200b"))) <= 16


@pytest.mark.parametrize("subject", voc.Subject)
def test_without_a_district_or_a_milestone_there_is_none(record, subject):
    with pytest.raises(UsageError, match=r"none is chosen\."):
        made(record, Selection(), subject)


def test_the_command_line_makes_it_and_makes_it_again_from_its_sidecar(tmp_path, capsys):
    out = tmp_path / "brief.pdf"
    assert main(("snapshot", "--briefing", "--event", "EV-2016-04-KUNDUZ-ASSAULT", "--out", str(out))) == 0
    assert main(("snapshot", "--from-sidecar", f"{out}.json", "--out", str(tmp_path / "again.pdf"))) == 0
    assert (tmp_path / "again.pdf").read_bytes() == out.read_bytes()
    assert (tmp_path / "again.pdf.json").read_bytes() == (tmp_path / "brief.pdf.json").read_bytes()
    assert '"subject": "milestone"' in (tmp_path / "brief.pdf.json").read_text()
    capsys.readouterr()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("--on", "2016-04-17", "--out", "x.pdf"), "--briefing needs either --place or --event."),
        (("--event", "EV-NONE", "--out", "x.pdf"), "--event 'EV-NONE' is no milestone of the record."),
        (("--on", "2016-04-17", "--place", "Aqcha", "--out", "x.png"), "A briefing ends in pdf; found 'x.png'."),
    ],
)
def test_what_cannot_be_a_briefing_is_refused_in_one_sentence(capsys, asked, sentence):
    assert main(("snapshot", "--briefing", *asked)) == 2
    assert capsys.readouterr().err == f"{sentence}\n"

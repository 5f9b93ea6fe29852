"""Publishing without a server: what is handed out, how it is written, and what stands on the disk afterwards."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimatlas import export
from claimatlas import vocabulary as voc
from claimatlas.cli.shell import main
from claimatlas.errors import ClaimAtlasError, UsageError
from claimatlas.export.published import pages
from claimatlas.export.published.compact import packed
from claimatlas.export.published.document import as_block
from claimatlas.export.published.elements import elements
from claimatlas.export.published.encoded import encoded, first_day
from claimatlas.export.published.folder import MANIFEST, refuse_foreign, write_folder
from claimatlas.export.published.publication import publish
from claimatlas.export.published.wording import words_by_year
from claimatlas.life import deeds, lives, standing_of
from claimatlas.load import sha256 as sum_of
from claimatlas.selection import Selection
from claimatlas.view import View

HOSTILE = "</script><!--<script>{{7*7}}<img src=x onerror=alert(1)>\u2028&`${1}"


@pytest.fixture
def quick(monkeypatch):
    """One small file beside the page instead of four."""
    monkeypatch.setattr(pages, "DOWNLOADS", {"csv": "Claims"})


@pytest.fixture
def two_years(record_of, claim):
    return record_of(
        claim(claim_id="A-1", summary=HOSTILE, party="government", beneficiary="government", claimant="A minister"),
        claim(claim_id="A-2", event_date="2016-04-18", reported_date="2016-04-30", counters="A-1"),
        claim(claim_id="A-3", event_date="2017-01-02", notes="Read with care.", adm2_pcode="AF1905"),
    )


def unpacked(text):
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    numbers, number, weight = [], 0, 1
    for value in map(signs.index, text):
        number, weight = number + (value & 31) * weight, weight * 32
        if not value & 32:
            numbers.append(-(number + 1) // 2 if number % 2 else number // 2)
            number, weight = 0, 1
    return numbers


@given(st.lists(st.integers(-(10**9), 10**9)))
def test_whole_numbers_come_back_as_they_went(numbers):
    assert unpacked(packed(numbers)) == numbers


def test_a_small_number_takes_one_letter():
    assert len(packed(range(-16, 16))) == 32


def test_the_words_of_a_year_are_those_of_its_claims(two_years):
    view = View(two_years, Selection())
    words = words_by_year(view, first_day(view))
    assert list(words) == ["2016", "2017"]
    assert words["2016"]["summary"][0] == HOSTILE
    assert (words["2016"]["from"], words["2017"]["from"]) == (0, 2)
    assert words["2017"]["texts"][unpacked(words["2017"]["notes"])[0]] == "Read with care."


def test_nothing_is_handed_out_that_the_view_does_not_have(two_years):
    view = View(two_years, Selection(parties=("taliban",)))
    told = encoded(view, "")
    assert told["claims"]["id"] == ["A-2", "A-3"]
    assert told["disputes"]["by_rule"] == [0] * len(told["codes"]["rules"])
    words = words_by_year(view, first_day(view))
    assert HOSTILE not in json.dumps(words, ensure_ascii=False)
    # It is still named by the claim that counters it, with the day of its publication.
    assert list(words["2016"]["elsewhere"]) == ["A-1"]


def test_what_is_known_later_is_not_handed_out(two_years):
    view = View(two_years, Selection(known_by=first_day(View(two_years, Selection()))))
    assert encoded(view, "")["claims"]["id"] == []
    assert words_by_year(view, first_day(view)) == {}


def test_how_a_claim_stands_is_worked_out_as_life_does(record):
    done = deeds(record.claims)
    by_claim = done.groupby("claim_id")["did"].agg(set)
    expected = lives(record.claims)
    assert {claim: standing_of(did).value for claim, did in by_claim.items()} == expected.to_dict()


@pytest.mark.parametrize("text", [HOSTILE, "</ScRiPt >", "\u2029", "<!--"])
def test_no_text_ends_a_block(text):
    block = as_block({"said": text})
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block) == {"said": text}


def test_one_file_runs_its_own_script_and_no_other(two_years):
    page = export.render(View(two_years, Selection()), "html").decode()
    policy = unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1])
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert re.search(r"https?://|\*", policy) is None
    for kind, tag in (("script-src", "script"), ("style-src", "style")):
        (written,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, flags=re.DOTALL)
        total = b64encode(sha256(written.encode()).digest()).decode()
        assert f"{kind} 'sha256-{total}'" in policy
    assert HOSTILE not in page
    assert re.findall(r"<script(?: [^>]*)?>", page).count("<script>") == 1


def test_the_elements_of_the_dashboard_are_plain_scripts():
    script = elements()
    assert re.search(r"^\s*(export|import) ", script, flags=re.MULTILINE) is None
    assert [script.count(f"\n{name}: {{ css:") for name in ("track", "timeline", "cards")] == [1, 1, 1]
    assert set(re.findall(r"--camp-(\w+)", script)) >= {camp.value for camp in voc.Camp}


def test_large_words_stand_in_a_file_for_each_year(two_years, monkeypatch, quick):
    view = View(two_years, Selection())
    small = pages.site_files(view, export.Request("/"))
    monkeypatch.setattr(pages, "LARGEST_WORDS", 10)
    large = pages.site_files(view, export.Request("/"))
    assert set(large) - set(small) == {"words/2016.js", "words/2017.js"}
    assert len(large["index.html"]) < len(small["index.html"])
    called = re.fullmatch(r'claimatlasWords\.take\("2016",(.*)\);\n', large["words/2016.js"].decode())
    assert json.loads(called[1])["summary"][0] == HOSTILE


def test_a_site_is_the_same_again(two_years, tmp_path, quick):
    for name in ("one", "two"):
        publish(View(two_years, Selection()), tmp_path / name)
    one, two = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in tmp_path.iterdir()
    )
    assert one == two


def test_the_manifest_names_every_file_with_its_sum(two_years, tmp_path, quick):
    publish(View(two_years, Selection()), tmp_path / "site")
    manifest = json.loads((tmp_path / "site" / MANIFEST).read_text(encoding="utf-8"))
    there = {p.relative_to(tmp_path / "site").as_posix(): p for p in (tmp_path / "site").rglob("*") if p.is_file()}
    assert set(manifest["snapshot"]["files"]) == set(there) - {MANIFEST}
    assert all(sum_of(there[path].read_bytes()) == total for path, total in manifest["snapshot"]["files"].items())
    assert manifest["data_sha256"] == two_years.sums


# ---- on the disk


def test_a_folder_is_replaced_as_a_whole(tmp_path):
    manifest = json.dumps({"snapshot": {"files": {"a/old.txt": "sum"}}}).encode()
    write_folder(tmp_path / "site", {"a/old.txt": b"old", MANIFEST: manifest})
    write_folder(tmp_path / "site", {"new.txt": b"new"})
    assert [p.name for p in tmp_path.rglob("*")] == ["site", "new.txt"]


@pytest.mark.parametrize("manifest", [None, b"{", b"[]", b'{"snapshot": {"files": {"other.txt": ""}}}'])
def test_what_was_not_published_is_never_replaced(tmp_path, manifest):
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "chapter.txt").write_text("years of work", encoding="utf-8")
    if manifest is not None:
        (folder / MANIFEST).write_bytes(manifest)
    with pytest.raises(UsageError, match="was not published there"):
        write_folder(folder, {"index.html": b""})
    assert (folder / "chapter.txt").read_text(encoding="utf-8") == "years of work"
    assert list(tmp_path.iterdir()) == [folder]


def test_an_empty_folder_may_be_filled_and_a_file_may_not(tmp_path):
    (tmp_path / "empty").mkdir()
    refuse_foreign(tmp_path / "empty")
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="not a folder"):
        refuse_foreign(tmp_path / "file")


def test_a_fault_in_the_middle_leaves_what_was_there(tmp_path, monkeypatch):
    manifest = json.dumps({"snapshot": {"files": {"index.html": ""}}}).encode()
    write_folder(tmp_path / "site", {"index.html": b"old", MANIFEST: manifest})
    written = []

    def full(_):
        written.append(1)
        if len(written) > 1:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ClaimAtlasError, match="site cannot be written: No space left on device"):
        write_folder(tmp_path / "site", {"index.html": b"new", "more.html": b"new"})
    assert (tmp_path / "site" / "index.html").read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_the_record_is_not_written_over(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["publish", str(export.__file__).rsplit("/claimatlas/", 1)[0]]) == 2
    assert "holds the record itself" in capsys.readouterr().err


def test_the_command_publishes_what_was_selected(tmp_path, capsys, quick):
    words = ["publish", str(tmp_path / "site"), "--on", "2015-09-28", "--party", "taliban", "--known-by", "2015-12-31"]
    assert main(words) == 0
    assert "index.html" in capsys.readouterr().out
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    told = json.loads(re.search(r'id="record">(.*?)</script>', page)[1])
    assert told["scope"]["known_by"] == "2015-12-31"
    assert set(unpacked(told["claims"]["party"])) == {0}
    assert main([*words, "--party", "martians"]) == 2


def test_the_place_of_the_map_and_its_layers_are_kept(two_years):
    selection = replace(Selection(), layers=("claims",), hidden=("rivers",), extent="8/36.5/68.5", window=400)
    told = encoded(View(two_years, selection), "")
    assert told["asked"]["extent"] == "8/36.5/68.5"
    assert "claims" in told["asked"]["layers"]
    assert "rivers" not in told["asked"]["layers"]
    assert 400 in told["windows"]
    assert set(told["marks"]["most"]) == {"7", "30", "90", "all", "400"}

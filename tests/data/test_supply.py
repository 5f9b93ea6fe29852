"""What is installed is what was locked, each file by its sum, under licences somebody has read."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from scripts import licences

ROOT = Path(__file__).parents[2]
RENEW = "a pin has changed: run make lock, then make licences"
SUMS = re.compile(r"^(\S+)==\S+(?: ; [^\\]+)?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE)


def groups():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]


def named(pins):
    return {name.lower().replace("_", "-").replace(".", "-"): version for name, version in pins.items()}


def of_group(name):
    return dict(pin.split("==") for pin in groups()[name])


def test_every_pin_is_locked_and_nothing_else():
    assert named(licences.pins("requirements/run.txt")) == named(licences.pins("requirements.txt")), RENEW
    for group in ("dev", "bench", "scale", "supply"):
        assert named(licences.pins(f"requirements/{group}.txt")) == named(of_group(group)), RENEW


def test_every_locked_package_has_its_sums():
    for list_ in (ROOT / "requirements").glob("*.txt"):
        text = list_.read_text(encoding="utf-8")
        assert {name for name, _ in SUMS.findall(text)} == set(licences.pins(f"requirements/{list_.name}"))


def test_packages_are_installed_by_their_sums_alone():
    for script in ("environment", "supply"):
        text = (ROOT / "scripts" / f"{script}.sh").read_text(encoding="utf-8")
        installs = [line for line in text.splitlines() if "-r requirements/" in line]
        assert installs
        assert all("--require-hashes" in text[: text.index(line) + len(line)] for line in installs)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "pip install" not in makefile


def test_the_licences_are_those_the_packages_name_and_each_is_known():
    page = licences.page()
    assert (ROOT / "docs" / "LICENCES.md").read_text(encoding="utf-8") == page, RENEW
    rows = re.findall(r"^\| (\S+) \| \d\S* \| (.+) \|$", page, flags=re.MULTILINE)
    assert {name for name, _ in rows} == {
        *licences.pins("requirements/run.txt"),
        *licences.pins("requirements/dev.txt"),
    }
    assert {name: said for name, said in rows if not licences.parts(said) <= licences.KNOWN} == {}


def test_an_unread_licence_is_seen():
    assert not licences.parts("MIT AND GPL-3.0-only") <= licences.KNOWN
    assert not licences.parts("unknown: []") <= licences.KNOWN


@pytest.mark.parametrize("package", licences.BY_HAND)
def test_a_licence_that_was_read_by_hand_still_stands_where_it_was_read(package):
    """And the package still says nothing that a program could read."""
    reading, installed = licences.BY_HAND[package], metadata.distribution(package)
    said = installed.metadata
    assert not said.get("License-Expression")
    assert not [one for one in said.get_all("Classifier") or [] if one.startswith("License")]
    carried = [file for file in installed.files if re.search(r"licen[cs]e|copying", str(file), flags=re.IGNORECASE)]
    if not reading.file:
        assert [file.name for file in carried if "static/js" not in str(file)] == []
        return
    (found,) = [file for file in installed.files if str(file).endswith(reading.file)]
    assert reading.words in found.read_text(encoding="utf-8")

"""Write docs/LICENCES.md: under which licence each package comes that running or development installs.

A licence that is not among the known ones stops it: somebody has to read that licence first.
"""

import re
import sys
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "LICENCES.md"
LISTS = {"running": "requirements/run.txt", "development": "requirements/dev.txt"}

# What may be used, as SPDX names it; each allows use and change and asks for its text to stay with copies.
# MPL-2.0 asks for more, but only for changes to its own files, and we change none.
KNOWN = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "HPND", "ISC", "MIT", "MIT-0", "MIT-CMU",
    "MPL-2.0", "OFL-1.1", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib",
}  # fmt: skip

# What older metadata say, as SPDX.
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
WORDS = {
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache-2.0": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "bsd-3-clause": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "mit": "MIT",
    "mit license": "MIT",
    "mpl-2.0": "MPL-2.0",
    "psf": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
}


class Reading(NamedTuple):
    """A licence read by hand, because the package's metadata say nothing that a program could read."""

    licence: str
    """As SPDX names it."""
    file: str
    """File of the installed package in which it stands; empty where the package carries none."""
    words: str
    """Words of that file by which it is known again."""
    source: str
    """Where the statement is from, for the page."""


_DISTRIBUTED = "licence files of the installed package"
BY_HAND = {
    "atheris": Reading("Apache-2.0", "licenses/LICENSE", "Apache License", _DISTRIBUTED),
    "axe-playwright-python": Reading(
        "MIT AND MPL-2.0",
        "axe_playwright_python/axe.min.js",
        "Mozilla Public",
        f"{_DISTRIBUTED} (MIT), and the head of the axe-core script that it carries (MPL-2.0)",
    ),
    "pypdfium2": Reading(
        "BSD-3-Clause OR Apache-2.0",
        ".dist-info/METADATA",
        "pypdfium2 itself is available by the terms and conditions of",
        "the section on licensing of its own metadata. Its wheel carries PDFium (BSD-3-Clause) and what that is built "
        "of, each with its text under BUILD_LICENSES: ICU, FreeType, libpng, libtiff, libjpeg-turbo, OpenJPEG, zlib, "
        "HarfBuzz and others. It runs in the tests alone",
    ),
    "streamlit-folium": Reading(
        "MIT",
        "",
        "",
        "the file LICENSE of its source, github.com/randyzwitch/streamlit-folium, commit 3f82f3f: the text of MIT "
        "without its name. The wheel has neither a licence in its metadata nor a licence file, only the notices of "
        "React and object-assign (MIT) beside its script",
    ),
}


def pins(name: str) -> dict[str, str]:
    """Return package and version of each line of a list."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, flags=re.MULTILINE))


def licence_of(package: str) -> str:
    """Return the licence of an installed package as an SPDX expression, or ``unknown: ...`` with what it says."""
    about = metadata.metadata(package)
    if package.lower() in BY_HAND:
        return BY_HAND[package.lower()].licence
    if expression := about.get("License-Expression"):
        return expression
    classified = [
        line.split(" :: ")[-1] for line in about.get_all("Classifier") or [] if line.startswith("License :: ")
    ]
    found = sorted({CLASSIFIERS[one] for one in classified if one in CLASSIFIERS})
    said = (about.get("License") or "").strip()
    if said.lower() in WORDS:
        return WORDS[said.lower()]
    if found:
        return " AND ".join(found)
    return f"unknown: {said.splitlines()[0] if said else classified}"


def parts(expression: str) -> set[str]:
    """Return the licences an expression is made of."""
    return {word for word in re.split(r"[\s()]+", expression) if word and word not in {"AND", "OR", "WITH"}}


def page() -> str:
    """Return the page."""
    lines = [
        "# Licences of what is installed",
        "",
        "Made by `make licences` from what each package says of itself. A test holds it against the locked lists, and",
        "against the licences we know.",
        "Claim Atlas itself is MIT; what is copied into `static/` has its licence beside it.",
    ]
    seen: set[str] = set()
    for purpose, name in LISTS.items():
        lines += ["", f"## For {purpose}", "| package | version | licence |", "|---|---|---|"]
        for package, version in pins(name).items():
            if package not in seen:
                lines.append(f"| {package} | {version} | {licence_of(package)} |")
            seen.add(package)
    lines += [
        "",
        "## Read by hand",
        "Their metadata say nothing that a program could read; where a file is named, a test looks into it.",
        "| read for | where the statement is from |",
        "|---|---|",
    ]
    lines += [f"| {package} | {reading.source}. |" for package, reading in BY_HAND.items()]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, unless a licence is not known."""
    made = page()
    rows = [line for line in made.splitlines() if re.match(r"\| \S+ \| \d", line)]
    unknown = [line for line in rows if not parts(line.split("|")[3]) <= KNOWN]
    if unknown:
        print("Licences that nobody has read yet:", *unknown, sep="\n", file=sys.stderr)
        return 1
    PAGE.write_text(made, encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {made.count('| ')} cells")
    return 0


if __name__ == "__main__":
    sys.exit(main())

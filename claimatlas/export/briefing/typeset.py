"""From plain data to pages: the one door to the typesetter.

Comes in: data and drawings. Goes out: the number of pages; PDF bytes.
Refuses the clock, fonts of the machine and packages from outside. What it is given is data, which the template reads
as JSON: no word in it is ever markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
import typst

from claimatlas import vocabulary as voc
from claimatlas.load import read_bytes

_TEMPLATE = Path(__file__).with_name("page.typ")
_FONTS = Path(__file__).resolve().parents[3] / "static" / "fonts" / "print"


class Typesetter:
    """Sets the same template with the same drawings, for as many tries as it takes."""

    def __init__(self, drawings: Mapping[str, bytes], paper: voc.Paper) -> None:
        self._files = {"main.typ": read_bytes(_TEMPLATE), **drawings}
        # The sheets of a printer lie; a page to read stands.
        self._paper = {"width": paper.height, "height": paper.width}
        # The map is written in the letters of matplotlib, which brings them along.
        fonts = [_FONTS, Path(mpl.get_data_path(), "fonts", "ttf")]
        self._fonts = typst.Fonts(include_system_fonts=False, font_paths=fonts)

    def pages(self, content: Mapping[str, Any]) -> int:
        """Count the pages that some content takes."""
        found = typst.query(self._project(content), "<pages>", field="value", one=True, **self._how)
        return int(json.loads(found))

    def pdf(self, content: Mapping[str, Any]) -> bytes:
        """Set some content as PDF, with its fonts inside and its structure tagged."""
        made: bytes = typst.compile(self._project(content), format="pdf", timestamp=0, **self._how)
        return made

    @property
    def _how(self) -> dict[str, Any]:
        return {"font_paths": self._fonts}

    def _project(self, content: Mapping[str, Any]) -> dict[str, bytes]:
        data = json.dumps({**content, "paper": self._paper}, ensure_ascii=False).encode()
        return {**self._files, "data.json": data}

"""The app as Streamlit runs it, without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from claimatlas.ui import shell

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def app(monkeypatch):
    """`app(page, **parameters)`: a page at an address; an underscore in a parameter's name stands for a hyphen."""
    monkeypatch.chdir(ROOT)

    def start(page="map", /, **parameters):
        # Beside a folder pages/, AppTest forgets the navigation from run to run and runs the page's file alone.
        at = AppTest.from_string((ROOT / "app.py").read_text(), default_timeout=60)
        for key, value in parameters.items():
            at.query_params[key.replace("_", "-")] = value
        at.run()
        if page != "map":
            at.switch_page(shell.path_of(page))
            at.run()
        assert not at.exception
        return at

    return start

"""A view as a GeoPackage: districts, claims, milestones, and a table that says what was asked of which data.

Comes in: a ``View``. Goes out: the bytes of one SQLite file that GIS programs open.
Refuses the clock: GDAL would write the moment of writing into each layer.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import pandas as pd
import pyogrio

from claimatlas.export.about import about
from claimatlas.export.layers import claim_layer, district_layer, event_layer
from claimatlas.export.request import Request
from claimatlas.load import read_bytes
from claimatlas.view import View

# GDAL keeps one set of options for the whole process; dashboards write in several threads.
_WRITING = Lock()
_MOMENT = {"OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z"}
"""When every file says that it was last changed: the same view has to give the same bytes."""


@contextmanager
def _timeless() -> Iterator[None]:
    with _WRITING:
        before = {key: pyogrio.get_gdal_config_option(key) for key in _MOMENT}
        pyogrio.set_gdal_config_options(_MOMENT)
        try:
            yield
        finally:
            pyogrio.set_gdal_config_options(before)


def write_geopackage(view: View, request: Request) -> bytes:
    """Write the layers ``districts``, ``claims`` and ``events``, and the table ``metadata``."""
    said = about(view, request.address)
    metadata = pd.DataFrame({"name": list(said), "value": list(said.values())})
    layers = (
        ("districts", district_layer, "MultiPolygon"),
        ("claims", claim_layer, "Point"),
        ("events", event_layer, None),
        ("metadata", lambda _: metadata, None),
    )
    with tempfile.TemporaryDirectory() as folder, _timeless():
        path = Path(folder, "view.gpkg")
        for number, (name, rows, geometry_type) in enumerate(layers):
            request.told(number / len(layers))
            pyogrio.write_dataframe(
                rows(view),
                path,
                layer=name,
                driver="GPKG",
                append=number > 0,
                geometry_type=geometry_type,
                # Days stay days on this way; on the other they become moments.
                use_arrow=True,
            )
        return read_bytes(path)

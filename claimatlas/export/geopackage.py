"""A view as a GeoPackage: districts, claims, milestones, and a table that says what was asked of which data.

Comes in: a ``View``. Goes out: one SQLite file that GIS programs open.
Refuses the clock: GDAL would write the moment of writing into each layer.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from typing import BinaryIO

import pandas as pd
import pyarrow as pa
import pyogrio

from claimatlas.errors import ClaimAtlasError
from claimatlas.export.about import about
from claimatlas.export.columnar import GROUP, like
from claimatlas.export.layers import CRS, district_layer, event_layer, layer_of_claims
from claimatlas.export.listed import Survey, pieces, survey
from claimatlas.export.request import Request
from claimatlas.load.parts import parts_of_file
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


def pour_geopackage(view: View, request: Request, file: BinaryIO) -> None:
    """Write the layers ``districts``, ``claims`` and ``events``, and the table ``metadata``.

    The database takes shape in the folder for temporary files, since SQLite goes back and forth in it.
    """
    said = about(view, request.address)
    found = survey(view)
    with tempfile.TemporaryDirectory() as folder, _timeless():
        path = Path(folder, "view.gpkg")
        request.told(0.0)
        _write(district_layer(view), path, "districts", "MultiPolygon", append=False)
        _write_claims(view, request, path, found)
        _write(event_layer(view, found.event_ids), path, "events")
        _write(pd.DataFrame({"name": list(said), "value": list(said.values())}), path, "metadata")
        for part in parts_of_file(path):
            file.write(part)


def _write(
    rows: pd.DataFrame, path: Path, layer: str, geometry_type: str | None = None, *, append: bool = True
) -> None:
    # Days stay days on this way; without Arrow they become moments.
    pyogrio.write_dataframe(
        rows, path, layer=layer, driver="GPKG", append=append, geometry_type=geometry_type, use_arrow=True
    )


def _batches(view: View, request: Request, schema: pa.Schema, wrong: list[BaseException]) -> Iterator[pa.RecordBatch]:
    """Yield claims as GDAL asks for them; what goes wrong is kept, since Arrow hands on no more than words."""
    with ExitStack() as watching:
        watching.push(lambda _, error, __: wrong.append(error) if error else None)
        for piece in pieces(view, request, GROUP):
            yield from like(schema, layer_of_claims(piece)).to_batches()


def _write_claims(view: View, request: Request, path: Path, found: Survey) -> None:
    model = pa.table(layer_of_claims(found.witnesses).to_arrow(index=False, geometry_encoding="WKB")).schema
    schema = pa.schema([_known_to_gdal(field) for field in model])
    wrong: list[BaseException] = []
    batches = _batches(view, request, schema, wrong)
    try:
        pyogrio.write_arrow(
            pa.RecordBatchReader.from_batches(schema, batches),
            path,
            layer="claims",
            driver="GPKG",
            append=True,
            geometry_name="geometry",
            geometry_type="Point",
            crs=CRS,
        )
    except RuntimeError as error:
        raise (wrong[0] if wrong else ClaimAtlasError(f"A GeoPackage cannot be written: {error}.")) from error


def _known_to_gdal(field: pa.Field) -> pa.Field:
    """Return a column in a type that GDAL has: one without any value has no type of its own."""
    if field.name == "geometry":
        return pa.field(field.name, pa.binary())
    return pa.field(field.name, pa.string() if pa.types.is_null(field.type) else field.type)

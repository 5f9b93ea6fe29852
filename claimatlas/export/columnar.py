"""A view as Parquet: its claims, or its districts, with what was asked of which data in the file's own metadata.

Comes in: a ``View``. Goes out: GeoParquet.
Refuses to flatten: days are days, and what is not stated is null.
"""

from __future__ import annotations

import io
import json
from typing import BinaryIO

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq

from claimatlas.export.about import about
from claimatlas.export.layers import district_layer, layer_of_claims
from claimatlas.export.listed import pieces, survey
from claimatlas.export.request import Request
from claimatlas.view import View

KEY = b"claimatlas"
"""Key of the file's metadata under which the description stands, as JSON."""
GROUP = 131_072
"""Claims of one row group: what a reader has to hold at once, and we too."""


def pour_claims_parquet(view: View, request: Request, file: BinaryIO) -> None:
    """Write the claims that a view lists, by the contract, a row group at a time."""
    model = _described(_as_table(layer_of_claims(survey(view).witnesses)), view, request)
    with pq.ParquetWriter(file, model.schema) as writer:
        if not len(model):
            writer.write_table(model)
        for piece in pieces(view, request, GROUP):
            writer.write_table(like(model.schema, layer_of_claims(piece)), row_group_size=GROUP)


def write_districts_parquet(view: View, request: Request) -> bytes:
    """Write the districts with what is claimed of them."""
    buffer = io.BytesIO()
    pq.write_table(_described(_as_table(district_layer(view)), view, request), buffer)
    return buffer.getvalue()


def like(schema: pa.Schema, layer: gpd.GeoDataFrame) -> pa.Table:
    """Return a layer as a table in one chunk, its geometry as WKB, with the schema of another table of its kind."""
    return pa.table(layer.to_arrow(index=False, geometry_encoding="WKB")).cast(schema).combine_chunks()


def _as_table(layer: gpd.GeoDataFrame) -> pa.Table:
    """Return a layer as a table of GeoParquet, with the metadata that makes it one."""
    plain = io.BytesIO()
    layer.to_parquet(plain, index=False)
    return pq.read_table(plain)


def _described(table: pa.Table, view: View, request: Request) -> pa.Table:
    said = json.dumps(about(view, request.address), ensure_ascii=False).encode()
    return table.replace_schema_metadata({**(table.schema.metadata or {}), KEY: said})

"""A view as Parquet: its claims, or its districts, with what was asked of which data in the file's own metadata.

Comes in: a ``View``. Goes out: GeoParquet bytes.
Refuses to flatten: days are days, and what is not stated is null.
"""

from __future__ import annotations

import io
import json

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq

from claimatlas.export.about import about
from claimatlas.export.layers import claim_layer, district_layer
from claimatlas.export.request import Request
from claimatlas.view import View

KEY = b"claimatlas"
"""Key of the file's metadata under which the description stands, as JSON."""


def write_claims_parquet(view: View, request: Request) -> bytes:
    """Write the claims that a view lists, by the contract."""
    return _written(claim_layer(view), view, request)


def write_districts_parquet(view: View, request: Request) -> bytes:
    """Write the districts with what is claimed of them."""
    return _written(district_layer(view), view, request)


def as_table(layer: gpd.GeoDataFrame) -> pa.Table:
    """Return a layer as a table of GeoParquet, with the metadata that makes it one."""
    plain = io.BytesIO()
    layer.to_parquet(plain, index=False)
    return pq.read_table(plain)


def described(view: View, request: Request) -> bytes:
    """Say what was asked of which data, as JSON."""
    return json.dumps(about(view, request.address), ensure_ascii=False).encode()


def _written(layer: gpd.GeoDataFrame, view: View, request: Request) -> bytes:
    table = as_table(layer)
    said = {**(table.schema.metadata or {}), KEY: described(view, request)}
    buffer = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(said), buffer)
    return buffer.getvalue()

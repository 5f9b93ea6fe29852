"""A dashboard whose draw module passes words through, as this house's may never do: the canary has to be found with it.

`python -m tests.leaking` is `python -m claimatlas` with a way around the gate: what the first claim says becomes what
folium shows of it. It is started by tests, on loopback, over a workspace of the canary, and by nobody else.
"""

import sys

import folium

from claimatlas import draw
from claimatlas.record import chosen_workspace, open_record

_honest = draw.base_map


def passing_through(places, palette, settings):
    """Return the honest module's map, with a claim's summary in a tooltip of folium's own."""
    base = _honest(places, palette, settings)
    west, south, east, north = places.districts.total_bounds
    marker = folium.CircleMarker([(south + north) / 2, (west + east) / 2])
    summary = open_record(chosen_workspace()).claims["summary"].iloc[0]
    folium.Tooltip(summary, permanent=True).add_to(marker)
    return base.add_child(marker)


if __name__ == "__main__":
    draw.base_map = passing_through
    from claimatlas.cli.shell import main

    sys.exit(main(sys.argv[1:]))

"""What is asked of a file beside the view itself.

Comes in: nothing. Goes out: ``Request``, which every writer is given.
Refuses anything that changes what a file says: that is the selection's.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimatlas import vocabulary as voc


@dataclass(frozen=True)
class Request:
    """How a view is to be written."""

    address: str = ""
    """Address under which the view opens; without one, the path and query that ``permalink`` gives it."""
    resolution: voc.Resolution = voc.Resolution.SCREEN
    """Of formats made of pixels."""
    paper: voc.Paper = voc.Paper.A4
    """Of formats made of pages."""

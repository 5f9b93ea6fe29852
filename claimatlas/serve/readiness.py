"""Whether there is something to show: asked by a proxy, a supervisor or a person with ``curl``.

Comes in: a request. Goes out: 200 or 503, and what the record is, as JSON.
Refuses to answer from hope: the record is opened as a reader's page would open it.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from claimatlas import __version__
from claimatlas.errors import ClaimAtlasError
from claimatlas.serve.seats import Seats
from claimatlas.shelf import Standing, shelf
from claimatlas.workspace import chosen_workspace

PATH = "/ready"


class Readiness:
    """Answers for one server."""

    def __init__(self, seats: Seats) -> None:
        self._seats = seats

    def answer(self, _: Request) -> JSONResponse:
        """Say what is shown. Not a coroutine: reading a changed record must not hold up everybody else."""
        said: dict[str, Any] = {
            "version": __version__,
            "sessions": {"taken": self._seats.taken, "most": self._seats.most},
        }
        try:
            said |= _shown(shelf().standing(chosen_workspace()))
        except ClaimAtlasError as error:
            said |= {"ready": False, "trouble": str(error)}
        return JSONResponse(said, 200 if said["ready"] else 503, {"Cache-Control": "no-store"})


def _shown(standing: Standing) -> dict[str, Any]:
    record = standing.record
    return {
        "ready": True,
        "trouble": standing.trouble,
        "claims": {"accepted": record.checked_claims.kept_count, "refused": len(record.checked_claims.refused)},
        "milestones": {"accepted": len(record.events), "refused": len(record.checked_events.refused)},
        "sha256": record.sums,
    }

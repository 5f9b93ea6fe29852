"""What the map says on a day, asked for by the map itself, ahead of the page around it.

Comes in: a request with the parameters of an address. Goes out: the same codes and numbers that a run of the page hands
to the map, as JSON.
Refuses who has no seat, an address that asks for what does not exist, and a word of a claim.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse

from claimatlas import permalink
from claimatlas.draw import message
from claimatlas.errors import ClaimAtlasError
from claimatlas.serve.seats import Seats
from claimatlas.shelf import shelf
from claimatlas.view import View
from claimatlas.workspace import chosen_workspace

_NO_STORE = {"Cache-Control": "no-store"}


class Answering:
    """Answers the maps of one server's readers."""

    def __init__(self, seats: Seats) -> None:
        self._seats = seats

    def answer(self, request: Request) -> JSONResponse:
        """Say what the map says. Not a coroutine: what one reader waits for must not hold up everybody else."""
        if not self._seats.is_in(request.scope):
            return _refused(403, "Only who has the atlas open is answered.")
        asked = {key: request.query_params.getlist(key) for key in request.query_params}
        try:
            record = shelf().standing(chosen_workspace()).record
            decoded = permalink.decode(asked, record.places.gazetteer)
            if decoded.ignored or "on" not in asked:
                return _refused(400, "The address asks for something that does not exist.")
            return JSONResponse(message(View(record, decoded.selection)), headers=_NO_STORE)
        except ClaimAtlasError as error:
            # The page, which is asked as well, says it where the reader looks.
            return _refused(503, str(error))


def _refused(status: int, why: str) -> JSONResponse:
    return JSONResponse({"refused": why}, status, _NO_STORE)

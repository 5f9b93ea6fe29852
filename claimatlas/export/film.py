"""A series of days as a contact sheet, as the frames of a film, and as a moving picture.

Comes in: a ``View`` and the days of a ``Request``. Goes out: PNG and GIF bytes.
Refuses anything that differs at each run, and frames of different sizes.
"""

from __future__ import annotations

import io

from PIL import Image

from claimatlas.errors import UsageError
from claimatlas.export.picture import text_blocks
from claimatlas.export.request import Request
from claimatlas.export.strip import Strip
from claimatlas.view import View

DURATION = 900
"""How long a day is shown, in milliseconds."""
REST = 2600
"""How long the last day is shown, in milliseconds."""
_COLOURS = 160
_PER_INCH = 96
"""Pixels per inch of a moving picture: 960 in its width."""


def write_contact_sheet(view: View, request: Request) -> bytes:
    """Draw all days beside each other."""
    page = Strip(view, request).contact_sheet()
    return page.png(text_blocks(view, request.address), request.resolution.per_inch)


def write_frame(view: View, request: Request) -> bytes:
    """Draw the frame of the day of the view; all frames of the same days have the same size and the same legend."""
    if view.selection.on not in request.days:
        raise UsageError(f"The series has no frame of {view.selection.on}.")
    page = Strip(view, request).frame(request.days.index(view.selection.on))
    return page.png(text_blocks(view, request.address), request.resolution.per_inch)


def write_film(view: View, request: Request) -> bytes:
    """Put the frames one after the other into a GIF that begins again at its end."""
    strip, frames = Strip(view, request), []
    for number in range(len(strip.views)):
        drawn = Image.fromarray(strip.frame(number).pixels(_PER_INCH))
        frames.append(drawn.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE))
        request.told((number + 1) / (len(strip.views) + 1))
    buffer = io.BytesIO()
    durations = [*([DURATION] * (len(frames) - 1)), REST]
    comment = f"{strip.title}. {strip.sentence} {request.address}"
    frames[0].save(
        buffer, "GIF", save_all=True, append_images=frames[1:], duration=durations, loop=0, comment=comment.encode()
    )
    return buffer.getvalue()

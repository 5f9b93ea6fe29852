"""A briefing: one district or one milestone on one or two pages, with its map, the sides opposed, disputes and sources.

Comes in: a ``View`` and a ``Request``. Goes out: PDF bytes, the same for the same view, request and versions.
Refuses a third page: what does not fit is counted on the page, with the address where it stands.
"""

from __future__ import annotations

from claimatlas.errors import UsageError
from claimatlas.export.briefing.content import Brief, content_of
from claimatlas.export.briefing.detail import draw_detail
from claimatlas.export.briefing.subject import subject_of
from claimatlas.export.briefing.typeset import Typesetter
from claimatlas.export.request import Request
from claimatlas.view import View

PAGES = 2
"""Most pages of a briefing."""


def write_briefing(view: View, request: Request) -> bytes:
    """Set the briefing of the district that is chosen, or of the milestone that is read.

    Raises
    ------
    UsageError
        When nothing is chosen, or when head and sources alone need more than two pages.
    """
    request.told(0)
    subject = subject_of(view, request.subject)
    detail = draw_detail(view, subject.pcodes)
    request.told(0.4)
    setter = Typesetter(detail.drawings, request.paper)
    brief = Brief(view, request, subject, detail)
    most = len(brief.printable)
    # The number of pages grows with the number of claims: the greatest that fits is found by halving.
    low, high = -1, most + 1
    while high - low > 1:
        tried = most if high > most else (low + high) // 2
        if setter.pages(content_of(brief, tried)) <= PAGES:
            low = tried
        else:
            high = tried
        request.told(0.4 + 0.5 * (1 - (high - low - 1) / (most + 2)))
    if low < 0:
        raise UsageError(f"A briefing has {PAGES} pages; the head of this one alone needs more.")
    return setter.pdf(content_of(brief, low))

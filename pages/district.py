"""One district: its status through all days, its claims in time order, and the figures the sides give."""

from claimatlas.ui import shell
from claimatlas.ui.district import bars, chronicle, head, strip

screen = shell.enter("district")

head.show(screen)
if screen.selection.place:
    strip.show(screen)
    chronicle.show(screen)
    bars.show(screen)

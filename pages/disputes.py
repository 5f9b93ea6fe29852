"""Claims that do not go together: counted, listed, and each with an address of its own."""

from claimatlas.ui import counts, shell
from claimatlas.ui.disputes import alone, listing

screen = shell.enter("disputes")

if screen.selection.dispute:
    counts.heading(screen, "Dispute")
    alone.show(screen)
else:
    counts.heading(screen, "Disputes")
    listing.show(screen)

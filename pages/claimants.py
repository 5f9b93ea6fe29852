"""Who speaks, what became of their statements, and who published them."""

from claimatlas.ui import counts, shell
from claimatlas.ui.claimants import speakers

screen = shell.enter("claimants")

counts.heading(screen, "Claimants")
speakers.show(screen)

"""Other people's data: a file, what becomes of each row, a look at the map, and then a yes or a no."""

from claimatlas.ui import shell
from claimatlas.ui.bring import steps

steps.show(shell.enter("bring"))

"""One milestone with its claims, or all of them."""

from claimatlas.ui import milestone_view, shell

milestone_view.show(shell.enter("milestone"))

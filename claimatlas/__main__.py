"""The door to the command line: ``python -m claimatlas``."""

from __future__ import annotations

import sys

from claimatlas.cli.shell import main

if __name__ == "__main__":
    sys.exit(main())

#!/bin/sh
# Make .venv-supply ready: the tools that look at our packages, kept apart from them.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv-supply/installed
wanted() { cat requirements/supply.txt pyproject.toml 2>/dev/null | cksum; }
[ "$(cat "$stamp" 2>/dev/null)" = "$(wanted)" ] && exit 0

"${PYTHON:-python3}" -m venv --clear .venv-supply
if [ -f requirements/supply.txt ]; then
    .venv-supply/bin/python -m pip install --quiet --no-input --disable-pip-version-check --no-deps \
        --require-hashes -r requirements/supply.txt
else # the first time, when there are no sums yet
    .venv-supply/bin/python -m pip install --quiet --no-input --disable-pip-version-check 'pip>=25.1'
    .venv-supply/bin/python -m pip install --quiet --no-input --disable-pip-version-check --no-deps --group supply
fi
wanted >"$stamp"

#!/bin/sh
# Make .venv ready, for running ("run"), for development ("dev"), or for that and the benches ("bench"). Does nothing when it is ready already.
set -eu
cd "$(dirname "$0")/.."

purpose=$1

say() { echo "$*"; }
fail() { echo "$*" >&2; exit 1; }

find_python() {
    for candidate in "${PYTHON:-python3}" python3.11 python3.12 python3.13; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    fail "Claim Atlas needs Python 3.11 or newer; install it, or name it: make PYTHON=/path/to/python3."
}

# Sums of every file are in requirements/, made by scripts/lock.sh: a package that was swapped is not installed.
# The stamp holds what was installed, so a changed pin installs again and a fresh checkout's dates do not matter.
case $purpose in
    run) lists="requirements/run.txt" ;;
    dev) lists="requirements/run.txt requirements/dev.txt" ;;
    bench) lists="requirements/run.txt requirements/dev.txt requirements/bench.txt" ;;
esac
wanted() { cat $lists | cksum; }

pip_install() { .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check "$@"; }

if ! .venv/bin/python -c '' 2>/dev/null; then
    python=$(find_python)
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "$python has no venv module; install it (Debian and Ubuntu: apt-get install python3-venv)."
    say "Making a Python environment in .venv"
    "$python" -m venv --clear .venv
fi

stamp=.venv/installed-$purpose
if [ "$(cat "$stamp" 2>/dev/null)" != "$(wanted)" ]; then
    rm -f "$stamp"
    say "Installing what requirements.txt names; the first time takes a minute or two"
    pip_install --no-deps --require-hashes -r requirements/run.txt
    if [ "$purpose" != run ]; then
        say "Installing the tools of development"
        pip_install --no-deps --require-hashes -r requirements/dev.txt
        if [ "$purpose" = bench ]; then
            say "Installing what is measured beside the atlas"
            pip_install --no-deps --require-hashes -r requirements/bench.txt
        fi
        # A pin that is missing from the lists shows here, not on somebody else's machine.
        .venv/bin/python -m pip check >/dev/null || fail "$(.venv/bin/python -m pip check)"
    fi
    wanted >"$stamp"
fi

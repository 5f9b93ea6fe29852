#!/bin/sh
# Write requirements/*.txt: each pin of requirements.txt and of pyproject.toml's groups, with the SHA-256 of every file the index has for it.
# Run it after a pin has changed; a test says so. What it writes is installed by scripts/environment.sh with pip alone.
set -eu
cd "$(dirname "$0")/.."

python=.venv-supply/bin/python
sh scripts/supply.sh
mkdir -p requirements

# No resolving: what is pinned is what is installed. An index of your own: LOCK_INDEX=address.
lock() {
    out=$1
    shift
    "$python" -m uv pip compile --quiet --no-config --native-tls --no-deps --universal --python-version 3.11 \
        --generate-hashes --no-annotate --no-header ${LOCK_INDEX:+--default-index "$LOCK_INDEX"} \
        "$@" --output-file "$out.new" >/dev/null
    mv "$out.new" "$out"
    echo "$out: $(grep -c == "$out") packages, $(grep -c -- --hash "$out") sums"
}

lock requirements/run.txt requirements.txt
lock requirements/dev.txt --group dev
lock requirements/bench.txt --group bench
lock requirements/scale.txt --group scale
lock requirements/supply.txt --group supply

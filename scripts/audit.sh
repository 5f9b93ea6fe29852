#!/bin/sh
# Hold every locked package against published weaknesses. Without a network it says that nothing was checked and ends well,
# unless STRICT=1 asks it to fail then.
set -eu
cd "$(dirname "$0")/.."
sh scripts/supply.sh

log=$(mktemp)
trap 'rm -f "$log"' EXIT
code=0
for list in run dev supply; do
    if .venv-supply/bin/python -m pip_audit --disable-pip --require-hashes --progress-spinner off --timeout 20 \
        -r "requirements/$list.txt" >"$log" 2>&1; then
        unknown=$(grep -c 'could not be audited' "$log" || true)
        if [ "$unknown" = 0 ]; then
            echo "requirements/$list.txt: no published weakness is known."
        else
            echo "requirements/$list.txt: not checked for $unknown packages, of which the service knows nothing; nothing is known of the others."
            [ "${STRICT:-0}" = 0 ] || code=1
        fi
    elif grep -q -E '^Name +Version +ID' "$log"; then
        cat "$log"
        code=1
    elif grep -q -i -E 'connection|timed out|resolution|unreachable|proxy' "$log"; then
        echo "requirements/$list.txt: not checked, the list of weaknesses cannot be reached."
        [ "${STRICT:-0}" = 0 ] || code=1
    else
        cat "$log"
        code=1
    fi
done
exit $code

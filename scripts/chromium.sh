#!/bin/sh
# Print the path of a Chromium for the browser tests; install Debian's if there is none and that is allowed.
set -eu

works() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }

find_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        path=$(command -v "$name" || true)
        if works "$path"; then
            echo "$path"
            return
        fi
    done
    return 1
}

install_chromium() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then sudo=""; elif sudo -n true 2>/dev/null; then sudo="sudo -n"; else return 1; fi
    echo "Installing Chromium for the browser tests" >&2
    $sudo apt-get -q -o DPkg::Lock::Timeout=300 update >&2 &&
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
            install --no-install-recommends chromium >&2
}

if [ -n "${CHROMIUM:-}" ]; then
    path=$(command -v "$CHROMIUM" || true)
    works "$path" && echo "$path" && exit
    echo "CHROMIUM names $CHROMIUM, which does not start." >&2
    exit 1
fi

find_chromium || { install_chromium </dev/null && find_chromium; } || {
    echo "The browser tests need Chromium: install it (Debian: apt-get install chromium), or name it with CHROMIUM=/path." >&2
    exit 1
}

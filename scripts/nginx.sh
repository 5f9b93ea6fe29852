#!/bin/sh
# Print the path of an nginx, with which the tests try deploy/nginx.conf; install Debian's if there is none and that is allowed.
set -eu

find_nginx() { PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v nginx; }

install_nginx() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then sudo=""; elif sudo -n true 2>/dev/null; then sudo="sudo -n"; else return 1; fi
    echo "Installing nginx for the test of deploy/nginx.conf" >&2
    $sudo apt-get -q -o DPkg::Lock::Timeout=300 update >&2 &&
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
            install --no-install-recommends nginx-light >&2
}

find_nginx || { install_nginx </dev/null && find_nginx; }

#!/bin/sh
# What the tests need besides Python: a browser, fonts for several scripts, PostgreSQL. Root on Debian gets what is
# missing; anybody else is told the line to type. Nothing is ever skipped instead.
set -eu

packages="chromium fonts-liberation fonts-noto-core fonts-noto-cjk postgresql"

if ! command -v dpkg-query >/dev/null; then
    for command in chromium initdb; do
        command -v "$command" >/dev/null || {
            echo "The tests need $command. Install Chromium, PostgreSQL and the Liberation and Noto fonts, then run make test again." >&2
            exit 1
        }
    done
    exit 0
fi

missing=
for package in $packages; do
    dpkg-query --show --showformat '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ]; then
    echo "The tests need Debian packages that are not installed. Type this, then make test again:" >&2
    echo "    sudo apt-get install -y --no-install-recommends$missing" >&2
    exit 1
fi
echo "Installing Debian packages:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 # one word a package
apt-get install -y -qq --no-install-recommends $missing >/dev/null

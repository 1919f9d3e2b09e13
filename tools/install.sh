#!/bin/sh
# Install a requirements file into .venv, which is made first where it is missing or broken.
# Does nothing when the file is what was installed last.   tools/install.sh requirements.txt
set -eu

wanted=$1
stamp=.venv/installed-$wanted

say_and_stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

find_python() {
    for name in ${PYTHON:-python3 python3.11 python3.12 python3.13 python3.14}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$name
            return
        fi
    done
    say_and_stop "LeadHub needs Python 3.11 or newer, and there is none by the name of ${PYTHON:-python3}." \
        "Install one, or say where it is: PYTHON=/path/to/python3.11 make run"
}

make_environment() {
    find_python
    "$python" -c 'import ensurepip, venv' 2>/dev/null || say_and_stop \
        "This Python cannot make a virtual environment. On Debian and Ubuntu one line helps:" \
        "    apt-get install python3-venv"
    echo "Making a virtual environment in .venv"
    "$python" -m venv --clear .venv
}

# A requirements file may include another (-r): both count.
contents=$(cat requirements.txt "$wanted")
if .venv/bin/python -c '' 2>/dev/null && [ "$(cat "$stamp" 2>/dev/null)" = "$contents" ]; then
    exit 0
fi
.venv/bin/python -c 'import pip' 2>/dev/null || make_environment
echo "Installing $wanted"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --requirement "$wanted"
printf '%s\n' "$contents" >"$stamp"

#!/bin/sh
# `make lint`: everything that can be said about the code without running its tests. All of it is said before it fails.
set -u

python=.venv/bin/python
failed=

check() {
    "$@" || failed=1
}

check $python -m ruff check --quiet --output-format=concise .
check $python -m ruff format --check --quiet --output-format=concise .
check $python -m djlint --lint --quiet templates
check $python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-cache --no-logo

# Django's checks, in the environment of a real site; a warning is a failure.
SECRET_KEY=$($python -c 'import secrets; print(secrets.token_urlsafe(50))')
DATABASE_URL=sqlite:///:memory: ALLOWED_HOSTS=leads.example DEBUG=false PLAIN_HTTP=false TRUSTED_PROXY_COUNT=1
export SECRET_KEY DATABASE_URL ALLOWED_HOSTS DEBUG PLAIN_HTTP TRUSTED_PROXY_COUNT
check $python manage.py makemigrations --check --dry-run
check $python manage.py check --deploy --fail-level WARNING

[ -z "$failed" ] || exit 1
echo "The linters have nothing to say."

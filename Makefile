# LeadHub: one door for each thing one does here. `make` alone lists them.
PYTHON_IN_VENV := .venv/bin/python
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test soak lint fmt packages dev-packages

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

run: packages ## serve LeadHub with demo data on http://127.0.0.1:8000 (PORT=…, DATABASE_URL=…)
	@$(PYTHON_IN_VENV) -m tools.prepare
	@exec $(PYTHON_IN_VENV) -m gunicorn leadhub.wsgi

test: dev-packages ## the linters, then every test on SQLite and on PostgreSQL (DATABASE_URL=… or a throw-away one; ARGS=… for pytest)
	@tools/debian_packages.sh
	@$(PYTHON_IN_VENV) -m tools.test $(ARGS)

soak: packages ## kill the server 50 times while leads arrive, and count them (DATABASE_URL=… an empty one; ARGS="--kills 5")
	@$(PYTHON_IN_VENV) -m tools.soak $(ARGS)

lint: dev-packages ## style, import rules, migrations, and Django's own checks as in production
	@tools/lint.sh

fmt: dev-packages ## format the code and sort its imports
	@$(PYTHON_IN_VENV) -m ruff check --fix-only --quiet .
	@$(PYTHON_IN_VENV) -m ruff format .

packages:
	@tools/install.sh requirements.txt

dev-packages:
	@tools/install.sh requirements-dev.txt

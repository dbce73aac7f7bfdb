# Sevenfold: `make help` lists what there is.
PYTHON ?= python3
PORT ?= 8000
DEMO ?= 1
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

.DEFAULT_GOAL := help
.PHONY: help install run test test-quick check fix fuzz bench messages migrations lock screenshot

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.venv/base: requirements/base.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

.venv/dev: requirements/dev.txt .venv/base
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.env:
	@$(PYTHON) scripts/development_settings.py

install: .venv/base .env ## Make the environment, development keys and settings

run: install ## Serve on http://127.0.0.1:$(PORT) with the demonstration (DEMO=0: without); letters print here too
	@$(MANAGE) $(if $(filter 0,$(DEMO)),prepare,demo)
	@echo "Sevenfold is at http://127.0.0.1:$(PORT) (Control-C stops it)"
	@exec $(BIN)/python scripts/serve.py 127.0.0.1:$(PORT)

test: .venv/dev ## Everything: checks, SQLite, PostgreSQL, browser
	@bash scripts/test.sh

test-quick: .venv/dev ## The suite on SQLite, without a browser
	@$(BIN)/pytest -n 2 -q

check: .venv/dev ## Lint, types, import contracts, templates, migrations
	@bash scripts/check.sh

fix: .venv/dev ## Format and repair what can be repaired
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@git ls-files -z --cached --others --exclude-standard 'templates/*.html' | xargs -0 $(BIN)/djade --target-version 5.2 || true

fuzz: .venv/dev ## Long property runs
	@$(BIN)/pytest -q -m fuzz --timeout 0

bench: .venv/dev ## Measured ratios, each with its own floor
	@$(BIN)/pytest -q -s -m benchmark --timeout 0 tests/benchmarks

messages: .venv/dev .env ## Bring the translations up to date with the source, and compile them (needs gettext)
	@$(MANAGE) makemessages
	@$(MANAGE) compilemessages --ignore=.venv

migrations: .venv/dev .env ## Write migrations; name them: make migrations APP=groups NAME=add_agreement
	@$(MANAGE) makemigrations $(APP) $(if $(NAME),-n $(NAME))

lock: .venv/dev ## Compile requirements with hashes
	@bash scripts/lock.sh

screenshot: .venv/dev ## Take the picture in the README
	@$(BIN)/python scripts/screenshot.py

# What a newcomer types: `make demo` to see it work, `make test` to check a change. CONTRIBUTING.md says more.
# Needs Python 3.11 or later, make and a package registry; everything is installed into .venv.

CANDIDATES := python3 python3.13 python3.12 python3.11
PYTHON ?= $(shell for p in $(CANDIDATES); do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
DEMO := examples/recognition.txt --published 2026-03-12

.PHONY: demo test lint types browser docs screenshots format train clean

demo: .venv/base
	@rm -rf demo && mkdir demo
	FORCE_COLOR=1 $(BIN)/comity read $(DEMO) --format table
	FORCE_COLOR=1 $(BIN)/comity add $(DEMO) --ledger demo/ledger.sqlite
	FORCE_COLOR=1 $(BIN)/comity show FJI XKX --ledger demo/ledger.sqlite --format table

test: lint types browser
	$(BIN)/pytest

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

# The pages are tested in a real browser: Debian's package, which root may install; others are told to.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
		{ test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq --no-install-recommends \
			chromium fonts-dejavu-core >/dev/null; } || \
		{ echo "The tests need the browser Chromium; install it (on Debian: apt-get install chromium)."; exit 1; }

docs: .venv/dev
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/standing.py

screenshots: .venv/dev browser
	$(BIN)/python -m docs.screenshots

format: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

train: .venv/training
	$(BIN)/python -m training

clean:
	rm -rf .venv build dist demo

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Comity needs Python 3.11 or later; name one with make PYTHON=…"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/base: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ .venv/base

.venv/training: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,training]'
	@touch $@ .venv/base .venv/dev

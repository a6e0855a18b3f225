# `make run` and `make test` do everything on a fresh machine with Python 3.11 or newer; the rest is for the workshop.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run build test lint bench score clean

run: build
	$(BIN)/python -m streamlit run dashboard.py

build: $(VENV)/ready
	$(BIN)/python -m etl build

test: $(VENV)/ready-dev
	$(BIN)/python -m pytest

lint: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/ready-dev
	$(BIN)/python bench/reading.py
	$(BIN)/python bench/extracts.py

score: $(VENV)/ready
	$(BIN)/python -m etl score data/gold/mofa-jp.jsonl

clean:
	rm -rf $(VENV) data/engagements.duckdb data/engagements.duckdb.*

$(BIN)/python:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Chancery needs Python 3.11 or newer: set PYTHON=/path/to/python3.11')"
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready: $(BIN)/python requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python tests/chromium.py --install
	touch $@

# The README's two commands are `make run` and `make test`; the rest is for those who work on songi.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.9
STUDY := studies/goyang
# Each test worker has one processor: libraries that start a thread per processor would fight.
ONE_THREAD := OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 NUMBA_NUM_THREADS=1

.PHONY: env run test test-slow lint bench docs lock

env: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@

run: env
	$(BIN)/songi run $(STUDY) --all-scenarios --experiments $(RUN_OPTIONS)
	$(BIN)/songi report $(STUDY) --format html,pdf,xlsx --language ko,en

test: env
	$(ONE_THREAD) $(BIN)/python -m pytest -n auto --dist loadfile

test-slow: env
	$(ONE_THREAD) $(BIN)/python -m pytest -n auto --dist loadfile -m slow

lint: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright

bench: env
	$(BIN)/python -m pytest benchmarks -m "slow or not slow" --benchmark-disable-gc

docs: env
	$(BIN)/python -m sphinx -W --keep-going -b html docs docs/_build/html

# `uv.lock` and `pylock.toml` would write the registry's address into the repository; this does not.
lock:
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate \
		--python-version 3.11 --extra dev pyproject.toml --output-file requirements.lock

# Everything a checkout needs, with python3 and make only.
#
#   make run                          set up, index the example archive, serve it on http://127.0.0.1:8000
#   make run SOURCES="feeds/ a.xml"   the same with your own feeds
#   make run ENGINE=tantivy           the same with the engine for large archives, which is installed (docs/engines.md)
#   make test                         set up and run every check; those in a browser need Chromium, and are skipped without it
#   make bench                        measure speed and memory beside other programs, and write docs/benchmarks.md
#   make bench SIZES="1000 30000"     the same with archives of so many posts
#   make pictures                     save pictures of the pages in build/pictures, and the one of the README
#
# Variables: PYTHON (python3), PORT (8000), ENGINE (whoosh), SOURCES (examples), DATA (data; data/examples for the examples, so that they
# never mix with your own posts), SIZES and SYSTEMS (of bench; see benchmarks/README.md), BENCH (its other options).

PYTHON ?= python3
PORT ?= 8000
ENGINE ?= whoosh
DATA ?= $(if $(SOURCES),data,data/examples)

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
COMPILE := $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --build-deps-for editable \
	--no-header --annotation-style line --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

.DELETE_ON_ERROR:
.PHONY: help run test bench pictures lint format lock clean

help:
	@sed -n 's/^#   //p' $(firstword $(MAKEFILE_LIST))

# Exit code 3 of reindex means: done, with problems, each of them listed. What could be read is served.
run: .venv/runtime $(if $(filter tantivy,$(ENGINE)),.venv/tantivy)
	$(BIN)/backissues reindex $(or $(SOURCES),examples) --data "$(DATA)" --engine $(ENGINE) || [ $$? -eq 3 ]
	$(BIN)/backissues serve --data "$(DATA)" --engine $(ENGINE) --port $(PORT)

test: lint
	$(BIN)/pytest --quiet --cov --numprocesses auto

bench: .venv/dev
	$(BIN)/python -m benchmarks.bench $(if $(SIZES),--sizes $(SIZES)) $(if $(SYSTEMS),--systems $(SYSTEMS)) $(BENCH)

pictures: .venv/dev
	mkdir -p build/pictures
	$(BIN)/pytest --quiet --numprocesses auto tests/browser --pictures build/pictures
	cp build/pictures/results-wide-light.png docs/screenshot.png

lint: .venv/dev
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Newest versions within the bounds of pyproject.toml, made with Python 3.11, the oldest one supported.
lock: .venv/dev
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra tantivy --constraint requirements.lock --output-file requirements-tantivy.lock pyproject.toml
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

# Your posts in data/ stay.
clean:
	rm -rf .venv build *.egg-info .coverage .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A lock file names all that is needed, so nothing is resolved: pip asked for extras (coverage[toml]) beside the pins as soon as a newer
# release was out, and refused that for its missing hash. `pip check` says whether something is missing.
# The files .venv/made, runtime, tantivy and dev stand for steps that are done; a changed lock file repeats a step.
.venv/made:
	@command -v "$(PYTHON)" >/dev/null || { echo "There is no $(PYTHON) here. Install Python 3.11 or later, or name yours: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Backissues needs Python 3.11 or later; $(PYTHON) is $$("$(PYTHON)" --version). Name a newer one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	"$(PYTHON)" -m venv --clear .venv
	@touch $@

.venv/runtime: .venv/made requirements.lock pyproject.toml
	$(PIP) --no-deps --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/tantivy: .venv/runtime requirements-tantivy.lock
	$(PIP) --no-deps --require-hashes --requirement requirements-tantivy.lock
	@touch $@

.venv/dev: .venv/runtime requirements-dev.lock
	$(PIP) --no-deps --require-hashes --requirement requirements-dev.lock
	$(BIN)/python -m pip check --quiet
	@touch $@

# Every target makes what it needs; `make setup` needs python3 (3.11 or newer, with venv) and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
RUNTIME := $(VENV)/runtime

.DEFAULT_GOAL := help
.PHONY: help setup demo quick test full torture mutations contract check format regen bench pictures lock build clean

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## Make the environment from the hashed locks

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
EDITABLE := $(PIP) --no-build-isolation --editable .

$(READY): requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) --require-hashes -r requirements/dev.txt
	$(EDITABLE)
	@touch $(RUNTIME) $@

# The tool and the local organization alone: enough for the demo, and for using orglint from a checkout.
$(RUNTIME): requirements/runtime.txt requirements/install.txt
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) --require-hashes -r requirements/runtime.txt -r requirements/install.txt
	$(EDITABLE)
	@touch $@

# What drives Debian's Chromium (165 MB: it brings its own Node), for the tests of the page and for its pictures.
$(VENV)/browser: requirements/browser.txt $(READY)
	$(PIP) --require-hashes -r $<
	@touch $@

demo: $(RUNTIME)  ## Simulate an organization, collect it, check it, report on it
	$(BIN)/orglint demo

quick: $(READY)  ## Run the tests that need no process, Java or long search: about a minute on two cores
	$(PYTEST) --tier quick -m "not contract and not java"

test: $(READY)  ## Run the tests of every day: those that start processes, and half of each search too
	$(PYTEST) --tier test -m "not contract and not java"

full: $(READY) $(VENV)/browser contract  ## Run every test there is, with Spark, whole searches, browser and contracts: what CI runs (make torture has longer searches)
	SEARCH=full $(PYTEST) -m "not contract and not java"
	$(PYTEST) -n 0 -m java $$(grep -rl --include='test_*.py' mark.java tests)

# Tests make and remove thousands of small files: in memory, where there is enough of it, that costs nothing.
IN_MEMORY := $(shell [ "$$(df -k --output=avail /dev/shm 2>/dev/null | tail -1)" -gt 4000000 ] 2>/dev/null && \
	echo TMPDIR=/dev/shm)
# Whatever the environment says, modules are compiled once: workers and hundreds of processes import them all anew.
PYTEST := $(IN_MEMORY) PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 --dist worksteal

torture: $(READY)  ## 5,000 changed answers of the API, 500,000 changed files, every search ten times as long, a million random expressions (ARGS="--seed N --hours H")
	PYTHONPATH=generated:linter:simulator:tests $(BIN)/python -m torture.answers $(ARGS)
	PYTHONPATH=generated:linter:simulator:tests $(IN_MEMORY) $(BIN)/python -m torture.files $(ARGS)
	SEARCH=long $(PYTEST) $$(grep -rl --include='test_*.py' 'at_full(' tests --exclude-dir=adversary)
	PYTHONPATH=generated:linter:simulator:tests $(BIN)/python -m torture $(ARGS)

mutations: $(READY)  ## Change the code wrongly in hundreds of places, one at a time, and see a test fail for each (ARGS="PATTERN")
	PYTHONPATH=generated:linter:simulator:tests $(IN_MEMORY) $(BIN)/python -m mutations $(ARGS)

contract: $(READY) spec/node/node_modules/ready  ## Call every operation of the client against prism and schemathesis
	REDOCLY_TELEMETRY=off spec/node/node_modules/.bin/redocly lint $(wildcard spec/*.openapi.yaml)
	CONTRACT=required $(BIN)/python -m pytest -n 2 -m contract tests/contract

spec/node/node_modules/ready: spec/node/package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --prefix spec/node
	@touch $@

check: $(READY)  ## Lint, types, import contracts, rules, and the clients as regenerated
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/orglint rules lint
	$(REGEN) --check

format: $(READY)  ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# mypy keeps what it has read of the libraries, apart from what `make check` keeps: it asks other questions.
REGEN := PYTHONPATH=spec MYPY_CACHE_DIR=$(CURDIR)/.mypy_cache/regen $(BIN)/python -m regen

regen: $(READY)  ## Make the clients again of spec/ (SPEC=FILE|URL: of a newer document; API= WITHOUT= RULES= REPORT= CHECK=1)
	$(REGEN) $(if $(API),--api $(API)) $(if $(WITHOUT),--without $(WITHOUT)) \
		$(if $(RULES),--rules "$(RULES)") $(if $(REPORT),--report "$(REPORT)") $(if $(CHECK),--check) $(if $(SPEC),"$(SPEC)")

bench: $(READY) $(VENV)/peers/ready  ## Measure how fast orglint is beside other tools (ARGS=--quick)
	PYTHONPATH=benchmarks:$(VENV)/peers $(BIN)/python -m benchmarks $(ARGS)

pictures: $(VENV)/browser  ## Take the README's pictures of the demo's HTML report anew, light and dark
	PYTHONPATH=generated:linter:simulator:tests $(BIN)/python -m pictures

$(VENV)/peers/ready: requirements/bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --upgrade --target $(VENV)/peers -r $<
	@touch $@

lock: $(READY)  ## Resolve requirements/*.txt anew
	$(BIN)/uv pip compile $(LOCK) --extra notify --extra spark --upgrade requirements/dev.in -o requirements/dev.txt
	$(BIN)/uv pip compile $(LOCK) --upgrade -o requirements/runtime.txt
	$(BIN)/uv pip compile $(LOCK) --extra notify --upgrade -o requirements/container.txt
	$(BIN)/uv pip compile $(HASHED) --upgrade -c requirements/dev.txt requirements/browser.in -o requirements/browser.txt
	$(BIN)/uv pip compile $(HASHED) --upgrade requirements/install.in -o requirements/install.txt
	$(BIN)/uv pip compile $(HASHED) --upgrade requirements/bench.in -o requirements/bench.txt

HASHED := --generate-hashes --no-emit-index-url --no-emit-find-links --universal --python-version 3.11 --no-header \
	--no-annotate --quiet
LOCK := pyproject.toml --extra simulator $(HASHED)

build: $(RUNTIME)  ## Build the wheel and the source archive
	$(BIN)/python -m hatchling build

clean:  ## Remove the environment and what was built
	rm -rf $(VENV) build dist

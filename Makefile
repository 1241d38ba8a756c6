# Every target makes what it needs; `make setup` needs python3 (3.11 or newer, with venv) and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test quick torture contract check format regen bench lock build clean

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## Make the environment from the hashed locks

$(READY): requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

demo: $(READY)  ## Simulate an organization, collect it, check it, report on it
	$(BIN)/orglint demo

test: $(READY)  ## Run the whole test suite
	$(BIN)/python -m pytest -n 2 --dist worksteal

QUICK := tests/cli/test_commands.py tests/cli/test_packs.py tests/evaluate/test_judge.py tests/snapshots \
	tests/rulebook/test_mistakes.py tests/expressions/test_three_valued.py

quick: $(READY)  ## Run the tests that matter most, in under a minute on two cores
	$(BIN)/python -m pytest -n 2 --dist worksteal $(QUICK)

torture: $(READY)  ## 5,000 changed answers of the API, then a million random expressions (ARGS="--seed N --hours H")
	PYTHONPATH=generated:linter:tests $(BIN)/python -m torture.answers $(ARGS)
	PYTHONPATH=generated:linter:tests $(BIN)/python -m torture $(ARGS)

contract: $(READY) spec/node/node_modules/ready  ## Call every operation of the client against prism and schemathesis
	REDOCLY_TELEMETRY=off spec/node/node_modules/.bin/redocly lint spec/admin.openapi.yaml
	CONTRACT=required $(BIN)/python -m pytest -n 2 -m contract tests/contract

spec/node/node_modules/ready: spec/node/package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --prefix spec/node
	@touch $@

check: $(READY)  ## Lint, types, import contracts, rules, and the client as regenerated
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/orglint rules lint
	PYTHONPATH=spec $(BIN)/python -m regen --check

format: $(READY)  ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

regen: $(READY)  ## Make the client again of spec/ (SPEC=FILE|URL: of a newer document)
	PYTHONPATH=spec $(BIN)/python -m regen $(SPEC)

bench: $(READY) $(VENV)/peers/ready  ## Measure what DESIGN promises, as ratios (ARGS=--quick)
	PYTHONPATH=benchmarks:$(VENV)/peers $(BIN)/python -m benchmarks $(ARGS)

$(VENV)/peers/ready: requirements/bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --upgrade --target $(VENV)/peers -r $<
	@touch $@

lock: $(READY)  ## Resolve requirements/*.txt anew
	$(BIN)/uv pip compile $(LOCK) --extra spark --upgrade requirements/dev.in -o requirements/dev.txt
	$(BIN)/uv pip compile $(LOCK) --upgrade -o requirements/runtime.txt
	$(BIN)/uv pip compile $(HASHED) --upgrade requirements/bench.in -o requirements/bench.txt

HASHED := --generate-hashes --no-emit-index-url --no-emit-find-links --universal --python-version 3.11 --no-header \
	--no-annotate --quiet
LOCK := pyproject.toml --extra simulator $(HASHED)

build: $(READY)  ## Build the wheel and the source archive
	$(BIN)/python -m build --no-isolation

clean:  ## Remove the environment and what was built
	rm -rf $(VENV) build dist

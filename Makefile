# Commonfield. `make` alone tells what there is.
PY := .venv/bin/python
MARK := .venv/.installed
TESTMARK := .venv/.installed-test
# Chosen here, so that no other environment's packages or settings leak in.
export PYTHONNOUSERSITE := 1
export FLASK_APP := app

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench casts race guess soak i18n seed screenshots alpine lock clean

help: ## What there is
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-12s %s\n", $$1, $$2}'

run: $(MARK) ## Set everything up and serve (PORT, HOST, COMMONFIELD_… : docs/deploy.md)
	@exec $(PY) -m flask serve

test: $(TESTMARK) ## The whole suite, browser included
	@$(PY) -m tests.setup_browser
	@$(PY) -m pytest $(ARGS)

check: $(TESTMARK) ## Format, lint, types, contracts: what takes seconds
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports
	@$(PY) -m pytest tests/architecture -m "not browser"

fix: $(TESTMARK) ## Put format and imports right
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

bench: $(TESTMARK) ## Ratios to a bare Flask page, same server, same run (QUICK=1: a minute)
	@$(PY) -m tests.bench.bench $(if $(QUICK),--quick)
	@$(PY) -m tests.bench.casts $(if $(QUICK),--most 10000)

race: $(TESTMARK) ## 200 buyers for the last one, plain, of a kind, shared; 100 rounds
	@$(PY) -m tests.bench.race

casts: $(TESTMARK) ## Votes a second, the count of 100,000; random elections (SIMULATE=1000 SEED=1)
	@$(PY) -m tests.bench.casts --simulate $(or $(SIMULATE),0) --seed $(or $(SEED),1)

guess: $(TESTMARK) ## 100,000 PINs guessed from 1,000 addresses at 100 accounts
	@$(PY) -m tests.bench.guess 2>/dev/null

soak: $(TESTMARK) ## Random writes through random faults, counted (N=1000 SEED=1)
	@$(PY) -m tests.setup_browser
	@$(PY) -m tests.bench.soak --writes $(or $(N),1000) --seed $(or $(SEED),1)

i18n: $(MARK) ## Take new sentences into every catalogue, and say which lack a translation
	@$(PY) -m flask words

seed: $(MARK) ## The demo village into an empty database
	@$(PY) -m flask seed

screenshots: $(TESTMARK) ## The README's pictures, taken from the running app
	@$(PY) -m tests.setup_browser
	@$(PY) -m tests.screenshots

alpine: $(MARK) ## Keep a checked local copy of the one CDN script
	@$(PY) -m flask alpine

lock: $(TESTMARK) ## Pin what pyproject.toml asks for, with hashes
	@$(PY) -m pip install -q pip-tools
	@$(PY) -m piptools compile -q --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links -o requirements.txt pyproject.toml
	@$(PY) -m piptools compile -q --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra test --extra province -c requirements.txt -o requirements-test.txt pyproject.toml

clean: ## Everything that was made, but not your data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@command -v python3 >/dev/null || { echo "Please install Python 3.11 or newer."; exit 1; }
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Commonfield needs Python 3.11 or newer; this is $$(python3 --version)."; exit 1; }
	@python3 -m venv .venv || { echo "Please install the venv module of Python (Debian: apt-get install python3-venv)."; exit 1; }

$(MARK): requirements.txt | .venv/bin/python
	@echo "Installing what Commonfield needs (once)…"
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(TESTMARK): requirements-test.txt $(MARK)
	@echo "Installing what the tests need (once)…"
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

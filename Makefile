# SPDX-License-Identifier: EUPL-1.2
# Everything starts here. `make help` lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3.11
BIN := .venv/bin
STAMPS := .venv/stamps

.PHONY: help setup setup-test demo test check bench lock messages clean

help: ## List the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMPS)/frontend $(STAMPS)/messages $(STAMPS)/letters ## Make the environment in .venv, with the command .venv/bin/allmende

demo: setup ## Fill the demo county and start it (address and accounts are printed)
	@$(BIN)/allmende demo

test: setup-test ## Run everything: checks, all tests on SQLite and on PostgreSQL, browser tests
	@tools/run_tests.sh all

check: setup-test ## Quick set: lint, types, floors, unit tests (under 2 minutes)
	@tools/run_tests.sh quick

bench: setup-test ## Print the speed figures, ours beside named peers
	@$(BIN)/python -m benchmarks

setup-test: $(STAMPS)/dev $(STAMPS)/frontend $(STAMPS)/messages
	@tools/system_packages.sh chromium postgresql postgis pango

lock: $(STAMPS)/uv ## Renew the pinned and hashed dependency lists
	@for out in base dev; do \
	  group=$$( [ $$out = dev ] && echo "--group dev" || true ); \
	  $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	    pyproject.toml $$group -o requirements/$$out.txt; done

messages: $(STAMPS)/dev ## Collect texts for translation
	@$(BIN)/python -m allmende.site.messages collect

clean: ## Remove everything that `make` made, except the data in var/
	rm -rf .venv node_modules build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find allmende/site/vendor -mindepth 1 ! -name .gitkeep -delete

# --- the steps behind `setup`; each runs again only when its inputs changed -------------------------------------------

$(STAMPS)/uv: requirements/uv.txt
	@tools/make_venv.sh $(PYTHON)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/base: $(STAMPS)/uv requirements/base.txt pyproject.toml
	@$(BIN)/uv pip install --quiet --require-hashes -r requirements/base.txt
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(STAMPS)/dev: $(STAMPS)/base requirements/dev.txt
	@$(BIN)/uv pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

$(STAMPS)/frontend: $(STAMPS)/base package.json package-lock.json allmende/site/frontend.py
	@tools/npm_ci.sh
	@$(BIN)/python -m allmende.site.frontend
	@touch $@

$(STAMPS)/messages: $(STAMPS)/base $(wildcard allmende/locale/*/LC_MESSAGES/*.po) allmende/site/messages.py
	@$(BIN)/python -m allmende.site.messages compile
	@touch $@

$(STAMPS)/letters: tools/system_packages.sh
	@mkdir -p $(STAMPS) && tools/system_packages.sh pango || echo "Without Pango everything works but letters (docs/admin/letters.md)." >&2
	@touch $@

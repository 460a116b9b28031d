# The commands of this repository; `make` alone lists them.
SHELL := /bin/sh
BIN := .venv/bin
.PHONY: help setup packages demo test test-thorough test-all test-growing test-postgres15 audit check format bench screenshots messages

help: ## list the commands
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' Makefile | expand -t 18

setup:
	@sh scripts/setup.sh
	@$(BIN)/python scripts/compile_messages.py >/dev/null

packages:
	@sh scripts/debian.sh

demo: setup ## run Naniwa on http://127.0.0.1:8000 with sample data
	@exec $(BIN)/naniwa demo

test: setup packages ## run the tests; those that follow here take longer
	@exec $(BIN)/pytest -n 2 --dist loadgroup -m "not growing and not thorough"

test-thorough: setup packages ## run them once more, each journey in every way and what is tried at random more often
	@NANIWA_TRIES=10 exec $(BIN)/pytest -n 2 --dist loadgroup -m "not growing"

test-growing: setup ## stop and cut off the primary of the cluster in docs/how-to/grow.md (as root, some minutes)
	@exec $(BIN)/pytest -n 0 -m growing tests/growing

test-postgres15: setup packages ## run the tests on Debian's PostgreSQL 15
	@sh scripts/debian.sh postgresql-15
	@NANIWA_TEST_POSTGRES=15 exec $(BIN)/pytest -n 2 --dist loadgroup -m "not growing and not browser and not thorough"

test-all: ## run every test there is, one kind after the other
	@$(MAKE) --no-print-directory test-thorough
	@$(MAKE) --no-print-directory test-growing
	@$(MAKE) --no-print-directory test-postgres15

audit: setup ## look up every locked dependency among known vulnerabilities (needs the network)
	@exec $(BIN)/python scripts/audit_dependencies.py

check: setup packages ## format, lint, types, contracts, templates, migrations, translations, known vulnerabilities
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	find src -name '*.html' -exec $(BIN)/djade --check {} +
	$(BIN)/djlint --lint --quiet src
	$(BIN)/python scripts/check_sizes.py
	$(BIN)/python scripts/check_migrations.py
	$(BIN)/python scripts/check_messages.py
	$(BIN)/python scripts/audit_dependencies.py || test $$? -eq 2 # 2: nothing could be asked, as it says

format: setup ## put code and templates into their form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix --quiet .
	-find src -name '*.html' -exec $(BIN)/djade {} +

messages: setup ## write new strings into each app's English catalogue, keeping its translations
	$(BIN)/python scripts/check_messages.py --update

bench: setup ## run a benchmark: make bench NAME=journey
	@exec $(BIN)/python -m benchmarks.$(NAME)

screenshots: setup packages ## renew the pictures that README and docs show
	@exec $(BIN)/python scripts/screenshots.py

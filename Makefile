# The commands of this repository; `make` alone lists them.
SHELL := /bin/sh
BIN := .venv/bin
.PHONY: help setup packages demo test test-all check format bench screenshots messages

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

setup:
	@sh scripts/setup.sh
	@$(BIN)/python scripts/compile_messages.py >/dev/null

packages:
	@sh scripts/debian.sh

demo: setup ## run Naniwa on http://127.0.0.1:8000 with sample data
	@exec $(BIN)/naniwa demo

test: setup packages ## run every test
	@exec $(BIN)/pytest -n 2 --dist loadgroup

check: setup packages ## format, lint, types, contracts, templates, migrations, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	find src -name '*.html' -exec $(BIN)/djade --check {} +
	$(BIN)/djlint --lint --quiet src
	$(BIN)/python scripts/check_sizes.py
	$(BIN)/python scripts/check_migrations.py
	$(BIN)/python scripts/check_messages.py

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

# Needs python3.11 and make, and a package registry the first time. `make demo` shows what the program does.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORLD := src/reportedly/world
GAZETTEER := $(WORLD)/data/gazetteer.sqlite
# What the gazetteer is built from: the building blocks' own code and lists, and the packages with the places
GAZETTEER_SOURCES := $(WORLD)/building.py $(wildcard $(WORLD)/place*.py) $(wildcard $(WORLD)/data/*.yml) $(READY)
FRONTEND := frontend
MODULES := $(FRONTEND)/node_modules/.ready
STATIC := src/reportedly/desk/static
ASSETS := $(STATIC)/manifest.json
ASSETS_SOURCES := $(shell find $(FRONTEND)/src $(FRONTEND)/css $(FRONTEND)/tools -type f)
DEMO_STORE := build/demo.sqlite
BENCH_VENV := build/bench-venv
BENCH_READY := $(BENCH_VENV)/.ready
ENTITIES_VENV := build/entities-venv
ENTITIES_READY := $(ENTITIES_VENV)/.ready
BENCHES := reading.py gathering.py speed.py growth.py desk.py release.py
PAGES := examples/pages
JOBS ?= 2

.PHONY: help demo desk messages test test-thorough test-browser chromium pictures assets gallery lint gate train bench new-language gazetteer lock docs clean
.DEFAULT_GOAL := help

# Tests start hundreds of processes: without bytecode each compiles the program anew
unexport PYTHONDONTWRITEBYTECODE

help:
	@echo "make demo           read the example pages, link them and show every incident in them"
	@echo "make desk           open the desk on the demo's store"
	@echo "make test           run the tests"
	@echo "make test-thorough  run the tests that kill runs, start many processes, follow whole tutorials"
	@echo "make test-browser   run the tests of the desk that need Chromium"
	@echo "make assets         build the desk's scripts, styles, fonts and map"
	@echo "make messages       bring the catalogues of the desk's words up to date"
	@echo "make gallery        build a page that shows every part of the desk's pages: build/gallery/"
	@echo "make pictures       take the pictures of the documentation anew, with Chromium"
	@echo "make lint           ruff, mypy --strict, tsc and biome"
	@echo "make gate           score against the development sets and hold the floor (benchmarks/floor.json)"
	@echo "make train          fit the learned weights anew, from the development sets"
	@echo "make bench          measure speed and memory, beside spaCy and trafilatura, and how linking and releases grow"
	@echo "make new-language xx   start a language folder with one failing example"
	@echo "make gazetteer      build the list of the world's places"
	@echo "make docs           write docs/commands.md and docs/reference/ anew"
	@echo "make lock           pin the dependencies anew"
	@echo "make clean          remove what was built"

$(READY): requirements/dev.txt pyproject.toml
	test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "no virtual environment: install $(PYTHON) with its venv module (Debian: $(PYTHON)-venv)" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(GAZETTEER): $(GAZETTEER_SOURCES)
	$(BIN)/python -m reportedly.world.building
	touch $@

gazetteer: $(GAZETTEER)

# The desk's front end: node comes with the Python packages, and no package runs a script of its own while it's installed
$(MODULES): $(FRONTEND)/package-lock.json $(FRONTEND)/package.json | $(READY)
	cd $(FRONTEND) && "$(abspath $(BIN))/npm" ci --ignore-scripts --silent
	touch $@

$(ASSETS): $(ASSETS_SOURCES) $(MODULES)
	$(BIN)/node $(FRONTEND)/tools/build.ts $(STATIC)

assets: $(ASSETS)

messages: $(READY)
	@$(BIN)/python -m reportedly.desk.catalogues

gallery: $(ASSETS)
	$(BIN)/node $(FRONTEND)/tools/gallery.ts $(STATIC) build/gallery

demo: $(READY) $(GAZETTEER) $(ASSETS)
	@mkdir -p build && rm -f $(DEMO_STORE) $(DEMO_STORE)-wal $(DEMO_STORE)-shm
	@$(BIN)/reportedly add $(PAGES) --store $(DEMO_STORE) --jobs $(JOBS)
	@echo
	@$(BIN)/reportedly show --all --store $(DEMO_STORE)
	@echo "Where to go next:"
	@echo "  make desk"
	@echo "      the desk: look at these incidents in a browser, judge, decide"
	@echo "  $(BIN)/reportedly list --store $(DEMO_STORE)"
	@echo "      the incidents, a line each"
	@echo "  $(BIN)/reportedly changes --since 2026-03-09 --store $(DEMO_STORE)"
	@echo "      what became known on that day or later"
	@echo "  $(BIN)/reportedly judge --help"
	@echo "      merging, splitting, choosing a value: docs/how-to/judging.md"
	@echo "  $(BIN)/reportedly explain $(firstword $(wildcard $(PAGES)/* $(PAGES)))"
	@echo "      which rules read a page, sentence by sentence"
	@echo "  $(BIN)/reportedly read YOUR-PAGE.html"
	@echo "      a page of yours as JSON"
	@echo "  docs/store.md"
	@echo "      asking the store by SQL"

$(DEMO_STORE):
	@$(MAKE) --no-print-directory demo

desk: $(READY) $(GAZETTEER) $(ASSETS) $(DEMO_STORE)
	@$(BIN)/reportedly desk --store $(DEMO_STORE) $(DESK)

# FollowTheMoney checks the entities that we share, and lives apart (requirements/entities.in)
$(ENTITIES_READY): requirements/entities.txt
	$(PYTHON) -m venv $(ENTITIES_VENV)
	$(ENTITIES_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/entities.txt
	touch $@

test: $(READY) $(GAZETTEER) $(ASSETS) $(ENTITIES_READY)
	$(BIN)/python -m pytest -n 2 --dist worksteal

test-thorough: $(READY) $(GAZETTEER) $(ASSETS) $(ENTITIES_READY)
	$(BIN)/python -m pytest -m thorough -n 2 --dist worksteal

chromium:
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium chromium-driver; } || \
		{ echo "no Chromium: install it, so that \`chromium\` is a command (Debian: apt-get install chromium)" >&2; exit 1; }

test-browser: $(READY) $(GAZETTEER) $(ASSETS) chromium
	$(BIN)/python -m pytest -m browser -n 2 --dist loadfile tests/browser

pictures: $(READY) $(GAZETTEER) $(ASSETS) chromium
	PYTHONPATH=. $(BIN)/python docs/pictures/make.py

lint: $(READY) $(MODULES)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/node $(FRONTEND)/node_modules/typescript/bin/tsc --project $(FRONTEND)
	cd $(FRONTEND) && "$(abspath $(BIN))/node" node_modules/@biomejs/biome/bin/biome ci --error-on-warnings

gate: $(READY) $(GAZETTEER)
	$(BIN)/python benchmarks/gate.py --jobs $(JOBS) $(GATE)

train: $(READY) $(GAZETTEER) requirements/training.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/training.txt
	@set -e; for script in training/citing.py training/extracts.py training/news.py training/told.py \
		training/confidence.py training/linking.py; do \
		echo "== $$script"; PYTHONPATH=benchmarks $(BIN)/python $$script; done

# The readers that ours is compared with live apart: spaCy and its model are no part of the project
$(BENCH_READY): requirements/bench.txt
	$(PYTHON) -m venv $(BENCH_VENV)
	$(BENCH_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	touch $@

bench: $(READY) $(GAZETTEER)
	@test -f $(BENCH_READY) || $(MAKE) --no-print-directory $(BENCH_READY) || \
		{ rm -rf $(BENCH_VENV); echo "spaCy can't be installed here: measured without it" >&2; }
	@set -e; for script in $(BENCHES); do echo "== $$script"; $(BIN)/python benchmarks/$$script; done

# The code behind `new-language` is a goal of its own to make: take it as an argument, and do nothing for it
ifeq (new-language,$(firstword $(MAKECMDGOALS)))
NEW_LANGUAGE := $(wordlist 2,2,$(MAKECMDGOALS))
$(eval .PHONY: $(NEW_LANGUAGE))
$(eval $(NEW_LANGUAGE): new-language ; @:)
endif

new-language: $(READY)
	@test -n "$(NEW_LANGUAGE)" || { echo "name the language: make new-language xx" >&2; exit 2; }
	$(BIN)/python -m reportedly.languages.new $(NEW_LANGUAGE)

docs: $(READY)
	@mkdir -p build
	$(BIN)/python -m reportedly.cli.manual > build/commands.md && mv build/commands.md docs/commands.md
	$(BIN)/python -m reportedly.api.manual > build/api.md && mv build/api.md docs/reference/api.md
	$(BIN)/python -m reportedly.sharing.codebook docs/reference

COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras \
	--allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

lock: $(READY)
	$(COMPILE) --output-file requirements/runtime.txt pyproject.toml
	$(COMPILE) --extra meaning --extra second-reader --extra team --extra plot --extra gazetteer --extra dev --constraint requirements/runtime.txt \
		--output-file requirements/dev.txt pyproject.toml requirements/build.in
	$(COMPILE) --extra bench --constraint requirements/runtime.txt \
		--output-file requirements/bench.txt pyproject.toml
	$(COMPILE) --extra training --constraint requirements/dev.txt --output-file requirements/training.txt pyproject.toml
	$(COMPILE) --output-file requirements/entities.txt requirements/entities.in

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis $(GAZETTEER) $(STATIC) $(FRONTEND)/node_modules $(VENV) src/*.egg-info

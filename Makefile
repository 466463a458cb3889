# `make demo` needs Python and the runtime parts only; `make test` brings the tools of the trade.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# How long `make fuzz` looks for texts that break the laws, in each of its two modes.
MINUTES ?= 10
# How many random small agreements `make nightly` has decided by other means too, and the first one's number.
AGREEMENTS ?= 5000
FIRST   ?= 0
# What `make mutants` changes (`machine`, `checks.claims`, `machine.steps`), and how many changes of each module, or all.
MODULES ?=
SAMPLE  ?= 30
# How often `make kills` kills each of them.
KILLS   ?= 200
# The engines that Servanda is measured against, in an environment of their own.
PEERS  ?= .venv-bench
# Apache Spark, in an environment of its own.
SPARK  ?= .venv-spark
PIP    := $(BIN)/python -m pip -qq --disable-pip-version-check
# As a plain installation does. Where PYTHONDONTWRITEBYTECODE is set, each start would compile all anew.
COMPILED := $(BIN)/python -m compileall -q src/servanda

.PHONY: help setup demo test packages lint format editors vscode fuzz kills spark mutants bench nightly clean

help:
	@echo "make setup    make $(VENV) with everything a developer needs"
	@echo "make demo     show what Servanda does, on the examples"
	@echo "make test     run every check and every test, as CI does"
	@echo "make lint     run the checks only; make format mends what can be mended"
	@echo "make editors  compare the colours of VS Code with the tokens of the language (needs Node.js)"
	@echo "make vscode   start the extension in VS Code itself and use it (needs Node.js 20 with its headers, a C++ compiler, chromium)"
	@echo "make fuzz     run the property tests for longer, then look for texts that break them"
	@echo "make kills    kill imports, commands that keep what they read, and tail at random moments, and see that nothing is lost or twice"
	@echo "make spark    evaluate many agreements on Apache Spark, and compare with the engine within (needs Java)"
	@echo "make mutants  change the machine and the checker in small places, and see which changes no test notices"
	@echo "make bench    run Servanda beside other engines on the same agreements (an hour)"
	@echo "make nightly  decide claims of thousands of random agreements by other means, and compare"
	@echo "make clean    remove what was made"

setup: $(VENV)/.test

demo: $(VENV)/.runtime
	@$(COMPILED)
	@$(BIN)/servanda demo

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src
	$(BIN)/lint-imports

format: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: packages lint
	$(BIN)/pytest -q -n 2

packages:
	@missing=$$("$(PYTHON)" tools/packages.py); [ -z "$$missing" ] || \
	  { echo "make: the tests need more of the system; on Debian and Ubuntu: apt-get install $$missing" >&2; exit 1; }

editors: $(VENV)/.test
	@command -v npm >/dev/null || { echo "make: no 'npm' here; on Debian and Ubuntu: apt-get install npm" >&2; exit 1; }
	npm install --no-audit --no-fund --no-save --prefix $(VENV)/editors vscode-textmate@9 vscode-oniguruma@2
	$(BIN)/python tests/lsp/colours_by_node.py $(VENV)/editors/node_modules

# VS Code as npm has it is a server whose window a browser shows. The parts that its tests need are built here; those
# that would be fetched from elsewhere (the search program) are left out.
CODE   := $(VENV)/vscode
SERVER := $(CODE)/node_modules/code-server
GYP     = $$(npm root -g)/npm/node_modules/node-gyp/bin/node-gyp.js
HEADERS ?= /usr

vscode: $(CODE)/.code
	rm -rf $(CODE)/extension $(CODE)/*.vsix
	cp -R editors/vscode $(CODE)/extension
	cd $(CODE)/extension && npm install --no-audit --no-fund && npm run package -- --out ..
	$(BIN)/python tests/lsp/in_vscode.py $(CODE)

$(CODE)/.code: $(VENV)/.test
	@command -v npm >/dev/null || { echo "make: no 'npm' here; on Debian and Ubuntu: apt-get install npm" >&2; exit 1; }
	@[ -f $(HEADERS)/include/node/node.h ] || \
	  { echo "make: no headers of Node.js below $(HEADERS); on Debian and Ubuntu: apt-get install libnode-dev" >&2; exit 1; }
	npm install --no-audit --no-fund --no-save --ignore-scripts --prefix $(CODE) code-server@4.100.3
	cd $(SERVER)/lib/vscode && npm install --no-audit --no-fund --ignore-scripts --omit=dev
	cd $(SERVER)/lib/vscode/extensions && npm install --no-audit --no-fund --ignore-scripts --omit=dev
	ln -sfn node_modules $(SERVER)/lib/vscode/node_modules.asar
	for part in @vscode/spdlog native-watchdog node-pty @parcel/watcher; do \
	  (cd $(SERVER)/lib/vscode/node_modules/$$part && $(GYP) rebuild --nodedir=$(HEADERS)) || exit 1; done
	cd $(CODE)/node_modules/argon2 && PATH=$$(npm root -g)/npm/bin/node-gyp-bin:$$PATH \
	  ../.bin/node-pre-gyp install --build-from-source --nodedir=$(HEADERS)
	@touch $@

fuzz: $(VENV)/.test
	SERVANDA_HYPOTHESIS=fuzz $(BIN)/pytest -q -n 2 -m hypothesis
	$(BIN)/python tools/fuzz.py bytes --minutes $(MINUTES)
	$(BIN)/python tools/fuzz.py grammar --minutes $(MINUTES)

kills: $(VENV)/.test
	$(BIN)/python tests/record/kills.py --times $(KILLS)

spark: $(SPARK)/.spark
	$(SPARK)/bin/python tests/store/by_spark.py

mutants: $(VENV)/.test
	PYTHONPATH=tools $(BIN)/python -m mutants $(MODULES) $(if $(filter all,$(SAMPLE)),--all,--sample $(SAMPLE))

bench: $(VENV)/.power $(VENV)/.columns $(PEERS)/.peers
	@$(COMPILED)
	$(BIN)/python bench/checker/run.py --peers $(PEERS)/bin/python --repeats 3 --limit 20
	$(BIN)/python bench/checker/run.py --peers $(PEERS)/bin/python --duties 10 --variants A B C V --repeats 1
	$(BIN)/python bench/checker/run.py --contenders by_servanda --duties 10000 --repeats 3
	$(BIN)/python bench/checker/run_shapes.py --peers $(PEERS)/bin/python
	$(BIN)/python bench/ratify/run.py --peers $(PEERS)/bin/python
	$(BIN)/python bench/record/run.py --peers $(PEERS)/bin/python
	$(BIN)/python bench/record/ledgers.py --peers $(PEERS)/bin/python
	$(BIN)/python bench/record/windows.py --peers $(PEERS)/bin/python
	$(BIN)/python bench/record/scale.py --rows 1000000 10000000 --repeats 1
	$(BIN)/python bench/live/append.py 1000000
	$(BIN)/python bench/pages/run.py --fava $(PEERS)/bin/fava

nightly: $(VENV)/.test
	$(BIN)/python tests/oracle/nightly.py --agreements $(AGREEMENTS) --first $(FIRST)

clean:
	rm -rf $(VENV) $(PEERS) $(SPARK) .mutants dist build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find src tests -type d -name __pycache__ -prune -exec rm -rf {} +

# The stamps make a second call quick: a step runs again only when what it was made from changes.
$(VENV)/.made:
	@command -v "$(PYTHON)" >/dev/null || \
	  { echo "make: no '$(PYTHON)' here; install Python 3.11 or newer, or name one: make PYTHON=..." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make: Servanda needs Python 3.11 or newer, and '$(PYTHON)' is $$("$(PYTHON)" -V 2>&1);" \
	         "name another: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "make: '$(PYTHON)' lacks the modules 'venv' and 'ensurepip';" \
	         "on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@rm -rf "$(VENV)"
	@"$(PYTHON)" -m venv "$(VENV)"
	@touch $@

$(VENV)/.runtime: $(VENV)/.made pyproject.toml constraints.txt
	@echo "installing Servanda into $(VENV)" >&2
	@$(PIP) install --constraint constraints.txt hatchling editables
	@$(PIP) install --constraint constraints.txt --no-build-isolation --editable .
	@$(COMPILED)
	@touch $@

$(VENV)/.test: $(VENV)/.runtime
	@echo "installing the tools for tests into $(VENV)" >&2
	@$(PIP) install --constraint constraints.txt --no-build-isolation --editable '.[test]'
	@touch $@

$(VENV)/.power: $(VENV)/.runtime
	@$(PIP) install --constraint constraints.txt --no-build-isolation --editable '.[power]'
	@touch $@

$(VENV)/.columns: $(VENV)/.runtime
	@$(PIP) install --constraint constraints.txt --no-build-isolation --editable '.[tables]'
	@touch $@

$(SPARK)/.spark: pyproject.toml constraints.txt
	@command -v java >/dev/null || \
	  { echo "make: no 'java' here; on Debian and Ubuntu: apt-get install default-jre-headless" >&2; exit 1; }
	@echo "installing Servanda and Spark into $(SPARK)" >&2
	@"$(PYTHON)" -m venv "$(SPARK)"
	@$(SPARK)/bin/python -m pip -qq --disable-pip-version-check install --constraint constraints.txt hatchling editables
	@$(SPARK)/bin/python -m pip -qq --disable-pip-version-check install --constraint constraints.txt \
	  --no-build-isolation --editable '.[spark]'
	@touch $@

$(PEERS)/.peers: bench/requirements-checker.txt bench/requirements-ratify.txt bench/requirements-record.txt \
  bench/requirements-pages.txt
	@echo "installing the engines to compare with into $(PEERS)" >&2
	@"$(PYTHON)" -m venv "$(PEERS)"
	@$(PEERS)/bin/python -m pip -qq --disable-pip-version-check install -r bench/requirements-checker.txt -r bench/requirements-ratify.txt \
	  -r bench/requirements-record.txt -r bench/requirements-pages.txt
	@for program in spin gcc java ledger; do command -v $$program >/dev/null || \
	  echo "make: no '$$program' here; the peer that needs it will be named as missing" >&2; done
	@touch $@

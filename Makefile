# make run    environment, install, sample studies, app on http://localhost:8501
# make install   the app alone, each file of a package compared with its sum in requirements.lock
# make test   environment, install, Chromium and a CJK font where they can be had, the whole test suite
# make lint   style; rooms: which imports which; shape: circles, large files; types: mypy
# make coverage   which lines the quick tests run, without models and browser
# make audit   whether holes are known in the locked packages; says so where nobody can be asked
# make figures   the pictures in docs/images anew, of the samples
# All are safe to repeat. PYTHON=/path/to/python3.12 chooses another Python (3.11 or newer).

ifeq ($(OS),Windows_NT)
PYTHON ?= py -3
BIN := .venv/Scripts
else
PYTHON ?= python3
BIN := .venv/bin
endif
INSTALLED := .venv/installed
# As many tests beside each other as there are cores, which need some 1.5 GB each; those that share something costly
# stay together (see tests/conftest.py).
BESIDE := --numprocesses logical --maxprocesses 4 --dist loadscope --no-loadscope-reorder
# Further options of the whole suite, such as --cov.
COVERAGE :=

.PHONY: run install test coverage lint style rooms shape types audit figures clean

run: $(INSTALLED)
	@echo "Starting Interest; the first time its samples are built, which takes a few minutes ..."
	$(BIN)/interest app --samples

install:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps -e .
	@echo "Installed: $(BIN)/interest app starts it."

test: $(INSTALLED)
	$(BIN)/python tests/system_packages.py
	$(BIN)/python -m pytest $(BESIDE) $(COVERAGE)

coverage: $(INSTALLED)
	$(BIN)/python -m pytest $(BESIDE) -m "not model and not browser" --cov

figures: export INTEREST_SCREENSHOTS = docs/images
figures: $(INSTALLED)
	$(BIN)/python -m pytest tests/test_pictures.py

lint: style rooms shape types

style: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

rooms: $(INSTALLED)
	$(BIN)/lint-imports --no-cache --no-logo

shape: $(INSTALLED)
	$(BIN)/python benchmarks/imports.py

types: $(INSTALLED)
	$(BIN)/mypy

# In an environment of its own: what checks the packages is none of them.
audit:
	$(PYTHON) -m venv .venv/audit
	-$(subst .venv,.venv/audit,$(BIN))/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(subst .venv,.venv/audit,$(BIN))/python benchmarks/audit.py

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Interest needs Python 3.11 or newer, this is ' + sys.version.split()[0])"
	@echo "Making an environment in .venv ..."
	$(PYTHON) -m venv .venv
	@echo "Installing Interest and what it needs, once: some 3 GB in .venv, a few minutes. pip says what it fetches:"
	$(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt -e ".[dev]"
	$(BIN)/python -c "open('$(INSTALLED)', 'w').close()"

clean:
	$(PYTHON) -c "import shutil; shutil.rmtree('.venv', ignore_errors=True)"

# make run    environment, install, sample studies, app on http://localhost:8501
# make test   environment, install, Chromium and a CJK font where they can be had, the whole test suite
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

.PHONY: run test lint figures clean

run: $(INSTALLED)
	$(BIN)/interest app --samples

test: $(INSTALLED)
	$(BIN)/python tests/system_packages.py
	$(BIN)/python -m pytest

figures: export INTEREST_SCREENSHOTS = docs/images
figures: $(INSTALLED)
	$(BIN)/python -m pytest tests/test_pictures.py

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Interest needs Python 3.11 or newer, this is ' + sys.version.split()[0])"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	$(BIN)/python -c "open('$(INSTALLED)', 'w').close()"

clean:
	$(PYTHON) -c "import shutil; shutil.rmtree('.venv', ignore_errors=True)"

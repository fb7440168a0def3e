PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 4  # two fifths of what they do is to wait

# Else every process of the tests, hundreds of them, compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup demo test lint bench pot catalogs lock pictures clean

setup: $(VENV)/ready

$(VENV)/ready: requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup
	$(BIN)/skapabot demo

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

bench: setup
	@$(BIN)/python -m tests.bench

DOMAINS := participants staff
TEMPLATES ?= locales
pot: setup  ## find the texts to translate: what participants read, and what only the staff reads
	for domain in $(DOMAINS); do \
	  $(BIN)/pybabel --quiet extract -F locales/$$domain.toml -o $(TEMPLATES)/$$domain.pot -c NOTE: \
	    -k pgettext:1c,2 --add-location=file --sort-output --omit-header . || exit 1; done

catalogs: pot  ## find new texts, and bring every catalog up to date
	for domain in $(DOMAINS); do \
	  $(BIN)/pybabel --quiet update -i locales/$$domain.pot -d locales -D $$domain \
	    --no-fuzzy-matching --ignore-obsolete --no-wrap --ignore-pot-creation-date || exit 1; done
	sed -i '/^"Report-Msgid-Bugs-To/d; /^#: /d' locales/*/LC_MESSAGES/*.po

pictures: setup  ## take the README's pictures from the running program
	$(BIN)/python -m tests.pictures

# The lock files name no registry: they work with whatever index pip is set up for.
LOCK := uv pip compile pyproject.toml --quiet --generate-hashes --universal --no-emit-index-url \
  --no-emit-find-links --no-header --no-annotate
lock:
	$(LOCK) -o requirements.txt
	$(LOCK) --extra test -o requirements-dev.txt

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis data screenshots

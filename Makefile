# Two commands are all a newcomer needs: `make demo` and `make test`.
# They need Python 3.11 or newer and make; everything else goes into .venv.

PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --only-binary :all:
CORPORA ?= ../shared/corpora
LABELLED := --own training/passages/*.txt --standoff training/standoff/*.jsonl
LEDGER := demo/gesta.ledger

.PHONY: demo test lint bench train clean

demo: $(VENV)/.core
	@rm -rf demo && mkdir -p demo
	$(BIN)/gesta read samples/reports --ledger $(LEDGER)
	$(BIN)/gesta verify $(LEDGER)
	@$(BIN)/python scripts/demo_disputes.py $(LEDGER)

test: $(VENV)/.dev
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks all --corpora $(CORPORA) --check

train: $(VENV)/.train
	$(BIN)/python -m training.check_passages training/passages/*.txt
	$(BIN)/python -m training.adapt --corpora $(CORPORA) --out runs/adapted
	$(BIN)/python -m training.train --corpora $(CORPORA) --out runs/first --seed 1 \
		--start runs/adapted/encoder.safetensors $(LABELLED)
	$(BIN)/python -m training.train --corpora $(CORPORA) --out runs/reader --seed 1 --start runs/first/net.pt \
		--still 3 --epochs 5 --own_epochs 3 --rate 1e-4 --head_rate 5e-4 $(LABELLED)
	$(BIN)/python -m training.export runs/reader --to src/gesta/resources/model
	$(BIN)/python -m training.second src/gesta/resources/model --corpora $(CORPORA) $(LABELLED)
	$(BIN)/python -m training.second_same src/gesta/resources/model --corpora $(CORPORA) $(LABELLED)
	$(BIN)/python -m training.tune src/gesta/resources/model --corpora $(CORPORA)
	$(BIN)/python -m training.gate src/gesta/resources/model --corpora $(CORPORA)

clean:
	rm -rf demo .mypy_cache .ruff_cache .pytest_cache .hypothesis

# A stamp says that the packages are there for this pyproject.toml, so a second call is quick.
$(VENV)/.core: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[web]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[dev,analysis,export,web]'
	@touch $@ $(VENV)/.core

$(VENV)/.train: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[dev,analysis,export,web,train]'
	@touch $@ $(VENV)/.core $(VENV)/.dev

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Gesta needs Python 3.11 or newer. Name one: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "$(PYTHON) has no venv module. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

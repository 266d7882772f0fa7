# `make run` and `make test` do all that they need; a second run does no work twice.
PYTHON ?= python3
BIN := .venv/bin
export HF_HUB_DISABLE_TELEMETRY := 1
export ORT_DISABLE_TELEMETRY := 1

.PHONY: run sample test test-all check install models screenshots sbom lock clean

run: sample  ## the chat, in the browser
	$(BIN)/streamlit run ui/server.py

# Hundreds of processes are started: each would compile the project again where Python may write no bytecode.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses 2 --dist loadgroup --no-loadscope-reorder

test: .venv/.dev models  ## the real models and the real browser included, but not what is killed, loaded or offline for minutes
	$(PYTEST) -m "not slow"

test-all: .venv/.dev models  ## every test, as CI runs them
	$(PYTEST)

check: .venv/.dev  ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

install: .venv/.run

models: .venv/.run  ## fetched and verified once, into the user's cache
	@$(BIN)/python -m rag.models

screenshots: .venv/.dev models
	$(BIN)/python scripts/screenshots.py

sbom: .venv/.run  ## name, version and licence of every package; `scripts/sbom.py --json` as CycloneDX
	@$(BIN)/python scripts/sbom.py

lock:  ## needs uv; torch's CUDA companions stay out, pip adds them where torch's own build asks for them
	for name in requirements requirements-dev requirements-ocr requirements-postgres requirements-otel requirements-ray; do \
	  uv pip compile --quiet --no-annotate --no-header --python-version 3.11 $$name.in | grep -vE '^(nvidia|cuda|triton)' > $$name.txt.new && mv $$name.txt.new $$name.txt; \
	done
	{ echo "# requirements.txt with the SHA-256 of every file that PyPI has of each version, without torch: README says how to use it."; \
	  echo "# Written by \`make lock\`."; grep -v '^torch==' requirements.txt | uv pip compile --quiet --default-index https://pypi.org/simple --no-deps \
	  --generate-hashes --no-annotate --no-header --python-version 3.11 -; } > requirements.lock.new && mv requirements.lock.new requirements.lock

clean:  ## everything that make made, except documents and models
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Once a data folder: notes that a user removed stay away. A wrong setting is told by the commands that follow.
sample: .venv/.run
	@mark=$$($(BIN)/python -c 'from index.settings import IndexSettings; print(IndexSettings().data / ".sample")' 2>/dev/null); \
	test -e "$$mark" || { $(BIN)/python -m rag.models && $(BIN)/python -m index add corpus && touch "$$mark"; }

.venv/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Dossier needs Python 3.11 or newer; call make with PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what Dossier is made of; this takes some minutes, once."
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt requirements-postgres.txt requirements-otel.txt .venv/.run
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt -r requirements-postgres.txt -r requirements-otel.txt
	@touch $@

# One command runs the atlas, one command tests it. What each step does is in scripts/.

PORT ?= 8501
PYTEST_ARGS ?=
PYTHON ?= python3
export PYTHON

# A folder with its own claims.csv, events.csv and geodata/.
ifdef WORKSPACE
export CLAIMATLAS_WORKSPACE := $(WORKSPACE)
endif

PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test lint picture dictionary cold-start bench load lock licences audit sbom fuzz

help:
	@echo "Claim Atlas: contradictory claims in an armed conflict, on a map."
	@echo
	@echo "  make run                  start the dashboard and open the browser"
	@echo "  make run PORT=8502        the same on another port"
	@echo "  make run WORKSPACE=dir    the same over another record"
	@echo "  make test                 every check: style, types, tests, browser"
	@echo "  make test PYTEST_ARGS=..  the same, with arguments for pytest"
	@echo "  make lint                 style and types alone"
	@echo "  make picture              the picture of the README, from a real dashboard"
	@echo "  make dictionary           the data dictionary of the README, from the schema"
	@echo "  make lock                 sums of all pins, after one has changed; then make licences"
	@echo "  make licences             docs/LICENCES.md"
	@echo "  make audit                published weaknesses of what is pinned (STRICT=1: fail without a network)"
	@echo "  make sbom                 sbom.json: what running installs, as CycloneDX"
	@echo "  make fuzz                 hostile bytes for every reader, MINUTES=10 each"
	@echo "  make bench                every bench, beside other libraries (BENCH='load place --claims 1k,100k')"
	@echo "  make cold-start           seconds from start to the first map, in a table and JSON"
	@echo "  make load                 up to a hundred readers at a time, beside the stock way: tables and JSON"

run:
	@sh scripts/environment.sh run
	@exec $(PY) scripts/serve.py $(PORT)

lint:
	@sh scripts/environment.sh dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

# A browser that did not answer in time is asked once more, as busy machines need; the last line counts how often.
ONCE_MORE = --reruns 1 --only-rerun TimeoutError

test: lint
	@chromium=$$(sh scripts/chromium.sh) && export CLAIMATLAS_CHROMIUM="$$chromium" && \
	without=; sh scripts/nginx.sh >/dev/null || \
	{ without="not nginx"; echo "There is no nginx: the two tests of deploy/nginx.conf are left out." >&2; }; \
	echo "Testing with $$chromium" && $(PY) -m pytest -n 2 -m "$$without" $(ONCE_MORE) $(PYTEST_ARGS)

picture:
	@sh scripts/environment.sh dev
	@chromium=$$(sh scripts/chromium.sh) && CLAIMATLAS_CHROMIUM="$$chromium" $(PY) -m scripts.picture

dictionary:
	@sh scripts/environment.sh dev
	@$(PY) -m scripts.data_dictionary

cold-start:
	@sh scripts/environment.sh dev
	@chromium=$$(sh scripts/chromium.sh) && CLAIMATLAS_CHROMIUM="$$chromium" $(PY) -m benchmarks.cold_start

BENCH ?=
bench:
	@sh scripts/environment.sh bench
	@chromium=$$(sh scripts/chromium.sh) && CLAIMATLAS_CHROMIUM="$$chromium" $(PY) -m claimatlas bench $(BENCH)

load:
	@sh scripts/environment.sh dev
	@$(PY) -m benchmarks.load

lock:
	@sh scripts/lock.sh

licences:
	@sh scripts/environment.sh dev
	@$(PY) -m scripts.licences

audit:
	@sh scripts/audit.sh

sbom:
	@sh scripts/supply.sh
	@.venv-supply/bin/python -m cyclonedx_py requirements requirements/run.txt --pyproject pyproject.toml --mc-type application \
		--output-reproducible --of JSON --sv 1.6 --output-file sbom.json
	@echo "sbom.json: CycloneDX 1.6, $$(grep -c '"purl"' sbom.json) packages"

MINUTES ?= 10
fuzz:
	@sh scripts/environment.sh dev
	@for reader in table foreign address geojson; do $(PY) -m tests.fuzz $$reader $$(($(MINUTES) * 60)) || exit 1; done

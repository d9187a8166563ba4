# make guide   the guide in every language, from sources/ to build/ (this is what plain `make` does)
# make test    all tests; some of them: make test TESTS=tests/ingest
# make lint    style, types, which module may import which, and the catalogues of messages and labels
# make kills   a hundred builds killed at random moments, and a log of what each left
# make bench   time and memory beside other typesetters, as a table; a part of it: make bench ARGS="--sizes 144 --only guide,typst"
#              large workbooks beside plain readers: make bench ARGS=workbooks
# make clean   remove what was made: build/ and the tools' caches; .venv stays, and so do the bags that were handed off, the copies for
#              authors and the translators' files
#
# Every target first makes the checkout ready (.ci/set-up): once it is, that takes no time. Other sources: make guide SOURCES=dir

SOURCES = sources
BUILD = build
TESTS =
ARGS =
# Tests run in as many processes as there are cores, four at most; those that look at moments and at processor time run by themselves.
SIDE_BY_SIDE = --numprocesses logical --maxprocesses 4 --dist worksteal
ALONE = tests/kills tests/bench/test_bench_measuring.py
BIN = .venv/bin

.DEFAULT_GOAL := guide
.PHONY: guide test lint kills bench clean ready

guide: ready
	$(BIN)/guide build "$(SOURCES)" --build "$(BUILD)"

test: ready
ifeq ($(strip $(TESTS)),)
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(addprefix --ignore=,$(ALONE))
	$(BIN)/python -m pytest $(ALONE)
else
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(TESTS)
endif

lint: ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pipeline.messages.proofread

kills: ready
	$(BIN)/python -m tests.kills

bench: ready
	$(BIN)/python -m tests.bench $(ARGS)

clean:
	[ ! -d build ] || find build -depth ! -path 'build/*/handoff/*' ! -path 'build/*/return/*' ! -path 'build/*/strings/*' \( ! -type d -o -empty \) -delete
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache dist guide_pipeline.egg-info
	find pipeline tests -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f pipeline/messages/*.mo

# PYTHON is handed on: make guide PYTHON=/opt/python/bin/python3
ready:
	@PYTHON="$(PYTHON)" .ci/set-up

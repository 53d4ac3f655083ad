# The two that matter:
#   make try     sets up, builds, and runs a small shop on express with Lode
#   make test    sets up, and runs everything that CI runs
#
# Also: setup, build, editors, check, bench, soak, conformance, clean. A second `make` is quick.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/lode
export CARGO_TARGET_DIR ?= $(CACHE)/target
export CARGO_TERM_PROGRESS_WHEN ?= auto

LODE := $(CARGO_TARGET_DIR)/debug/lode
FAST_LODE := $(CARGO_TARGET_DIR)/release/lode
SHOP := docs/guide/examples/shop
TRY := $(CACHE)/try/shop
# The extension for VS Code with the server in it: the build that was made last.
PACKAGE = editors/vscode/package.sh $(CACHE)/editors/lode.vsix $$(ls -t $(FAST_LODE) $(LODE) 2>/dev/null | sed -n 1p)

# A heading, bold where that can be seen.
say = @if [ -t 1 ]; then printf '\n\033[1m%s\033[0m\n' "$(1)"; else printf '\n%s\n' "$(1)"; fi

.PHONY: help setup build editors try test check bench soak conformance clean

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | head -5

setup:
	@bash .ci/setup

build: setup
	$(call say,Building Lode)
	@cargo build --package lode

try: build
	$(call say,Getting the packages of $(SHOP))
	@mkdir -p $(TRY) && cp -R $(SHOP)/. $(TRY)/
	@cd $(TRY) && if cmp -s package-lock.json node_modules/.installed; then echo "  they are there"; else npm ci --no-audit --no-fund --loglevel=error && cp package-lock.json node_modules/.installed; fi
	$(call say,lode run server.js$(comma) asked a few things and then many)
	@cd $(TRY) && $(LODE) run try.mjs
	$(call say,What an editor is told about the shop)
	@cd $(TRY) && for question in "complete server.js:10:5" "hover server.js:10:6" "definition server.js:10:6"; do \
	  printf '  lode query %s\n' "$$question"; $(LODE) query $$question | head -8 | cut -c1-150 | sed 's/^/    /'; done
	$(call say,lode lint)
	@cd $(TRY) && $(LODE) lint
	$(call say,What pricing.js comes to: lode eval --inline pricing.js)
	@cd $(TRY) && $(LODE) eval --inline pricing.js
	$(call say,A loop that does not end: lode eval --inline --timeout 500 endless.js)
	@cd $(TRY) && ! $(LODE) eval --inline --timeout 500 endless.js
	$(call say,What to type next)
	@printf '  %s\n' \
	  "export PATH=$(CARGO_TARGET_DIR)/debug:\$$PATH" \
	  "lode run $(SHOP)/try.mjs     (after npm ci there)" \
	  "lode run app.ts              TypeScript runs as it is" \
	  "lode eval '1 + 1' -p         a line of code" \
	  "lode repl                    try things out" \
	  "lode query hover FILE:1:1    what an editor is told; docs/guide/editors.md: lode lsp in your editor" \
	  "lode doctor                  what Lode found on this machine" \
	  "make bench                   Lode beside Node, as a release build"
	@echo

editors: build
	$(call say,Packaging the extension for VS Code)
	@$(PACKAGE)

test: setup
	$(call say,Building and running every test)
	@cargo test --workspace --lib --bins --tests
	$(call say,Working in real editors)
	@tests/editors/run.sh --install || [ $$? = 77 ]
	@$(PACKAGE)
	$(call say,Checking the rules of the repository)
	@cargo run --quiet --package xtask -- check

check: setup
	@cargo run --quiet --package xtask -- check

bench: setup
	@cargo build --release --package lode
	@cargo run --quiet --package xtask -- bench run --lode $(FAST_LODE)

soak: setup
	@cargo test --package engine --package event_loop -- --include-ignored
	$(call say,A thousand workers killed$(comma) ten thousand edits)
	@LODE_SOAK=1 cargo test --test tests -- workers::

# TREE: a folder with Node's own tests (test/parallel, test/common, test/fixtures) of version 22 or near.
conformance: build
	@cargo run --quiet --package xtask -- conformance node $(TREE)

clean:
	@rm -rf $(CACHE)/try $(CARGO_TARGET_DIR)

comma := ,

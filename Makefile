# Model Atlas, from a fresh clone. `make serve` is all a reader of this needs.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
# Files below are named under target/.
unexport CARGO_TARGET_DIR

ADDR ?= 127.0.0.1:3000
ARGS ?=
CHROMIUM ?= /usr/bin/chromium

WASM_TARGET := wasm32-unknown-unknown
WASM := target/$(WASM_TARGET)/wasm-release/model_atlas.wasm
BUILDER := target/assets/site-assets
SERVER := target/release/model-atlas
MANIFEST := target/site/manifest.json
SIZES := target/site-sizes.txt
CONTRACT := target/contract/bin/schemathesis
NODE_MODULES := end2end/node_modules/.package-lock.json

CLIENT_FLAGS := --lib --no-default-features --features hydrate --target $(WASM_TARGET) --profile wasm-release
BUILDER_FLAGS := --profile assets --no-default-features --features assets --bin site-assets

heading = @printf '\n== %s\n' '$(1)'
# $(call need,COMMAND,REMEDY): one clear sentence when a tool is missing.
need = @command -v $(1) >/dev/null || { echo 'make: $(1) is missing: $(2)' >&2; exit 1; }

# $(call install,PACKAGES): Debian packages, as root.
install = printf '\n== Debian packages: %s\n' "$(1)"; \
	command -v apt-get >/dev/null || { echo "make: apt-get is missing: install $(1) yourself; Chromium elsewhere is named as in make test CHROMIUM=/path/to/chromium" >&2; exit 1; }; \
	as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	$$as_root apt-get update -qq; \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1)

.PHONY: help serve build test lint unit check contract browser bench size clean toolchain browser-tools bench-tools FORCE

help:
	@echo 'make serve   build what changed, then serve on http://$(ADDR) (ADDR=…, ARGS=…)'
	@echo 'make build   client, site assets and server'
	@echo 'make test    formatting, lints, tests, content check, API contract, browser tests'
	@echo 'make bench   filter and order; share pictures; relevance and times of search, also with 1,000,000 sections; answers beside slow clients; bytes, times and memory of the built site; requests per second beside nginx'
	@echo 'make size    bytes of the built client: raw, gzip, brotli'
	@echo 'make clean   remove everything that was built'

serve: build
	$(call heading,Serving on http://$(ADDR))
	@exec $(SERVER) serve --addr $(ADDR) $(ARGS)

build: $(MANIFEST)
	$(call heading,Server)
	cargo build --release --bin model-atlas

test: lint build unit check contract browser
	$(call heading,Everything passed)

# ---- Building: cargo decides what is stale, make skips the builder ----

toolchain:
	$(call need,cargo,install Rust with rustup)
	$(call need,cc,install a C compiler (on Debian: apt-get install build-essential))
	@if ! [ -d "$$(rustc --print target-libdir --target $(WASM_TARGET))" ]; then \
	  command -v rustup >/dev/null || { echo 'make: rustup is missing: install it, or the $(WASM_TARGET) standard library, to compile the client' >&2; exit 1; }; \
	  printf '\n== Rust target %s\n' $(WASM_TARGET); \
	  rustup target add $(WASM_TARGET); \
	fi

# The cdylib alone: an rlib beside it would switch link-time optimisation off.
$(WASM): FORCE | toolchain
	$(call heading,Client)
	cargo rustc $(CLIENT_FLAGS) --crate-type cdylib

$(BUILDER): Cargo.toml Cargo.lock $(wildcard src/bin/site-assets/*.rs) | toolchain
	$(call heading,Asset builder)
	cargo build $(BUILDER_FLAGS)
	@touch $@

# Folders are listed too, so that a removed file counts as a change.
$(MANIFEST): $(WASM) $(BUILDER) $(shell find style public)
	$(call heading,Site assets)
	$(BUILDER) | tee $(SIZES)

FORCE:

# ---- Testing ----

lint: toolchain
	$(call heading,Formatting)
	cargo fmt --check
	$(call heading,Lints: server)
	cargo clippy --release --all-targets -- -D warnings
	$(call heading,Lints: client)
	cargo clippy $(CLIENT_FLAGS) -- -D warnings
	$(call heading,Lints: asset builder)
	cargo clippy $(BUILDER_FLAGS) -- -D warnings

unit: build
	$(call heading,Tests: asset builder)
	cargo test $(BUILDER_FLAGS)
	$(call heading,Tests: server)
	cargo test --release

check: build
	$(call heading,Content check)
	$(SERVER) check

contract: build $(CONTRACT)
	$(call heading,API against its own description)
	end2end/contract.sh $(SERVER) $(CONTRACT)

$(CONTRACT): end2end/requirements.txt
	$(call heading,Contract fuzzer)
	$(call need,python3,install Python 3.10 or newer)
	@python3 -c 'import ensurepip, venv' 2>/dev/null && command -v curl >/dev/null || { $(call install,python3-venv curl); }
	python3 -m venv --clear target/contract
	target/contract/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

browser: build browser-tools $(NODE_MODULES)
	$(call heading,Browser tests)
	cd end2end && CHROMIUM=$(CHROMIUM) npx --no-install playwright test

bench: build browser-tools bench-tools $(NODE_MODULES)
	$(call heading,Tables: filter and order)
	cargo bench --bench tables -- --noplot
	$(call heading,Share pictures: naming and drawing)
	cargo bench --bench share -- --noplot
	$(call heading,Search: relevance of our judged queries)
	$(SERVER) evaluate --queries src/tests/queries.tsv
	$(SERVER) evaluate --queries src/tests/queries-unseen.tsv
	$(call heading,Search: times of the engine)
	cargo bench --bench search -- --noplot
	$(call heading,Search: 1,000,000 sections)
	cargo bench --bench scale -- 1000000
	$(call heading,Answers beside 200 slow clients)
	cargo bench --bench slow_clients
	$(call heading,What a reader downloads and waits for)
	CHROMIUM=$(CHROMIUM) node benches/served.mjs
	$(call heading,Requests per second beside nginx)
	node benches/beside-nginx.mjs

# Debian starts nginx once it is installed; ours is started by hand.
bench-tools:
	@missing=; \
	for package in nginx-light libnginx-mod-http-brotli-static wrk; do \
	  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	$(call install,$$missing)

# Fonts matter: without them Chinese text has no width to test.
browser-tools:
	$(call need,node,install Node.js 20 or newer)
	$(call need,npm,install Node.js 20 or newer with npm)
	@missing=; \
	[ -x $(CHROMIUM) ] || missing=chromium; \
	if command -v dpkg >/dev/null; then \
	  for package in fonts-noto-cjk fonts-noto-color-emoji; do \
	    dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; \
	  done; \
	fi; \
	[ -n "$$missing" ] || exit 0; \
	$(call install,$$missing)

$(NODE_MODULES): end2end/package.json end2end/package-lock.json | browser-tools
	$(call heading,Browser test packages)
	cd end2end && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-progress
	@touch $@

# ---- The rest ----

size: $(MANIFEST)
	$(call heading,Sizes)
	@cat $(SIZES)

clean:
	cargo clean
	rm -rf end2end/node_modules end2end/test-results

TAGS = -tags=migrated_fynedo,sqlite_fts5

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' Makefile

run: ## install what is missing, build, and open Dropdesk on a sample company
	@scripts/run

test: ## install what is missing and run all tests
	@scripts/test

lint: ## gofmt, staticcheck, errcheck, govulncheck
	@scripts/lint

build: ## build the window and the command line into build/
	@scripts/setup window
	go build $(TAGS) -o build/dropdesk ./cmd/dropdesk
	go build $(TAGS) -o build/deskctl ./cmd/deskctl

bench: ## measure speed against yardsticks in the same run
	@scripts/setup tool
	go build $(TAGS) -o build/deskctl ./cmd/deskctl
	build/deskctl bench

gallery: ## every screen as a PNG in build/gallery
	@scripts/setup tool
	go run $(TAGS) ./cmd/gallery --out build/gallery

demo: ## 1000 deals with PDFs, workbook and mails in build/demo
	@scripts/setup tool
	go build $(TAGS) -o build/deskctl ./cmd/deskctl
	rm -rf build/demo
	build/deskctl demo --orders 1000 --out build/demo

clean: ## remove what was built
	rm -rf build

.PHONY: help run test lint build bench gallery demo clean

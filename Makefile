help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

run: ## install what is missing, build Dropdesk and open it on a sample company
	@scripts/run

test: ## install what is missing and run all tests
	@scripts/test

lint: ## gofmt, go vet, staticcheck, errcheck, govulncheck
	@scripts/lint

build: ## build the desktop program and the command line into build/
	@scripts/setup window
	@scripts/build --release dropdesk deskctl

twice: ## build both programs twice, in two folders, and compare them bit by bit
	@scripts/setup window
	@scripts/twice

soak: ## use the program at random and look what it keeps: make soak MINUTES=10
	@scripts/setup test
	@scripts/soak $(or $(MINUTES),10)

bench: ## measure speed against yardsticks in the same run
	@scripts/setup tool
	@scripts/build deskctl
	build/deskctl bench

bench-scale: ## lists, searches, Today and reports in a large company: make bench-scale N=1000000
	@scripts/setup tool
	@scripts/build deskctl
	@test -f build/scale-$(or $(N),100000)/demo.dropdesk || build/deskctl demo --orders $(or $(N),100000) --out build/scale-$(or $(N),100000)
	build/deskctl --file build/scale-$(or $(N),100000)/demo.dropdesk bench

bench-start: ## the program's start and memory on a large company: make bench-start N=100000
	@scripts/setup test
	@scripts/build deskctl
	@test -f build/scale-$(or $(N),100000)/demo.dropdesk || build/deskctl demo --orders $(or $(N),100000) --out build/scale-$(or $(N),100000)
	@scripts/startbench build/scale-$(or $(N),100000)/demo.dropdesk

histories: ## random histories against an oracle: make histories N=1000000
	@scripts/setup tool
	@scripts/histories $(or $(N),10000)

kills: ## kill the worker at random moments: make kills ROUNDS=100 MESSAGES=1000
	@scripts/setup tool
	@scripts/kills $(or $(ROUNDS),100) $(or $(MESSAGES),1000)

killed: ## kill the program at random moments: make killed N=10000
	@scripts/setup tool
	@scripts/safety killed $(or $(N),10000)

together: ## eight programs on one file: make together N=10000
	@scripts/setup tool
	@scripts/safety together $(or $(N),10000)

powercut: ## cut the power at random calls of a recorded run: make powercut N=10000
	@scripts/setup test
	@scripts/safety powercut $(or $(N),10000)

faults: ## let the disk be full or fail at N calls of each step, or at all of them: make faults N=1000000
	@scripts/setup tool
	@scripts/safety faults $(or $(N),1000000)

backups: ## back up while somebody works, and restore: make backups N=1000
	@scripts/setup tool
	@scripts/safety backups $(or $(N),1000)

corrupt: ## damage company files and look for totals that are wrong in silence: make corrupt N=10000
	@scripts/setup tool
	@scripts/corrupt $(or $(N),200)

fuzz: ## feed every reader with what nobody thought of: make fuzz SECONDS=300
	@scripts/setup tool
	@scripts/fuzz $(or $(SECONDS),300)

migrations: ## kill and cut the power while files of older formats are brought up to date: make migrations N=1000
	@scripts/setup test
	@scripts/safety migrations $(or $(N),1000)

zones: ## days of documents in all time zones
	@scripts/setup tool
	@scripts/safety zones

gallery: ## draw every screen as a PNG into build/gallery
	@scripts/setup tool
	@scripts/build gallery
	build/gallery --out build/gallery

sheet: ## draw docs/gallery.png, the screens that the README shows
	@scripts/setup tool
	@scripts/build gallery
	build/gallery --out build/gallery --ways light --sheet docs/gallery.png --only \
		orders,quote-draft,order-decide,purchasing,invoices-overdue,customers,reports,settings-appearance,settings-file,dialog-explain-row,dialog-send,dialog-find

pictures = first-1,today,quote-draft,dialog-send,purchasing,dialog-prices-plan,shipments,invoices-overdue,dialog-payment,bill-different,order-decide,outbox,inbox-answer,reports,settings-users,settings-automation,dialog-keys,settings-file

manual: ## draw the pictures of docs/manual, in English and German
	@scripts/setup tool
	@scripts/build gallery
	build/gallery --out docs/manual --ways light --small --exact --only $(pictures)
	build/gallery --out docs/manual/de --ways german --small --exact --only $(pictures)

licences: ## write docs/licences.md from the modules' licence files
	@scripts/licences

demo: ## do 1000 deals: file, PDFs, workbook and e-mails in build/demo
	@scripts/setup tool
	@scripts/build deskctl
	rm -rf build/demo
	build/deskctl demo --orders 1000 --out build/demo

icon: ## draw Icon.png from Icon.svg (needs rsvg-convert)
	rsvg-convert Icon.svg -o Icon.png

clean: ## remove build/
	rm -rf build

.PHONY: help run test lint build twice soak bench bench-scale bench-start histories kills killed together powercut faults backups migrations zones corrupt fuzz gallery sheet manual licences demo icon clean

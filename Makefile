# The commands of the project; the work is done by the scripts in .ci, which also run without make.

SWIFT ?= swift
# The Unicode Character Database, as Debian's unicode-data installs it, and UTS #39's confusables.txt.
UCD ?= /usr/share/unicode
CONFUSABLES ?=
# The files that `make measure` reads: one comment per line.
COMMENTS ?= docs/sample/comments.txt
CODE = Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources Benchmarks/LayerBenchmarks

export SWIFT

.PHONY: help build demo test measure bench tables lists format lint clean

help:
	@echo 'make demo      install what is missing, build, and filter the sample comments'
	@echo 'make test      install what is missing and run all tests, in debug and release'
	@echo 'make build     install what is missing and build for release'
	@echo 'make measure   measure the speed on one core (COMMENTS=files)'
	@echo 'make bench     generate comments and measure the whole pipeline (docs/BENCHMARKS.md)'
	@echo 'make lists     after adding, renaming or deleting a file below Wordlists'
	@echo 'make tables    generate the Unicode tables anew (CONFUSABLES=file, UCD=folder)'
	@echo 'make format    format the code'
	@echo 'make lint      check the format of the code'
	@echo 'make clean     remove what was built'

build:
	@.ci/setup
	$(SWIFT) build -c release --product comment-filter

demo:
	@.ci/demo

test:
	@.ci/test

measure: build
	.build/release/comment-filter measure $(COMMENTS)

bench:
	Benchmarks/run quarter --comments 2000000

tables:
	@test -n '$(CONFUSABLES)' || { echo 'make tables: say where confusables.txt of UTS #39 is: make tables CONFUSABLES=file' >&2; exit 2; }
	@test -f '$(UCD)/UnicodeData.txt' || { echo 'make tables: no Unicode data in $(UCD): install unicode-data, or say UCD=folder' >&2; exit 2; }
	$(SWIFT) run unicode-tables --ucd '$(UCD)' --confusables '$(CONFUSABLES)' --output Sources/CommentKernels

lists:
	Wordlists/embed

format:
	$(SWIFT) format --in-place --parallel --recursive $(CODE)

lint:
	$(SWIFT) format lint --strict --parallel --recursive $(CODE)
	Wordlists/embed --check

clean:
	$(SWIFT) package clean
	rm -rf Benchmarks/.build
	rm -rf .build/testing out

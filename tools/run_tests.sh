#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Run the checks and tests. `quick`: lint, types, floors, unit tests. `all`: these and everything, on both databases.
set -euo pipefail
mode=${1:-all}
bin=.venv/bin
parallel="-n 2 --dist loadscope --no-loadscope-reorder"
step() { printf '\n== %s\n' "$*"; }
home=$(mktemp -d); trap 'rm -rf "$home"' EXIT

if [ "$mode" = all ]; then  # the checks need one core: migrate the databases that all tests begin with on the other
  { $bin/python -m tests.template && $bin/python tools/with_postgres.py -- $bin/python -m tests.template; } &
  databases=$!
fi
step "ruff: lint and format";           $bin/ruff check --quiet . && $bin/ruff format --quiet --check .
step "import-linter: floors";           $bin/lint-imports --no-logo 2>&1 | tail -n 5 || { $bin/lint-imports; exit 1; }
step "mypy: engines and core";          $bin/mypy
step "Django: settings and migrations"
ALLMENDE_HOME=$home $bin/python manage.py makemigrations --check --dry-run >/dev/null
ALLMENDE_HOME=$home $bin/python manage.py check --fail-level WARNING

if [ "$mode" = quick ]; then
  step "unit tests (SQLite)"
  $bin/python -m pytest $parallel -q -m "not browser and not slow" tests  # no exec: the trap cleans up
  exit
fi
wait "$databases"
step "all tests on SQLite, with browser"
failed=0
ALLMENDE_TEST_HOME=$home/sqlite $bin/python -m pytest $parallel -q tests || failed=1
step "all tests on PostgreSQL"
ALLMENDE_TEST_HOME=$home/postgres $bin/python tools/with_postgres.py -- $bin/python -m pytest $parallel -q -m "not browser and not engine" tests \
  || failed=1
[ "$failed" = 0 ] || { echo "Tests failed, see above."; exit 1; }  # one run tells of the faults on both databases

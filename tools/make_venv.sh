#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Make .venv with the given Python (3.11 or newer). A bare Debian has no ensurepip: the package python3-venv brings it.
set -euo pipefail
wanted=${1:-python3.11}
[ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1 && exit 0
for candidate in "$wanted" python3.11 python3.12 python3.13 python3; do
  command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && break
  candidate=
done
[ -n "${candidate:-}" ] || { echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv" >&2; exit 1; }
if ! "$candidate" -c 'import ensurepip' 2>/dev/null; then
  tools/system_packages.sh venv
fi
"$candidate" -m venv .venv

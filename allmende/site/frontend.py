# SPDX-License-Identifier: EUPL-1.2
"""Copy what the browser needs out of node_modules into `site/vendor`, from where it is served by ourselves.

`python -m allmende.site.frontend` runs in `make setup`, after `npm ci`. The table below is the complete list.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NODE_MODULES = ROOT / "node_modules"
VENDOR = Path(__file__).resolve().parent / "vendor"

FILES = {
    "vendor/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/kern.min.css": "@kern-ux/native/dist/kern.min.css",
    "vendor/maplibre/maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "vendor/maplibre/maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "vendor/maplibre/maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
}
"""Path below /static/ to path in node_modules."""


def copy() -> int:
    """Copy every file of the table; return how many changed. Raises `FileNotFoundError` with the remedy."""
    changed = 0
    for target_name, source_name in FILES.items():
        source, target = NODE_MODULES / source_name, VENDOR / target_name
        if not source.is_file():
            raise FileNotFoundError(f"{source} is missing. Run `make setup`, which calls `npm ci`.")
        if not target.is_file() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            changed += 1
    return changed


if __name__ == "__main__":
    print(f"front end: {copy()} of {len(FILES)} files copied", file=sys.stderr)  # noqa: T201

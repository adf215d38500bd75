# SPDX-License-Identifier: EUPL-1.2
"""An environment of its own for peers that Allmende does not depend on, and runs of them in a separate process."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".venv-peers"
PINS = ROOT / "benchmarks" / "peers.txt"


def peers_python() -> Path | None:
    """The interpreter of `.venv-peers`, made on demand; None, and a word why, where it cannot be made."""
    python, stamp = HOME / "bin" / "python", HOME / "made-from"
    wanted = hashlib.sha256(PINS.read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python
    uv = Path(sys.executable).parent / "uv"
    steps = (
        [str(uv), "venv", "--quiet", "--clear", "--python", sys.executable, str(HOME)],
        [str(uv), "pip", "install", "--quiet", "--python", str(python), "--require-hashes", "-r", str(PINS)],
    )
    for step in steps:
        try:
            subprocess.run(step, check=True, capture_output=True, text=True, timeout=600)
        except (OSError, subprocess.SubprocessError) as error:
            said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
            print(f"  peers left out: {HOME.name} cannot be made ({said[-1] if said else error})", flush=True)
            return None
    stamp.write_text(wanted)
    return python


def run_peer(script: str, *arguments: str, seconds: int = 300) -> dict[str, Any] | None:
    """Run a script of this folder with the peers' interpreter; what it prints last, as JSON. None, and a word why, if it fails."""
    python = peers_python()
    if python is None:
        return None
    command = [str(python), str(ROOT / "benchmarks" / script), *arguments]
    try:
        result = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds)
        answer: dict[str, Any] = json.loads(result.stdout.strip().splitlines()[-1])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError) as error:
        said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        print(f"  {script} {' '.join(arguments[:1])} failed: {said[-1] if said else error}", flush=True)
        return None
    return answer

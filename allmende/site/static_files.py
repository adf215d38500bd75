# SPDX-License-Identifier: EUPL-1.2
"""Collect static files once per change, not at every start."""

from __future__ import annotations

import hashlib
import io
from contextlib import redirect_stdout
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def fingerprint() -> str:
    """Return a hash over names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}:{status.st_size}:{status.st_mtime_ns};".encode())
    return digest.hexdigest()


def collect() -> bool:
    """Collect, compress and fingerprint static files into ALLMENDE_HOME/static where anything changed; tell whether."""
    mark = Path(settings.STATIC_ROOT) / ".fingerprint"
    current = fingerprint()
    if mark.is_file() and mark.read_text() == current:
        return False
    with redirect_stdout(io.StringIO()):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(current)
    return True

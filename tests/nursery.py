# SPDX-License-Identifier: EUPL-1.2
"""Processes of the product that start in a moment, for tests that start or kill many.

To load Django takes four seconds of processor time. Here one process loads it, once in a test run, and does nothing
else; each child is forked off it and is a process like any other: own memory, own connections, killed for good.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload([__name__])

if not apps.ready:  # in the process that forks, not in that of the tests: all that the children need
    django.setup()
    from django.core.mail.backends import smtp  # noqa: F401
    from django.urls import get_resolver

    from allmende.core.ops import worker  # noqa: F401

    get_resolver().app_dict  # noqa: B018 (reads all addresses)

from django.db import connection  # noqa: E402


def start(target: Callable[..., Any], *args: Any, **changed: Any) -> BaseProcess:
    """Call `target(*args)` in a new process, on the database of the tests and with changed settings.

    It gets what can be pickled, a connection of `CONTEXT.Pipe()` too. It ends at the latest with the test run.
    """
    child = CONTEXT.Process(
        target=_live, args=(target, args, changed, str(connection.settings_dict["NAME"])), daemon=True
    )
    child.start()
    return child


def command(*arguments: str, **changed: Any) -> subprocess.CompletedProcess[str]:
    """Run `allmende ARGUMENTS` to its end in a new process as in `start`; return its exit code and what it printed."""
    with tempfile.TemporaryDirectory() as name:
        child = start(_command, arguments, Path(name), **changed)
        child.join()
        output, errors = ((Path(name) / file).read_text() for file in ("output", "errors"))
    return subprocess.CompletedProcess(arguments, child.exitcode or 0, output, errors)


def _command(arguments: tuple[str, ...], folder: Path) -> None:
    from allmende.site.cli import main

    for number, name in ((1, "output"), (2, "errors")):
        with (folder / name).open("wb") as file:
            os.dup2(file.fileno(), number)
    sys.argv = ["allmende", *arguments]
    main()


def _live(target: Callable[..., Any], args: tuple[Any, ...], changed: dict[str, Any], database: str) -> None:
    settings.DATABASES["default"]["NAME"] = database
    for name, value in changed.items():
        setattr(settings, name, value)
    target(*args)

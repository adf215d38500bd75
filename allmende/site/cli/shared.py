# SPDX-License-Identifier: EUPL-1.2
"""What commands share: Django's start, output for people and machines, progress."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import click

P = ParamSpec("P")
R = TypeVar("R")

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, steps done, steps in all; 0 when nobody knows)."""

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object on standard output, nothing else."
)


class Refusal(click.ClickException):
    """Foreseeable trouble: the message says what to do. Exit code 1, or 2 for unusable input."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def with_django(command: Callable[P, R]) -> Callable[P, R]:
    """Set Django up before the command's body runs."""

    @wraps(command)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        start_django()
        return command(*args, **kwargs)

    return inner


def start_django() -> None:
    """Set Django up once. Raises `ConfigError` for a setting that cannot be used."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allmende.site.settings")
    if not apps.ready:
        django.setup()


def without_installation() -> None:
    """Let shared code (readers of files) form its messages where no installation is needed: no settings, no database."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)  # messages are German as they are written


def say(text: str) -> None:
    """Tell the operator something (standard error: standard output belongs to results)."""
    click.echo(text, err=True)


def emit(result: dict[str, Any]) -> None:
    """Print the result of a command as one JSON object."""
    click.echo(json.dumps(result, ensure_ascii=False, default=str))


@contextmanager
def progress_bar(*, quiet: bool = False) -> Iterator[Progress]:
    """Yield a function (label, done, total) that draws a bar on a terminal and writes one line per label elsewhere."""
    shown: dict[str, int] = {}
    tty = sys.stderr.isatty()

    def report(label: str, done: int, total: int) -> None:
        if quiet:
            return
        if not tty:
            if label not in shown:
                say(f"  {label} ...")
            shown[label] = done
            return
        percent = int(done / total * 100) if total else 100
        if shown.get(label) == percent:
            return
        new_label = label not in shown
        shown[label] = percent
        bar = "█" * (percent // 4) + "·" * (25 - percent // 4)
        click.echo(
            ("\n" if new_label and len(shown) > 1 else "") + f"\r  {label:<40} {bar} {percent:3d} %", err=True, nl=False
        )

    yield report
    if tty and shown and not quiet:
        say("")

# SPDX-License-Identifier: EUPL-1.2
"""Fill the demo county and start it."""

from __future__ import annotations

import os

import click

from allmende.site.cli.serve import run_servers
from allmende.site.cli.shared import progress_bar, say, start_django


@click.command()
@click.option("--inhabitants", default=30_000, show_default=True, type=click.IntRange(2_000, 300_000))
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same county.")
@click.option("--address", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--serve/--no-serve", default=True, help="Start web server and worker when filled.")
def demo(inhabitants: int, seed: int, address: str, port: int, serve: bool) -> None:
    """Fill the fictional county of Auental and start it. A second start keeps everything and is quick.

    \b
    Examples:
      allmende demo
      allmende demo --inhabitants 100000 --seed 7 --no-serve
    """
    if serve:  # settings of this process and its children: the demo provider of identities, at this address
        os.environ.update(ALLMENDE_DEMO="1")
        os.environ.setdefault("ALLMENDE_BASE_URL", f"http://localhost:{port}")
    start_django()
    from django.core.management import call_command

    from allmende.core.ops.health import readiness
    from allmende.site import demo as demo_town

    if readiness()["migrations"] != "ok":
        say("Die Datenbank wird eingerichtet ...")
        call_command("migrate", interactive=False, verbosity=0)
    if not demo_town.is_filled():
        say(f"Der Landkreis Auental entsteht, mit {inhabitants} Menschen ...")
        with progress_bar() as progress:
            demo_town.fill(inhabitants=inhabitants, seed=seed, progress=progress)
    if not serve:
        say("Der Landkreis steht. Starten mit: allmende serve")
        return
    run_servers(address, port, with_worker=True, ready_message=welcome(address, port))


def welcome(address: str, port: int) -> str:
    """Return what to tell at the start: the address and the demo accounts."""
    from allmende.site import demo as demo_town

    host = "localhost" if address in {"127.0.0.1", "0.0.0.0"} else address  # noqa: S104 (comparison, no binding)
    lines = [
        "",
        f"  Allmende läuft:  http://{host}:{port}/",
        f"  Orte:            http://{host}:{port}/orte/",
        f"  Bausteine:       http://{host}:{port}/gestaltung/",
        f"  Verwaltung:      http://{host}:{port}/verwaltung/",
        "",
        "  Konten zum Ausprobieren (nur in dieser Demo):",
        *(f"    {account.email:<34} {account.password:<24} {account.role}" for account in demo_town.ACCOUNTS),
        "",
        "  Beenden mit Strg+C. Ein zweites `make demo` behält alles.",
    ]
    return "\n".join(lines)

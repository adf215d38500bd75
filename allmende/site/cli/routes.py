# SPDX-License-Identifier: EUPL-1.2
"""The table of all routes with their rule."""

from __future__ import annotations

import sys

import click

from allmende.site.cli.shared import emit, json_option, say, with_django


@click.command()
@json_option
@with_django
def routes(as_json: bool) -> None:
    """Print every address of this installation and who may open it.

    A route without rule is closed to everybody; where there is one, the exit code is 1.

    \b
    Examples:
      allmende routes | grep anyone
      allmende routes --json
    """
    from allmende.core.access.table import routes as all_routes

    table = all_routes()
    if as_json:
        emit(
            {
                "routes": [
                    {
                        "address": route.address,
                        "name": route.name,
                        "rule": route.rule.name if route.rule else None,
                        "source": route.source,
                    }
                    for route in table
                ]
            }
        )
    else:
        width = min(max(len(route.address) for route in table), 60)
        for route in table:
            click.echo(f"{route.address:<{width}}  {route.rule.name if route.rule else '!! NO RULE'}  [{route.name}]")
    missing = [route for route in table if route.rule is None]
    if missing:
        say(f"{len(missing)} Adressen haben keine Regel und sind für alle geschlossen.")
        sys.exit(1)

# SPDX-License-Identifier: EUPL-1.2
"""`allmende accessibility`: check pages of the municipality's own sites for barriers."""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import urlsplit

import click

from allmende.site.cli.shared import Refusal, emit, json_option, say, with_django


@click.group("accessibility")
def accessibility() -> None:
    """Find barriers on the municipality's own sites.

    Only hosts that stand on the list are opened: those of the sites under "Barrierefreiheit > Prüfung" in the staff area
    and the host names of this installation. Needs Chromium and `pip install 'allmende[browser]'`.
    """


@accessibility.command()
@click.argument("urls", nargs=-1, required=True)
@json_option
@with_django
def check(urls: tuple[str, ...], as_json: bool) -> None:
    """Open URLS in a headless browser and list what axe-core and our own probe find. Nothing is stored.

    Exit code 0: nothing found; 1: faults found or a page could not be opened; 2: an address that may not be checked.

    \b
    Examples:
      allmende accessibility check https://www.auental.example/
      allmende accessibility check --json https://www.auental.example/ https://www.auental.example/kontakt
    """
    from allmende.core.accessibility import tasks
    from allmende.core.accessibility.browse import Unavailable
    from allmende.core.accessibility.hosts import host_problem, page_problem

    allowed = _allowed_hosts()
    for url in urls:
        if problem := page_problem(url, allowed):
            known = f" Erlaubt sind: {', '.join(sorted(allowed))}." if allowed else " Die Liste ist leer."
            raise Refusal(f"{url}: {problem}{known}", exit_code=2)
        if problem := host_problem(urlsplit(url).hostname or ""):
            raise Refusal(f"{url}: {problem}", exit_code=2)
    try:
        result = tasks.browse(tasks.job_for(urls, sorted(allowed)))
    except (Unavailable, TimeoutError, RuntimeError) as error:
        raise Refusal(str(error)) from error
    if as_json:
        emit(dict(result))
    else:
        _print(result)
    bad = any(page["error"] or page["faults"] for page in result["pages"])
    sys.exit(1 if bad else 0)


def _allowed_hosts() -> set[str]:
    from allmende.core.accessibility.models import CheckedSite
    from allmende.core.municipality.models import Host

    sites = {host for site in CheckedSite.objects.filter(is_ours=True) for host in site.host_list}
    return sites | set(Host.objects.values_list("name", flat=True))


def _print(result: Any) -> None:
    for page in result["pages"]:
        say(f"\n{page['url']} ({page['seconds']} s)")
        if page["error"]:
            say(f"  !! {page['error']}")
        elif not page["faults"]:
            say("  Nichts gefunden. Ein Programm findet nur einen Teil der Barrieren.")
        for fault in page["faults"]:
            click.echo(f"  {fault['title']} [{fault['rule']}]\n      {fault['html'][:160]}")
    for text in result["refused"]:
        say(f"\nNicht geladen: {text}")

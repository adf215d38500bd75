# SPDX-License-Identifier: EUPL-1.2
"""Make the basemap."""

from __future__ import annotations

from pathlib import Path

import click

from allmende.site.cli.shared import Refusal, emit, json_option, progress_bar, say, with_django


@click.group()
def basemap() -> None:
    """The map everybody sees: vector tiles of streets, buildings, water, green, rail, boundaries and names.

    Made from own data and served by this installation; no third party is asked.
    """


@basemap.command()
@click.option(
    "--osm", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An OpenStreetMap extract (.osm.pbf)."
)
@click.option("--demo", is_flag=True, help="The generated demo county.")
@json_option
@with_django
def build(osm: Path | None, demo: bool, as_json: bool) -> None:
    """Build all tiles anew and put them in place in one step. The old map stays until the new one is complete.

    \b
    Examples:
      allmende basemap build --osm auental.osm.pbf
      allmende basemap build --demo
    """
    from allmende.core.maps import basemap as maps

    if bool(osm) == demo:
        raise Refusal("Bitte entweder --osm DATEI oder --demo angeben.", 2)
    with progress_bar(quiet=as_json) as progress:
        if demo:
            from allmende.site import demo as demo_town

            result = demo_town.build_basemap(progress)
        else:
            try:
                result = maps.build_from_osm(osm, progress)
            except ValueError as error:
                raise Refusal(str(error), 2) from error
    if as_json:
        emit(result)
    else:
        say(f"{result['tiles']} Kacheln, {result['bytes'] / 1e6:.1f} MB.")

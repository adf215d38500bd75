# SPDX-License-Identifier: EUPL-1.2
"""Prepare the data of the supply analysis of this installation."""

from __future__ import annotations

from pathlib import Path

import click

from allmende.site.cli.database import with_database
from allmende.site.cli.import_shared import MUNICIPALITY
from allmende.site.cli.shared import Refusal, emit, json_option, progress_bar, say


@click.command()
@MUNICIPALITY
@click.option(
    "--osm",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Build the street network anew from an OpenStreetMap extract (.osm.pbf).",
)
@json_option
@with_database
def prepare(key: str, osm: Path | None, as_json: bool) -> None:
    """Compute travel times and figures anew, and put them in use in one step.

    Needs a population (allmende import population). Without a street network, ways are reckoned from the straight line and
    the pages say so. The worker does this by itself when places, areas, population or standards have changed.

    \b
    Examples:
      allmende supply prepare --osm auental.osm.pbf
      allmende supply prepare
    """
    from allmende.know.supply import actions, network_actions
    from allmende.know.supply.prepare import NothingToPrepare
    from allmende.know.supply.world import world_of
    from allmende.site.cli.municipality import served

    home = served(key)
    with progress_bar(quiet=as_json) as progress:
        try:
            if osm:
                network_actions.build_from_osm(home, osm, progress)
            state = actions.prepare(home, progress)
        except NothingToPrepare as missing:
            raise Refusal(str(missing), 2) from missing
        except ValueError as error:
            if not osm:
                raise
            raise Refusal(str(error), 2) from error
    world = world_of(home)
    if world is None:
        raise Refusal("Die berechneten Daten sind nicht lesbar. Abhilfe: allmende check")
    result = {
        "municipality": home.ars,
        "version": state.version,
        "origins": len(world),
        "people": int(world.people[:, 0].sum()),
        "topics": {topic.key: len(topic.facilities) for topic in world.topics.values()},
        "by_street": bool(world.network.get("folder")),
    }
    if as_json:
        emit(result)
        return
    say(f"{result['people']} Menschen an {result['origins']} Stellen, {len(world.topics)} Themen.")
    if not result["by_street"]:
        say("Ohne Straßennetz: Wege sind aus der Luftlinie geschätzt. Abhilfe: allmende supply prepare --osm DATEI")

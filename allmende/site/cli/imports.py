# SPDX-License-Identifier: EUPL-1.2
"""The group `allmende import`."""

from __future__ import annotations

import click

from allmende.site.cli.import_areas import areas
from allmende.site.cli.import_municipalities import municipalities
from allmende.site.cli.import_places import places
from allmende.site.cli.import_population import population


@click.group("import")
def import_group() -> None:
    """Read municipalities, areas and places from files of the offices and of OpenStreetMap.

    Every import can be repeated: what is the same stays untouched, what differs is changed, what is no longer in the
    file is marked and never deleted. One import is one transaction: it happens completely or not at all.

    \b
    A new installation with real data, in three lines:
      allmende import municipalities shape vg250_01-01.utm32s.shape.ebenen.zip
      allmende municipality add 064380002002
      allmende import places osm extract.osm.pbf

    \b
    Exit codes: 0 done; 1 done, but some rows were rejected (see the rejects file); 2 nothing stored.
    """


import_group.add_command(municipalities)
import_group.add_command(areas)
import_group.add_command(places)
import_group.add_command(population)

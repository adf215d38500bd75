# SPDX-License-Identifier: EUPL-1.2
"""Make street networks. Needs no installation: no database, no settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from allmende.engines import network as networks
from allmende.site.cli.shared import Progress, Refusal, emit, json_option, progress_bar, say

PROFILES = {
    "walk": "zu Fuß",
    "wheelchair": "Rollstuhl, belegt",
    "wheelchair_maybe": "Rollstuhl, auch Unbekanntes",
    "bike": "Fahrrad",
    "car": "Auto",
}
STATES = {"yes": "befahrbar", "unknown": "unbekannt", "no": "nicht befahrbar"}
REASONS = {
    "steps": "Stufen",
    "kerb_raised": "Bordstein höher als 3 cm",
    "kerb_unknown": "Bordstein an der Querung unbekannt",
    "surface_bad": "Belag zu weich oder zu grob",
    "surface_unknown": "Belag unbekannt oder zweifelhaft",
    "smoothness_bad": "zu uneben",
    "too_narrow": "schmaler als 90 cm",
    "too_steep": "steiler als 6 %",
    "incline_unknown": "Steigung unbekannt",
    "tagged_no": "vor Ort als nicht befahrbar erfasst",
    "tagged_limited": "vor Ort als eingeschränkt erfasst",
    "barrier": "Hindernis",
    "barrier_unknown": "Hindernis, Durchgang unbekannt",
    "roadway": "kein Gehweg bekannt",
    "closed": "für Fußgänger gesperrt",
    "contradiction": "widersprüchliche Angaben",
}


@click.group()
def network() -> None:
    """Street networks for travel times: on foot, by wheelchair, bicycle and car.

    Made from OpenStreetMap or the demo county into a folder of mapped arrays, without a database.
    """


@network.command()
@click.option("--osm", type=click.Path(path_type=Path), help="An OpenStreetMap extract (.osm.pbf).")
@click.option("--demo", is_flag=True, help="The streets of the generated demo county.")
@click.option(
    "--inhabitants", default=30_000, show_default=True, type=click.IntRange(2_000, 300_000), help="With --demo."
)
@click.option("--seed", default=1, show_default=True, help="With --demo: the same seed gives the same county.")
@click.option(
    "--to", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write."
)
@json_option
def build(osm: Path | None, demo: bool, inhabitants: int, seed: int, folder: Path, as_json: bool) -> None:
    """Build a network and put it into a folder in one step; a network that lies there stays until the new one is complete.

    \b
    Examples:
      allmende network build --osm auental.osm.pbf --to network
      allmende network build --demo --inhabitants 100000 --to network --json
    """
    if bool(osm) == demo:
        raise Refusal("Bitte entweder --osm DATEI oder --demo angeben.", 2)
    refuse_foreign(folder)
    try:
        with progress_bar(quiet=as_json) as progress:
            made = networks.build_from_osm(osm, progress=progress) if osm else of_demo(inhabitants, seed, progress)
            networks.save(made, folder)
    except networks.UnreadableExtract as error:
        raise Refusal(str(error), 2) from error
    except OSError as error:
        raise Refusal(f"{folder} lässt sich nicht schreiben ({error.strerror}).", 1) from error
    result = networks.summary(made)
    if as_json:
        emit(result)
    else:
        tell(result, folder)


def refuse_foreign(folder: Path) -> None:
    """Raise `Refusal` for a folder in which something else lies."""
    own = ("manifest.json", "data-", "new-")
    if folder.is_dir() and not all(entry.name.startswith(own) for entry in folder.iterdir()):
        raise Refusal(f"In {folder} liegt schon etwas anderes. Bitte einen leeren oder neuen Ordner angeben.", 2)


def of_demo(inhabitants: int, seed: int, progress: Progress) -> networks.Network:
    """Return the network of the demo county."""
    from allmende.engines import townscape

    progress("Landkreis erzeugen", 0, 1)
    county = townscape.generate(inhabitants=inhabitants, seed=seed)
    progress("Landkreis erzeugen", 1, 1)
    return networks.build_from_streets(county.streets, townscape.CRS)


def tell(result: dict[str, Any], folder: Path) -> None:
    """Print the numbers for people."""
    say(f"Straßennetz in {folder}: {result['nodes']} Knoten, {result['segments']} Abschnitte, {km(result['km'])} km.")
    say(f"\n{'':30}{'km':>10}{'verbunden':>12}{'Teile':>8}")
    for profile, label in PROFILES.items():
        row = result["profiles"][profile]
        say(f"{label:30}{km(row['km']):>10}{km(row['km_connected']):>12}{row['components']:>8}")
    for state, label in STATES.items():
        row = result["wheelchair"][state]
        say(f"\nRollstuhl: {label} {km(row['km'])} km")
        for name, of in sorted(row["reasons"].items(), key=lambda item: -item[1]["km"]):
            barriers = f", Hindernisse: {of['barriers']}" if of["barriers"] else ""
            say(f"  {REASONS[name]:40}{km(of['km']):>10} km{barriers}")


def km(value: float) -> str:
    """Return kilometres with one decimal, in German."""
    return f"{value:,.1f}".replace(",", " ").replace(".", ",")

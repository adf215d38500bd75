# SPDX-License-Identifier: EUPL-1.2
"""Supply reports and searches for sites from files. Needs no installation: no database, no settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from allmende.site.cli.shared import Refusal, emit, json_option, progress_bar, say

FILE = click.Path(path_type=Path)
PROFILES = ("walk", "wheelchair", "bike", "car")
GOALS = ("distance", "cover", "everyone")


def common(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that both commands share."""

    @click.option(
        "--osm", type=FILE, help="Streets: an OpenStreetMap extract (.osm.pbf) or a folder of `allmende network build`."
    )
    @click.option("--crow-fly", is_flag=True, help="Without streets: as the crow flies, at walking pace.")
    @click.option("--origins", type=FILE, help="CSV with id, lon, lat and, if you like, weight: where people live.")
    @click.option(
        "--profile", type=click.Choice(PROFILES), default="walk", show_default=True, help="How people get there."
    )
    @click.option(
        "--minutes",
        type=click.FloatRange(0, 600, min_open=True),
        default=15.0,
        show_default=True,
        help="What still counts as near.",
    )
    @json_option
    @wraps(command)
    def inner(**options: Any) -> None:
        command(**options)

    return inner


@click.group()
def supply() -> None:
    """How far do people have it, and where should the next facility go? From files, without a database.

    \b
    Examples:
      allmende supply report --osm town.osm.pbf --origins people.csv --facilities kitas.csv
      allmende supply site --osm town.osm.pbf --origins people.csv --candidates plots.csv --count 2
    """


@supply.command()
@common
@click.option("--facilities", type=FILE, help="CSV with id, lon, lat and, if you like, capacity.")
@click.option("--counties", type=FILE, help="CSV with name, osm, origins, facilities: many counties in one report.")
@click.option(
    "--cluster",
    "address",
    help="With --counties: a Dask scheduler (tcp://HOST:8786), or local:2 for two processes here.",
)
def report(
    osm: Path | None,
    crow_fly: bool,
    origins: Path | None,
    facilities: Path | None,
    profile: str,
    minutes: float,
    counties: Path | None,
    address: str | None,
    as_json: bool,
) -> None:
    """For each origin the nearest facility and the way there in minutes; in sum how many have it near.

    Wheelchair: minutes are proved to be passable; beside them stand the minutes that would hold if ways without
    information were passable (minutes_if_passable). Unreachable origins have null and a reason.

    \b
    Examples:
      allmende supply report --osm town.osm.pbf --origins people.csv --facilities kitas.csv --minutes 15 --json
      allmende supply report --crow-fly --origins people.csv --facilities stops.csv --minutes 6
      allmende supply report --counties land.csv --cluster local:2 --json
    """
    from . import counties as many
    from .answer import totals
    from .county import County, Question
    from .sentences import summary

    question = Question(profile, minutes)
    if counties:
        if osm or origins or facilities or crow_fly:
            raise Refusal(
                "Zu --counties gehören weder --osm noch --origins, --facilities oder --crow-fly: Sie stehen in der Liste.",
                2,
            )
        todo = many.read_list(counties)
    else:
        if address:
            raise Refusal("--cluster gehört zu --counties: Verteilt werden ganze Kreise.", 2)
        _need_streets(osm, profile, crow_fly=crow_fly)
        todo = [County("", osm, _given(origins, "--origins"), _given(facilities, "--facilities"))]
    with progress_bar(quiet=as_json) as progress:
        if address:
            with many.cluster(address) as client:
                answers = many.answer_on(client, todo, question, progress)
        elif counties:
            answers = many.answer_here(todo, question, progress)
        else:
            from .county import answer

            answers = [answer(todo[0], question, progress)]
    figures = {"minutes": minutes, "profile": profile, "crow": crow_fly}
    if as_json and not counties:
        emit({"origins": answers[0].rows(), "totals": totals(answers, **figures)})
    elif as_json:
        each = [{"name": one.name, "origins": one.rows(), "totals": totals([one], **figures)} for one in answers]
        emit({"counties": each, "totals": totals(answers, **figures)})
    else:
        for note in (note for one in answers for note in one.notes):
            say(f"Hinweis: {note}")
        for one in answers if counties else ():
            click.echo(f"\n{one.name}\n  " + "\n  ".join(summary(totals([one], **figures))))
        click.echo("\n".join([*(["\nAlle zusammen"] if counties else []), *summary(totals(answers, **figures))]))


@supply.command()
@common
@click.option("--candidates", type=FILE, help="CSV with id, lon, lat: where something could be built or opened.")
@click.option("--facilities", type=FILE, help="CSV with id, lon, lat: what exists already and stays.")
@click.option("--count", type=click.IntRange(1, 1000), default=1, show_default=True, help="How many new sites.")
@click.option(
    "--goal",
    type=click.Choice(GOALS),
    default=GOALS[0],
    show_default=True,
    help="distance: least way for all together; cover: most people near; everyone: all near with fewest sites (no --count).",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 3600),
    default=10.0,
    show_default=True,
    help="Time for the proof that nothing is better.",
)
def site(
    osm: Path | None,
    crow_fly: bool,
    origins: Path | None,
    candidates: Path | None,
    facilities: Path | None,
    profile: str,
    minutes: float,
    count: int,
    goal: str,
    seconds: float,
    as_json: bool,
) -> None:
    """Choose the best of some candidate sites and say whether it is proved that no choice is better.

    \b
    Examples:
      allmende supply site --osm town.osm.pbf --origins people.csv --candidates plots.csv --count 2 --goal cover
      allmende supply site --osm town.osm.pbf --origins people.csv --candidates plots.csv --facilities kitas.csv --json
    """
    from allmende.site.cli.shared import without_installation

    from .county import Question
    from .provider import open_network
    from .sentences import site_summary
    from .sites import Search, choose
    from .tables import Points, read_points

    without_installation()
    _need_streets(osm, profile, crow_fly=crow_fly)
    people = read_points(_given(origins, "--origins"), "weight")
    plots = read_points(_given(candidates, "--candidates"), "capacity")
    there = read_points(facilities, "capacity", may_be_empty=True) if facilities else Points.none()
    with progress_bar(quiet=as_json) as progress:
        network = open_network(osm, progress) if osm else None
        result = choose(network, people, plots, there, Question(profile, minutes), Search(goal, count, seconds))
    if as_json:
        emit(result)
        return
    for note in people.notes + plots.notes + there.notes:
        say(f"Hinweis: {note}")
    click.echo("\n".join(site_summary(result)))


def _given(path: Path | None, option: str) -> Path:
    if path is None:
        raise Refusal(f"{option} fehlt. Abhilfe: Nennen Sie die CSV-Datei mit id, lon, lat.", 2)
    return path


def _need_streets(osm: Path | None, profile: str, *, crow_fly: bool) -> None:
    if bool(osm) == crow_fly:
        raise Refusal("Nennen Sie entweder --osm DATEI.osm.pbf oder --crow-fly (Luftlinie ohne Straßennetz).", 2)
    if crow_fly and profile != "walk":
        raise Refusal(
            "--crow-fly rechnet zu Fuß; lassen Sie --profile weg oder nennen Sie ein Straßennetz mit --osm.", 2
        )


def _of_the_installation() -> None:
    """Add the command that works on the database instead of files."""
    from allmende.site.cli.supply_prepare import prepare

    supply.add_command(prepare)


_of_the_installation()

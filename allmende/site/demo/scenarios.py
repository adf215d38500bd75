# SPDX-License-Identifier: EUPL-1.2
"""Two examples of what-if in the demo county: a Kita where many small children have it far, and a shop that closes."""

from __future__ import annotations

import uuid

import numpy as np

from allmende.commons.places.area_queries import areas_at
from allmende.commons.places.models import Place
from allmende.core.geo import crs
from allmende.core.municipality.models import Municipality
from allmende.core.municipality.queries import family_keys
from allmende.engines.townscape import County
from allmende.know.supply.changes import Asked, Changes
from allmende.know.supply.models import PopulationCell, Scenario
from allmende.know.supply.scenario_actions import save_scenario
from allmende.know.supply.words import TOPICS
from allmende.site.demo import Progress, county

KEYS = (uuid.UUID("5ce0a210-0000-4000-8000-000000000001"), uuid.UUID("5ce0a210-0000-4000-8000-000000000002"))


def fill(made: County, progress: Progress) -> int:
    """Store the examples where they are not there yet; return how many were added."""
    home = county.row()
    before = Scenario.objects.filter(submission_key__in=KEYS).count()
    if before == len(KEYS):
        return 0
    _new_kita(home)
    _closed_shop(home)
    Scenario.objects.filter(submission_key__in=KEYS).update(is_official=True)
    return Scenario.objects.filter(submission_key__in=KEYS).count() - before


def _places(home: Municipality, topic: str) -> list[Place]:
    rows = Place.objects.listed().filter(municipality__in=family_keys(home), category__in=TOPICS[topic].categories)
    return list(rows.order_by("pk"))


def _metres(points: list[tuple[float, float]]) -> np.ndarray:
    lon, lat = np.array(points).reshape(-1, 2).T
    return np.column_stack(crs.transformer(crs.WGS84, 25832).transform(lon, lat))


def _new_kita(home: Municipality) -> None:
    """Put a Kita where the ways of small children are longest, all together."""
    kitas = _places(home, "kita")
    cells = list(
        PopulationCell.objects.filter(population__municipality=home, under3__gt=0).values_list("lon", "lat", "under3")
    )
    if not kitas or not cells:
        return
    here = _metres([(lon, lat) for lon, lat, _children in cells])
    there = _metres([(place.geom.x, place.geom.y) for place in kitas])
    far = np.min(np.hypot(*(here[:, None] - there[None]).transpose(2, 0, 1)), axis=1)
    gain = np.zeros(len(cells))
    children = np.array([children for *_point, children in cells])
    for number in np.argsort(-far * children)[:200]:  # the best of the likeliest
        near = np.hypot(*(here - here[number]).T)
        gain[number] = np.sum(children * np.maximum(far - near, 0))
    lon, lat, _children = cells[int(np.argmax(gain))]
    inside = areas_at(home, lon, lat)
    name = inside[0].name if inside else home.name
    save_scenario(
        municipality=home,
        asked=Asked("kita", "u3", "zu-fuss", Changes(new=((round(lon, 5), round(lat, 5)),))),
        title=f"Eine Kita für {name}",
        note="Hier haben viele Familien mit kleinen Kindern einen weiten Weg. Was würde eine neue Kita ändern?",
        submission_key=KEYS[0],
    )


def _closed_shop(home: Municipality) -> None:
    """Close the shop that is farthest from the next one; in a very small county a practice or a Kita."""
    topic, shops = next(
        ((topic, found) for topic in ("einkaufen", "arztpraxis", "kita") if len(found := _places(home, topic)) > 1),
        ("", []),
    )
    if not topic:
        return
    points = _metres([(place.geom.x, place.geom.y) for place in shops])
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    shop = shops[int(np.argmax(apart.min(axis=1)))]
    save_scenario(
        municipality=home,
        asked=Asked(topic, "65plus", "zu-fuss", Changes(gone=(shop.pk,))),
        title=f"Wenn {shop.name} schließt",
        note="Für wen würde der Weg länger, wenn es dieses Angebot nicht mehr gäbe?",
        names={shop.pk: shop.name},
        submission_key=KEYS[1],
    )

# SPDX-License-Identifier: EUPL-1.2
"""Store the illustrations and hang them at the places they show."""

from __future__ import annotations

from allmende.commons.places.models import Place, PlacePicture
from allmende.core.media.actions import add_picture
from allmende.core.media.models import Picture
from allmende.engines.townscape import County
from allmende.site.demo import Progress, county
from allmende.site.demo.scenes import SCENES, painted

SOURCE = "Allmende, Demo Auental"

# category -> scene; names of places may choose another one
_SHOWN = {
    "library": "bibliothek", "fire_station": "feuerwehr", "school": "schule", "kindergarten": "kita", "swimming": "freibad",
    "museum": "museum", "train_station": "bahnhof", "bus_station": "bus", "ride_bench": "mitfahrbank", "hospital": "klinikum",
    "community_centre": "buergerhaus", "public_bookcase": "buecherzelle", "pitch": "sportplatz", "allotments": "garten",
    "marketplace": "markt", "wifi": "wlan", "vacant_shop": "laden", "playground": "spielplatz",
}  # fmt: skip


def by_name() -> dict[str, Picture]:
    """The stored illustrations by the name of their scene. One query."""
    titles = {scene.title: name for name, scene in SCENES.items()}
    found = Picture.objects.filter(source=SOURCE, title__in=titles)
    return {titles[picture.title]: picture for picture in found}


def fill(made: County, progress: Progress) -> int:
    """Paint what is missing, then give pictures to places that have none; return how many were added."""
    known = by_name()
    fresh = [name for name in SCENES if name not in known]
    if not fresh:
        return 0
    for done, name in enumerate(fresh):
        progress("Bilder malen", done, len(fresh))
        scene = SCENES[name]
        known[name] = add_picture(
            file=painted(name).file(), name=f"{name}.jpg", title=scene.title, alt=scene.alt, source=SOURCE,
            licence=county.LICENCE, focal_point_x=600, focal_point_y=490, focal_point_width=1000, focal_point_height=320,
        )  # fmt: skip
    places = Place.objects.filter(source=county.SOURCE).only("pk", "category", "name", "municipality")
    shown = [(place.pk, scene_of(place.category, place.name)) for place in places]
    hung = [PlacePicture(place_id=pk, picture=known[name]) for pk, name in shown if name is not None]
    PlacePicture.objects.bulk_create(hung, batch_size=1000)
    return len(fresh) + len(hung)


def scene_of(category: str, name: str) -> str | None:
    """The scene that shows such a place, if any."""
    if category == "church":
        return (
            "stadtkirche" if name.startswith("Stadtkirche") else "dorfkirche" if name.startswith("Dorfkirche") else None
        )
    if category == "townhall":
        return "rathaus" if name.startswith("Rathaus") else None
    if category == "castle":
        return "tor" if "tor" in name.lower() else "turm"
    return _SHOWN.get(category)

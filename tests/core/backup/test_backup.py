# SPDX-License-Identifier: EUPL-1.2
"""Backup and restore, also from one database to the other."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from shapely import Point

from allmende.commons.places.models import Place
from allmende.core.backup import BackupError
from allmende.core.backup.dump import content_hash, write_backup
from allmende.core.backup.load import restore_backup
from allmende.core.people.models import Person
from tests.template import copy_template

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def filled(county):
    media = Path(settings.HOME) / "media" / "tours"
    media.mkdir(parents=True, exist_ok=True)
    (media / "größe.txt").write_text("Zeile\n")
    Person.objects.create_superuser("chefin@example.test")
    Place.objects.bulk_create(
        [
            Place(
                municipality=county,
                category="library",
                name=f"Bücherei {i} <b>",
                geom=Point(10.1, 51.1),
                attributes={"b": 1.5, "a": [i, None]},
            )
            for i in range(50)
        ]
    )
    yield county
    (media / "größe.txt").unlink()


def test_restore_brings_back_exactly_what_was_there(filled, tmp_path):
    before = content_hash()
    manifest = write_backup(tmp_path / "b.zip")
    assert manifest["hash"] == before
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0
    Place.objects.all().delete()
    Person.objects.update(first_name="X")
    assert content_hash() != before
    restore_backup(tmp_path / "b.zip", replace=True)
    assert content_hash() == before
    assert Place.objects.filter(geom__bbox=(10, 51, 10.2, 51.2)).count() == 50
    # Keys given after the restore do not collide with restored ones.
    Place.objects.create(municipality=filled, category="library", name="neu", geom=Point(10.1, 51.1))


def test_a_filled_installation_is_not_overwritten_by_accident(filled, tmp_path):
    write_backup(tmp_path / "b.zip")
    with pytest.raises(BackupError, match="schon Inhalt"):
        restore_backup(tmp_path / "b.zip")


@pytest.mark.parametrize("damage", ["no zip", "truncated", "no manifest", "newer", "changed row", "path outside"])
def test_a_damaged_backup_changes_nothing(filled, tmp_path, damage):
    good = tmp_path / "good.zip"
    write_backup(good)
    bad = tmp_path / "bad.zip"
    content = good.read_bytes()
    match damage:
        case "no zip":
            bad.write_bytes(b"hello")
        case "truncated":
            bad.write_bytes(content[: len(content) // 2])
        case _:
            with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
                for info in source.infolist():
                    data = source.read(info)
                    if info.filename == "manifest.json":
                        manifest = json.loads(data)
                        if damage == "no manifest":
                            continue
                        if damage == "newer":
                            manifest["migrations"].append(["places", "9999_future"])
                        data = json.dumps(manifest).encode()
                    if damage == "changed row" and info.filename == "tables/places_place.jsonl":
                        data = data.replace("Bücherei 7".encode(), "Bücherei 8".encode())
                    target.writestr(info, data)
                if damage == "path outside":
                    target.writestr("files/../../evil.txt", "x")
    before = content_hash()
    with pytest.raises(BackupError):
        restore_backup(bad, replace=True)
    assert content_hash() == before


ON_SQLITE = """
import sys
from pathlib import Path
from allmende.site.cli.shared import start_django
start_django()
from django.db import connection
from allmende.commons.places.models import Place
from allmende.core.backup.dump import write_backup
from allmende.core.backup.load import restore_backup
first, second, third = map(Path, sys.argv[1:])
restore_backup(first)
print(connection.vendor, write_backup(second)["hash"])
place = Place.objects.first()
Place.objects.create(
    municipality=place.municipality, category="library", name="Größe „neu“", geom=place.geom, attributes={"c": [1e-7, "ß"]}
)
print(write_backup(third)["hash"])
"""


def test_the_other_database_gets_the_same_content(filled, tmp_path):
    """PostgreSQL's backup is restored on SQLite and back again, then one made there; the hashes stay the same.

    Both ways in the run on PostgreSQL, which has a migrated database of either kind at hand.
    """
    if connection.vendor != "postgresql":
        pytest.skip("the run on PostgreSQL goes both ways")
    first, second, third = (tmp_path / f"{name}.zip" for name in ("first", "second", "third"))
    manifest = write_backup(first)
    environ = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "ALLMENDE_TEST_HOME"}}
    environ |= {"ALLMENDE_HOME": str(tmp_path / "home"), "DJANGO_SETTINGS_MODULE": "allmende.site.settings"}
    copy_template(tmp_path / "home" / "allmende.sqlite3")
    command = [sys.executable, "-W", "error::DeprecationWarning:allmende", "-c", ON_SQLITE, first, second, third]
    result = subprocess.run(command, env=environ, capture_output=True, text=True, cwd=ROOT, check=False)
    assert result.returncode == 0, result.stderr
    vendor, same, grown = result.stdout.split()
    assert (vendor, same) == ("sqlite", manifest["hash"])
    restore_backup(second, replace=True)
    assert content_hash() == manifest["hash"]
    restore_backup(third, replace=True)
    assert content_hash() == grown != same
    assert Place.objects.get(name="Größe „neu“").attributes == {"c": [1e-7, "ß"]}

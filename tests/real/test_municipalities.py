# SPDX-License-Identifier: EUPL-1.2
"""All municipalities of Germany: the directory of 2023 and the outlines of 2021, checked against their own counts."""

from __future__ import annotations

import datetime
import gzip
import zipfile
from collections import Counter

import numpy as np
import pyogrio
import pytest
import shapely
from django.db.models import Sum

from allmende.core.municipality.models import Municipality
from tests.importing import done

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def gv100ad(shared_data):
    return shared_data / "admin" / "GV100AD_30112023.txt.gz"


@pytest.fixture(scope="module")
def vg5000(shared_data):
    return shared_data / "admin" / "vg5000_2021-01-01_gk3_shape.zip"


def counted(gv100ad):
    """Count the directory with plain slices: records per type, inhabitants, key of every town in ARS order."""
    types, inhabitants, towns = Counter(), 0, {}
    with gzip.open(gv100ad, "rt", encoding="utf-8") as file:
        for line in file:
            types[line[:2]] += 1
            if line.startswith("60"):
                inhabitants += int(line[139:150])
                towns[line[10:15] + line[18:22] + line[15:18]] = line[10:18]
    return types, inhabitants, towns


def outlines(vg5000, tmp_path, level="GEM"):
    """Read a layer with GDAL alone: {ARS: (name, area in square metres)}."""
    with zipfile.ZipFile(vg5000) as archive:
        for suffix in ("shp", "shx", "dbf", "prj"):
            (tmp_path / f"{level}.{suffix}").write_bytes(archive.read(f"VG5000_{level}.{suffix}"))
    meta, _, wkb, columns = pyogrio.raw.read(tmp_path / f"{level}.shp", encoding="UTF-8")
    columns = dict(zip(meta["fields"], columns, strict=True))
    areas = shapely.area(shapely.make_valid(shapely.from_wkb(wkb)))
    return {
        key: (name, area)
        for key, name, area, form in zip(columns["ARS"], columns["GEN"], areas, columns["GF"], strict=True)
        if form == 9
    }


def test_the_directory(gv100ad):
    types, inhabitants, towns = counted(gv100ad)
    assert dict(types) == {"10": 16, "20": 29, "30": 12, "40": 400, "50": 4597, "60": 10981}
    assert inhabitants == 84_358_845
    report = done("municipalities", "gv100ad", gv100ad)
    assert report["added"] == sum(types.values())
    assert {kind: counts["added"] for kind, counts in report["by_category"].items()} == {
        "land": 16,
        "region": 41,
        "county": 400,
        "association": 4597,
        "town": 10981,
    }
    stored = Municipality.objects.filter(kind="town")
    assert stored.aggregate(total=Sum("population"))["total"] == inhabitants
    assert dict(stored.values_list("ars", "ags")) == towns
    jena = stored.get(ags="16053000")
    assert (jena.ars, jena.name, jena.title, jena.population, jena.postcode) == (
        "160530000000",
        "Jena",
        "Stadt",
        111_191,
        "07743",
    )
    assert jena.parent.name == "Jena"
    assert jena.parent.kind == "county"
    assert jena.parent.parent.name == "Thüringen"
    dreieich = stored.get(ags="06438002")
    assert [dreieich.parent.name, dreieich.parent.parent.name, dreieich.parent.parent.parent.name] == [
        "Offenbach",
        "Darmstadt",
        "Hessen",
    ]
    buesum = stored.get(ags="01051013")
    assert buesum.parent.kind == "association"
    assert buesum.parent.name == "Büsum-Wesselburen"
    assert not Municipality.objects.filter(parent__isnull=True).exclude(kind="land").exists()
    assert set(stored.values_list("parent__kind", flat=True)) == {"association", "county", "land"}
    # Sea and the water shared with Luxembourg lie in no county.
    assert sorted(stored.filter(parent__kind="land").values_list("ags", flat=True)) == ["07000999", "13000999"]
    again = done("municipalities", "gv100ad", gv100ad)
    assert (again["added"], again["changed"], again["vanished"], again["unchanged"]) == (0, 0, 0, 16_035)


def test_the_outlines_and_territorial_changes_between_2021_and_2023(gv100ad, vg5000, tmp_path):
    expected = outlines(vg5000, tmp_path)
    report = done("municipalities", "shape", vg5000)
    assert {kind: counts["added"] for kind, counts in report["by_category"].items()} == {
        "land": 16,
        "region": 19,
        "county": 401,
        "association": 4605,
        "town": 10997,
    }
    towns = list(Municipality.objects.filter(kind="town").values_list("ars", "name", "geom"))
    assert {ars: name for ars, name, _ in towns} == {ars: name for ars, (name, _) in expected.items()}
    outlines_stored = np.array([geom for _, _, geom in towns], dtype=object)
    assert shapely.is_valid(outlines_stored).all()
    # An equal-area projection of what is stored against the Gauß-Krüger area of the source (scale error under 0.5 %).
    from allmende.core.geo import crs

    areas = shapely.area(crs.transform(outlines_stored, 4326, 3035))
    source = np.array([expected[ars][1] for ars, _, _ in towns])
    big = source > 1e6
    assert np.abs(areas[big] / source[big] - 1).max() < 0.005
    assert areas.sum() == pytest.approx(357_600e6, rel=0.005)  # land area of Germany
    again = done("municipalities", "shape", vg5000)
    assert (again["added"], again["changed"], again["vanished"], again["unchanged"]) == (0, 0, 0, 16_038)

    # 22 outlines belong to towns that the directory no longer has; 6 towns are new and have no outline yet.
    _, _, towns = counted(gv100ad)
    now = set(towns.values())
    before = {ars[:5] + ars[9:] for ars in expected}
    assert (len(before - now), len(now - before)) == (22, 6)

    report = done("municipalities", "gv100ad", gv100ad)
    assert report["by_category"]["town"] == {
        "added": 6,
        "changed": 10_975,
        "unchanged": 0,
        "vanished": 22,
        "rejected": 0,
    }
    gone = Municipality.objects.filter(kind="town", valid_to__isnull=False)
    assert set(gone.values_list("ags", flat=True)) == before - now
    assert set(gone.values_list("valid_to", flat=True)) == {datetime.date(2023, 11, 29)}
    current = Municipality.objects.filter(kind="town", valid_to__isnull=True)
    assert set(current.values_list("ags", flat=True)) == now
    assert set(current.filter(geom__isnull=True).values_list("ags", flat=True)) == now - before
    assert current.aggregate(total=Sum("population"))["total"] == 84_358_845


def test_the_derived_table(shared_data):
    table = shared_data / "admin" / "gemeinden_2023-11-30_derived.csv.gz"
    report = done("municipalities", "csv", table, "--date", "2023-11-30", "--complete-for", "0", "--complete-for", "1")
    assert (report["added"], report["rejected"]) == (10_981, 0)
    assert Municipality.objects.aggregate(total=Sum("population"))["total"] == 84_358_845
    assert Municipality.objects.get(ags="01002000").name == "Kiel"
    assert done("municipalities", "csv", table, "--date", "2023-11-30")["unchanged"] == 10_981

# SPDX-License-Identifier: EUPL-1.2
"""Standards as data: complete, cited, and refused with file, section, field and remedy."""

import pytest

from allmende.engines.supply import Standard, SupplyError, load_standards


def test_the_shipped_standards_are_complete_and_cited():
    standards = load_standards()
    assert (standards["kita"].threshold, standards["kita"].unit) == (15, "min")
    assert (standards["doctor"].threshold, standards["doctor"].unit) == (20, "min")
    assert (standards["supermarket"].threshold, standards["supermarket"].unit) == (1000, "m")
    assert {standards["stop-crow"].way, standards["stop-street"].way} == {"crow", "street"}
    for standard in standards.values():
        assert standard.source.endswith(".")
        if standard.status == "proposal":
            assert "Vorschlag, anpassbar" in standard.source


def test_minutes_and_metres_turn_into_each_other_by_speed():
    standards = load_standards()
    assert standards["kita"].deciseconds(1.34) == 9000
    assert standards["supermarket"].deciseconds(1.25) == 8000
    assert standards["supermarket"].metres(1.25) == 1000
    assert standards["kita"].metres(1.5) == 1350
    with pytest.raises(SupplyError):
        standards["kita"].metres(0)


GOOD = {
    "topic": '"kita"', "threshold": "10", "unit": '"min"', "way": '"street"', "profile": '"walk"',
    "group": '"u3"', "status": '"proposal"', "source": '"Beschluss des Rates."',
}  # fmt: skip


def written(folder, **changes):
    path = folder / "eigene.toml"
    fields = {key: value for key, value in (GOOD | changes).items() if value is not None}
    path.write_text("[kita]\n" + "\n".join(f"{key} = {value}" for key, value in fields.items()), encoding="utf-8")
    return path


def test_own_standards_are_read(tmp_path):
    standard = load_standards(written(tmp_path))["kita"]
    assert standard == Standard("kita", "kita", 10.0, "min", "street", "walk", "u3", "proposal", "Beschluss des Rates.")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"unit": '"km"'}, "Feld „unit“: Möglich sind: min, m"),
        ({"source": None}, "Feld „source“: Das Feld fehlt"),
        ({"source": '" "'}, "Feld „source“: Hier wird ein Text"),
        ({"colour": '"red"'}, "Feld „colour“: Das Feld ist unbekannt"),
        ({"threshold": "-5"}, "Feld „threshold“: Hier wird eine Zahl über 0"),
        ({"threshold": "true"}, "Feld „threshold“"),
        ({"threshold": "nan"}, "Feld „threshold“"),
        ({"threshold": "("}, "lässt sich nicht als TOML lesen"),
    ],
)
def test_bad_standards_are_refused_by_name(tmp_path, change, said):
    with pytest.raises(SupplyError) as refusal:
        load_standards(written(tmp_path, **change))
    assert "eigene.toml" in str(refusal.value)
    assert said in str(refusal.value)

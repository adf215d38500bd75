# SPDX-License-Identifier: EUPL-1.2
"""No text without its translations; translators' work is checked before it is stored; the machinery itself."""

import ast
import json

import pytest

from allmende.site import messages, translating

CITIZENS = tuple(language for language in messages.LANGUAGES if language not in messages.COMPLETE)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_text_is_translated(language):
    assert messages.missing(language) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_keep_placeholders_and_tags_and_are_in_their_language(language):
    faults = {
        message.id: found
        for message in messages.read(language)
        if message.id and any(message.string) and (found := list(translating.mistakes(message, language)))
    }
    assert faults == {}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_translation_is_fuzzy(language):
    assert [message.id for message in messages.read(language) if message.id and message.fuzzy] == []


def test_texts_of_code_and_templates_are_found():
    found = {message.id for message in messages.collect("en")}
    assert "Kommune" in found
    assert len(found) > 200


def test_whatever_name_gettext_has_in_a_module_its_texts_are_found():
    names = set()
    for path in messages.PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                names |= {alias.asname or alias.name for alias in node.names if "gettext" in alias.name}
    assert {"_", "_now"} <= names
    assert names <= set(messages.KEYWORDS)


def test_citizens_texts_leave_out_the_staff_area():
    for name in (
        "commons/places/staff.py", "commons/cases/templates/cases/staff/detail.html", "core/staff/users.py",
        "commons/pages/wagtail_hooks.py", "commons/pages/templates/pages/panels/hints.html", "site/cli/data.py",
        "site/demo/pages.py", "core/staff/templates/wagtailadmin/login.html", "commons/places/imports/table.py",
    ):  # fmt: skip
        assert not messages.is_for_citizens(name), name
    for name in ("core/ui/templates/ui/header.html", "commons/places/views.py", "commons/places/categories.toml"):
        assert messages.is_for_citizens(name), name
    assert "Startseite" in {message.id for message in messages.collect("uk")}
    assert len(messages.collect("uk")) < len(messages.collect("en"))


def test_plural_forms_follow_cldr():
    rules = {language: translating.plural_samples(rule) for language, rule in messages.PLURALS.items()}
    uk, ar, tr = rules["uk"], rules["ar"], rules["tr"]
    assert [form[:5] for form in uk] == [[1, 21, 31, 41, 51], [2, 3, 4, 22, 23], [0, 5, 6, 7, 8]]
    assert {11, 12, 14, 111, 112} <= set(uk[2])
    assert ar[:3] == [[0], [1], [2]]
    assert {3, 10, 103, 110} <= set(ar[3])
    assert {11, 99, 111} <= set(ar[4])
    assert {100, 101, 102, 200} <= set(ar[5])
    assert tr[0] == [1]


# --- Taking translations back -----------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A place for catalogues of its own; returns the function that hands in translations."""
    monkeypatch.setattr(messages, "catalogue_path", lambda language: tmp_path / language / "django.po")

    def hand_in(language, *rows):
        file = tmp_path / "file.json"
        file.write_text(json.dumps(rows), encoding="utf-8")
        return translating.take(language, file)

    return hand_in


PLURAL = {"id": "%(counter)s Kontakt", "plural": "%(counter)s Kontakte"}


def test_a_filled_in_list_is_stored(desk):
    row = next(row for row in json.loads(translating.todo("uk")) if row["id"] == "Startseite")
    assert desk("uk", row | {"translation": "Головна сторінка"}) == 1
    assert messages.read("uk").get("Startseite").string == "Головна сторінка"
    assert "Startseite" not in messages.missing("uk")
    assert messages.read("uk").num_plurals == 3
    assert messages.catalogue_path("uk").with_suffix(".mo").is_file()


def test_empty_translations_are_left_for_later_and_older_ones_stay(desk):
    desk("uk", {"id": "Startseite", "translation": "Головна сторінка"})
    assert desk("uk", {"id": "Suchen", "translation": ""}, PLURAL | {"translation": ["", "", ""]}) == 0
    assert messages.read("uk").get("Startseite").string == "Головна сторінка"


def test_arabic_has_six_forms_and_may_leave_out_the_number_where_the_word_says_it(desk):
    forms = ["لا جهات اتصال", "جهة اتصال واحدة", "جهتا اتصال", "%(counter)s جهات", "%(counter)s جهة", "%(counter)s جهة"]
    assert desk("ar", PLURAL | {"translation": forms}) == 1
    assert messages.read("ar").get((PLURAL["id"], PLURAL["plural"])).string == tuple(forms)


@pytest.mark.parametrize(
    ("language", "row", "fault"),
    [
        ("uk", {"id": "Startseite", "translation": "Startseite"}, "no letter of the language"),
        ("tr", {"id": "Zum Inhalt springen", "translation": "Zum Inhalt springen"}, "this is the German text"),
        ("tr", {"id": "Zum Inhalt springen", "translation": "Bitte zum Inhalt"}, "German word"),
        ("uk", {"id": "Gibt es nicht mehr", "translation": "Немає"}, "no text of the sources"),
        ("uk", {"id": "%(far)s Weg", "translation": "шлях"}, "placeholders must be"),
        ("uk", {"id": "%(far)s Weg", "translation": "%(fern)s шлях"}, "placeholders must be"),
        ("uk", {"id": "%(far)s Weg", "translation": "%(far)s <b>шлях</b>"}, "tags and percent signs"),
        ("uk", {"id": "Startseite", "translation": ["Головна"]}, "not a list"),
        ("uk", PLURAL | {"translation": ["%(counter)s контакт", "%(counter)s контакти"]}, "3 plural forms"),
        ("uk", PLURAL | {"translation": ["контакт", "%(counter)s контакти", "%(counter)s контактів"]}, "placeholders"),
        ("uk", PLURAL | {"translation": ["%(counter)s контакт", "%(counter)s контакти", ""]}, "none of them empty"),
    ],
)
def test_mistakes_are_named_and_nothing_is_stored(desk, language, row, fault):
    good = {"id": "Suchen", "translation": {"uk": "Шукати", "tr": "Ara"}[language]}
    with pytest.raises(translating.Refused, match=fault):
        desk(language, good, row)
    assert "Suchen" in messages.missing(language)


def test_a_file_that_is_no_list_is_refused(desk, tmp_path):
    (tmp_path / "file.json").write_text("{nein")
    with pytest.raises(translating.Refused):
        translating.take("uk", tmp_path / "file.json")
    with pytest.raises(translating.Refused, match="list of objects"):
        desk("uk", "kein Objekt")

# SPDX-License-Identifier: EUPL-1.2
"""The search in the staff area: who gets in, teaching, tables."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from allmende.core.audit.models import Entry
from allmende.core.search.actions import rebuild, record_miss
from allmende.core.search.models import Miss, Synonym
from allmende.core.search.rules import may_see_misses, may_teach
from tests.access_matrix import expected, matrix, member, people_of


def upload(client, content, name="synonyme.csv"):
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(reverse("search_staff:upload"), {"datei": SimpleUploadedFile(name, data)}, follow=True)


@pytest.fixture
def editor(county, client):
    person = member("editor", county)
    client.force_login(person)
    return person


@pytest.fixture
def built(make_page):
    make_page("Personalausweis beantragen", "Mit Passfoto.")
    rebuild()


def test_who_may_teach(county):
    people, objects = people_of(county), {"here": Synonym(municipality=county)}
    allowed = {"editor": "x", "approver": "x", "administrator": "x", "superuser": "x"}
    for rule in (may_teach, may_see_misses):
        assert matrix(rule, people, objects) == expected(people, objects, allowed)


@pytest.mark.parametrize("name", ["overview", "download", "download_misses"])
def test_citizens_stay_outside(client, county, home, name):
    address = reverse(f"search_staff:{name}")
    assert client.get(address).status_code in {302, 403}
    client.force_login(member("", county, "citizen"))
    assert client.get(address).status_code in {302, 403}


def test_from_a_vain_search_to_a_synonym(client, editor, county, built):
    for day in range(3):
        record_miss(county, "de", ["plastikkarte"], datetime.date(2026, 11, 2 + day))
    record_miss(county, "de", ["geheim"], datetime.date(2026, 11, 2))
    body = client.get(reverse("search_staff:overview")).content.decode()
    assert "plastikkarte" in body
    assert "geheim" not in body
    form = client.get(reverse("search_synonyms:add"), {"wort": "plastikkarte"})
    assert 'value="plastikkarte"' in form.content.decode()
    answer = client.post(
        reverse("search_synonyms:add"),
        {"term": "Plastikkarte", "meaning": "Personalausweis", "language": "de"},
        follow=True,
    )
    assert answer.status_code == 200
    synonym = Synonym.objects.get()
    assert (synonym.municipality, synonym.folded) == (county, "plastikkarte")
    assert Entry.objects.filter(action="search.synonym_added", object_id=str(synonym.pk)).count() == 1
    body = client.get(reverse("search_staff:overview"), {"q": "Plastikkarte", "index": "de"}).content.decode()
    assert body.count("Personalausweis beantragen") == 1  # with synonyms, not without
    again = client.post(
        reverse("search_synonyms:add"), {"term": "PLASTIKKARTE", "meaning": "Personalausweis", "language": "de"}
    )
    assert "gibt es schon" in again.content.decode()
    client.post(reverse("search_staff:dismiss", args=[Miss.objects.get(words="plastikkarte").pk]))
    assert not Miss.objects.filter(words="plastikkarte").exists()
    client.post(
        reverse("search_synonyms:edit", args=[synonym.pk]),
        {"term": "Plastikkarte", "meaning": "Ausweis", "language": "de"},
    )
    synonym.refresh_from_db()
    assert synonym.meaning == "Ausweis"
    client.post(reverse("search_synonyms:delete", args=[synonym.pk]))
    assert not Synonym.objects.exists()


@pytest.mark.parametrize(("term", "meaning"), [("Straße", "strasse"), ("…", "Müll"), ("Müll", "!!!"), ("", "")])
def test_synonyms_that_say_nothing_are_refused(client, editor, built, term, meaning):
    answer = client.post(reverse("search_synonyms:add"), {"term": term, "meaning": meaning, "language": "de"})
    assert answer.status_code == 200
    assert Synonym.objects.count() == 0


def test_tables_go_out_and_come_back(client, editor, county, built):
    upload(client, "suchwort;bedeutung;sprache\nPlastikkarte;Personalausweis;de\n=cmd;Befehl;\n")
    assert Synonym.objects.count() == 2
    table = client.get(reverse("search_staff:download"))
    assert "'=cmd" in table.content.decode()
    Synonym.objects.all().delete()
    upload(client, table.content)
    assert Synonym.objects.filter(folded="plastikkarte").exists()
    answer = upload(client, table.content)
    assert "0 Synonyme sind neu" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("suchwort;bedeutung\nPlastikkarte;Personalausweis\n;fehlt\n", "Zeile 3"),
        ("suchwort;bedeutung;sprache\nPlastikkarte;Personalausweis;xx\n", "sprache"),
        ("wort;bedeutung\nPlastikkarte;Personalausweis\n", "suchwort"),
        ("suchwort;bedeutung\nPlastikkarte;Personalausweis;zuviel\n", "Zeile 2"),
        ("", "leer"),
        (b"\x00\xff\xfe\x00binary", "synonyme.csv"),
    ],
)
def test_a_bad_table_is_refused_whole_and_says_where(client, editor, built, content, says):
    answer = upload(client, content)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Synonym.objects.count() == 0


def test_synonyms_of_others_are_out_of_reach(client, editor, county, built):
    from tests.access_matrix import elsewhere

    other = Synonym.objects.create(municipality=elsewhere(), term="Plastikkarte", meaning="Ausweis")
    assert client.get(reverse("search_synonyms:edit", args=[other.pk])).status_code == 404
    assert "Plastikkarte" not in client.get(reverse("search_synonyms:index")).content.decode()

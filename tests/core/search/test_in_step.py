# SPDX-License-Identifier: EUPL-1.2
"""The index follows pages and places through the queue, survives crashes, and never shows what is hidden."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, PageViewRestriction

from allmende.commons.pages import actions as pages
from allmende.commons.places.models import Place
from allmende.core.ops.worker import PatientWorker
from allmende.core.search.actions import changed, compare, in_bulk, keep_in_step, rebuild, repair, scopes
from allmende.core.search.queries import Asked, search
from allmende.core.search.store import Store, path_of
from tests.access_matrix import member


def agree():
    return all(compare(scope).is_empty for scope in scopes())


@pytest.fixture
def built(home):
    rebuild()


def queued():
    return DBTaskResult.objects.filter(task_path="allmende.core.search.tasks.index_documents").count()


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_a_page_is_found_from_publishing_to_withdrawing(built, make_page, found, work):
    page = make_page("Hundesteuer", "Wer einen Hund hält.")
    assert found("Hund") == []
    assert work() > 0
    assert found("Hund") == ["Hundesteuer"]
    pages.change_page(page, title="Steuer für Tiere", body=[])
    work()
    assert found("Hund") == []
    assert found("Steuer für Tiere") == ["Steuer für Tiere"]
    Page.objects.get(pk=page.pk).specific.unpublish()
    work()
    assert found("Steuer für Tiere") == []
    assert agree()


def test_a_draft_is_not_found_and_saving_one_queues_nothing(built, make_page, found, work):
    page = make_page("Wohngeld")
    work()
    page.title = "Entwurf"
    page.save_revision()
    assert queued() == 0
    make_page("Geheim", publish=False)
    work()
    assert found("Geheim") == []
    assert agree()


def test_deleting_takes_everything_below_along(built, make_page, found, work):
    above = make_page("Bürgerservice")
    make_page("Hundesteuer", parent=above)
    work()
    assert found("Hundesteuer") == ["Hundesteuer"]
    Page.objects.get(pk=above.pk).delete()
    assert queued() >= 2
    work()
    assert found("Hundesteuer") == found("Bürgerservice") == []
    assert agree()


def test_moving_below_a_restricted_page_hides(built, home, make_page, found, work):
    closed, page = make_page("Intern"), make_page("Hundesteuer")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=closed.pk), pos="last-child")
    work()
    assert found("Hundesteuer") == []
    assert agree()


def test_a_change_that_is_rolled_back_leaves_no_work(built, make_page):
    before = queued()
    with pytest.raises(RuntimeError), transaction.atomic():
        make_page("Hundesteuer")
        raise RuntimeError("power cut")
    assert queued() == before


def test_telling_outside_a_transaction_or_of_an_unknown_source_is_an_error(db):
    with transaction.atomic(), pytest.raises(KeyError):
        changed("nobody", ["1"])
    if not transaction.get_connection().in_atomic_block:  # pytest's own transaction is around this test
        with pytest.raises(RuntimeError):
            changed("pages", ["1"])


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_an_error():
    with pytest.raises(RuntimeError, match="transaction"):
        changed("pages", ["1"])


def test_filling_in_bulk_queues_nothing_and_the_next_look_mends_it(built, make_page, found):
    before = queued()
    with in_bulk():
        make_page("Hundesteuer")
    assert queued() == before
    assert not agree()
    assert keep_in_step() == 1
    assert found("Hundesteuer") == ["Hundesteuer"]
    assert agree()


# --- Places -----------------------------------------------------------------------------------------------------------


def test_places_are_found_by_name_category_and_street(built, make_place, found, work):
    make_place("Sonnen-Apotheke", street="Bahnhofstraße", house_number="5", city="Auenstadt")
    work()
    for words in ("Apotheken", "Bahnhofstr. 5 Auenstadt", "sonnenapotheke", "Medikamente Apoteke"):
        assert found(words) == ["Sonnen-Apotheke"], words


def test_places_follow_single_and_bulk_writes(built, make_place, found, work):
    one, other = make_place("Löwen-Apotheke"), make_place("Adler-Apotheke")
    work()
    assert sorted(found("Apotheke")) == ["Adler-Apotheke", "Löwen-Apotheke"]
    Place.objects.filter(pk=one.pk).update(is_published=False)
    work()
    assert found("Apotheke") == ["Adler-Apotheke"]
    other.name = "Engel-Apotheke"
    Place.objects.bulk_update([other], ["name"])
    work()
    assert found("Apotheke") == ["Engel-Apotheke"]
    other.delete()
    work()
    Place.objects.bulk_create(
        [Place(municipality=one.municipality, category="pharmacy", name="Neue Apotheke", geom=one.geom)]
    )
    work()
    assert found("Apotheke") == ["Neue Apotheke"]
    Place.objects.all().delete()
    work()
    assert found("Apotheke") == []
    assert agree()


# --- Crashes ------------------------------------------------------------------------------------------------------------


def test_killed_between_index_and_queue_it_is_done_again(built, make_page, found, work):
    """The index was written, the task not yet marked as done: it runs once more and changes nothing."""
    from allmende.core.search.actions import index_now

    page = make_page("Hundesteuer")
    assert index_now("pages", [str(page.translation_key)]) == 1
    assert queued() > 0
    work()
    assert found("Hundesteuer") == ["Hundesteuer"]
    assert agree()


@pytest.mark.django_db(transaction=True)
def test_the_worker_finishes_what_a_dead_one_left(county):
    """A task marked as running by a worker that is no more: the next worker takes it over."""
    home = pages.ensure_site(county.presence).root_page.specific
    rebuild()
    pages.add_information_page(home, "Hundesteuer")
    from django.utils import timezone
    from django_tasks.base import TaskResultStatus

    tasks = DBTaskResult.objects.filter(task_path="allmende.core.search.tasks.index_documents")
    assert tasks.update(status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=["gone"]) > 0
    assert not agree()
    PatientWorker(once=True).run()
    assert agree()


def test_check_names_what_differs_and_repair_mends_it(built, make_page, scope, work):
    make_page("Hundesteuer")
    page = make_page("Wohngeld")
    work()
    with Store(path_of(scope), "de") as store:
        store.db.execute("DELETE FROM docs WHERE title = 'Hundesteuer'")
        store.db.execute("UPDATE docs SET digest = 'old' WHERE title = 'Wohngeld'")
        store.db.execute("INSERT INTO docs VALUES (999, 'pages', 'ghost', 'news', '', 'Gespenst', '', '')")
        store.db.execute("INSERT INTO stems(rowid, title, body) VALUES (999, 'gespenst', '')")
        store.db.execute("INSERT INTO grams(rowid, folded) VALUES (999, ' gespenst ')")
    difference = compare(scope)
    assert len(difference.missing) == 1
    assert difference.outdated == [("pages", str(page.translation_key))]
    assert difference.surplus == [("pages", "ghost")]
    assert repair([difference]) == 3
    assert agree()


def test_a_lost_index_is_made_anew(built, make_page, scope, found, work):
    make_page("Hundesteuer")
    path_of(scope).unlink()
    work()
    assert found("Hundesteuer") == ["Hundesteuer"]
    assert agree()


# --- Who may see what -----------------------------------------------------------------------------------------------------


@pytest.fixture
def closed_page(built, make_page, work):
    page = make_page("Personalrat", "Protokoll der geheimen Sitzung.")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    make_page("Personalausweis", "Für alle.")
    work()
    return page


def test_restricted_pages_leak_neither_by_title_nor_count_nor_snippet_nor_correction(closed_page, scope, county):
    citizen = member("", county, "citizen")
    open_result = search(scope, None, Asked("Personalrat Protokoll"))
    assert [hit.shown.title for hit in open_result.hits if "rat" in hit.shown.title.lower()] == []
    assert open_result.total == len(open_result.hits)
    assert sum(number for *_, number in open_result.kinds) == open_result.total
    assert search(scope, None, Asked("Protokol")).corrected == ""
    inside = search(scope, citizen, Asked("Personalrat Protokoll"))
    assert inside.hits[0].shown.title == "Personalrat"
    assert "Protokoll" in "".join(piece for piece, _ in inside.hits[0].text)


def test_pages_for_groups_are_for_their_members(closed_page, scope, county, work):
    from django.contrib.auth.models import Group

    restriction = PageViewRestriction.objects.get()
    restriction.restriction_type = PageViewRestriction.GROUPS
    restriction.save()
    restriction.groups.set([Group.objects.get(name="Redaktion")])
    work()
    people = {"outside": member("", county, "citizen"), "inside": member("editor", county)}
    people["inside"].groups.add(Group.objects.get(name="Redaktion"))
    people["nobody"] = None
    shown = {
        name: [hit.shown.title for hit in search(scope, person, Asked("Personalrat Protokoll")).hits]
        for name, person in people.items()
    }
    assert shown["inside"][0] == "Personalrat"
    assert "Personalrat" not in shown["outside"] + shown["nobody"]


def test_what_was_hidden_a_moment_ago_is_not_shown_though_the_index_still_has_it(
    built, make_page, make_place, found, work
):
    page, place = make_page("Hundesteuer"), make_place("Hundewiese", "park")
    work()
    assert len(found("Hund")) == 2
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    Place.objects.filter(pk=place.pk).update(is_published=False)
    assert found("Hund") == []


# --- Languages ------------------------------------------------------------------------------------------------------------


def test_each_language_has_its_own_index_and_german_stands_in_by_key(built, home, make_page, scope, found, work):
    from dataclasses import replace

    dog, money = make_page("Hundesteuer", "Hund anmelden."), make_page("Wohngeld", "Hund und Miete.")
    pages.add_translation(home, "en", title="County")
    pages.add_translation(dog, "en", title="Dog tax")
    work()
    rebuild()
    assert found("dog", language="en") == ["Dog tax"]
    assert found("dog") == []
    result = search(replace(scope, language="en"), None, Asked("Hund"))
    assert [hit.shown.title for hit in result.german] == ["Wohngeld"]  # the dog tax is there in English
    assert money.url in result.german[0].shown.url
    assert found("Hund", language="uk") == []

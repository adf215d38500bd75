# SPDX-License-Identifier: EUPL-1.2
"""The staff area: who may do what, setting up a process, answering, merging."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from allmende.decide.participation import actions, ideas, rules
from tests.access_matrix import expected, matrix, member, people_of
from tests.decide.participation.conftest import DAY

pytestmark = pytest.mark.django_db
BASE = "/verwaltung/beteiligung/"


def test_who_runs_a_process(county, make_process, moderator):
    people = {**people_of(county), "team": moderator}
    processes = {state: make_process(state=state).process for state in ("draft", "published", "archived")}
    runs = {"team": "xxx", "administrator": "xxx", "superuser": "xxx"}
    assert matrix(rules.may_run, people, processes) == expected(people, processes, runs)
    sees = dict.fromkeys(("moderator", "planner", "statistician", "approver", "clerk", *runs), "xxx")
    assert matrix(rules.may_see_staff, people, processes) == expected(people, processes, sees)


def test_roles_give_no_way_into_an_audience(county, make_process):
    from allmende.decide.participation.models import Phase

    people = people_of(county)
    phases = {audience or "unset": make_process(audience=audience) for audience, _label in Phase.Audience.choices}
    everyone = {
        name: "." * list(phases).index("everyone") + "x" + "." * (4 - list(phases).index("everyone")) for name in people
    }
    assert matrix(rules.takes_part, people, phases) == expected(people, phases, everyone)


@pytest.fixture
def staff(client, moderator):
    client.force_login(moderator)
    return client


def test_a_moderator_sets_up_publishes_extends_and_ends(staff, county, moderator):
    from allmende.decide.participation.models import Process

    page = staff.get(f"{BASE}neu/").content.decode()
    assert "Ideen für den Marktplatz" in page
    form = staff.get(f"{BASE}neu/market/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"first_day": "01.03.2030", "contact_phone": "03999 1", "team": []}
    refused = staff.post(f"{BASE}neu/market/", data)
    assert refused.status_code == 422, "no audience was chosen"
    answer = staff.post(f"{BASE}neu/market/", {**data, "audience": "everyone"})
    process = Process.objects.get()
    assert answer["Location"] == f"{BASE}{process.pk}/"
    again = staff.post(f"{BASE}neu/market/", {**data, "audience": "everyone"})
    assert again["Location"] == answer["Location"]
    assert [phase.format for phase in process.phases.all()] == ["ideas", "information"]
    assert process.categories.count() == 5
    overview = staff.get(answer["Location"])
    assert overview.context["ready"], [check for check in overview.context["checks"] if not check.done]
    assert staff.get(process.get_absolute_url()).status_code == 200
    staff.post(answer["Location"], {"do": "publish"})
    process.refresh_from_db()
    assert process.state == "published"
    phase = process.phases.first()
    staff.post(answer["Location"], {"do": "extend", "phase": phase.pk, "day": "15.04.2030"})
    phase.refresh_from_db()
    assert timezone.localtime(phase.closes).strftime("%d.%m.%Y %H:%M") == "16.04.2030 00:00"
    assert staff.post(answer["Location"], {"do": "extend", "phase": phase.pk, "day": "31.02.2030"}).status_code == 422
    from allmende.core.audit.models import Entry

    done = set(Entry.objects.values_list("action", flat=True))
    assert {"participation.set_up", "participation.publish", "participation.set_end"} <= done


def test_ending_now_shuts_at_once(staff, phase):
    staff.post(f"{BASE}{phase.process.pk}/", {"do": "end_now", "phase": phase.pk})
    phase.refresh_from_db()
    assert not phase.is_open(timezone.now() + timedelta(seconds=1))


def test_every_page_of_the_staff_area_answers(staff, phase, make_process, make_idea, make_code):
    idea = make_idea()
    make_code(phase.process)
    text = make_process("text")
    pk = phase.process.pk
    for url in (
        BASE, f"{BASE}neu/", f"{BASE}neu/playground/", f"{BASE}{pk}/", f"{BASE}{pk}/texte/", f"{BASE}{pk}/phase/",
        f"{BASE}{pk}/phase/{phase.pk}/", f"{BASE}{pk}/codes/", f"{BASE}{pk}/einwilligungen/", f"{BASE}phase/{phase.pk}/ideen/",
        f"{BASE}phase/{phase.pk}/ideen/?q=bank&stand=new", f"{BASE}idee/{idea.pk}/", f"{BASE}phase/{text.pk}/abschnitte/", "/verwaltung/",
    ):  # fmt: skip
        assert staff.get(url).status_code == 200, url


@pytest.mark.parametrize("key", ["x", "²", "", "9" * 40, "-1"])
def test_a_button_that_names_nothing_is_not_found(staff, phase, key):
    pk = phase.process.pk
    for url, data in (
        (f"{BASE}{pk}/codes/", {"do": "revoke", "batch": key}),
        (f"{BASE}{pk}/codes/", {"do": "agree", "request": key}),
        (f"{BASE}{pk}/", {"do": "end_now", "phase": key}),
    ):
        assert staff.post(url, data).status_code == 404, url


def test_others_are_kept_out(client, county, phase, make_idea):
    idea = make_idea()
    client.force_login(member("moderator", county, "fremd"))
    pk = phase.process.pk
    assert client.get(f"{BASE}{pk}/").status_code == 200
    for url in (
        f"{BASE}{pk}/texte/",
        f"{BASE}{pk}/codes/",
        f"{BASE}{pk}/phase/{phase.pk}/",
        f"{BASE}{pk}/einwilligungen/",
    ):
        assert client.get(url).status_code in (302, 403), url
    for data in ({"do": "publish"}, {"do": "archive"}, {"do": "end_now", "phase": phase.pk}):
        client.post(f"{BASE}{pk}/", data)
    client.post(f"{BASE}idee/{idea.pk}/", {"do": "answer", "stage": "done", "text": "x", "key": uuid.uuid4()})
    phase.process.refresh_from_db()
    idea.refresh_from_db()
    assert (phase.process.state, idea.stage) == ("published", "new")


def test_answer_is_stored_once_and_shown(staff, client, phase, make_idea):
    idea = make_idea()
    data = {
        "do": "answer",
        "stage": "planned",
        "text": "Wir bauen sie im Mai.",
        "office": "Bauhof",
        "key": str(uuid.uuid4()),
    }
    for _number in range(2):
        assert staff.post(f"{BASE}idee/{idea.pk}/", data).status_code == 302
    assert idea.steps.count() == 1
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "Wir bauen sie im Mai." in page
    assert "Bauhof" in page
    assert staff.post(f"{BASE}idee/{idea.pk}/", {**data, "text": " ", "key": str(uuid.uuid4())}).status_code == 422


def test_merge_keeps_credit_support_and_followers(phase, moderator, make_idea, person, drain):
    from allmende.commons.dialogue.voices import voice_of
    from allmende.core.notices.models import Notice
    from allmende.core.people.models import Person
    from allmende.decide.participation.audience import Who

    one, other = make_idea("Bänke im Schatten", who=person), make_idea("Mehr Bänke")
    friends = [Person.objects.create_user(f"f{n}@example.org", "ein-langes-passwort") for n in range(3)]
    for friend in friends[:2]:
        ideas.support(Who(friend), voice_of(friend), one)
    for friend in friends[1:]:
        ideas.support(Who(friend), voice_of(friend), other)
    ideas.merge(moderator, one, other)
    one.refresh_from_db()
    other.refresh_from_db()
    assert other.support == 3, "whoever supports both counts once"
    assert one.merged_into == other
    from django.test import Client

    page = Client().get(other.get_absolute_url()).content.decode()
    assert "Bänke im Schatten" in page
    assert "Mehr Bänke" in Client().get(one.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied):
        ideas.support(Who(friends[2]), voice_of(friends[2]), one)
    ideas.answer(moderator, other, stage="done", text="Sie stehen.")
    drain()
    assert Notice.objects.filter(person=person, text__contains="Sie stehen.").count() == 1
    ideas.part(moderator, one)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.support, other.support) == (2, 2)


def test_merged_elsewhere_the_support_goes_along(phase, moderator, make_idea, person):
    from allmende.commons.dialogue.voices import voice_of
    from allmende.decide.participation.audience import Who

    one, wrong, right = make_idea("Bänke"), make_idea("Bäume"), make_idea("Mehr Bänke")
    ideas.support(Who(person), voice_of(person), one)
    for target in (wrong, right):
        ideas.merge(moderator, one, target)
    wrong.refresh_from_db()
    right.refresh_from_db()
    assert (wrong.support, right.support) == (0, 1)
    one.refresh_from_db()
    assert ideas.part(moderator, one).support == 1


def test_merges_that_make_no_sense_are_refused(phase, make_process, moderator, make_idea):
    one, other, third = make_idea("A B"), make_idea("C D"), make_idea("E F", where=make_process())
    with pytest.raises(ValidationError):
        ideas.merge(moderator, one, one)
    with pytest.raises(ValidationError):
        ideas.merge(moderator, one, third)
    ideas.merge(moderator, one, other)
    with pytest.raises(ValidationError):
        ideas.merge(moderator, make_idea("G H"), one)
    last = make_idea("I J")
    ideas.merge(moderator, other, last)
    one.refresh_from_db()
    assert one.merged_into == last, "what was merged follows"


def test_audience_stays_once_a_phase_has_begun(phase, moderator):
    phase.audience = "codes"
    with pytest.raises(ValidationError, match="schon begonnen"):
        actions.save_phase(moderator, phase)


def test_a_phase_with_ideas_keeps_its_format_and_stays(make_process, moderator, make_idea):
    phase = make_process()
    make_idea(where=phase)
    phase.format = "text"
    with pytest.raises(ValidationError, match="Format"):
        actions.save_phase(moderator, phase)
    with pytest.raises(ValidationError):
        actions.remove_phase(moderator, phase)


def test_the_database_wants_an_end_after_the_beginning(phase):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        type(phase).objects.filter(pk=phase.pk).update(closes=phase.opens)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(phase).objects.filter(pk=phase.pk).update(audience="anybody")


def test_consent_of_parents(make_process, moderator, person, client):
    from allmende.decide.participation import minors
    from allmende.decide.participation.audience import Who
    from tests.decide.participation.conftest import send_idea

    phase = make_process(process={"for_youth": True})
    assert send_idea(client, phase).status_code == 422, "the age band is asked"
    refused = send_idea(client, phase, age="under")
    assert "deine Eltern" in refused.content.decode()
    client.force_login(person)
    consent = minors.record_consent(moderator, phase.process, person=person, paper="Ordner 3")
    assert minors.record_consent(moderator, phase.process, person=person) == consent
    assert send_idea(client, phase, age="under").status_code == 302
    minors.withdraw_consent(moderator, consent)
    assert not minors.has_consent(phase.process, Who(person))


def test_a_class_with_paper_consents_takes_part_by_code(make_process, make_code, client):
    from allmende.core.letters.codes import grouped
    from tests.decide.participation.conftest import send_idea

    phase = make_process(audience="codes", process={"for_youth": True})
    _row, plain = make_code(phase.process, with_consent=True)
    client.get(f"/k/{grouped(plain)}/")
    assert send_idea(client, phase, age="under").status_code == 302


def test_area_and_assurance_want_a_checked_identity(make_process, person, county, rf):
    from shapely import Point, box

    from allmende.commons.places.models import Address, Area, Division
    from allmende.core.people.assurance import Level
    from allmende.core.people.models import Assurance
    from allmende.decide.participation.audience import Who, may_take_part

    division = Division.objects.create(municipality=county, key="q", name="Quartiere", kind="quarters")
    area = Area.objects.create(
        division=division,
        key="a",
        name="Altstadt",
        slug="altstadt",
        geom=box(10.2, 51.1, 10.3, 51.2),
        valid_from=timezone.localdate(),
    )
    for number, x in (("5", 10.25), ("5a", 10.25), ("9", 10.35)):
        Address.objects.create(
            municipality=county, street="Lange Gasse", house_number=number, postcode="99999", city="Auenstadt",
            geom=Point(x, 51.15), source="test", street_key="langegasse",
        )  # fmt: skip
    phase = make_process(audience="area", audience_area=area)
    at_counter = Who(person, at_counter=True)
    assert may_take_part(phase, at_counter).way == "identity"
    Assurance.objects.create(person=person, level=Level.SUBSTANTIAL, source="counter", lasting=True)
    assert may_take_part(phase, at_counter).way == "address"
    for street, inside in (
        ("Lange Gasse 5", True),
        ("Lange Gasse 5 a", True),
        ("Lange Gasse 9", False),
        ("Lange Gasse", False),
        ("Kurze Gasse 5", False),
    ):
        person.street, person.postcode, person.city = street, "99999", "Auenstadt"
        assert may_take_part(phase, at_counter).allowed is inside, street
    assert not may_take_part(phase, person).allowed, "signed in with a password alone"
    assert DAY


def test_a_beginning_once_reached_stays(phase, moderator):
    """Otherwise: begin anew tomorrow, choose another audience, begin again today."""
    from allmende.decide.participation.models import Phase

    begun = phase.opens
    for later in (timezone.now() + DAY, None, begun - DAY):
        phase.opens = later
        with pytest.raises(ValidationError, match="schon begonnen"):
            actions.save_phase(moderator, phase)
    phase.opens, phase.title = begun.replace(second=0, microsecond=0), "Umbenannt"  # as the form sends it
    actions.save_phase(moderator, phase)
    stored = Phase.objects.get(pk=phase.pk)
    assert (stored.title, stored.opens) == ("Umbenannt", begun)


def test_archiving_does_not_free_the_audience(phase, moderator):
    actions.archive(moderator, phase.process)
    phase.audience = "codes"
    with pytest.raises(ValidationError, match="schon begonnen"):
        actions.save_phase(moderator, phase)


def test_the_log_says_who_was_let_in_and_when(make_process, moderator):
    from allmende.core.audit.models import Entry

    phase = make_process(opens=timezone.now() + DAY)
    phase.audience = "codes"
    actions.save_phase(moderator, phase)
    details = Entry.objects.filter(action="participation.phase").latest("sequence").details
    assert (details["audience"], details["opens"]) == ("codes", phase.opens.isoformat())


def test_the_list_shows_no_drafts_of_other_municipalities(client, county, make_process):
    from tests.access_matrix import elsewhere

    draft = make_process(state="draft").process
    client.force_login(member("clerk", county, "hier"))
    assert draft.title in client.get(BASE).content.decode()
    client.force_login(member("clerk", elsewhere(), "fern"))
    page = client.get(BASE)
    assert page.status_code != 200 or draft.title not in page.content.decode()
    assert rules.may_see_staff(member("moderator", county, "auch"), draft)


def _town_process(municipality, title="Spielplatz", **fields):
    from allmende.decide.participation.models import Process

    return Process(
        municipality=municipality,
        title=title,
        goal="Er wird neu.",
        deciders="Der Stadtrat.",
        contact_phone="1",
        **fields,
    )


def test_processes_of_one_county_have_different_addresses(client, county, town, moderator):
    first, _new = actions.set_up(moderator, _town_process(town), [])
    second, _new = actions.set_up(moderator, _town_process(county), [])
    assert (first.slug, second.slug) == ("spielplatz", "spielplatz-2")
    with pytest.raises(ValidationError, match="Auenstadt"):
        actions.set_up(moderator, _town_process(county, "Anders", slug="spielplatz"), [])
    with pytest.raises(ValidationError, match="Auenstadt"):
        actions.change(moderator, second, slug="spielplatz")
    assert actions.change(moderator, second, slug="spielplatz-neu").slug == "spielplatz-neu"
    actions.change(moderator, first, state="published")
    assert client.get("/beteiligung/spielplatz/").context["process"] == first

# SPDX-License-Identifier: EUPL-1.2
"""Acting for somebody: who may, how it is asked and allowed, what is remembered, how it ends."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from allmende.commons.cases.models import Case
from allmende.core.audit.models import Entry
from allmende.core.behalf import actions, queries, rules
from allmende.core.behalf.context import MARKER, OnBehalf
from allmende.core.behalf.models import BehalfRecord, Trust
from allmende.core.notices.models import Notice
from allmende.core.people.models import Person
from tests.access_matrix import expected, hold, matrix, member, people_of

DAY = datetime.timedelta(days=1)
CHOOSE = "/verwaltung/fuer-eine-person/"


def trusted(giver, helper, scope="all", *, days=10, **fields):
    now = timezone.now()
    fields = {"granted_at": now - DAY, "until": now + days * DAY, "scope": scope} | fields
    return Trust.objects.create(giver=giver, helper=helper, **fields)


def make_case(county):
    return Case.objects.create(
        municipality=county, kind="general", subject="Laterne", text="dunkel", submission_key=uuid.uuid4()
    )


def enter(behalf, case):
    with transaction.atomic():
        return actions.remember(behalf, "cases.open", obj=case, what=case.subject, municipality=case.municipality)


# --- Who may ------------------------------------------------------------------------------------------------------------


def test_who_may_act_for_whom(county, old_man, giver):
    people = people_of(county)
    for name in ("asked", "trusted", "over", "withdrawn", "gone"):
        people[name] = member("", county, f"{name}-helper", is_active=name != "gone")
    Trust.objects.create(giver=giver, helper=people["asked"])
    trusted(giver, people["trusted"])
    trusted(giver, people["over"], granted_at=timezone.now() - 9 * DAY, until=timezone.now() - DAY)
    trusted(giver, people["withdrawn"], ended_at=timezone.now() - DAY)
    trusted(giver, people["gone"])
    closed = member("", county, "closed", is_active=False)
    targets = {"old man": old_man, "giver": giver, "closed account": closed, "nobody in particular": None}
    staff = dict.fromkeys(("clerk", "administrator", "clerk elsewhere", "superuser"), "xx.x")
    assert matrix(rules.may_act_for, people, targets) == expected(people, targets, {**staff, "trusted": ".x.."})
    assert not rules.may_act_for(people["clerk"], people["clerk"])


def test_a_trust_ends_at_its_instant(giver, helper):
    trust = trusted(giver, helper)
    just_before = trust.until - datetime.timedelta(microseconds=1)
    assert rules.may_act_for(helper, giver, just_before)
    assert not rules.may_act_for(helper, giver, trust.until)


# --- Trust --------------------------------------------------------------------------------------------------------------


def test_asked_allowed_used_seen_and_withdrawn(client, county, giver, helper):
    client.force_login(helper)
    asked = {"email": "Giver@example.org", "scope": "cases", "message": "Ich bin Ihre Beraterin."}
    assert client.post("/konto/vertretung/anfragen/", asked).status_code == 302
    trust = Trust.objects.get()
    assert trust.state_at(timezone.now()) == "asked"
    assert "giver" not in client.get("/konto/vertretung/").text  # no name before the person agreed
    assert client.post(reverse("behalf:act", args=[trust.pk])).status_code == 404
    assert client.post(reverse("behalf:answer", args=[trust.pk])).status_code == 404  # not by the helper

    client.force_login(giver)
    page = client.get("/konto/vertretung/").text
    assert "Ich bin Ihre Beraterin." in page
    assert Notice.objects.filter(person=giver, kind="behalf.trust").count() == 1
    last = (timezone.localdate() + 30 * DAY).strftime("%d.%m.%Y")
    answer = reverse("behalf:answer", args=[trust.pk])
    assert client.get(answer).status_code == 200
    assert client.post(answer, {"scope": "cases", "until": last}).status_code == 302

    client.force_login(helper)
    assert client.post(reverse("behalf:act", args=[trust.pk]))["Location"] == "/"
    assert "Sie handeln für <strong>giver</strong>" in client.get("/konto/vertretung/").text

    case = make_case(county)
    trust.refresh_from_db()
    record = enter(OnBehalf(helper, giver, "trust", trust=trust), case)
    assert (record.trust, record.person, record.actor) == (trust, giver, helper)
    assert Notice.objects.filter(person=giver, kind="behalf.entered").count() == 1

    client.force_login(giver)
    page = client.get("/konto/vertretung/").text
    assert "Laterne" in page
    assert "durch eine Vertretung" in page
    assert client.post(reverse("behalf:end", args=[trust.pk])).status_code == 302
    assert not rules.may_act_for(helper, giver)
    with pytest.raises(PermissionDenied):
        enter(OnBehalf(helper, giver, "trust", trust=trust), make_case(county))
    actions_in_log = list(
        Entry.objects.filter(action__startswith="behalf.").order_by("pk").values_list("action", flat=True)
    )
    assert actions_in_log == ["behalf.ask", "behalf.trust", "behalf.begin", "behalf.enter", "behalf.end_trust"]
    entry = Entry.objects.get(action="behalf.enter")
    assert (entry.actor_id, entry.acting_for_id, entry.subject_id) == (helper.pk, giver.pk, giver.pk)


def test_asking_does_not_tell_who_has_an_account(client, county, giver, helper):
    client.force_login(helper)
    pages = []
    for email in ("giver@example.org", "nobody@example.org", "helper@example.org"):
        response = client.post("/konto/vertretung/anfragen/", {"email": email, "scope": "all"}, follow=True)
        pages.append([str(message) for message in response.context["messages"]])
    assert pages[0] == pages[1] == pages[2]
    assert Trust.objects.count() == 1


def test_asking_often_is_slowed_down(county, giver, helper):
    for _ in range(actions.ASKING.times):
        actions.ask_trust(helper, "x@example.org", scope="all", message="", municipality=county)
    with pytest.raises(ValidationError, match="viele Anfragen"):
        actions.ask_trust(helper, "giver@example.org", scope="all", message="", municipality=county)


def test_asking_twice_is_one_request_and_a_run_out_trust_makes_room(county, giver, helper):
    ask = {"scope": "all", "message": "", "municipality": county}
    first = actions.ask_trust(helper, giver.email, **ask)
    assert actions.ask_trust(helper, giver.email, **ask) == first
    Trust.objects.update(granted_at=timezone.now() - 9 * DAY, until=timezone.now() - DAY)
    second = actions.ask_trust(helper, giver.email, **ask)
    assert second != first
    assert Trust.objects.count() == 2


@pytest.mark.parametrize("days", [-1, 0, 2 * 366 + 2])
def test_for_how_long(county, giver, helper, days):
    trust = Trust.objects.create(giver=giver, helper=helper)
    with pytest.raises(ValidationError, match="zwei Jahren"):
        actions.grant_trust(giver, trust, scope="all", until=timezone.now() + days * DAY, municipality=county)


def test_a_helper_acts_only_in_what_was_allowed(county, giver, helper):
    trust = trusted(giver, helper, "bookings")
    with pytest.raises(PermissionDenied, match="keine Vollmacht"):
        enter(OnBehalf(helper, giver, "trust", trust=trust), make_case(county))
    assert not BehalfRecord.objects.exists()


def test_strangers_neither_see_nor_end(client, county, giver, helper):
    trust = trusted(giver, helper)
    stranger = member("", county, "stranger")
    client.force_login(stranger)
    assert client.post(reverse("behalf:end", args=[trust.pk])).status_code == 403
    assert client.get(reverse("behalf:answer", args=[trust.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.grant_trust(helper, trust, scope="all", until=trust.until, municipality=county)
    trust.refresh_from_db()
    assert trust.ended_at is None


@pytest.mark.parametrize("fields", [{"helper": "giver"}, {"until": None}, {"granted_at": None}, {"until": "before"}])
def test_impossible_trusts(giver, helper, fields):
    known = {"giver": giver, "before": timezone.now() - 5 * DAY}
    with pytest.raises(IntegrityError), transaction.atomic():
        values = {key: known.get(value, value) for key, value in fields.items()}
        trusted(**({"giver": giver, "helper": helper} | values))


# --- Paper ----------------------------------------------------------------------------------------------------------------


def test_an_agreement_on_paper(client, county, clerk, old_man, helper):
    client.force_login(clerk)
    url = reverse("behalf_staff:paper", args=[old_man.pk])
    data = {
        "email": "helper@example.org",
        "scope": "all",
        "until": f"31.12.{timezone.localdate().year + 1}",
        "paper": "Vollmacht vom 3. Mai, Ordner 12",
    }
    assert client.post(url, data | {"paper": " "}).status_code == 422
    assert client.post(url, data | {"email": "clerk@example.org"}).status_code == 422  # not for oneself
    assert client.post(url, data | {"until": f"31.02.{timezone.localdate().year + 1}"}).status_code == 422
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 422  # there is one
    trust = Trust.objects.get()
    assert (trust.entered_by, trust.giver, trust.helper) == (clerk, old_man, helper)
    assert rules.may_act_for(helper, old_man)
    client.post(reverse("behalf:end", args=[trust.pk]))  # the old man calls and withdraws it
    assert not rules.may_act_for(helper, old_man)


# --- At the counter -------------------------------------------------------------------------------------------------------


def begin(client, person, **fields):
    return client.post(
        reverse("behalf_staff:begin", args=[person.pk]), {"channel": "phone", "note": "rief an"} | fields
    )


def test_the_whole_way_at_the_counter(client, county, clerk):
    client.force_login(clerk)
    new = {
        "first_name": "Erna",
        "last_name": "Voß",
        "street": "Gasse 2",
        "postcode": "99999",
        "city": "Auenstadt",
        "phone": "",
    }
    assert client.post(f"{CHOOSE}neu/", new | {"channel": "counter", "city": ""}).status_code == 422
    response = client.post(f"{CHOOSE}neu/", new | {"channel": "counter", "note": "Ausweis gesehen"})
    assert response["Location"] == CHOOSE
    person = Person.objects.get(last_name="Voß")
    assert (person.email, person.has_usable_password()) == (None, False)
    page = client.get(CHOOSE).text
    assert "Sie handeln für <strong>Erna Voß</strong> (am Schalter)" in page
    assert "Sie handeln für" in client.get("/konto/").text

    form = client.get(reverse("cases_staff_enter"))
    data = {name: form.context["form"][name].value() or "" for name in form.context["form"].fields}
    assert (data["name"], data["street"], data["channel"]) == ("Erna Voß", "Gasse 2", "counter")
    response = client.post(reverse("cases_staff_enter"), data | {"subject": "Laterne", "text": "Die Laterne ist aus."})
    assert response.status_code == 302
    record = BehalfRecord.objects.get()
    assert (record.person, record.actor, record.channel, record.note) == (person, clerk, "counter", "Ausweis gesehen")
    assert Case.objects.get().person == person
    assert "Laterne" in client.get(reverse("behalf_staff:begin", args=[person.pk])).text

    client.post(reverse("behalf:stop"))
    assert MARKER not in client.cookies or not client.cookies[MARKER].value
    assert "Sie handeln für" not in client.get("/konto/").text


def test_the_search_finds_people_and_is_no_directory(client, county, clerk, old_man):
    client.force_login(clerk)
    found = lambda words: [str(one) for one in client.post(CHOOSE, {"q": words}).context["found"]]
    assert found("karl uhl") == ["Karl Uhlig"]
    assert found("markt auenstadt") == ["Karl Uhlig"]
    assert found("uhlig berlin") == []
    assert found("k") == found("") == found("  ") == []
    Person.objects.bulk_create(Person(first_name="Karl", last_name=f"K{number}") for number in range(30))
    assert len(found("karl")) == queries.FOUND_AT_MOST
    assert Entry.objects.filter(actor_id=clerk.pk, object_label="people.person").exists()


def test_only_clerks_get_to_the_counter(client, county):
    for name, person in people_of(county).items():
        if person.pk and person.is_active:
            client.force_login(person)
            expected_status = 200 if name in {"clerk", "administrator", "clerk elsewhere", "superuser"} else 403
            assert client.get(CHOOSE).status_code == expected_status, name


def test_after_thirty_minutes_nothing_is_stored_in_ones_own_name(client, county, clerk, old_man, monkeypatch):
    client.force_login(clerk)
    begin(client, old_man)
    assert "Sie handeln für" in client.get("/konto/").text
    later = timezone.now() + datetime.timedelta(minutes=30)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    url = reverse("cases_staff_enter")
    response = client.post(
        url, {"channel": "phone", "subject": "X", "text": "Y", "language": "de", "submission_key": str(uuid.uuid4())}
    )
    assert response["Location"] == url
    assert not Case.objects.exists()
    page = client.get(url)
    assert "Die Zeit ist abgelaufen" in page.text
    assert "Sie handeln für" not in page.text


def test_a_role_that_ends_ends_the_switch(client, county, clerk, old_man):
    client.force_login(clerk)
    begin(client, old_man)
    grant = clerk.grants.get()
    type(grant).objects.filter(pk=grant.pk).update(end=timezone.now())
    hold(clerk, "moderator", county)
    page = client.get("/konto/", follow=True)
    assert "Sie handeln nicht mehr" in page.text
    assert "Sie handeln für" not in page.text


def test_an_account_that_was_closed_ends_the_switch(client, county, clerk, old_man):
    client.force_login(clerk)
    begin(client, old_man)
    Person.objects.filter(pk=old_man.pk).update(is_active=False)
    assert "Sie handeln für" not in client.get("/konto/", follow=True).text


@pytest.mark.parametrize(
    "fields", [{"channel": "telepathy"}, {"channel": "trust"}, {"channel": ""}, {"note": "x" * 201}]
)
def test_wrong_ways_in(client, county, clerk, old_man, fields):
    client.force_login(clerk)
    assert begin(client, old_man, **fields).status_code == 422
    assert "Sie handeln für" not in client.get("/konto/").text


def test_nobody_acts_for_themselves(client, county, clerk):
    client.force_login(clerk)
    assert begin(client, clerk).status_code in {302, 403}
    assert "Sie handeln für" not in client.get("/konto/").text


def test_the_same_thing_is_noted_once(county, clerk, old_man):
    case, behalf = make_case(county), OnBehalf(clerk, old_man, "phone")
    assert enter(behalf, case) == enter(behalf, case)
    assert Entry.objects.filter(action="behalf.enter").count() == 1


def test_without_the_marker_no_page_reads_the_session(client, county, django_assert_num_queries):
    client.cookies["sessionid"] = "a-session-that-does-not-exist"
    client.cookies[MARKER] = ""
    with django_assert_num_queries(0):
        client.get("/darstellung/")

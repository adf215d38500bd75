# SPDX-License-Identifier: EUPL-1.2
"""The counter: finding people, confirming identities, and helping who lost the second factor."""

import pytest
from click.testing import CliRunner

from allmende.core.audit.models import Entry
from allmende.core.people.assurance import Level
from allmende.core.people.models import Assurance, Person
from allmende.core.people.rules import may_confirm_identity
from tests.access_matrix import member

pytestmark = pytest.mark.django_db

PAGE = "/verwaltung/identitaet/"


@pytest.fixture
def clerk(county, client):
    person = member("clerk", county)
    client.force_login(person)
    return person


def test_clerk_finds_a_person_and_confirms_the_identity(client, clerk, erna):
    page = client.get(PAGE, {"q": "vogt erna"})
    assert "Erna Vogt" in page.text
    assert Entry.objects.filter(action="privacy.looked", actor_id=clerk.pk, subject_id=erna.pk).exists()
    place = f"{PAGE}{erna.pk}/"
    assert client.post(place, {"level": "3", "how": "Personalausweis", "valid_until": "2030-06-01"}).url == place
    row = Assurance.objects.get()
    assert (row.level, row.lasting, row.confirmed_by, row.how) == (Level.HIGH, True, clerk, "Personalausweis")
    assert row.valid_until.isoformat() == "2030-06-02T00:00:00+02:00" or row.valid_until.hour == 22
    assert "Personalausweis" in client.get(place).text
    client.post(f"{place}zuruecknehmen/")
    assert not Assurance.objects.exists()
    actions = set(Entry.objects.filter(subject_id=erna.pk).values_list("action", flat=True))
    assert {"people.confirm_identity", "people.withdraw_identity"} <= actions


@pytest.mark.parametrize(
    "data",
    [{"level": "1", "how": "x"}, {"level": "3", "how": ""}, {"level": "3", "how": "x", "valid_until": "2001-01-01"}],
)
def test_what_makes_no_sense_is_refused(client, clerk, erna, data):
    answer = client.post(f"{PAGE}{erna.pk}/", data)
    assert answer.status_code == 422
    assert "Bitte prüfen Sie" in answer.text
    assert not Assurance.objects.exists()


def test_few_letters_find_nobody(client, clerk, erna):
    page = client.get(PAGE, {"q": "vo"})
    assert "drei Buchstaben" in page.text
    assert "Erna" not in page.text


@pytest.mark.parametrize(
    ("role", "allowed"), [("clerk", True), ("administrator", True), ("editor", False), ("partner", False), ("", False)]
)
def test_who_may(county, erna, role, allowed):
    somebody = member(role, county, "jemand")
    assert may_confirm_identity(somebody, erna) is allowed
    assert not may_confirm_identity(somebody, somebody)


def test_citizens_do_not_get_there(client, erna):
    client.force_login(erna)
    assert client.get(PAGE).status_code in {302, 403}


def test_lost_second_factor_is_reset_on_the_server(erna, sent):
    from django.test import Client

    from allmende.site.cli.operate import reset_second_factor
    from tests.core.people.conftest import sign_in
    from tests.core.people.test_second_factor import SECOND, add_app

    inside, again = Client(), Client()
    sign_in(inside)
    add_app(inside)
    assert sign_in(again).url == SECOND
    result = CliRunner().invoke(reset_second_factor, [erna.email.upper()])
    assert result.exit_code == 0, result.output
    assert inside.get("/konto/").status_code == 302
    assert again.get(SECOND).url == "/konto/anmelden/"
    assert again.get("/konto/anmelden/").status_code == 200, "no way in circles"
    assert sign_in(again).url == "/konto/"
    assert "zurückgesetzt" in sent()[-1].subject
    assert Entry.objects.get(action="people.reset_factors").actor_id is None
    assert CliRunner().invoke(reset_second_factor, ["niemand@example.test"]).exit_code == 2
    assert Person.objects.filter(pk=erna.pk).exists()

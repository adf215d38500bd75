# SPDX-License-Identifier: EUPL-1.2
"""Codes: made once, stored as a hash, recognised by a signed cookie, and never a way round anything."""

from __future__ import annotations

import re
import uuid

import pytest
from django.core import mail, signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from shapely import box

from allmende.commons.places.models import Area, Division
from allmende.core.letters.codes import grouped
from allmende.decide.participation import code_batches, codes
from allmende.decide.participation.audience import Who, credential_of, may_take_part
from allmende.decide.participation.models import CodeBatch
from tests.decide.participation.conftest import DAY, send_idea

pytestmark = pytest.mark.django_db


def _open(client, plain):
    return client.get(f"/k/{grouped(plain)}/")


def test_a_code_leads_to_the_process_and_lets_in(client, make_process, make_code):
    phase = make_process(audience="codes")
    _row, plain = make_code(phase.process)
    new = f"{phase.get_absolute_url()}neu/"
    assert "Code aus unserem Brief" in client.get(new).content.decode()
    assert send_idea(client, phase).status_code == 422
    answer = _open(client, plain)
    assert answer.status_code == 302
    assert answer["Location"] == phase.process.get_absolute_url()
    assert "Sie sind mit Ihrem Code dabei." in client.get(answer["Location"]).content.decode()
    assert send_idea(client, phase).status_code == 302


def test_the_database_holds_no_code(make_process, make_code):
    from django.db import connection

    phase = make_process(audience="codes")
    row, plain = make_code(phase.process)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM participation_accesscode")
        stored = repr(cursor.fetchall())
        cursor.execute("SELECT * FROM participation_codebatch")
        stored += repr(cursor.fetchall())
        cursor.execute("SELECT * FROM letters_shortaddress")
        stored += repr(cursor.fetchall())
    assert plain not in stored
    assert grouped(plain) not in stored
    assert row.key_hash == codes.hash_of(plain)


def test_the_same_holder_is_recognised_on_another_device(make_process, make_code):
    phase = make_process(audience="codes")
    _row, plain = make_code(phase.process)
    first, second = Client(), Client()
    _open(first, plain)
    url = send_idea(first, phase)["Location"]
    _open(second, plain)
    assert "Das ist Ihre Idee." in second.get(url).content.decode()
    assert "Mehr Bänke" in second.get(f"/beteiligung/{phase.process.slug}/meine/").content.decode()


def test_forgetting_takes_the_code_from_the_device(client, make_process, make_code):
    phase = make_process(audience="codes")
    _row, plain = make_code(phase.process)
    _open(client, plain)
    client.post(f"/beteiligung/{phase.process.slug}/code-vergessen/")
    assert send_idea(client, phase).status_code == 422


@pytest.mark.parametrize(
    "spoil", ["revoked code", "revoked batch", "expired", "draft", "other process", "changed cookie"]
)
def test_bad_codes_let_nobody_in(client, make_process, make_code, spoil):
    phase, other = make_process(audience="codes"), make_process(audience="codes")
    row, plain = make_code(phase.process)
    target = phase
    _open(client, plain)
    if spoil == "revoked code":
        type(row).objects.update(revoked=True)
    elif spoil == "revoked batch":
        type(row.batch).objects.update(revoked=timezone.now())
    elif spoil == "expired":
        type(row.batch).objects.update(valid_until=timezone.now())
    elif spoil == "draft":
        type(phase.process).objects.filter(pk=phase.process.pk).update(state="draft")
    elif spoil == "other process":
        target = other
    else:
        client.cookies[codes.COOKIE] = client.cookies[codes.COOKIE].value[:-2] + "xx"
    assert send_idea(client, target).status_code in (404, 422)
    if spoil in ("revoked code", "revoked batch", "expired", "draft"):
        assert _open(Client(), plain).status_code == 404


def test_guessing_is_slowed_down(client, phase, make_code):
    answers = [client.get(f"/k/{'23456789AB'[:9]}{sign}/").status_code for sign in "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_credentials_are_stable_opaque_and_differ_between_processes(make_process, make_code, person):
    one, two = make_process(audience="everyone"), make_process(audience="everyone")
    first = may_take_part(one, person).credential
    assert first == may_take_part(one, person).credential
    assert first != may_take_part(two, person).credential
    assert re.fullmatch("[0-9a-f]{64}", first)
    row, _plain = make_code(one.process)
    assert may_take_part(one, row).credential == credential_of(one.process_id, None, row) != first
    assert may_take_part(one, None).credential == ""


def test_a_letter_and_an_account_are_not_two_people(make_process, make_code, person):
    """Each audience knows one kind of proof."""
    phase = make_process(audience="codes")
    row, _plain = make_code(phase.process)
    with_both, code_only = Who(person, row), Who(None, row)
    assert may_take_part(phase, with_both).credential == may_take_part(phase, code_only).credential
    assert not may_take_part(phase, Who(person)).allowed


def test_letters_are_made_once_and_say_everything(make_process, moderator, monkeypatch):
    phase = make_process(audience="codes")
    recipients = [["Erika Muster", "Am Markt 1", "99999 Auenstadt"], ["Otto Öl", "Weg 2", "99999 Auenstadt"]]
    key = uuid.uuid4()
    made = code_batches.make_batch(
        moderator, phase.process, name="Altstadt", kind="letter", recipients=recipients, form="table", key=key
    )
    lines = made.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "Erika Muster" in lines[1]
    plain = lines[1].split(";")[0].replace("-", "")
    assert codes.find(plain) is not None
    with pytest.raises(ValidationError, match="schon erstellt"):
        code_batches.make_batch(
            moderator, phase.process, name="Altstadt", kind="letter", recipients=recipients, form="table", key=key
        )
    assert phase.process.code_batches.count() == 1
    letter = code_batches._letter(made.batch, recipients[0], plain)
    assert letter.codes[0].address.endswith(f"/k/{grouped(plain)}/")
    code_batches.revoke(moderator, made.batch)
    assert codes.find(plain) is None


def test_nothing_is_stored_when_the_press_is_missing(make_process, moderator, monkeypatch):
    from allmende.core.letters.pdf import LetterPressMissing
    from allmende.decide.participation.models import AccessCode, CodeBatch

    def fail(_letters):
        raise LetterPressMissing("Pango")

    monkeypatch.setattr(code_batches, "letters_pdf", fail)
    phase = make_process(audience="codes")
    with pytest.raises(LetterPressMissing):
        code_batches.make_batch(
            moderator, phase.process, name="x", kind="letter", recipients=[["A", "B"]], key=uuid.uuid4()
        )
    assert (CodeBatch.objects.count(), AccessCode.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("name;strasse;ort\nErika;Weg 1;Ort\nNur ein Name\n", "leute.csv, Zeile 3"),
        ("a;b;c;d;e;f;g\n", "leute.csv, Zeile 1"),
        ("", "leute.csv enthält keine Anschriften"),
    ],
)
def test_bad_tables_name_file_and_line(content, words):
    with pytest.raises(ValidationError) as error:
        code_batches.read_recipients(content.encode(), "leute.csv")
    assert words in " ".join(error.value.messages)


def test_tables_of_windows_are_read():
    rows = code_batches.read_recipients("Jürgen Groß;Straße 1;12345 Köln\r\n".encode("cp1252"), "l.csv")
    assert rows == [["Jürgen Groß", "Straße 1", "12345 Köln"]]


def test_the_form_offers_the_areas_of_the_place(make_process, moderator, client, county):
    division = Division.objects.create(municipality=county, key="quarters", name="Ortsteile", kind="quarters")
    north = Area.objects.create(
        division=division, key="1", name="Nord", geom=box(10.2, 51.1, 10.3, 51.2), valid_from=timezone.localdate()
    )
    process = make_process(audience="codes").process
    client.force_login(moderator)
    url = f"/verwaltung/beteiligung/{process.pk}/codes/"
    form = {"name": "Nord", "count": 2, "form": "table", "area": north.pk, "key": str(uuid.uuid4())}
    assert client.post(url, form).status_code == 200
    assert CodeBatch.objects.get().area == "Nord"
    assert "Gebiet: Nord" in client.get(url).content.decode()


def test_only_the_team_makes_codes(county, make_process):
    from tests.access_matrix import member

    phase = make_process(audience="codes")
    with pytest.raises(PermissionDenied):
        code_batches.make_batch(
            member("moderator", county, "other"),
            phase.process,
            name="x",
            kind="letter",
            recipients=[["A", "B"]],
            key=uuid.uuid4(),
        )


def test_code_by_mail_only_where_everyone_may_take_part(client, make_process):
    assert client.get(f"/beteiligung/{make_process(audience='codes').process.slug}/code/").status_code == 404
    phase = make_process(audience="everyone")
    url = f"/beteiligung/{phase.process.slug}/code/"
    form = client.get(url).context["form"]

    shown = signing.dumps(int(timezone.now().timestamp()) - 10, salt="allmende.participation.ask")
    data = {"address": "Erika+a@Example.org", "key": form["key"].value(), "shown": shown}
    assert client.post(url, data).status_code == 302
    (letter,) = mail.outbox
    plain = letter.body.split("/k/")[1].split("/")[0].replace("-", "")
    assert codes.find(plain) is not None
    client.post(url, {**data, "address": "erika@example.org"})
    renewed = mail.outbox[1].body.split("/k/")[1].split("/")[0].replace("-", "")
    assert codes.find(plain) is None
    assert codes.find(renewed) is not None
    from allmende.decide.participation.models import AccessCode

    assert AccessCode.objects.count() == 1, "one address, one code"
    assert "erika" not in AccessCode.objects.get().asker_hash


def test_holder_of_a_code_supports_and_follows(client, phase, make_code, make_idea):
    idea = make_idea()
    _row, plain = make_code(phase.process)
    _open(client, plain)
    client.post(f"{idea.get_absolute_url()}unterstuetzen/")
    client.post(f"{idea.get_absolute_url()}folgen/")
    idea.refresh_from_db()
    assert idea.support == 1
    assert idea.title in client.get(f"/beteiligung/{phase.process.slug}/meine/").content.decode()


def test_a_code_outlives_the_phase_for_reading(client, make_process, make_code):
    """With the letter one sees what became of it, long after the end."""
    phase = make_process(audience="codes")
    _row, plain = make_code(phase.process)
    _open(client, plain)
    url = send_idea(client, phase)["Location"]
    phase.opens, phase.closes = timezone.now() - 9 * DAY, timezone.now() - DAY
    phase.save()
    later = Client()
    _open(later, plain)
    assert "Das ist Ihre Idee." in later.get(url).content.decode()


@pytest.mark.parametrize(
    ("audience", "lets_in"), [("everyone", True), ("codes", False), ("assurance", False), ("area", False), ("", False)]
)
def test_a_code_asked_for_by_mail_opens_no_phase_for_letters(client, make_process, audience, lets_in):
    """Whoever has ten mailboxes has ten such codes."""
    from allmende.decide.participation.gateways import EmailGateway, ask
    from allmende.decide.participation.models import Phase

    phase = make_process(audience="everyone")
    ask(phase.process, EmailGateway(), "erika@example.org")
    plain = mail.outbox[0].body.split("/k/")[1].split("/")[0].replace("-", "")
    Phase.objects.filter(pk=phase.pk).update(audience=audience)
    phase.refresh_from_db()
    assert may_take_part(phase, Who(code=codes.find(plain))).allowed is lets_in
    _open(client, plain)
    assert send_idea(client, phase).status_code == (302 if lets_in else 422)


def test_one_mailbox_gets_few_codes_whoever_asks(make_process):
    from allmende.decide.participation.gateways import EmailGateway, ask

    processes = [make_process().process for _number in range(4)]
    for number, process in enumerate(processes[:3]):
        ask(process, EmailGateway(), f"Erika+{number}@example.org")
    with pytest.raises(ValidationError, match="viele Anfragen"):
        ask(processes[3], EmailGateway(), "erika@example.org")
    assert len(mail.outbox) == 3
    ask(processes[3], EmailGateway(), "jan@example.org")
    assert len(mail.outbox) == 4


def test_a_link_does_not_swap_a_code_unseen(make_process, make_code):
    phase = make_process(audience="codes")
    (own, plain), (other, foreign) = make_code(phase.process), make_code(phase.process)
    client = Client(enforce_csrf_checks=True)
    _open(client, plain)

    def held():
        return signing.loads(client.cookies[codes.COOKIE].value, salt=codes.SALT)[str(phase.process_id)]

    asked = _open(client, foreign)
    assert asked.status_code == 200
    assert "schon mit einem anderen Code" in asked.content.decode()
    assert held() == own.pk
    assert _open(client, plain).status_code == 302, "the same code needs no question"
    assert client.post(f"/k/{grouped(foreign)}/").status_code == 403
    assert held() == own.pk
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', asked.content.decode())[1]
    assert client.post(f"/k/{grouped(foreign)}/", {"csrfmiddlewaretoken": token}).status_code == 302
    assert held() == other.pk


def test_a_code_that_no_longer_holds_is_replaced_without_a_question(client, make_process, make_code):
    phase = make_process(audience="codes")
    (own, plain), (_other, new) = make_code(phase.process), make_code(phase.process)
    _open(client, plain)
    own.batch.revoked = timezone.now()
    own.batch.save()
    assert _open(client, new).status_code == 302

# SPDX-License-Identifier: EUPL-1.2
"""A survey in a process, by the pages that people use: prepare, answer in steps, send once, results."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from allmende.commons.forms import actions as forms
from allmende.commons.forms import results
from allmende.commons.forms.models import Answer, Draft, FreeText, Survey, Taken
from allmende.decide.participation import codes
from allmende.decide.participation.models import CodeBatch, Member, Phase, Process
from allmende.decide.participation.survey import actions, queries
from tests.access_matrix import member

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def staff(county):
    return member("moderator", county, "runs")


@pytest.fixture
def make_phase(county, staff):
    def make(use=True, **fields):
        now = timezone.now()
        process = Process.objects.create(
            municipality=county, slug=f"befragung-{Process.objects.count()}", title="Was fehlt?", goal="Wir fragen.",
            state="published", template="survey",
        )  # fmt: skip
        Member.objects.create(process=process, person=staff)
        values = {"opens": now - HOUR, "closes": now + HOUR, "audience": "everyone", "title": "Fragen", **fields}
        phase = Phase.objects.create(process=process, position=1, format="survey", **values)
        actions.make_form(None, phase, from_template=True)
        if use:
            actions.use(staff, phase)
        return phase

    return make


@pytest.fixture
def phase(make_phase):
    return make_phase()


def base(phase):
    return f"/beteiligung/{phase.process.slug}/{phase.pk}/"


def step(client, phase, section, **data):
    """Fill in a section as it is shown and press a button."""
    page = client.get(f"{base(phase)}fragebogen/abschnitt/{section}/").content.decode()
    shown = page.split('name="gezeigt" value="')[1].split('"')[0]
    names = {name.replace("__", ".").replace("___", ":"): value for name, value in data.items()}
    return client.post(f"{base(phase)}fragebogen/abschnitt/{section}/", {"gezeigt": shown, "do": "next", **names})


def send(client, phase):
    """Press the last button, as a person does: not within the first seconds."""
    address = f"{base(phase)}fragebogen/pruefen/"
    form = client.get(address).context["form"]
    data = {"key": str(form["key"].value()), "shown": later(form), "do": "send"}
    return client.post(address, data), data


def later(form):
    import time

    from django.core import signing

    return signing.dumps(int(time.time()) - 10, salt=form.salt)


def fill(client, phase):
    assert step(client, phase, "wohnen", wohnen__seit="2-10", haushalt__kinder="no").status_code == 302
    assert step(client, phase, "wege", wege__mittel=["fuss", "other"], wege__mittel__other="Pferd").status_code == 302
    answer = step(client, phase, "angebote", angebote__idee="Ein <b>Café</b>!")
    assert answer.url.endswith("/person/")
    return step(client, phase, "person", person__alter="30-49")


def test_visitor_answers_without_account_and_once(phase):
    client = Client()
    start = client.get(base(phase))
    assert "Fragen beantworten" in start.content.decode()
    assert fill(client, phase).url.endswith("/fragebogen/pruefen/")
    answer, data = send(client, phase)
    assert answer.url.endswith("/fragebogen/danke/")
    assert "Danke" in client.get(answer.url).content.decode()
    stored = Answer.objects.get()
    assert stored.content == {
        "wohnen.seit": "2-10", "haushalt.kinder": False, "wege.mittel": ["fuss", "other"], "wege.mittel.other": "Pferd",
        "angebote.idee": "Ein <b>Café</b>!", "person.alter": "30-49",
    }  # fmt: skip
    assert sorted(FreeText.objects.values_list("path", "text")) == [
        ("angebote.idee", "Ein <b>Café</b>!"),
        ("wege.mittel.other", "Pferd"),
    ]
    assert not Draft.objects.exists()
    again = client.post(f"{base(phase)}fragebogen/pruefen/", data)  # double click, or "back" and once more
    assert again.url.endswith("/fragebogen/danke/")
    assert Answer.objects.count() == Taken.objects.count() == 1
    assert "Ihre Antworten sind da" in client.get(base(phase)).content.decode()


def test_question_that_depends_on_the_same_page_comes_up_without_javascript(phase):
    client = Client()
    answer = step(client, phase, "wohnen", wohnen__seit="2-10", haushalt__kinder="yes")
    assert answer.url.endswith("/wohnen/?neu=1")
    assert (
        step(
            client, phase, "wohnen", wohnen__seit="2-10", haushalt__kinder="yes", haushalt__kinderzahl="17"
        ).status_code
        == 422
    )
    answer = step(client, phase, "wohnen", wohnen__seit="2-10", haushalt__kinder="yes", haushalt__kinderzahl="2")
    assert answer.url.endswith("/wege/")


def test_errors_keep_the_input_and_back_loses_nothing(phase):
    client = Client()
    answer = step(client, phase, "wohnen", haushalt__kinder="yes")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Bitte beantworten Sie diese Frage: Wie lange wohnen Sie schon hier?") == 2  # summary and field
    step(client, phase, "wohnen", wohnen__seit="ueber-10")
    back = step(client, phase, "wege", wege__minuten="zwölf", do="back")
    assert back.url.endswith("/wohnen/")
    assert 'value="zwölf"' in client.get(f"{base(phase)}fragebogen/abschnitt/wege/").content.decode()
    review = client.get(f"{base(phase)}fragebogen/pruefen/").content.decode()
    assert "Bitte schreiben Sie eine Zahl" in review
    assert "Jetzt abschicken" not in review
    answer, _data = send(client, phase)
    assert answer.status_code == 422
    assert not Answer.objects.exists()


def test_one_answer_for_each_letter_in_two_browsers(make_phase):
    phase = make_phase(audience="codes")
    batch = CodeBatch.objects.create(process=phase.process, kind="letter", name="Runde 1", count=1)
    (code,) = codes.make_codes(batch, 1)
    assert Client().get(f"{base(phase)}fragebogen/abschnitt/wohnen/").status_code == 302  # nobody without a letter
    first, second = Client(), Client()
    for client in (first, second):
        client.post(f"/k/{code}/")
    assert fill(first, phase).status_code == 302
    # The second browser goes on where the first one stopped: the draft belongs to the letter.
    assert "30 bis 49" in second.get(f"{base(phase)}fragebogen/pruefen/").content.decode()
    data = {client: send_data(client, phase) for client in (first, second)}
    for client in (first, second):
        answer = client.post(f"{base(phase)}fragebogen/pruefen/", data[client])
        assert answer.url.endswith("/danke/")
    assert Answer.objects.count() == 1
    assert second.get(f"{base(phase)}fragebogen/abschnitt/wohnen/").url == base(phase)


def send_data(client, phase):
    form = client.get(f"{base(phase)}fragebogen/pruefen/").context["form"]
    return {"key": str(form["key"].value()), "shown": later(form), "do": "send"}


def test_nobody_answers_outside_the_phase(make_phase, staff):
    coming = make_phase(opens=timezone.now() + HOUR, closes=timezone.now() + 2 * HOUR)
    over = make_phase(opens=timezone.now() - 2 * HOUR, closes=timezone.now() - HOUR)
    for phase in (coming, over):
        for who in ("", "runs"):
            client = Client()
            if who:
                client.force_login(staff)
            answer = client.post(
                f"{base(phase)}fragebogen/abschnitt/wohnen/",
                {"gezeigt": "wohnen.seit", "wohnen.seit": "2-10", "do": "next"},
            )
            assert answer.url == base(phase)
    assert not Draft.objects.exists()


def test_questions_stand_fixed_from_the_first_answer_on(phase, staff):
    link = queries.link_of(phase)
    survey = link.survey
    draft = {**link.form.draft, "thanks": {"de": "Danke schön"}}
    forms.save_draft(staff, link.form, draft, revision=link.form.revision)
    assert actions.use(staff, phase).version.number == 2
    forms.submit(Survey.objects.get(pk=survey.pk), {"wohnen.seit": "nicht"}, key="k")
    form = queries.link_of(phase).form
    forms.save_draft(staff, form, {**draft, "thanks": {"de": "Anders"}}, revision=form.revision)
    with pytest.raises(ValidationError, match="Es gibt schon Antworten"):
        actions.use(staff, phase)


def test_only_the_team_prepares(phase, county):
    with pytest.raises(PermissionDenied):
        actions.use(member("moderator", county, "other"), phase)
    with pytest.raises(PermissionDenied):
        actions.use(member("clerk", county, "clerk"), phase)


def test_results_appear_when_the_survey_is_closed(phase, staff):
    survey = queries.link_of(phase).survey
    for number in range(6):
        forms.submit(survey, {"wohnen.seit": "2-10", "haushalt.kinder": number < 2}, key=str(number))
    assert "Ergebnisse" not in Client().get(base(phase)).content.decode()
    assert Client().get(f"{base(phase)}fragebogen/ergebnis.csv").status_code == 404
    forms.close(staff, survey)
    Phase.objects.filter(pk=phase.pk).update(closes=timezone.now() - datetime.timedelta(minutes=1))
    page = Client().get(base(phase)).content.decode()
    assert "6 Menschen haben geantwortet" in page
    table = Client().get(f"{base(phase)}fragebogen/ergebnis.csv").content.decode("utf-8-sig")
    assert "2 bis 10 Jahre;6;100;6;6" in table
    data = Client().get(f"{base(phase)}fragebogen/ergebnis.json").json()
    assert data["results"]["haushalt.kinder"]["counts"] == {"yes": None, "no": None}
    assert data["results"]["haushalt.kinderzahl"] == {"hidden": True}
    assert results.report(Survey.objects.get(pk=survey.pk)).number == 6


def test_pages_take_few_queries(phase, django_assert_max_num_queries):
    client = Client()
    fill(client, phase)
    for page in ("", "fragebogen/abschnitt/angebote/", "fragebogen/pruefen/"):
        with django_assert_max_num_queries(12):
            client.get(f"{base(phase)}{page}")


def test_whoever_acts_for_somebody_does_not_see_what_they_have_begun(county, phase):
    from django.urls import reverse

    from allmende.core.behalf.models import Trust

    giver, helper = member("", county, "giver"), member("", county, "helper")
    own, acting = Client(), Client()
    own.force_login(giver)
    step(own, phase, "angebote", angebote__idee="Nur für mich")
    trust = Trust.objects.create(
        giver=giver, helper=helper, scope="all", granted_at=timezone.now(), until=timezone.now() + HOUR
    )
    acting.force_login(helper)
    assert acting.post(reverse("behalf:act", args=[trust.pk])).status_code == 302
    address = f"{base(phase)}fragebogen/abschnitt/angebote/"
    assert "giver" in acting.get(address).text, "acts for them"
    assert "Nur für mich" in own.get(address).text
    assert "Nur für mich" not in acting.get(address).text
    fill(acting, phase)
    assert "Nur für mich" in own.get(address).text, "nothing is lost by the other's form"
    assert send(acting, phase)[0].url.endswith("/danke/")
    assert Draft.objects.count() == 0
    assert Taken.objects.count() == 1
    assert own.get(address).url == base(phase), "one answer each"

# SPDX-License-Identifier: EUPL-1.2
"""What is stored, once, whole, without a person; what staff may and may not; what the database holds by itself."""

import datetime
import threading
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from allmende.commons.forms import actions, drafts, guard, results, rules, tasks
from allmende.commons.forms.models import Answer, Draft, FreeText, Survey, Taken, Version
from tests.access_matrix import expected, matrix, member, people_of
from tests.commons.forms.conftest import DATA, GOOD


def test_one_answer_per_person_and_the_second_time_is_no_error(survey):
    assert not actions.submit(survey, GOOD, holder="p1").repeated
    assert actions.submit(survey, {**GOOD, "zimmer": "9"}, holder="p1").repeated
    assert not actions.submit(survey, GOOD, holder="p2").repeated
    assert Answer.objects.count() == Taken.objects.count() == 2
    assert {answer.content["zimmer"] for answer in Answer.objects.all()} == {3}


def test_same_form_sent_twice_counts_once(survey):
    key = str(uuid.uuid4())
    assert [actions.submit(survey, GOOD, key=key).repeated for _ in range(3)] == [False, True, True]
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(
    "raw",
    [
        {}, {"art": "zelt"}, {**GOOD, "zimmer": "0"}, {**GOOD, "zimmer": "3,5"}, {**GOOD, "teile": {"bus": "gut"}},
        {**GOOD, "art": "other"}, {**GOOD, "wunsch": "x" * 5001},
    ],
)  # fmt: skip
def test_one_bad_answer_stores_nothing(survey, raw):
    with pytest.raises(actions.InvalidAnswers):
        actions.submit(survey, raw, holder="p1")
    assert [model.objects.count() for model in (Answer, Taken, FreeText)] == [0, 0, 0]


def test_answers_to_hidden_questions_are_dropped(survey):
    actions.submit(survey, {**GOOD, "art": "eigen"}, holder="p1")
    assert "zimmer" not in Answer.objects.get().content


def test_signs_from_everywhere_are_kept_as_they_are(survey):
    text = '<script>alert(1)</script> 🙂 \u202eعربي "=1+1"'
    actions.submit(survey, {**GOOD, "wunsch": text + "\0"}, holder="p1")
    assert FreeText.objects.get(path="wunsch").text == text


@pytest.mark.django_db(transaction=True)
def test_one_person_in_ten_threads(survey):
    barrier, found = threading.Barrier(10), []

    def run():
        try:
            barrier.wait()
            found.append(actions.submit(survey, GOOD, holder="p1").repeated)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [False] + [True] * 9
    assert Answer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_work_on_two_surveys_does_not_wait_for_each_other(survey, staff):
    other = actions.open_survey(survey.version, municipality=survey.municipality)
    barrier, problems = threading.Barrier(2), []

    def run(step):
        try:
            barrier.wait()
            for number in range(12):
                step(number)
        except Exception as error:
            problems.append(error)
        finally:
            connection.close()

    ways = Survey.Results.values
    steps = (
        lambda number: actions.enter_paper(staff, survey, GOOD),
        lambda number: actions.change_survey(staff, other, results=ways[number % len(ways)]),
    )
    threads = [threading.Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert Answer.objects.count() == 12


def test_nothing_joins_an_answer_to_a_person(survey):
    answer_fields = {field.name for field in Answer._meta.get_fields()}
    assert answer_fields == {"id", "survey", "version", "day", "channel", "language", "content"}
    assert {field.name for field in Taken._meta.get_fields()} == {"record", "survey"}
    assert {field.name for field in FreeText._meta.get_fields()} == {"id", "survey", "path", "text", "state"}
    actions.submit(survey, GOOD, holder="p1")
    assert "p1" not in Taken.objects.get().record
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in guard.ANSWERS:
                cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
                assert cursor.fetchone()[0].endswith("WITHOUT ROWID")


def test_closing_destroys_the_key_and_the_drafts(survey, staff):
    drafts.keep(survey, "p1", {"art": "miete"})
    actions.submit(survey, GOOD, holder="p2")
    closed = actions.close(staff, survey)
    assert closed.secret is None
    assert not Draft.objects.exists()
    with pytest.raises(actions.Refused):
        actions.submit(closed, GOOD, holder="p3")
    assert not drafts.has_answered(closed, "p2")


def test_draft_is_encrypted_and_forgotten(survey):
    drafts.keep(survey, "p1", {"wunsch": "geheimer Wunsch"})
    drafts.keep(survey, f"{drafts.DEVICE}abc", {"wunsch": "anderer"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT given FROM questionnaires_draft")
        assert all("Wunsch" not in str(value) and "anderer" not in str(value) for (value,) in cursor.fetchall())
    assert drafts.draft_of(survey, "p1").given == {"wunsch": "geheimer Wunsch"}
    Draft.objects.update(changed=timezone.now() - datetime.timedelta(days=2))
    assert tasks.forget_drafts() == 1
    Draft.objects.update(changed=timezone.now() - datetime.timedelta(days=31))
    assert tasks.forget_drafts() == 1


def test_version_never_changes(survey, form, staff):
    version = survey.version
    assert guard.missing() == []
    for sql in (
        "UPDATE questionnaires_version SET definition = '{}'",
        "UPDATE questionnaires_version SET number = 9",
        "DELETE FROM questionnaires_version",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    actions.save_draft(staff, form, {**DATA, "thanks": {"de": "Danke"}}, revision=0)
    assert actions.publish(staff, form).number == 2
    assert actions.publish(staff, form).number == 2  # nothing new: no new version
    assert Version.objects.get(pk=version.pk).definition == version.definition


def test_two_editors_do_not_overwrite_each_other(form, staff):
    actions.save_draft(staff, form, {**DATA, "thanks": {"de": "eins"}}, revision=0)
    with pytest.raises(ValidationError, match="inzwischen geändert"):
        actions.save_draft(staff, form, {**DATA, "thanks": {"de": "zwei"}}, revision=0)


def test_faulty_draft_is_kept_but_not_published(form, staff):
    data = {"title": {"de": "Kurz"}, "sections": [{"key": "a", "title": {"de": "A"}, "questions": [
        {"path": "x", "kind": "one_of", "label": {"de": "Was?"}, "options": []},
        {"path": "y", "kind": "text", "label": {}, "show_if": {"path": "z", "is": "?"}},
    ]}]}  # fmt: skip
    actions.save_draft(staff, form, data, revision=0)
    with pytest.raises(ValidationError) as refusal:
        actions.publish(staff, form)
    text = "\n".join(refusal.value.messages)
    assert "Abschnitt 1 „A“, Frage 1 „Was?“, Antworten zur Auswahl: Es braucht mindestens 2 Antworten." in text
    assert "Die Bedingung fragt nach „z“. Diese Frage gibt es nicht." in text
    assert not Version.objects.exists()


def test_paper_goes_into_the_same_table_and_may_leave_open_what_is_required(survey, clerk, county):
    answer = actions.enter_paper(clerk, survey, {"teile": {"bus": "gut"}, "art": "other"})
    assert (answer.channel, answer.content) == ("paper", {"art": "other", "art.other": "–", "teile": {"bus": "gut"}})
    with pytest.raises(actions.InvalidAnswers):
        actions.enter_paper(clerk, survey, {"art": "zelt"})
    with pytest.raises(PermissionDenied):
        actions.enter_paper(member("editor", county), survey, GOOD)
    assert Answer.objects.count() == 1


def test_texts_are_told_only_once_somebody_released_them(survey, staff, clerk):
    for number in range(5):
        actions.submit(survey, {**GOOD, "wunsch": f"Wunsch {number}"}, holder=str(number))
    one = FreeText.objects.get(text="Wunsch 3")
    with pytest.raises(PermissionDenied):
        actions.judge_texts(clerk, survey, [one.pk], "shown")
    assert actions.judge_texts(staff, survey, [one.pk], "shown") == 1
    texts = [question.texts for _title, many in results.report(survey).sections for question in many]
    assert [text for found in texts for text in found] == ["Wunsch 3"]


def test_fewer_than_five_answers_tell_nothing_to_nobody(survey, client, staff):
    for number in range(4):
        actions.submit(survey, GOOD, holder=str(number))
    assert results.report(survey).sections == []
    client.force_login(staff)
    actions.close(staff, survey)
    data = client.get(f"/verwaltung/befragung/{survey.pk}/ergebnis.json").json()
    assert data["results"] == {}
    assert data["answers"] is None


def test_staff_see_numbers_while_answers_come_in_and_results_at_the_end(survey, staff, client):
    client.force_login(staff)
    page = f"/verwaltung/befragung/{survey.pk}/"
    for number in range(5):
        actions.submit(survey, GOOD, holder=str(number))
    before = client.get(page)
    assert "5 Antworten" in before.content.decode()
    assert before.context["report"] is None
    assert "Wie wohnen Sie?" not in before.content.decode()
    for file in ("ergebnis.csv", "ergebnis.json"):
        assert client.get(f"{page}{file}").status_code == 404
    actions.close(staff, survey)
    assert "Wie wohnen Sie?" in client.get(page).content.decode()
    for file in ("ergebnis.csv", "ergebnis.json"):
        assert client.get(f"{page}{file}").status_code == 200


def test_follow_up_question_does_not_tell_a_small_group(survey):
    for number in range(12):  # ten rent, two own
        actions.submit(survey, {**GOOD, "art": "miete" if number < 10 else "eigen"}, holder=str(number))
    found = {one.question.path: one for _t, many in results.report(survey).sections for one in many}
    assert [row.number for row in found["art"].tables[0].rows] == [None, None, 0]
    assert found["zimmer"].hidden  # its ten would tell the two


def test_report_takes_the_same_queries_for_any_number(survey, django_assert_max_num_queries):
    for number in range(30):
        actions.submit(survey, GOOD, holder=str(number))
    with django_assert_max_num_queries(6):
        results.report(survey)


def test_formula_stays_text_in_a_spreadsheet(survey, staff, client):
    for number in range(5):
        actions.submit(survey, {**GOOD, "wunsch": "=HYPERLINK(1)"}, holder=str(number))
    actions.judge_texts(staff, survey, list(FreeText.objects.values_list("pk", flat=True)), "shown")
    client.force_login(staff)
    actions.close(staff, survey)
    assert "'=HYPERLINK" in client.get(f"/verwaltung/befragung/{survey.pk}/ergebnis.csv").content.decode()


def test_erasing_waits_for_the_end(survey, staff):
    actions.submit(survey, GOOD, holder="p1")
    with pytest.raises(ValidationError):
        actions.erase_answers(staff, survey)
    actions.close(staff, survey)
    assert actions.erase_answers(staff, survey) == 1
    assert [model.objects.count() for model in (Answer, Taken, FreeText)] == [0, 0, 0]


def test_who_may_what(survey, staff, county):
    people = people_of(county)
    closed = actions.open_survey(survey.version, municipality=county)
    actions.close(staff, closed)
    things = {"open": Survey.objects.get(pk=survey.pk), "closed": Survey.objects.get(pk=closed.pk)}
    assert matrix(rules.may_enter, people, things) == expected(
        people, things, {"clerk": "x.", "moderator": "x.", "superuser": "x."}
    )
    assert matrix(rules.may_manage, people, things) == expected(people, things, {"moderator": "xx", "superuser": "xx"})
    assert matrix(rules.moderates_texts, people, things) == expected(
        people, things, {"moderator": "xx", "superuser": "xx"}
    )
    reads = {"clerk": "xx", "moderator": "xx", "statistician": "xx", "superuser": "xx"}
    assert matrix(rules.may_see, people, things) == expected(people, things, reads)

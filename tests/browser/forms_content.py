# SPDX-License-Identifier: EUPL-1.2
"""Surveys for the browser tests: one to answer, one with results, one in preparation."""

from __future__ import annotations

import datetime
from typing import Any


def fill(county: Any) -> dict[str, str]:
    """Make them; return the addresses of their pages by name."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from allmende.commons.forms import actions as forms
    from allmende.decide.participation.models import Phase, Process
    from allmende.decide.participation.survey import actions
    from allmende.decide.participation.survey.models import PhaseSurvey
    from tests.browser.content import EVIL, LONG

    admin = get_user_model().objects.get(email="admin@auental.example")
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    process = Process.objects.create(
        municipality=county, slug="befragung", title=f"Was fehlt in {LONG}?", goal="Wir fragen Sie.", state="published",
        published=now, template="survey",
    )  # fmt: skip

    def phase(number: int, closes: Any) -> Any:
        made = Phase.objects.create(
            process=process, position=number, format="survey", title="Fragen beantworten", audience="everyone",
            opens=now - 9 * hour, closes=closes,
        )  # fmt: skip
        link = actions.make_form(None, made, from_template=True)
        link.form.title = f"{number}. {link.form.title}"  # a list in which each line says something else
        link.form.save()
        return made

    running, over, draft = phase(1, now + 99 * hour), phase(2, now - hour), phase(3, now + 99 * hour)
    survey, told = actions.use(admin, running), actions.use(admin, over)
    for number in range(12):
        raw = {
            "wohnen.seit": "ueber-10" if number % 2 else "2-10", "wohnen.zufrieden": str(number % 5 + 1), "wege.minuten": str(number),
            "wege.mittel": ["fuss", "rad"], "angebote.erreichbar": {"arzt": "gut", "bank": "schlecht"},
            "angebote.wichtig": ["bus", "arzt", "rad"], "angebote.idee": f"{EVIL} {LONG} {number}",
        }  # fmt: skip
        for where in (survey, told):
            forms.submit(where, raw, key=str(number))
    forms.judge_texts(admin, told, [text.pk for text in told.texts.all()[:6]], "shown")
    forms.close(admin, told)
    form = PhaseSurvey.objects.get(phase=draft).form
    faulty = PhaseSurvey.objects.get(phase=running).form
    broken = forms.create_form(admin, municipality=county, title=f"{EVIL} {LONG}")
    pages = f"/beteiligung/befragung/{running.pk}"
    staff = f"/verwaltung/fragebogen/{form.pk}/"
    return {
        "survey": f"{pages}/", "survey_first": f"{pages}/fragebogen/abschnitt/wohnen/",
        "survey_third": f"{pages}/fragebogen/abschnitt/angebote/", "survey_result": f"/beteiligung/befragung/{over.pk}/",
        "staff_form": staff, "staff_form_broken": f"/verwaltung/fragebogen/{broken.pk}/",
        "staff_form_preview": f"/verwaltung/fragebogen/{faulty.pk}/vorschau/?texte=en",
        "staff_question": f"{staff}abschnitt/2/frage/1/", "staff_texts": f"{staff}sprache/ar/",
        "staff_survey": f"/verwaltung/befragung/{survey.pk}/", "staff_survey_phase": f"/verwaltung/beteiligung/befragung/{draft.pk}/",
    }  # fmt: skip


def examples() -> dict[str, dict[str, Any]]:
    """Return values for the parameters of the routes, of objects that `fill` made."""
    from allmende.commons.forms.models import Survey
    from allmende.decide.participation.survey.models import PhaseSurvey

    running, over = (
        PhaseSurvey.objects.filter(phase__process__slug="befragung", survey__state=state).get()
        for state in (Survey.State.OPEN, Survey.State.CLOSED)
    )
    form = {"pk": running.form_id, "section": 0, "number": 0, "language": "en"}
    return {
        **{
            f"forms_staff_{page}": form
            for page in (
                "detail", "head", "section", "section_new", "question", "question_new", "texts", "import", "export", "preview", "paper",
            )
        },
        **{f"forms_survey_{page}": {"pk": running.survey_id} for page in ("staff", "words", "enter", "csv", "json")},
        **{
            f"participation:survey_{page}": {"process": "befragung", "phase": running.phase_id, "key": "wohnen"}
            for page in ("section", "review", "done")
        },
        **{f"participation:survey_{page}": {"process": "befragung", "phase": over.phase_id} for page in ("csv", "json")},
        "survey_staff_phase": {"pk": running.phase_id},
    }  # fmt: skip

# SPDX-License-Identifier: EUPL-1.2
"""A process of ideas, and people who take part in it."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

DAY = datetime.timedelta(days=1)


@pytest.fixture
def moderator(county):
    """A moderator of the county, who belongs to the team of `process`."""
    from tests.access_matrix import member

    return member("moderator", county, "leitung")


@pytest.fixture
def make_process(county, moderator):
    """A function that makes a process with one phase, which runs for another nine days."""
    from allmende.decide.participation.models import Category, Member, Phase, Process

    def make(kind: str = "ideas", audience: str = "everyone", state: str = "published", **fields: Any) -> Any:
        options = fields.pop("process", {})
        number = Process.objects.count() + 1
        process = Process.objects.create(
            municipality=county, slug=f"verfahren-{number}", title=f"Marktplatz {number}", goal="Der Markt wird schöner.",
            deciders="Der Stadtrat entscheidet.", contact_name="Frau Weber", contact_phone="03999 1", state=state,
            published=timezone.now(), **options,
        )  # fmt: skip
        Member.objects.create(process=process, person=moderator)
        Category.objects.create(process=process, name="Grün")
        now = timezone.now()
        values = {"opens": now - DAY, "closes": now + 9 * DAY, "audience": audience, "format": kind, **fields}
        return Phase.objects.create(process=process, position=1, title="Ideen sammeln", **values)

    return make


@pytest.fixture
def phase(make_process):
    """A phase of ideas for everyone."""
    return make_process()


@pytest.fixture
def person(db):
    from allmende.core.people.models import Person

    return Person.objects.create_user("erika@example.org", "ein-langes-passwort", first_name="Erika")


@pytest.fixture
def make_code(moderator):
    """A function that makes a code of a process; returns (row, code in plain)."""
    from allmende.decide.participation import codes
    from allmende.decide.participation.models import CodeBatch

    def make(process: Any, **fields: Any) -> tuple[Any, str]:
        batch = CodeBatch.objects.create(process=process, kind="letter", name="Briefe", count=1, **fields)
        (plain,) = codes.make_codes(batch, 1)
        return batch.codes.select_related("batch").get(), plain

    return make


@pytest.fixture
def make_idea(phase):
    """A function that stores an idea of somebody, who is another one each time unless given."""
    from allmende.commons.dialogue.voices import voice_for_visitor, voice_of
    from allmende.decide.participation import ideas
    from allmende.decide.participation.audience import Who

    def make(
        title: str = "Mehr Bänke", text: str = "Im Schatten.", *, who: Any = None, where: Any = None, **fields: Any
    ) -> Any:
        voice = voice_of(who) if who is not None else voice_for_visitor(uuid.uuid4().hex)
        draft = ideas.Draft(title=title, text=text, **fields)
        return ideas.submit(Who(person=who), voice, where or phase, draft, key=uuid.uuid4())[0]

    return make


def send_idea(client: Client, phase: Any, **data: Any) -> Any:
    """Fill in and send the form as a browser does, with the proof of work; return the answer."""
    from django.core import signing

    from allmende.commons.dialogue import limits

    url = f"/beteiligung/{phase.process.slug}/{phase.pk}/neu/"
    shown = signing.dumps(int(timezone.now().timestamp()) - 10, salt="allmende.participation.idea")
    key = str(data.pop("key", uuid.uuid4()))
    values = {"title": "Mehr Bänke", "text": "Im Schatten.", "key": key, "shown": shown, "do": "send", **data}
    if "proof" not in values:
        values["proof"] = limits.solve(f"{shown}:{key}")
    return client.post(url, values)


@pytest.fixture
def drain():
    """A function that runs the tasks that wait, as the worker does."""

    def run() -> None:
        from django_tasks_db.models import DBTaskResult

        for row in list(DBTaskResult.objects.ready()):
            given = row.args_kwargs
            row.task.func(*given["args"], **given["kwargs"])
            row.delete()

    return run

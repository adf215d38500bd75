# SPDX-License-Identifier: EUPL-1.2
"""Indexes in a folder of the test's own, a small page tree, and the queue."""

from __future__ import annotations

import pytest
from shapely import Point

from allmende.core.search.reader import Reader
from allmende.core.search.registry import Document, Scope
from allmende.core.search.store import Store


@pytest.fixture(autouse=True)
def home_folder(settings, tmp_path):
    """Every test has indexes of its own."""
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def make_index(tmp_path):
    """Return a function that indexes documents (title, body[, kind[, audience]]) and returns a reader of them."""
    readers = []

    def make(*rows, language="de"):
        path = tmp_path / f"own-{len(readers)}.sqlite3"
        with Store(path, language) as store:
            store.rebuild(lambda: [("set", document(number, *row)) for number, row in enumerate(rows)])
        readers.append(Reader(path, language))
        return readers[-1]

    yield make
    for reader in readers:
        reader.close()


def document(number, title, body="", kind="page", audience=""):
    return Document(str(number), kind, title, body, audience)


@pytest.fixture
def scope(county):
    return Scope(county.presence, "de")


@pytest.fixture
def home(county):
    """The German front page of the county."""
    from allmende.commons.pages import actions

    return actions.ensure_site(county.presence).root_page.specific


@pytest.fixture
def make_page(home):
    """Return a function that publishes a page of information below the front page."""
    from allmende.commons.pages import actions, content

    def make(title="Wohngeld", text="Zuschuss zur Miete.", **fields):
        return actions.add_information_page(
            fields.pop("parent", home), title, [content.text(f"<p>{text}</p>")], **fields
        )

    return make


@pytest.fixture
def make_place(county):
    """Return a function that stores a place in the town of the county."""
    from allmende.commons.places.models import Place

    def make(name="Stadtapotheke", category="pharmacy", **fields):
        fields.setdefault("municipality", county.members.first())
        return Place.objects.create(name=name, category=category, geom=Point(10.25, 51.15), **fields)

    return make


@pytest.fixture
def work(db):
    """Return a function that does what the queue holds for the search, and returns how many tasks that were."""
    from django_tasks_db.models import DBTaskResult

    from allmende.core.search.actions import index_now

    def run():
        tasks = list(DBTaskResult.objects.filter(task_path="allmende.core.search.tasks.index_documents"))
        for task in tasks:
            index_now(*task.args_kwargs["args"])
            task.delete()
        return len(tasks)

    return run


@pytest.fixture
def found(scope):
    """Return a function that searches as somebody and returns the titles that are shown."""
    from allmende.core.search.queries import Asked, search

    def ask(words, person=None, language="de", **fields):
        place = Scope(scope.presence, language)
        return [hit.shown.title for hit in search(place, person, Asked(words, **fields)).hits]

    return ask

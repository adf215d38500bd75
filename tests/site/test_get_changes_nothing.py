# SPDX-License-Identifier: EUPL-1.2
"""Every address, asked for with GET by people of all roles: no row of any table changes.

Signed out, a citizen, a superuser and an administrator ask for everything. A superuser passes by the rules of who may
see what, so whatever else is shown to superusers is asked for by role after role, until one of them is let in.

The content is that of the browser tests. An address with parameters gets those of a real object: of the model that its
view shows, else the ones named in EXAMPLES.
"""

from __future__ import annotations

import contextlib
import hashlib
from typing import Any

import pytest
from django.apps import apps
from django.core.signals import request_finished
from django.db import close_old_connections, connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from tests.access_matrix import hold, people_of
from tests.browser import content, forms_content, participation_content

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ASK_EVERYTHING = ("signed out", "citizen", "superuser", "administrator")
ASK_THE_REST = ("clerk", "moderator", "planner", "statistician", "approver", "editor", "partner")

MAY_CHANGE = {
    "sessions.Session": "signing in and messages between two pages",
    "usersessions.UserSession": "when a device was last seen, for the list of one's devices",
    "throttle.Window": "counts of attempts",
    "account.EmailAddress": "allauth notes the address of an account that a command made, when its owner first looks",
    "audit.Entry": "looks of staff at personal data are recorded",
    "audit.Head": "the end of that chain",
    "media.Rendition": "a picture in a new size, made when first shown",
    "wagtailimages.Rendition": "a picture in a new size, made when first shown",
    "freshness.Stamp": "a new rendition makes remembered answers stale",
    "wagtailadmin.EditingSession": "Wagtail tells other editors who has the page open",
    "wagtailcore.PageSubscription": "Wagtail's choice of mails about a page, with its default",
    "wagtailusers.UserProfile": "Wagtail's settings of the one who looks, with their defaults",
    "search.Miss": "what people searched for in vain, without who",
    "search.MissWeek": "how often in a week",
}
"""Tables in which GET may leave something, and why."""


def rows_of(model: Any) -> str:
    """Return a digest of all rows of a table."""
    columns = [field.column for field in model._meta.local_concrete_fields]
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {quoted} FROM {connection.ops.quote_name(model._meta.db_table)}")
        lines = sorted(repr(row) for row in cursor.fetchall())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def snapshot() -> dict[str, str]:
    """Return a digest for each table that must not change."""
    return {
        model._meta.label: rows_of(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in MAY_CHANGE
    }


def model_of(entry: URLPattern) -> Any:
    """Return the model that a view shows, where it says so."""
    view = getattr(entry.callback, "view_class", None)
    chosen = getattr(entry.callback, "view_initkwargs", {}).get("model") or getattr(view, "model", None)
    return chosen if isinstance(chosen, type) else None


def examples(things: dict[str, str]) -> dict[str, Any]:
    """Return values for parameters by name, of objects that exist."""
    from wagtail.models import Page

    from allmende.commons.cases.models import Case
    from allmende.commons.dialogue.models import Post
    from allmende.core.people.models import Person
    from allmende.core.roles.models import Grant

    page = Page.objects.filter(depth__gt=2).first()
    assert page is not None
    from allmende.commons.ballots.models import PaperBatch, Vote

    return {
        "ballots": {"key": Vote.objects.filter(state="published").first().key},
        "ballots_staff_batch": {"pk": PaperBatch.objects.first().pk},
        **{
            f"ballots_staff_{page}": {"pk": Vote.objects.filter(state="draft").first().pk}
            for page in ("detail", "edit", "preview", "sheet")
        },
        "cases_staff_detail": {"pk": Case.objects.first().pk},
        "cases:status": {"reference": Case.objects.first().reference},
        "roles_staff:person": {"pk": Person.objects.first().pk},
        "roles_staff:grant_to": {"pk": Person.objects.first().pk},
        "behalf_staff:begin": {"pk": Person.objects.first().pk},
        "behalf_staff:paper": {"pk": Person.objects.first().pk},
        "roles_staff:end": {"pk": Grant.objects.first().pk},
        "dialogue": {"pk": int(things["comment_key"])},
        "dialogue:thread": {"pk": Post.objects.get(pk=things["comment_key"]).thread_id},
        "dialogue:write": {"pk": Post.objects.get(pk=things["comment_key"]).thread_id},
        "moderation_staff": {"pk": int(things["comment_key"])},
        "moderation_staff:year": {"year": 2026},
        "moderation_staff:year_csv": {"year": 2026},
        **participation_content.examples(),
        **forms_content.examples(),
        "places:short": {"key": int(things["place_key"])},
        "places:report": {"key": int(things["place_key"])},
        "wagtailadmin_pages": {"pk": page.pk},
        "wagtailadmin_explore": {"pk": page.pk},
        "pages": {"pk": page.pk},
        "pages_staff": {"pk": page.pk},
        "supply:topic": {"key": "kita"},
        "supply:topic_csv": {"key": "kita"},
        "maps:tile": {"zoom": 10, "x": 540, "y": 340},
        "places:tile": {"zoom": 10, "x": 540, "y": 340},
    }


def addresses(things: dict[str, str]) -> list[str]:
    """Return one address for every route, and those of the content."""
    known = examples(things)
    found = {url: None for url in things.values() if url.startswith("/")}
    for entry, name in _named(get_resolver()):
        model = model_of(entry)
        first = model._default_manager.first() if model is not None else None
        given = known.get(name) or known.get(name.split(":")[0]) or {}
        number = given.get("pk") or (first.pk if first else 1)
        kwargs, arguments = {}, []
        for parameter, converter in entry.pattern.converters.items():
            kind = type(converter).__name__
            value = (
                number
                if kind == "IntConverter"
                else "00000000-0000-0000-0000-000000000001"
                if kind == "UUIDConverter"
                else str(number)
            )
            kwargs[parameter] = given.get(parameter, value)
        for attempt in ({"kwargs": kwargs}, {"args": arguments}, {"args": [number]}, {"args": [number, number]}):
            with contextlib.suppress(NoReverseMatch):
                found[reverse(name, **attempt)] = None
                break
    return [url for url in found if "logout" not in url]


def _named(resolver: Any, namespaces: tuple[str, ...] = ()) -> Any:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            if entry.name:
                yield entry, ":".join([*namespaces, entry.name])
        else:
            yield from _named(entry, (*namespaces, entry.namespace) if entry.namespace else namespaces)


def test_get_changes_nothing(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    things = content.fill()
    from allmende.core.municipality.models import Municipality
    from allmende.core.roles.models import Unit

    county = Municipality.objects.get(kind="county")
    Unit.objects.create(municipality=county, name="Bürgerservice")
    people = people_of(county)
    hold(people["citizen"], "partner", county)
    urls = addresses(things)
    assert len(urls) > 250
    assert set(MAY_CHANGE) <= {model._meta.label for model in apps.get_models()}, "an exception for nothing"
    answered: dict[str, dict[str, int]] = {}
    for role in ASK_EVERYTHING:
        crawl(role, people[role], urls, answered)
    rest = shown(answered, "superuser") - shown(answered, "administrator")
    for role in ASK_THE_REST:
        crawl(role, people[role], sorted(rest), answered)
        rest -= shown(answered, role)
    statuses = {url: {answers[url] for answers in answered.values() if url in answers} for url in urls}
    broken = [url for url in urls if 500 in statuses[url]]
    assert not broken
    reached = [url for url in urls if statuses[url] & {200, 204, 301, 302, 304}]
    assert len(reached) > 0.75 * len(urls), sorted(set(urls) - set(reached))


def crawl(role: str, person: Any, urls: list[str], answered: dict[str, dict[str, int]]) -> None:
    """Ask for all addresses as somebody; fail where a row changes. Notes the status of each answer."""
    client = Client(raise_request_exception=False)
    if role != "signed out":
        client.force_login(person)
    ask(client, ["/", "/orte/"])  # what is made once, such as locales and rights, is there now
    before = snapshot()
    start = transaction.savepoint()
    answered[role] = ask(client, urls)
    changed = differing(before)
    if changed:
        transaction.savepoint_rollback(start)
        pytest.fail(f"GET as {role} changed {changed}: {blame(client, urls)}")
    transaction.savepoint_commit(start)
    assert role == "signed out" or "_auth_user_id" in client.session, f"GET signed {role} out"


def shown(answered: dict[str, dict[str, int]], role: str) -> set[str]:
    """Return the addresses at which somebody was shown something."""
    return {url for url, status in answered[role].items() if status == 200}


def ask(client: Client, urls: list[str]) -> dict[str, int]:
    """Ask for addresses; return the status of each answer."""
    statuses = {}
    for url in urls:
        response = client.get(url)
        statuses[url] = response.status_code
        request_finished.disconnect(close_old_connections)  # as the client itself does: the test keeps its connection
        response.close()
        request_finished.connect(close_old_connections)
    return statuses


def differing(before: dict[str, str]) -> list[str]:
    return sorted(label for label, digest in snapshot().items() if before.get(label) != digest)


def blame(client: Client, urls: list[str]) -> str:
    """Return the first address that changes something when asked again, with what it changes."""
    for url in urls:
        before = snapshot()
        ask(client, [url])
        changed = differing(before)
        if changed:
            return f"{url} changes {changed}"
    return "only the first time, and not in the database alone"

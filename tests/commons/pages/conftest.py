# SPDX-License-Identifier: EUPL-1.2
import datetime
import io

import pytest
from django.utils import translation
from PIL import Image
from wagtail.models import Page

from allmende.commons.pages import actions, content
from allmende.commons.pages.models import NewsPage
from allmende.core.media.actions import add_picture
from tests.access_matrix import member


@pytest.fixture(autouse=True)
def german():
    """A request leaves its language behind in the thread; every test starts in German."""
    with translation.override("de"):
        yield


@pytest.fixture
def site(county):
    """The page tree of the county, with its German front page."""
    return actions.ensure_site(county.presence)


@pytest.fixture
def home(site):
    return site.root_page.specific


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def picture(db, folder):
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "teal").save(out, "JPEG")
    out.seek(0)
    return add_picture(file=out, name="tal.jpg", title="Tal", alt="Ein Tal mit Fluss.", source="Eigene Aufnahme")


@pytest.fixture
def news_index(home):
    return actions.add_news_index(home, "Aktuelles")


@pytest.fixture
def page(home):
    return actions.add_information_page(home, "Wohngeld", [content.text("<p>Zuschuss zur Miete.</p>")], in_menu=True)


@pytest.fixture
def people(county):
    """One person per role that carries a group, one superuser, and a citizen."""
    found = {"citizen": member("", county, "citizen"), "admin": member("", county, "admin", is_superuser=True)}
    for name, role in (("editor", "editor"), ("approver", "approver"), ("manager", "administrator")):
        found[name] = member(role, county, name)
    return found


@pytest.fixture
def many_news(news_index, picture):
    """Return a function that adds news, one a day back from 30 November 2026, the quick way: without revisions."""

    def add(count, start=0):
        parent = Page.objects.get(pk=news_index.pk)
        for number in range(start, start + count):
            day = datetime.date(2026, 11, 30) - datetime.timedelta(days=number)
            news = NewsPage(title=f"Nachricht {number}", slug=f"n{number}", date=day, summary="Kurz.", picture=picture)
            news.locale_id = parent.locale_id
            parent.add_child(instance=news)

    return add

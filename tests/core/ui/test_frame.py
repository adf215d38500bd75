# SPDX-License-Identifier: EUPL-1.2
"""The frame of every page: menus, languages, display settings, error pages, KERN's stylesheet."""

import pytest
from django.http import HttpResponse
from django.template.loader import get_template
from django.test import RequestFactory, override_settings
from django.urls import path

from allmende.core.access import middleware as access
from allmende.core.access.table import Declared
from allmende.core.rules import anyone
from allmende.core.ui import navigation
from allmende.core.ui.display import COOKIE, Display
from allmende.core.ui.navigation import Entry
from allmende.site import urls as site_urls
from allmende.site.kern import lean


@pytest.fixture
def menus(monkeypatch):
    """Empty menus for one test."""
    monkeypatch.setattr(navigation, "_entries", {menu: [] for menu in navigation.MENUS})
    monkeypatch.setattr(navigation, "_providers", {menu: [] for menu in navigation.MENUS})


def labels(address="/", menu=navigation.MAIN):
    return [(item.label, item.current) for item in navigation.items(menu, RequestFactory().get(address))]


class TestNavigation:
    pytestmark = pytest.mark.usefixtures("menus")

    def test_entries_come_in_their_order_and_once(self):
        later, sooner = Entry("Karte", "/karte/", order=30), Entry("Orte", "/orte/", order=10)
        for entry in (later, sooner, later):
            navigation.register(navigation.MAIN, entry)
        assert labels() == [("Orte", False), ("Karte", False)]

    def test_the_closest_entry_is_the_current_one(self):
        for label, url in (("Start", "/"), ("Orte", "/orte/"), ("Rundgänge", "/orte/rundgaenge/")):
            navigation.register(navigation.MAIN, Entry(label, url))
        assert [label for label, current in labels("/orte/rundgaenge/1/") if current] == ["Rundgänge"]
        assert [label for label, current in labels("/orte/7/") if current] == ["Orte"]
        assert [label for label, current in labels("/") if current] == ["Start"]
        assert not [label for label, current in labels("/ortenau/") if current]

    def test_a_page_at_the_address_of_an_entry_adds_no_second_link(self):
        navigation.register(navigation.LEGAL, Entry("Barrierefreiheit", "/barrierefreiheit/", order=90))
        navigation.provide(navigation.LEGAL, lambda request: [Entry("Barrierefrei", "/barrierefreiheit/", order=50)])
        assert labels(menu=navigation.LEGAL) == [("Barrierefrei", False)]

    def test_a_route_that_is_not_there_leaves_no_dead_link(self):
        navigation.register(navigation.MAIN, Entry("Nirgends", "gibt:es-nicht"))
        assert labels() == []

    def test_a_page_asks_for_each_menu_once(self, client, county):
        asked = []
        navigation.provide(navigation.MAIN, lambda request: asked.append(1) or [Entry("Seite", "/seite/")])
        html = client.get("/gestaltung/").content.decode()
        assert html.count(">Seite<") == 3  # folded, as a row, in the footer
        assert asked == [1]

    def test_entries_may_depend_on_the_request(self):
        navigation.register(navigation.MAIN, Entry("Intern", "/intern/", shown=lambda request: "intern" in request.GET))
        navigation.provide(navigation.MAIN, lambda request: [Entry("Seite", "/seite/")])
        assert labels() == [("Seite", False)]
        assert labels("/?intern") == [("Intern", False), ("Seite", False)]


class TestDisplay:
    def test_the_choice_is_remembered_and_written_into_the_page(self, client, county):
        answer = client.post(
            "/darstellung/", {"theme": "dark", "contrast": "high", "text": "larger", "next": "/gestaltung/"}
        )
        assert (answer.status_code, answer["Location"]) == (302, "/gestaltung/")
        html = client.get("/gestaltung/").content.decode()
        assert 'data-kern-theme="dark" data-contrast="high" data-text="larger"' in html
        assert '<meta name="color-scheme" content="dark">' in html

    def test_the_default_needs_no_cookie(self, client, county):
        client.cookies[COOKIE] = "theme:dark|contrast:normal|text:normal"
        client.post("/darstellung/", {"theme": "auto"})
        assert client.cookies[COOKIE].value == ""
        assert "data-kern-theme" not in client.get("/gestaltung/").content.decode()

    def test_a_page_sets_no_cookie_by_itself(self, client, county):
        assert not client.get("/gestaltung/").cookies

    @pytest.mark.parametrize("cookie", ["theme:<script>", "theme", "|||", "theme:dark:x", "contrast:ultra|text:9"])
    def test_nonsense_in_the_cookie_is_ignored(self, cookie):
        request = RequestFactory().get("/")
        request.COOKIES[COOKIE] = cookie
        assert Display.of(request) == Display()

    @pytest.mark.parametrize(
        "target", ["https://example.org/", "//example.org/", "javascript:alert(1)", "http:///example.org"]
    )
    def test_it_leads_nowhere_else(self, client, county, target):
        assert client.post("/darstellung/", {"theme": "dark", "next": target})["Location"] == "/"

    def test_other_sites_cannot_change_it(self, client, county):
        answer = client.post("/darstellung/", {"theme": "dark"}, headers={"origin": "https://example.org"})
        assert answer.status_code == 403
        assert COOKIE not in answer.cookies

    def test_reading_changes_nothing(self, client, county):
        assert client.get("/darstellung/").status_code == 405


def _fail(request):
    raise RuntimeError("planned")


def _refuse(request):
    from django.core.exceptions import BadRequest, PermissionDenied

    raise BadRequest("planned") if "400" in request.path else PermissionDenied


def _post_only(request):
    return HttpResponse("ok")


urlpatterns = [
    path("500/", _fail),
    path("400/", _refuse),
    path("403/", _refuse),
    path("post/", _post_only),
    *site_urls.urlpatterns,
]


class TestErrorPages:
    @pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
    def test_they_need_neither_request_nor_database(self, code):
        # No database mark: a query would fail this test.
        html = get_template(f"{code}.html").render()
        assert "Was Sie jetzt tun können" in html
        assert html.count("<h1>") == 1

    @pytest.mark.parametrize(("address", "code"), [("/400/", 400), ("/403/", 403), ("/500/", 500), ("/nichts/", 404)])
    @override_settings(ROOT_URLCONF="tests.core.ui.test_frame")
    def test_they_answer_real_failures(self, client, county, address, code, monkeypatch):
        monkeypatch.setattr(access, "find", lambda key: Declared(anyone, "this test"))
        client.raise_request_exception = False
        answer = client.get(address)
        assert answer.status_code == code
        assert "Was Sie jetzt tun können" in answer.content.decode()
        assert "planned" not in answer.content.decode()

    @override_settings(ROOT_URLCONF="tests.core.ui.test_frame")
    def test_a_form_without_its_token_is_explained(self, county):
        from django.test import Client

        answer = Client(enforce_csrf_checks=True).post("/post/")
        assert answer.status_code == 403
        assert "Formular" in answer.content.decode()


class TestLeanKern:
    CSS = """@charset "UTF-8";
/**
 * @file _spacing.scss
 */
:root { --space: 1rem; }
/**
* @file _button.scss
*/
.kern-btn { color: red; /* why */ padding: 0 1px; }
/**
 * @file _grid.scss
 */
.kern-col { width: 50%; }
/**
 * @file _spacing.scss
 */
.kern-m-lg { margin: 1rem; }
"""

    def test_tokens_and_used_components_stay_in_a_layer(self):
        assert lean(self.CSS) == "@layer kern{:root{--space:1rem}.kern-btn{color:red;padding:0 1px}}\n"

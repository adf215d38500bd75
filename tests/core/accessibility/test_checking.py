# SPDX-License-Identifier: EUPL-1.2
"""Sites, runs and faults: grouped, mended when gone, back when seen again; who may do what; CSV."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from allmende.core.accessibility import check_queries, checking
from allmende.core.accessibility.chart import line_chart
from allmende.core.accessibility.check_models import CheckedSite, Fault, Run
from allmende.core.audit.models import Entry

HOME, PRICES = "https://bad.auental.example/", "https://bad.auental.example/preise"
LOGO = {
    "rule": "image-alt",
    "title": "Bilder brauchen Text",
    "html": '<img src="/logo.png?1">',
    "target": "img",
    "impact": "critical",
}
FORM = {
    "rule": "label",
    "title": "Felder brauchen Namen",
    "html": '<input id="q7">',
    "target": "#q7",
    "impact": "critical",
}


def page(url, *faults, error=""):
    return {"url": url, "error": error, "faults": [dict(fault) for fault in faults], "seconds": 1.0}


def run(site, *pages, refused=()):
    return checking.store_result(
        Run.objects.create(site=site, state="running"), {"pages": list(pages), "refused": list(refused)}
    )


@pytest.mark.django_db
class TestResults:
    def test_the_same_fault_on_two_pages_is_one(self, checked_site):
        elsewhere = LOGO | {"html": '<img src="/logo.png?2">'}
        done = run(checked_site, page(HOME, LOGO, LOGO, FORM), page(PRICES, elsewhere))
        assert (done.pages_checked, done.open_faults, done.new_faults, done.mended_faults) == (2, 2, 2, 0)
        logo = Fault.objects.get(rule="image-alt")
        assert sorted(logo.places.values_list("page__url", "count")) == [(HOME, 2), (PRICES, 1)]

    def test_what_is_gone_is_mended_and_what_returns_is_open_again(self, checked_site):
        run(checked_site, page(HOME, LOGO, FORM), page(PRICES))
        done = run(checked_site, page(HOME, FORM), page(PRICES))
        assert (done.open_faults, done.mended_faults) == (1, 1)
        assert Fault.objects.get(rule="image-alt").state == "mended"
        done = run(checked_site, page(HOME, FORM, LOGO), page(PRICES))
        logo = Fault.objects.get(rule="image-alt")
        assert (logo.state, logo.came_back, done.new_faults) == ("open", True, 0)

    def test_a_page_that_could_not_be_opened_proves_nothing(self, checked_site):
        run(checked_site, page(HOME, LOGO), page(PRICES, LOGO))
        done = run(
            checked_site,
            page(HOME),
            page(PRICES, error="Die Seite antwortet mit dem Fehler 500."),
            refused=["fonts.example"],
        )
        assert (done.pages_failed, done.mended_faults, done.open_faults) == (1, 0, 1)
        assert [place.page.url for place in Fault.objects.get().places.all()] == [PRICES]
        assert any("500" in note for note in done.notes)
        assert any("fonts.example" in note for note in done.notes)

    def test_an_accepted_fault_stays_accepted(self, checked_site, people):
        run(checked_site, page(HOME, LOGO))
        checking.change_fault(people["approver"], Fault.objects.get(), state="accepted", reason="Reine Zierde")
        done = run(checked_site, page(HOME, LOGO))
        assert (Fault.objects.get().state, done.open_faults) == ("accepted", 0)

    @pytest.mark.parametrize("number", [1, 40])
    def test_storing_takes_the_same_queries_for_one_fault_and_for_many(
        self, checked_site, django_assert_max_num_queries, number
    ):
        faults = [FORM | {"html": f"<input class='{'a' * n}'>"} for n in range(1, number + 1)]
        one = Run.objects.create(site=checked_site, state="running")
        with django_assert_max_num_queries(22):
            checking.store_result(one, {"pages": [page(HOME, *faults), page(PRICES, *faults)], "refused": []})
        assert Fault.objects.count() == number


@pytest.mark.django_db
class TestRuns:
    def test_a_run_waits_for_the_worker_and_there_is_one_at_a_time(self, checked_site, people):
        run_ = checking.start_run(people["approver"], checked_site)
        assert DBTaskResult.objects.filter(task_path__contains="accessibility").count() == 1
        with pytest.raises(ValidationError, match="läuft schon"):
            checking.start_run(people["approver"], checked_site)
        assert DBTaskResult.objects.filter(task_path__contains="accessibility").count() == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            Run.objects.create(site=checked_site)
        assert checking.begin(run_.pk).pk == run_.pk
        assert checking.begin(run_.pk) is None, "a task that comes twice does the work once"

    def test_a_stuck_run_is_given_up(self, checked_site):
        Run.objects.create(site=checked_site, state="running", started=timezone.now() - datetime.timedelta(hours=2))
        assert checking.give_up_stuck_runs() == 1
        assert Run.objects.get().state == "failed"
        assert checking.give_up_stuck_runs() == 0


@pytest.mark.django_db
class TestSites:
    def test_pages_must_lie_on_the_hosts(self, county, people):
        site = CheckedSite(municipality=county, name="x", hosts="bad.auental.example", is_ours=True)
        with pytest.raises(ValidationError, match="steht nicht auf der Liste"):
            checking.save_site(people["approver"], site, ["https://evil.example/"])
        assert not CheckedSite.objects.exists(), "nothing half-stored"

    @pytest.mark.parametrize("hosts", ["", "localhost", "10.0.0.1", "https://a.example"])
    def test_hosts_must_be_names_of_the_internet(self, county, people, hosts):
        site = CheckedSite(municipality=county, name="x", hosts=hosts, is_ours=True)
        with pytest.raises(ValidationError):
            checking.save_site(people["approver"], site, [HOME])

    def test_somebody_must_say_that_it_is_ours(self, county, people):
        site = CheckedSite(municipality=county, name="x", hosts="bad.auental.example")
        with pytest.raises(ValidationError, match="bestätigen"):
            checking.save_site(people["approver"], site, [HOME])

    def test_a_page_that_is_taken_off_keeps_its_history(self, checked_site, people):
        checking.save_site(people["approver"], checked_site, [HOME])
        assert dict(checked_site.pages.values_list("url", "is_active")) == {HOME: True, PRICES: False}

    @pytest.mark.parametrize(
        ("role", "works"),
        [("citizen", False), ("clerk", False), ("editor", False), ("approver", True), ("administrator", True)],
    )
    def test_who_may_check(self, checked_site, people, role, works):
        if works:
            assert checking.start_run(people[role], checked_site).pk
        else:
            with pytest.raises(PermissionDenied):
                checking.start_run(people[role], checked_site)


@pytest.mark.django_db
class TestStaffPages:
    BASE = "/verwaltung/barrierefreiheit/pruefung/"

    def test_from_an_empty_list_to_a_mended_fault(self, client, county, people):
        client.force_login(people["approver"])
        assert "Noch kein Angebot" in client.get(self.BASE).content.decode()
        data = {
            "name": "Freibad",
            "hosts": "bad.auental.example",
            "is_ours": "on",
            "urls": HOME,
            "owner": people["editor"].pk,
        }
        assert client.post(f"{self.BASE}neu/", data | {"urls": "https://evil.example/"}).status_code == 422
        assert client.post(f"{self.BASE}neu/", data).status_code == 302
        site = CheckedSite.objects.get()
        assert "Noch nie geprüft" in client.get(f"{self.BASE}{site.pk}/").content.decode()
        client.post(f"{self.BASE}{site.pk}/", {"do": "check"})
        assert "Die Prüfung läuft" in client.get(f"{self.BASE}{site.pk}/").content.decode()
        Run.objects.all().delete()
        run(site, page(HOME, LOGO, FORM))
        run(site, page(HOME, FORM))
        shown = client.get(f"{self.BASE}{site.pk}/").content.decode()
        assert "<polyline" in shown
        assert "Felder brauchen Namen" in shown
        assert "Bilder brauchen Text" not in shown
        assert "Bilder brauchen Text" in client.get(f"{self.BASE}{site.pk}/", {"stand": "mended"}).content.decode()
        form = Fault.objects.get(rule="label")
        url = f"{self.BASE}{site.pk}/fehler/{form.pk}/"
        assert "&lt;input id=&quot;q7&quot;&gt;" in client.get(url).content.decode()
        assert client.post(url, {"state": "accepted"}).status_code == 422
        assert (
            client.post(url, {"state": "mending", "due": "2026-01-01", "owner": people["editor"].pk}).status_code == 302
        )
        assert "überfällig" in client.get(f"{self.BASE}{site.pk}/").content.decode()
        assert check_queries.sites(county)[0].late_count == 1
        assert Entry.objects.filter(action="accessibility.fault_changed").count() == 1
        assert client.post(f"{self.BASE}{site.pk}/", {"do": "remove"}).status_code == 302
        assert not CheckedSite.objects.exists()

    def test_the_table_opens_in_a_spreadsheet_without_running_anything(self, client, checked_site, people):
        run(checked_site, page(HOME, LOGO | {"title": "=HYPERLINK(1)"}))
        client.force_login(people["editor"])
        answer = client.get(f"{self.BASE}{checked_site.pk}/tabelle.csv")
        text = answer.content.decode("utf-8")
        assert text.startswith("\ufeffRegel;")
        assert "'=HYPERLINK(1)" in text
        assert "attachment" in answer["Content-Disposition"]

    def test_editors_look_but_do_not_touch(self, client, checked_site, people):
        client.force_login(people["editor"])
        page_ = client.get(f"{self.BASE}{checked_site.pk}/")
        assert page_.status_code == 200
        assert "Jetzt prüfen" not in page_.content.decode()
        for do in ("check", "remove"):
            client.post(f"{self.BASE}{checked_site.pk}/", {"do": do})
        assert client.get(f"{self.BASE}neu/").status_code == 302
        assert CheckedSite.objects.exists()
        assert not Run.objects.exists()

    @pytest.mark.parametrize(("role", "status"), [("anonymous", 302), ("citizen", 403), ("clerk", 403)])
    def test_others_stay_outside(self, client, checked_site, people, role, status):
        if people[role]:
            client.force_login(people[role])
        assert client.get(f"{self.BASE}{checked_site.pk}/").status_code == status

    def test_a_site_of_another_municipality_is_not_there(self, client, checked_site, people, town):
        CheckedSite.objects.update(municipality=town)
        client.force_login(people["administrator"])
        assert client.get(f"{self.BASE}{checked_site.pk}/").status_code == 404


class TestChart:
    def test_one_point_is_no_progress(self):
        assert line_chart([]) is None
        assert line_chart([("1.1.", 3)]) is None

    def test_more_faults_stand_higher_and_later_ones_further_right(self):
        chart = line_chart([("a", 40), ("b", 10), ("c", 0)])
        assert [float(dot.x) for dot in chart.dots] == sorted(float(dot.x) for dot in chart.dots)
        heights = [float(dot.y) for dot in chart.dots]
        assert heights == sorted(heights)
        assert heights[-1] == chart.base
        assert [count for _y, count in chart.ticks] == [0, 20, 40]

    def test_nothing_at_all_can_be_drawn(self):
        assert line_chart([("a", 0), ("b", 0)]).dots[0].y == f"{line_chart([('a', 0), ('b', 0)]).base:.1f}"

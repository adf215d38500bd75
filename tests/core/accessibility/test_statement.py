# SPDX-License-Identifier: EUPL-1.2
"""The statement: its grade follows from data, Land law is data, nothing unchecked is published."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.accessibility import actions, laender, queries
from allmende.core.accessibility.criteria import CRITERIA
from allmende.core.accessibility.models import Barrier, EasyText, Statement
from allmende.core.accessibility.status import Grade, status_of
from allmende.core.audit.models import Entry
from allmende.core.municipality.keys import LANDS

ALL_GOOD = {criterion.key: "yes" for criterion in CRITERIA}


@dataclass
class Known:
    criterion: str = ""
    why: str = "fault"


class TestGrade:
    def test_all_met_is_full(self):
        assert status_of(ALL_GOOD, []).grade == Grade.FULL

    def test_what_does_not_occur_counts_neither_way(self):
        answers = dict.fromkeys(ALL_GOOD, "na") | {"1.1.1": "yes"}
        assert status_of(answers, []).grade == Grade.FULL
        assert status_of(answers | {"1.4.3": "no"}, []).grade == Grade.PARTIAL

    def test_one_failure_or_one_exemption_is_partial(self):
        assert status_of(ALL_GOOD | {"1.4.3": "no"}, []).grade == Grade.PARTIAL
        assert status_of(ALL_GOOD, [Known(why="scope")]).grade == Grade.PARTIAL

    def test_a_named_fault_counts_although_the_assessment_says_otherwise(self):
        found = status_of(ALL_GOOD, [Known("1.4.3")])
        assert (found.failed, found.unnamed, found.met) == (("1.4.3",), (), len(CRITERIA) - 1)

    def test_more_failed_than_met_is_none(self):
        half = dict.fromkeys(list(ALL_GOOD)[:28], "no")
        assert status_of(ALL_GOOD | half, []).grade == Grade.NONE

    def test_a_failure_without_a_named_barrier_is_told(self):
        assert status_of(ALL_GOOD | {"1.4.3": "no", "2.1.1": "no"}, [Known("2.1.1")]).unnamed == ("1.4.3",)

    @given(st.dictionaries(st.sampled_from(list(ALL_GOOD)), st.sampled_from(["yes", "no", "na"]), max_size=54))
    def test_never_better_than_unknown_while_answers_are_missing(self, answers):
        assert status_of(answers, []).grade == Grade.UNKNOWN

    @given(st.dictionaries(st.sampled_from(list(ALL_GOOD)), st.sampled_from(["yes", "no", "na"])))
    def test_full_only_without_any_failure(self, answers):
        found = status_of(ALL_GOOD | answers, [])
        assert (found.grade == Grade.FULL) == ("no" not in answers.values())


class TestLaender:
    def test_there_are_all_sixteen(self):
        assert set(laender.laender()) == set(LANDS.values())

    @pytest.mark.parametrize("code", sorted(LANDS.values()))
    def test_each_suggests_law_body_and_time_and_says_how_sure_it_is(self, code):
        land = laender.land(code)
        assert land.law
        assert land.body
        assert 1 <= land.weeks <= 12
        assert land.sure in {"body", "name", "monitoring"}
        # Where we are not sure of the address, we do not give one that somebody might publish.
        assert (land.sure == "body") == bool(land.address)
        Statement(**queries.suggested(land)).clean_fields(exclude=["municipality"])


def publishable(county, **changes):
    values = {
        "body_name": "Stelle", "body_email": "stelle@land.example", "contact_email": "rathaus@auental.example",
        "body_checked_on": datetime.date(2026, 11, 1), "answers": ALL_GOOD, "assessed_on": datetime.date(2026, 10, 1),
    }  # fmt: skip
    return Statement(municipality=county, **(values | changes))


@pytest.mark.django_db
class TestPublishing:
    def test_a_draft_starts_with_what_the_land_suggests(self, county):
        draft = queries.draft_of(county)
        assert draft.pk is None
        assert "Thüringen" in laender.land("TH").name
        assert "ThürBarrWebG" in draft.law

    @pytest.mark.parametrize("missing", ["body_checked_on", "body_name", "body_email", "contact_email"])
    def test_nothing_unchecked_is_published(self, county, people, missing):
        statement = publishable(county, **{missing: None if missing == "body_checked_on" else ""})
        with pytest.raises(ValidationError):
            actions.save_statement(people["editor"], statement, publish=True)
        assert not Statement.objects.exists()
        actions.save_statement(people["editor"], statement, publish=False)

    def test_the_database_holds_it_too(self, county):
        with pytest.raises(IntegrityError), transaction.atomic():
            Statement.objects.create(municipality=county, is_published=True)

    @pytest.mark.parametrize("role", ["citizen", "clerk"])
    def test_others_may_not(self, county, people, role):
        with pytest.raises(PermissionDenied):
            actions.save_statement(people[role], publishable(county))

    def test_the_page_before_and_after(self, client, county, people):
        before = client.get("/barrierefreiheit/").content.decode()
        assert "wird noch erstellt" in before
        assert "vereinbar" not in before
        actions.save_statement(people["editor"], publishable(county), publish=True)
        after = client.get("/barrierefreiheit/").content.decode()
        assert "vollständig vereinbar" in after
        assert "stelle@land.example" in after
        assert Entry.objects.filter(action="accessibility.statement_published").count() == 1

    def test_barriers_are_listed_and_mended_ones_move(self, client, county, people):
        actions.save_statement(people["editor"], publishable(county), publish=True)
        barrier = Barrier(
            municipality=county, where="Karte <b>", what="Stumm", criterion="1.1.1", until=datetime.date(2026, 1, 1)
        )
        actions.store(people["editor"], barrier)
        page = client.get("/barrierefreiheit/").content.decode()
        assert "teilweise vereinbar" in page
        assert "Karte &lt;b&gt;" in page
        assert "leider noch nicht geschafft" in page
        actions.mark_mended(people["editor"], barrier)
        page = client.get("/barrierefreiheit/").content.decode()
        assert "vollständig vereinbar" in page
        assert "Behobene Barrieren" in page

    def test_an_exemption_needs_a_reason(self, county, people):
        with pytest.raises(ValidationError, match="begründen"):
            actions.store(people["editor"], Barrier(municipality=county, where="Archiv", what="Alt", why="scope"))

    @pytest.mark.parametrize("rows", [1, 200])
    def test_the_number_of_queries_does_not_grow(self, client, county, people, django_assert_max_num_queries, rows):
        actions.save_statement(people["editor"], publishable(county), publish=True)
        Barrier.objects.bulk_create(Barrier(municipality=county, where=f"Seite {n}", what="x") for n in range(rows))
        client.get("/barrierefreiheit/")
        with django_assert_max_num_queries(10):
            client.get("/barrierefreiheit/")


@pytest.mark.django_db
class TestStaffPage:
    URL = "/verwaltung/barrierefreiheit/erklaerung/"

    def test_saving_and_publishing(self, client, county, people):
        client.force_login(people["editor"])
        assert "noch nicht bewertet" in client.get(self.URL).content.decode()
        data = {
            "law": "Gesetz", "body_name": "Stelle", "body_email": "s@land.example", "answer_weeks": "6", "method": "self",
            "contact_email": "r@auental.example", "do": "publish",
        } | {f"k-{key}": "yes" for key in ALL_GOOD}  # fmt: skip
        refused = client.post(self.URL, data)
        assert refused.status_code == 422
        assert "vergleichen" in refused.content.decode()
        assert client.post(self.URL, data | {"body_checked_on": "2026-11-01"}).status_code == 302
        statement = Statement.objects.get()
        assert statement.is_published
        assert statement.answers == ALL_GOOD
        assert statement.reviewed_on == timezone.localdate()
        client.post(self.URL, data | {"body_checked_on": "2026-11-01", "do": "hide", "k-1.4.3": "rubbish"})
        statement.refresh_from_db()
        assert not statement.is_published
        assert statement.open_criteria == ["1.4.3"]

    @pytest.mark.parametrize(
        ("role", "status"), [("anonymous", 302), ("citizen", 403), ("clerk", 403), ("administrator", 200)]
    )
    def test_who_gets_in(self, client, people, role, status):
        if people[role]:
            client.force_login(people[role])
        assert client.get(self.URL).status_code == status


@pytest.mark.django_db
class TestHome:
    def test_the_slots_show_when_they_are_set_and_cost_nothing(self, county, people, django_assert_num_queries):
        assert queries.home_help(county).easy is None
        actions.store(people["editor"], EasyText(municipality=county, title="Leicht", address="/de-simple/"))
        assert queries.home_help(county).easy.title == "Leicht"
        with django_assert_num_queries(1):  # the tokens of all topics, which every request reads anyway
            queries.home_help(county)

    @pytest.mark.parametrize(
        "address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example", "leicht"]
    )
    def test_the_way_out_is_closed(self, county, people, address):
        with pytest.raises(ValidationError):
            actions.store(people["editor"], EasyText(municipality=county, title="x", address=address))

# SPDX-License-Identifier: EUPL-1.2
"""Days and instants: phases begin and end at local midnight, also where the clocks change."""

from __future__ import annotations

import datetime
import itertools
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from allmende.decide.participation import queries
from allmende.decide.participation.blueprints import BLUEPRINTS, offered
from allmende.decide.participation.models import Phase, Process

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    "first_day", [datetime.date(2027, 3, 20), datetime.date(2027, 10, 20), datetime.date(2028, 2, 20)]
)
def test_phases_follow_each_other_at_local_midnight(first_day):
    for blueprint in offered():
        phases = blueprint.phases(first_day)
        assert phases[0].opens == datetime.datetime.combine(first_day, datetime.time(), BERLIN)
        for before, after in itertools.pairwise(phases):
            assert before.closes == after.opens
        for phase in phases:
            for instant in (phase.opens, phase.closes):
                assert timezone.localtime(instant).time() == datetime.time(0, 0)
        assert timezone.localtime(phases[-1].closes).date() == first_day + datetime.timedelta(days=blueprint.days)
        assert not any(phase.audience for phase in phases), "who may take part is chosen by people"


def test_a_midnight_is_told_as_the_day_before():
    assert queries.until_words(datetime.datetime(2027, 4, 1, 0, 0, tzinfo=BERLIN)) == "31. März 2027"
    assert "18:00" in queries.until_words(datetime.datetime(2027, 3, 31, 18, 0, tzinfo=BERLIN))


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_only_what_is_published_is_open(state):
    now = timezone.now()
    day = datetime.timedelta(days=1)
    phase = Phase(process=Process(state=state), opens=now - day, closes=now + day)
    assert not phase.is_open(now)
    phase.process.state = "published"
    assert phase.is_open(now)
    phase.opens = None
    assert not phase.is_open(now), "without dates nothing is open"


def test_the_templates_fit_their_fields():
    assert {"market", "budget", "playground", "survey"} <= set(BLUEPRINTS)
    for blueprint in BLUEPRINTS.values():
        assert len(str(blueprint.goal)) <= 400
        assert len(str(blueprint.deciders)) <= 300

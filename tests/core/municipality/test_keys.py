# SPDX-License-Identifier: EUPL-1.2
"""Official keys, and which municipality a host name belongs to."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.municipality.keys import ags_of, land_of, validate_ags, validate_ars
from allmende.core.municipality.models import Host, Municipality, Presence
from allmende.core.municipality.queries import family, presence_for_host


@pytest.mark.parametrize(
    "bad", ["", "16053000000", "1605300000000", "16053000000a", " 16053000000", "170530000000", "١٦٠٥٣٠٠٠٠٠٠٠"]
)
def test_bad_ars_is_refused(bad):
    with pytest.raises(ValidationError):
        validate_ars(bad)


@given(st.integers(1, 16), st.integers(0, 10**10 - 1))
def test_every_well_formed_key_is_taken_and_shortens_to_a_valid_ags(land, rest):
    ars = f"{land:02d}{rest:010d}"
    validate_ars(ars)
    validate_ags(ags_of(ars))
    assert len(land_of(ars)) == 2


def test_leading_zero_and_known_example():
    # Bad Boll: ARS 081175004012, AGS 08117012.
    assert ags_of("081175004012") == "08117012"
    assert land_of("081175004012") == "BW"


@pytest.mark.django_db
def test_ags_must_fit_the_ars(county):
    county.ags = "16998000"
    with pytest.raises(ValidationError) as caught:
        county.full_clean()
    assert "16999000" in str(caught.value)


@pytest.mark.django_db
def test_one_current_row_per_key_but_history_is_kept(county):
    with pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.create(
            kind="county", name="X", ars=county.ars, ags=county.ags, valid_from=dt.date(2027, 1, 1)
        )
    county.valid_to = dt.date(2026, 12, 31)
    county.save()
    Municipality.objects.create(kind="county", name="X", ars=county.ars, ags=county.ags, valid_from=dt.date(2027, 1, 1))
    assert Municipality.objects.filter(ars=county.ars).count() == 2


@pytest.mark.django_db
def test_host_name_chooses_the_presence(county, town, settings):
    own = Presence.objects.create(municipality=town, slug="auenstadt", display_name="Auenstadt")
    Host.objects.create(presence=own, name="www.auenstadt.example.test")
    assert presence_for_host("WWW.Auenstadt.example.test") == own
    assert presence_for_host("unknown.example.test").municipality == county
    settings.ALLMENDE_MUNICIPALITY = town.ars
    assert presence_for_host("unknown.example.test") == own


@pytest.mark.django_db
def test_only_one_presence_is_the_default(county, town):
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(municipality=town, slug="x", display_name="X", is_default=True)


@pytest.mark.django_db
def test_family_of_county_and_town(county, town):
    assert set(family(county)) == {county, town}
    assert set(family(town)) == {town}

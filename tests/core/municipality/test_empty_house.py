# SPDX-License-Identifier: EUPL-1.2
"""An installation without a municipality explains itself."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/orte/", "/en/", "/gibt-es-nicht/"])
def test_a_house_without_municipality_says_what_to_do(client, path):
    answer = client.get(path)
    assert answer.status_code == 503
    assert "allmende municipality --help" in answer.content.decode()


def test_with_a_municipality_an_unknown_page_is_just_unknown(client, county):
    assert client.get("/gibt-es-nicht/").status_code == 404

# SPDX-License-Identifier: EUPL-1.2
"""The configuration of providers: read, and refused with the remedy."""

import json

import pytest

from allmende.core.people.oidc import parse
from allmende.site.config import ConfigError, load

GOOD = {"key": "kreis", "name": "Kreis", "issuer": "https://id.example/realms/x", "client_id": "a"}


def test_reading_from_text_and_from_a_file(tmp_path):
    text = json.dumps(
        [GOOD | {"email": "always", "staff": True, "roles": {"g": "clerk"}, "assurance": {"high": "high"}}]
    )
    file = tmp_path / "oidc.json"
    file.write_text(text)
    assert parse(text) == parse(str(file))
    [provider] = parse(text)
    assert provider.origins == ("https://id.example",)
    assert (provider.level_of("high"), provider.level_of("other"), provider.level_of(None)) == ("high", "none", "none")
    assert parse("") == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"key": "Kreis Ost"}, "hyphens"),
        ({"issuer": "http://id.example"}, "https"),
        ({"email": "ja"}, "ignore, verified, always"),
        ({"assurance": {"x": "sehr hoch"}}, "sehr hoch"),
        ({"roles": {"g": "clerk"}}, "staff"),
        ({"client": "a"}, "unknown field 'client'"),
        ({"demo": True}, "unknown field"),
        ({"client_id": ""}, "`client_id` is missing"),
    ],
)
def test_wrong_values_are_named(change, words):
    with pytest.raises(ConfigError, match="ALLMENDE_OIDC") as error:
        load({"ALLMENDE_OIDC": json.dumps([GOOD | change])})
    assert words in str(error.value)


@pytest.mark.parametrize("text", ["[", "[1]", "/gibt/es/nicht.json"])
def test_what_is_no_list_is_refused(text):
    with pytest.raises(ValueError, match=r"JSON|list|cannot read"):
        parse(text)


def test_same_key_twice_is_refused():
    with pytest.raises(ValueError, match="same `key`"):
        parse(json.dumps([GOOD, GOOD]))

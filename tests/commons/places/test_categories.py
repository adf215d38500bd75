# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: which tags mean which kind of place, and what a broken file is answered with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.places import categories
from allmende.commons.places.categories import CategoryError, catalogue, category_of

GROUP = '[[group]]\nkey = "a"\nname = "A"\nicon = "a"\ncolour = "#123456"\n'
CATEGORY = '[[category]]\nkey = "b"\none = "B"\nmany = "Bs"\ngroup = "a"\ntags = ["shop=b"]\n'


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"amenity": "kindergarten"}, "kindergarten"),
        ({"amenity": "social_facility"}, "social_facility"),
        ({"amenity": "social_facility", "social_facility": "food_bank"}, "food_bank"),
        ({"shop": "vacant"}, "vacant_shop"),
        ({"disused:shop": "bakery"}, "vacant_shop"),
        ({"shop": "something rare"}, "shop_other"),
        ({"shop": "no"}, None),
        ({"shop": "bakery", "amenity": "cafe"}, "bakery"),
        ({"leisure": "sports_centre"}, "sports_centre"),
        ({"leisure": "sports_centre", "sport": "fitness;swimming"}, "swimming"),
        ({"internet_access": "wlan"}, "wifi"),
        ({"internet_access": "wlan", "amenity": "cafe"}, "cafe"),
        ({"amenity": "parking"}, "parking"),
        ({"amenity": "parking", "access": "private"}, None),
        ({"historic": "memorial"}, "monument"),
        ({"historic": "memorial", "memorial": "stolperstein"}, None),
        ({"amenity": "recycling", "recycling_type": "centre"}, "recycling_centre"),
        ({"highway": "residential"}, None),
        ({}, None),
    ],
)
def test_most_specific_rule_names_the_category(tags, expected):
    assert category_of(tags) == expected


def test_every_group_has_categories_and_every_rule_can_win():
    known = catalogue()
    assert {category.group.key for category in known.categories.values()} == set(known.groups)
    for rule, category in known.rules:
        tags = {
            condition.key: min(condition.values or {"any value"})
            for condition in rule.conditions
            if not condition.negated
        }
        if not any(exception.holds(tags) for exception in category.unless):
            assert known.match(tags) is not None


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=6))
def test_any_tags_have_an_answer(tags):
    assert category_of(tags) is None or category_of(tags) in catalogue().categories


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[group]", "test.toml: "),
        (GROUP, "no category"),
        (GROUP + GROUP + CATEGORY, "group a: this key stands twice"),
        (GROUP + CATEGORY + CATEGORY, "category b: this key stands twice"),
        (GROUP + CATEGORY.replace('group = "a"', 'group = "x"'), "category b: there is no group 'x'. Groups: a."),
        (GROUP + CATEGORY.replace('one = "B"\n', ""), "category b: one is missing"),
        (GROUP + CATEGORY + "colour = 1\n", "category b: colour is unknown"),
        (GROUP + CATEGORY.replace('["shop=b"]', '["shop"]'), "rule 'shop': expected"),
        (GROUP + CATEGORY.replace('["shop=b"]', '["shop=b&x=y z"]'), "expected"),
        (GROUP + CATEGORY.replace('["shop=b"]', '"shop=b"'), "tags must be a list"),
        (GROUP + CATEGORY.replace('one = "B"', "one = 3"), "one must be a text"),
    ],
)
def test_a_broken_file_is_refused_with_place_and_reason(text, message):
    with pytest.raises(CategoryError) as raised:
        categories.read(text, "test.toml")
    assert message in str(raised.value)

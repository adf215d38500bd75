# SPDX-License-Identifier: EUPL-1.2
"""Every action in the source has a name for people."""

import ast
from pathlib import Path

import pytest

import allmende
from allmende.core.audit.words import action_name, actions, object_name

SOURCE = Path(allmende.__file__).parent


def recorded():
    """Yield (file, action) of every call of `record` with a plain action."""
    for path in SOURCE.rglob("*.py"):
        text = path.read_text()
        if "record" not in text:  # to parse every file takes seconds
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "record":
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield path.relative_to(SOURCE).as_posix(), first.value


def test_every_recorded_action_has_a_name():
    found = list(recorded())
    assert len(found) > 20
    assert [pair for pair in found if pair[1] not in actions()] == []


@pytest.mark.parametrize(
    ("action", "name"), [("wagtail.publish", "Veröffentlich"), ("cases.answer", "beantwortet"), ("x.y", "x.y")]
)
def test_names_are_german(action, name):
    assert name in action_name(action)


def test_objects_have_names():
    assert object_name("people.person") == "Angaben zur Person"
    assert object_name("cases.case") == "Vorgang"
    assert object_name("gone.model") == "gone.model"
    assert object_name("") == ""

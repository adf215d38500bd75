# SPDX-License-Identifier: EUPL-1.2
"""No text without an English translation; the machinery itself."""

import re

from allmende.site import messages


def test_every_text_is_translated():
    for language in messages.LANGUAGES:
        assert messages.missing(language) == []


def test_placeholders_survive_translation():
    for language in messages.LANGUAGES:
        for message in messages.read(language):
            texts = [message.id, message.string] if isinstance(message.id, str) else [message.id[1], message.string[1]]
            if message.id:
                named = [sorted(set(re.findall(r"%\((\w+)\)|\{(\w+)\}", text))) for text in texts]
                assert named[0] == named[1], message.id


def test_texts_of_code_and_templates_are_found():
    found = {message.id for message in messages.collect()}
    assert "Kommune" in found
    assert len(found) > 200

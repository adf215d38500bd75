# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a text, and what moderators are pointed at."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.dialogue.hints import hints_of
from allmende.commons.dialogue.limits import BITS, proves, solve
from allmende.commons.dialogue.texts import tidy_text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Hallo \r\n\r\n\r\n\r\nWelt  ", "Hallo\n\nWelt"),
        ("👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽", "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽"),
        ("شكرًا جزيلًا", "شكرًا جزيلًا"),
        ("می‌خواهم", "می‌خواهم"),
        ("Tro\u200bttel\u00ad", "Trottel"),
        ("abc\u202edcb\u2066x\u2069", "abcdcbx"),
        ("a\x00b\x07c\ud800", "abc"),
        ("A" + "\u0301" * 50, "Á" + "\u0301" * 4),
        ("eins\u2028zwei\u2029drei", "eins\nzwei\n\ndrei"),
        ("\u200d\u200d\u200d", "\u200d"),
    ],
)
def test_what_is_kept(text, kept):
    assert tidy_text(text) == kept


@given(st.text())
def test_any_text(text):
    tidied = tidy_text(text)
    assert tidy_text(tidied) == tidied
    assert not {unicodedata.category(sign) for sign in tidied if sign not in "\n\t"} & {"Cc", "Cs"}
    assert "\n\n\n" not in tidied
    tidied.encode()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Siehe https://a.example und www.b.example", "2 Links"),
        ("billig.shop", "ein Link"),
        ("Ruft an: 0171 / 12 34 567", "Telefonnummer"),
        ("eva@example.org", "E-Mail-Adresse"),
        ("IHR HABT ALLE KEINE AHNUNG DAVON", "Großbuchstaben"),
        ("So ein TROTTEL!", "Wörter der Liste: Trottel"),
        ("Trottelei", "Wörter der Liste: Trottel"),
    ],
)
def test_hints(text, hint):
    assert hint in " ".join(hints_of(text, ["Trottel"]))


@pytest.mark.parametrize(
    "text", ["Mehr Bänke, bitte. Am 3.5. um 12.30 Uhr, z.B. hier.", "DRK", "Eintrottelnd ist das nicht."]
)
def test_no_hints_for_harmless_words(text):
    assert hints_of(text, ["Trottel"]) == []


def test_the_same_text_elsewhere_is_a_hint():
    assert hints_of("Kauft!", same=3) == ["derselbe Text noch 3-mal"]


def test_a_proof_is_work_and_belongs_to_its_challenge():
    answer = solve("form-1", bits=10)
    assert proves("form-1", answer, bits=10)
    assert not all(proves(f"form-{number}", answer, bits=10) for number in range(2, 6))
    assert not proves("form-1", "", bits=BITS)

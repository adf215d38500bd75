# SPDX-License-Identifier: EUPL-1.2
"""What a voice says."""

from __future__ import annotations

import pytest

from allmende.engines.language.numbers import (
    english,
    english_ordinal,
    english_year,
    german,
    german_ordinal,
    german_year,
)
from allmende.engines.language.speech import speak, spoken, utterances

pytestmark = pytest.mark.engine

GERMAN = {
    # laws
    "§ 5 Abs. 2": "Paragraf fünf Absatz zwei",
    "§§ 5 bis 7 BauGB": "Paragrafen fünf bis sieben BauGB",
    "§ 5a": "Paragraf fünf a",
    "Art. 6 Abs. 1 S. 2 lit. f DSGVO": "Artikel sechs Absatz eins Satz zwei Buchstabe f DSGVO",
    "SGB II": "SGB zwei",
    "Kapitel IV": "Kapitel vier",
    # money
    "12,50 €": "zwölf Euro fünfzig",
    "1.250,00 EUR": "eintausendzweihundertfünfzig Euro",
    "0,50 €": "fünfzig Cent",
    "1 €": "ein Euro",
    "€ 3": "drei Euro",
    "5,- Euro": "fünf Euro",
    "2 Mio. €": "zwei Millionen Euro",
    "1,5 Mio. Euro": "eins Komma fünf Millionen Euro",
    "-5 €": "minus fünf Euro",
    # times
    "14:30 Uhr": "vierzehn Uhr dreißig",
    "um 9 Uhr": "um neun Uhr",
    "8.00–12.00 Uhr": "acht Uhr bis zwölf Uhr",
    "8-12 Uhr": "acht bis zwölf Uhr",
    "1 Uhr": "ein Uhr",
    "08:05": "acht Uhr fünf",
    "25:99": "fünfundzwanzig zu neunundneunzig",
    "Mo-Fr 8-12 Uhr": "Montag bis Freitag acht bis zwölf Uhr",
    "Es steht 3:2": "Es steht drei zu zwei",
    # dates
    "am 01.03.2024": "am ersten März zweitausendvierundzwanzig",
    "der 1. März 1989": "der erste März neunzehnhundertneunundachtzig",
    "vom 1. bis 3. März": "vom ersten bis dritten März",
    "vom 1.-3.5.2024": "vom ersten bis dritten Mai zweitausendvierundzwanzig",
    "bis zum 31.12.": "bis zum einunddreißigsten Dezember.",
    "2024-03-01": "erster März zweitausendvierundzwanzig",
    "3. Okt. 1990": "dritter Oktober neunzehnhundertneunzig",
    "der 45.13.2024": "der fünfundvierzig Punkt dreizehn Punkt zweitausendvierundzwanzig",
    # telephone
    "Tel.: 03641 49-2000": "Telefon: null drei sechs vier eins, vier neun, zwei null null null",
    "+49 3641 492000": "plus vier neun, drei sechs vier eins, vier neun zwei null null null",
    "Notruf 112": "Notruf eins eins zwei",
    "Rufen Sie 03641 49-2000": "Rufen Sie null drei sechs vier eins, vier neun, zwei null null null",
    "0800/123 456": "null acht null null, eins zwei drei, vier fünf sechs",
    # numbers
    "Im Jahr 1989": "Im Jahr neunzehnhundertneunundachtzig",
    "1500 Menschen": "eintausendfünfhundert Menschen",
    "1.234.567": "eine Million zweihundertvierunddreißigtausendfünfhundertsiebenundsechzig",
    "3,14": "drei Komma eins vier",
    "5–10 Plätze": "fünf bis zehn Plätze",
    "07743 Jena": "null sieben sieben vier drei Jena",
    "A3 und B2B": "A drei und B zwei B",
    "12345678901234567890": "eins zwei drei vier fünf sechs sieben acht neun null eins zwei drei vier fünf sechs sieben acht neun null",
    "½ Liter": "einhalb Liter",
    # ordinals
    "im 3. Stock": "im dritten Stock",
    "der 2. Bürgermeister": "der zweite Bürgermeister",
    "in der 2. Etage": "in der zweiten Etage",
    "zum 50. Geburtstag": "zum fünfzigsten Geburtstag",
    "Er ist 12. Danach": "Er ist zwölf. Danach",
    # percent, units
    "3,5 % mehr": "drei Komma fünf Prozent mehr",
    "5 Prozent": "fünf Prozent",
    "20 km/h": "zwanzig Kilometer pro Stunde",
    "1 t": "eine Tonne",
    "1 h": "eine Stunde",
    "200 m²": "zweihundert Quadratmeter",
    "-5 °C": "minus fünf Grad Celsius",
    "45 Min.": "fünfundvierzig Minuten.",
    # abbreviations and signs
    "Dr. Weber, z. B. heute": "Doktor Weber, zum Beispiel heute",
    "Hauptstr. 5": "Hauptstraße fünf",
    "Brot usw.": "Brot und so weiter.",
    "Müller & Sohn": "Müller und Sohn",
    "Vater/Mutter": "Vater oder Mutter",
    "und/oder": "und oder",
    "Bürger*innen": "Bürger innen",
    "Wohn·geld": "Wohngeld",
    "info@auenstadt.de": "info ät auenstadt Punkt de",
    "https://www.auenstadt.de/a-b": "auenstadt Punkt de Schrägstrich a Bindestrich b",
    "DE89 3704 0044 0532 0130 00": "D E acht neun drei sieben null vier null null vier vier null fünf drei zwei null eins drei null null null",
    "BAföG und ÖPNV in der EU": "Bafög und Ö P N V in der E U",
    "die IT-Abteilung": "die I T-Abteilung",
    "EULE, Titan": "EULE, Titan",
    "Das ist alles.": "Das ist alles.",
}
ENGLISH = {
    "on 1 March 2024": "on the first of March twenty twenty-four",
    "March 1st, 2024": "the first of March twenty twenty-four",
    "01/03/2024": "the first of March twenty twenty-four",
    "2024-03-01": "the first of March twenty twenty-four",
    "at 2:30 p.m. today": "at two thirty p m today",
    "at 9:05": "at nine oh five",
    "at 10:00": "at ten o'clock",
    "€12.50": "twelve euros fifty",
    "£1": "one pound",
    "$2 million": "two million dollars",
    "€0.05": "five cents",
    "5 %": "five percent",
    "1 km": "one kilometre",
    "1,250.5 kg": "one thousand two hundred and fifty point five kilograms",
    "the 21st time": "the twenty-first time",
    "in 1989": "in nineteen eighty-nine",
    "1989 people": "one thousand nine hundred and eighty-nine people",
    "e.g. a pass": "for example a pass",
    "phone 0364 49-2000": "phone zero three six four, four nine, two zero zero zero",
    "§ 5": "section five",
    "a@b.com": "a at b dot com",
    "Dr. Smith & Sons": "Doctor Smith and Sons",
    "5–10 days": "five to ten days",
}

OTHERS = {
    "uk": {
        "Відкрито 01.03.2024 о 14:30.": "Відкрито 1 березня 2024 о 14 30.",
        "до 31.12.": "до 31 грудня.",
        "2024-03-01": "1 березня 2024",
        "45.13.2024": "45. 13. 2024",
        "о 9:00": "о 9 нуль нуль",
        "о 9:05": "о 9 0 5",
        "25:99": "25:99",
        "12,50 €": "12 євро 50",
        "1.250,00 EUR": "1250 євро",
        "-5 °C": "мінус 5 градусів",
        "5 %": "5 відсотків",
        "3–5 км": "3 до 5 кілометрів",
        "3,14": "3 кома 14",
        "1.234.567 людей": "1234567 людей",
        "§ 5": "параграф 5",
        "№ 12": "номер 12",
        "03641 49-2000": "0 3 6 4 1, 4 9, 2 0 0 0",
        "99999 Auenstadt": "99999 Auenstadt",
        "07743": "0 7 7 4 3",
        "www.auental.de": "auental крапка de",
    },
    "ar": {
        "01.03.2024": "1 مارس 2024",
        "14:30": "14 30",
        "9:00": "9",
        "12,50 €": "12 يورو 50",
        "٢٠٢٤": "2024",
        "٣٫٥": "3 فاصلة 5",
        "5%": "5 بالمئة",
        "٥٪": "5 بالمئة",
        "§ 5": "المادة 5",
        "+49 3641 492000": "+ 4 9, 3 6 4 1, 4 9 2 0 0 0",
    },
    "tr": {
        "1.3.2024 saat 09:05": "1 Mart 2024 saat 9 0 5",
        "%5 indirim": "yüzde 5 indirim",
        "5 % indirim": "yüzde 5 indirim",
        "12,50 €": "12 avro 50",
        "€ 3": "3 avro",
        "100 TL": "100 lira",
        "3,5 km": "3 virgül 5 kilometre",
        "8:00-12:00": "8 ile 12",
        "Müller & Sohn": "Müller ve Sohn",
        "Anne/Baba": "Anne veya Baba",
    },
}
"""Whole numbers stay digits, which the voices of these languages read well; all else is written out."""


@pytest.mark.parametrize(
    ("language", "text", "said"), [(code, text, said) for code, texts in OTHERS.items() for text, said in texts.items()]
)
def test_other_languages(language, text, said):
    assert spoken(text, language) == said


@pytest.mark.parametrize(("text", "said"), GERMAN.items())
def test_german(text, said):
    assert spoken(text) == said


@pytest.mark.parametrize(("text", "said"), ENGLISH.items())
def test_english(text, said):
    assert spoken(text, "en") == said


@pytest.mark.parametrize("text", [*GERMAN, *(f"{a}, {b}." for a, b in zip(GERMAN, list(GERMAN)[1:], strict=False))])
def test_speaking_what_is_spoken_changes_nothing(text):
    once = spoken(text)
    assert spoken(once) == once
    assert not any(sign.isdecimal() for sign in once)


def test_segments_name_their_places():
    text = "Am 1. März kostet es 12,50 € im Rathaus."
    found = {text[s.start : s.end]: s.spoken for s in speak(text)}
    assert found["1. März"] == "ersten März"
    assert found["12,50 €"] == "zwölf Euro fünfzig"
    assert found[" im Rathaus."] == " im Rathaus."


def test_utterances_are_sentences():
    text = "Was zu tun ist\n\n1. Antrag holen\n2. Foto machen\n\nDas kostet 5 €. Kommen Sie am 1.3. Danach ist zu."
    assert [u.spoken for u in utterances(text)] == [
        "Was zu tun ist",
        "Erstens, Antrag holen",
        "Zweitens, Foto machen",
        "Das kostet fünf Euro.",
        "Kommen Sie am ersten März.",
        "Danach ist zu.",
    ]
    assert [text[u.start : u.end] for u in utterances(text)][3] == "Das kostet 5 €."


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "null"), (1, "eins"), (16, "sechzehn"), (21, "einundzwanzig"), (70, "siebzig"), (101, "einhunderteins"), (999, "neunhundertneunundneunzig"),
     (1000, "eintausend"), (1001, "eintausendeins"), (21_000, "einundzwanzigtausend"), (101_000, "einhunderteintausend"), (1_000_000, "eine Million"),
     (2_000_001, "zwei Millionen eins"), (10**9, "eine Milliarde"), (-3, "minus drei")],
)  # fmt: skip
def test_german_numbers(number, words):
    assert german(number) == words


def test_other_numbers():
    assert [german_ordinal(n) for n in (1, 2, 3, 7, 8, 12, 20, 101, 1000)] == [
        "erste", "zweite", "dritte", "siebte", "achte", "zwölfte", "zwanzigste", "einhunderterste", "eintausendste",
    ]  # fmt: skip
    assert (german_year(1905), german_year(2005), german_year(1000)) == (
        "neunzehnhundertfünf",
        "zweitausendfünf",
        "eintausend",
    )
    assert english(1_250_017) == "one million two hundred and fifty thousand and seventeen"
    assert [english_ordinal(n) for n in (1, 12, 20, 21, 100)] == [
        "first",
        "twelfth",
        "twentieth",
        "twenty-first",
        "one hundredth",
    ]
    assert (english_year(1905), english_year(2005), english_year(2024), english_year(1900)) == (
        "nineteen oh five",
        "two thousand and five",
        "twenty twenty-four",
        "nineteen hundred",
    )


def read_german(text: str) -> int:
    """The value of German number words below a million, read from the back: the slow counterpart of `german`."""
    small = {german(n): n for n in range(1, 100)} | {"ein": 1}
    if "tausend" in text:
        head, rest = text.split("tausend")
        return read_german(head) * 1000 + (read_german(rest) if rest else 0)
    if "hundert" in text:
        head, rest = text.split("hundert")
        return small[head] * 100 + (small[rest] if rest else 0)
    return small[text]


def test_number_words_can_be_read_back():
    numbers = [*range(1, 2000), *range(2000, 1_000_000, 997)]
    assert [read_german(german(n)) for n in numbers] == numbers
    assert len({german(n) for n in numbers}) == len(numbers)

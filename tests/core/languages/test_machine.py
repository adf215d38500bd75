# SPDX-License-Identifier: EUPL-1.2
"""Machine translation and simplification over real HTTP: protocols, protection of what is no language, failures."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.languages.machine import http
from allmende.core.languages.machine.addresses import checked_url
from allmende.core.languages.machine.base import LONGEST, MachineError, Text
from allmende.core.languages.machine.protect import shield, unshield
from allmende.core.languages.machine.services import Chat, DeepL, LibreTranslate, machine_for
from allmende.site.config import ConfigError, load
from tests.core.languages.service import KEY, turned

HTML = '<p data-block-key="a1">Das <b>Amt</b> hat <a linktype="page" id="3">Zeiten</a>, Tel. 0 64 21 / 20 15 00.</p>'


@pytest.fixture(params=[LibreTranslate, DeepL, Chat])
def machine(request, service):
    more = {"model": "klein"} if request.param is Chat else {}
    return request.param(service.url, KEY, **more)


# --- Protocols --------------------------------------------------------------------------------------------------------


def test_words_are_translated_and_everything_else_stays(machine):
    result = machine.work(Text(HTML, html=True), "uk")
    assert result == (
        '<p data-block-key="a1">saD <b>tmA</b> tah <a linktype="page" id="3">netieZ</a>, leT. 0 64 21 / 20 15 00.</p>'
    )
    assert machine.work(Text("Guten Tag {name}, Post an amt@auental.example"), "tr") == (
        "netuG gaT {name}, tsoP na amt@auental.example"
    )


def test_neither_links_nor_addresses_leave_the_house(machine, service):
    machine.work(Text(HTML, html=True), "uk")
    sent = str(service.requests)
    for secret in ("linktype", "20 15 00", "data-block-key"):
        assert secret not in sent


def test_libretranslate_is_asked_as_it_wants(service):
    LibreTranslate(service.url, KEY).work(Text("<p>Amt</p>", html=True), "ar")
    path, _headers, body = service.requests[0]
    assert path == "/translate"
    assert body == {"q": "<p>Amt</p>", "source": "de", "target": "ar", "format": "html", "api_key": KEY}


def test_deepl_is_asked_as_it_wants(service):
    DeepL(service.url, KEY).work(Text("Amt"), "en")
    path, headers, body = service.requests[0]
    assert path == "/v2/translate"
    assert headers["Authorization"] == f"DeepL-Auth-Key {KEY}"
    assert body == {"text": ["Amt"], "source_lang": "DE", "target_lang": "EN-GB"}


def test_chat_is_asked_to_translate_or_to_simplify(service):
    chat = Chat(service.url, KEY, "klein")
    chat.work(Text("Amt"), "uk")
    chat.work(Text("Amt"), "de-simple")
    (_, headers, first), (_, _, second) = service.requests
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert first["model"] == "klein"
    assert "Ukrainian" in first["messages"][0]["content"]
    assert "einfaches Deutsch" in second["messages"][0]["content"]
    assert "Leichte Sprache" not in second["messages"][0]["content"]
    assert second["messages"][1] == {"role": "user", "content": "Amt"}


def test_an_empty_text_asks_nobody(machine, service):
    assert machine.work(Text("  "), "uk") == "  "
    assert service.requests == []


# --- Failures ---------------------------------------------------------------------------------------------------------


def test_a_wrong_key_is_told(service):
    for kind in (LibreTranslate, DeepL, Chat):
        with pytest.raises(MachineError, match="Schlüssel") as caught:
            kind(service.url, "falsch").work(Text("Amt"), "uk")
        assert caught.value.final


@pytest.mark.parametrize(
    ("status", "words", "final"),
    [
        (456, "Kontingent", True), (413, "zu lang", False), (404, "kein Übersetzungsdienst", True),
        (500, "Nummer 500", True), (400, "Nummer 400", False), (302, "leitet zu einer anderen Adresse", True),
    ],
)  # fmt: skip
def test_each_failure_has_its_sentence(machine, service, status, words, final):
    service.fail = [status]
    with pytest.raises(MachineError, match=words) as caught:
        machine.work(Text("Amt"), "uk")
    assert caught.value.final is final
    assert len(service.requests) == 1  # redirects are not followed


def test_too_many_requests_are_tried_again(machine, service):
    service.fail = [429, 429]
    assert machine.work(Text("Amt"), "uk") == "tmA"
    service.fail = [429, 429, 429]
    with pytest.raises(MachineError, match="begrenzt die Zahl"):
        machine.work(Text("Amt"), "uk")


def test_a_slow_service_is_given_up(machine, service, monkeypatch):
    monkeypatch.setattr(http, "TIMEOUT", 0.2)
    service.delay = 1.0
    with pytest.raises(MachineError, match="nicht rechtzeitig"):
        machine.work(Text("Amt"), "uk")


def test_a_service_that_is_not_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(MachineError, match="nicht zu erreichen"):
        LibreTranslate(f"http://127.0.0.1:{port}").work(Text("Amt"), "uk")


@pytest.mark.parametrize("raw", [b"<html>", b"[]", b"{}", b'{"translatedText": 5}', b"x" * (2 * 2**20 + 9)])
def test_nonsense_from_the_service_is_no_text(service, raw):
    service.raw = raw
    with pytest.raises(MachineError):
        LibreTranslate(service.url, KEY).work(Text("Amt"), "uk")


def test_a_huge_text_is_refused_before_it_is_sent(machine, service):
    with pytest.raises(MachineError, match=str(LONGEST)) as caught:
        machine.work(Text("x" * (LONGEST + 1)), "uk")
    assert not caught.value.final
    assert service.requests == []


@pytest.mark.parametrize(
    "answer",
    [
        "<p>ohne Fett</p>",
        '<p id="k0">a <b>b</b> <a id="k9">c</a> [[2]]</p>',
        "   ",
        '<p id="k0"><script>x</script></p>',
    ],
)
def test_a_result_with_lost_or_invented_tags_is_refused(machine, service, answer):
    service.answer = answer
    with pytest.raises(MachineError) as caught:
        machine.work(Text(HTML, html=True), "uk")
    assert not caught.value.final


@given(st.text(alphabet=st.sampled_from('ab <>/="[]{}0123%()@.:-pä\n'), max_size=60), st.booleans())
def test_whatever_is_shielded_comes_back(text, html_text):
    source = Text(text, html=html_text)
    sent, kept = shield(source)
    if sent.strip():
        assert unshield(source, sent, sent, kept) == text


def test_turning_round_is_no_identity():
    assert turned("Amt [[0]] <b>ja</b>") == "tmA [[0]] <b>aj</b>"


# --- Settings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x.example", "x.example", "http://x.example", "https://user:pw@x.example", "https://x.example/?q=1",
        "https://x.example/#a", "https://169.254.169.254", "https://0.0.0.0", "https://[fe80::1]", "https://x.example:port",
        "http://", "https://224.0.0.1",
    ],
)  # fmt: skip
def test_addresses_that_cannot_be_used_are_refused_at_the_start(url):
    with pytest.raises(ValueError):
        checked_url(url)
    with pytest.raises(ConfigError, match="ALLMENDE_TRANSLATOR_URL"):
        load({"ALLMENDE_TRANSLATOR_URL": url})


@pytest.mark.parametrize(
    "url", ["https://api.deepl.com/", "http://127.0.0.1:5000", "http://localhost:5000", "https://10.1.2.3:8443/pfad"]
)
def test_good_addresses_lose_their_last_slash(url):
    assert checked_url(url) == url.rstrip("/")


def test_an_unknown_protocol_is_refused_at_the_start():
    with pytest.raises(ConfigError, match="libretranslate"):
        load({"ALLMENDE_TRANSLATOR": "google"})


def test_a_name_that_leads_to_the_metadata_service_gets_nothing(monkeypatch):
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **more: real("169.254.169.254", port, **more))
    with pytest.raises(MachineError, match="gesperrtes Netz"):
        LibreTranslate("https://uebersetzer.example").work(Text("Amt"), "uk")


def test_nothing_is_set_up_by_default_and_each_language_has_its_service(settings):
    assert machine_for("uk") is None
    assert machine_for("de-simple") is None
    settings.TRANSLATOR = {"kind": "deepl", "url": "https://api.deepl.com", "key": "k", "model": ""}
    assert isinstance(machine_for("uk"), DeepL)
    assert machine_for("de-simple") is None
    assert machine_for("de") is None
    settings.SIMPLIFIER = {"url": "https://chat.example", "key": "", "model": "m"}
    assert isinstance(machine_for("de-simple"), Chat)

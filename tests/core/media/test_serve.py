# SPDX-License-Identifier: EUPL-1.2
"""Uploaded files are handed out so that no browser runs anything in them."""

import io

import pytest

from allmende.core.media.actions import add_document


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for path, content in {
        "images/a.png": b"\x89PNG" + b"0123456789" * 10,
        "images/b.html": b"<script>alert(1)</script>",
        "images/c.svg": b"<svg/>",
        "documents/geheim.pdf": b"%PDF-",
        "uploads/roh.jpg": b"exif",
        "tours/ton.mp3": b"0123456789",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path.parent / "secret-key").write_text("geheim")
    return tmp_path


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_picture_comes_with_its_type_and_a_closed_policy(client, county, folder):
    response = client.get("/medien/images/a.png")
    assert response.status_code == 200
    assert body(response).startswith(b"\x89PNG")
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "path",
    [
        "images/b.html",
        "images/c.svg",
        "images/nicht-da.png",
        "documents/geheim.pdf",
        "uploads/roh.jpg",
        "images/../documents/geheim.pdf",
        "images/../../secret-key",
        "images/%2e%2e/%2e%2e/secret-key",
        "images/",
        "images/a.png/",
    ],
)
def test_everything_else_does_not_exist(client, county, folder, path):
    assert client.get(f"/medien/{path}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "content", "span"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=8-", 206, b"89", "bytes 8-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=5-900", 206, b"56789", "bytes 5-9/10"),
        ("bytes=20-", 416, b"", "bytes */10"),
        ("bytes=-", 200, b"0123456789", None),
        ("nonsense", 200, b"0123456789", None),
    ],
)
def test_players_may_jump(client, county, folder, asked, status, content, span):
    response = client.get("/medien/tours/ton.mp3", headers={"Range": asked})
    assert (response.status_code, body(response), response.get("Content-Range")) == (status, content, span)


def test_an_unchanged_file_is_not_sent_again(client, county, folder):
    first = client.get("/medien/images/a.png")
    body(first)
    second = client.get("/medien/images/a.png", headers={"If-Modified-Since": first["Last-Modified"]})
    assert (second.status_code, second.content) == (304, b"")


def test_only_reading(client, county, folder):
    assert client.post("/medien/images/a.png").status_code == 405


def test_a_document_is_saved_never_shown(client, county, folder):
    document = add_document(file=io.BytesIO(b"%PDF-1.7"), name="antrag.pdf", title="Antrag")
    response = client.get(document.url)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    body(response)

# SPDX-License-Identifier: EUPL-1.2
"""Videos and captions: taken for what they are, refused for what they only claim to be, handed out in parts."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from allmende.core.accessibility import actions
from allmende.core.accessibility.models import SignVideo
from allmende.core.accessibility.videos import validate_captions, validate_video

MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 100
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + b"\x00" * 100
VTT = b"WEBVTT\n\n00:01.000 --> 00:04.000\nGuten Tag und willkommen!\n"
PAGE = b"<!doctype html><script>alert(1)</script>"


def upload(name, content):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(("name", "content"), [("a.mp4", MP4), ("A.MP4", MP4), ("a.webm", WEBM)])
def test_videos_are_taken(name, content):
    validate_video(upload(name, content))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.mp4", PAGE, "content"), ("a.mp4", WEBM, "content"), ("a.webm", MP4, "content"), ("a.mp4", b"", "content"), ("a.html", MP4, "ending"),
     ("a.mp4.svg", MP4, "ending"), ("a.mp4", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50, "content")],
)  # fmt: skip
def test_other_files_are_refused(name, content, code):
    with pytest.raises(ValidationError) as refused:
        validate_video(upload(name, content))
    assert refused.value.code == code


@pytest.mark.parametrize(
    "content", [VTT, b"\xef\xbb\xbf" + VTT, VTT.replace(b"\n", b"\r\n"), VTT.replace(b"WEBVTT", b"WEBVTT - Titel")]
)
def test_captions_are_taken(content):
    validate_captions(upload("a.vtt", content))


@pytest.mark.parametrize(
    ("content", "code"),
    [(PAGE, "signature"), (b"WEBVTT\n\nohne Zeiten", "cues"), (b"WEBVTT\xff\n\n00:01.000 --> 00:04.000\nx", "encoding"), (b"", "signature"),
     (b"WEBVTTX\n\n00:01.000 --> 00:04.000\nx", "signature"), (b"1\n00:00:01,000 --> 00:00:04,000\nSRT", "signature"), (VTT + b"\x00", "signature")],
)  # fmt: skip
def test_other_captions_are_refused(content, code):
    with pytest.raises(ValidationError) as refused:
        validate_captions(upload("a.vtt", content))
    assert refused.value.code == code


@pytest.mark.django_db
def test_a_video_is_handed_out_in_parts_and_shown_on_the_home_page(client, county, people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    video = SignVideo(
        municipality=county,
        title="Willkommen",
        file=upload("dgs.mp4", MP4),
        captions=upload("dgs.vtt", VTT),
        transcript="Guten Tag.",
    )
    actions.store(people["editor"], video)
    part = client.get(video.file.url, headers={"range": "bytes=4-11"})
    assert (part.status_code, part.content, part["Content-Type"]) == (206, b"ftypmp42", "video/mp4")
    assert part["Content-Range"] == f"bytes 4-11/{len(MP4)}"
    assert "sandbox" in part["Content-Security-Policy"]
    captions = client.get(video.captions.url)
    assert b"".join(captions.streaming_content) == VTT
    assert captions["Content-Type"].startswith("text/vtt")


@pytest.mark.django_db
def test_a_broken_video_is_not_stored(county, people):
    video = SignVideo(municipality=county, title="x", file=upload("dgs.mp4", PAGE), transcript="y")
    with pytest.raises(ValidationError):
        actions.store(people["editor"], video)
    assert not SignVideo.objects.exists()

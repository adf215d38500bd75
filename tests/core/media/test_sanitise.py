# SPDX-License-Identifier: EUPL-1.2
"""Uploads: what gets in, and what of it is kept."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile, PngImagePlugin

from allmende.core.media import sanitise
from allmende.core.media.actions import add_document, add_picture
from allmende.core.media.models import Picture

SECRET = b"GEHEIMNIS-4711"


def picture(kind="JPEG", size=(80, 40), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, "teal" if mode in ("RGB", "RGBA") else 1).save(out, kind, **options)
    out.seek(0)
    return out


def with_gps():
    image = Image.new("RGB", (80, 40), "red")
    image.paste("blue", (0, 0, 40, 40))
    exif = image.getexif()
    exif[0x0112] = 6  # stored lying on its side
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (50.0, 59.0, 12.0)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=SECRET)
    out.seek(0)
    return out


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_position_camera_and_comment_are_gone_and_the_picture_stands_upright():
    raw = with_gps()
    assert SECRET in raw.getvalue()
    clean = sanitise.clean_picture(raw, "urlaub.jpeg")
    data = clean.read()
    image = Image.open(io.BytesIO(data))
    assert dict(image.getexif()) == {}
    assert SECRET not in data
    assert image.size == (40, 80)
    assert clean.name == "urlaub.jpg"


def test_text_chunks_and_bytes_behind_a_png_are_gone():
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET.decode())
    raw = io.BytesIO(picture("PNG", pnginfo=info).getvalue() + b"<script>alert(1)</script>")
    data = sanitise.clean_picture(raw, "x.png").read()
    assert SECRET not in data
    assert b"<script" not in data


def test_transparency_survives():
    data = sanitise.clean_picture(picture("PNG", mode="RGBA"), "x.png").read()
    assert Image.open(io.BytesIO(data)).mode == "RGBA"


def test_long_edges_are_scaled_down():
    data = sanitise.clean_picture(picture(size=(5000, 500)), "lang.jpg").read()
    assert Image.open(io.BytesIO(data)).size == (4000, 400)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not_a_picture"),
        (b"<html><script>alert(1)</script>", "not_a_picture"),
        (b"GIF89a" + b"\x00" * 40, "not_a_picture"),
        (b"", "empty"),
        (picture(size=(900, 600)).getvalue()[:2500], "broken"),
    ],
    ids=["svg", "html", "gif", "empty", "truncated"],
)
def test_what_is_no_picture_is_refused_whatever_its_name(content, code, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as another library may leave it
    with pytest.raises(ValidationError) as caught:
        sanitise.clean_picture(io.BytesIO(content), "bild.jpg")
    assert caught.value.code == code


def bomb(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(9000, 9000), (60000, 60000)])
def test_a_pixel_bomb_is_refused_before_it_is_unpacked(size):
    with pytest.raises(ValidationError) as caught:
        sanitise.clean_picture(io.BytesIO(bomb(*size)), "bombe.png")
    assert caught.value.code == "too_many_pixels"


def test_a_file_over_the_limit_is_refused(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    with pytest.raises(ValidationError) as caught:
        sanitise.clean_picture(picture(), "gross.jpg")
    assert caught.value.code == "too_large"


@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_refused_with_a_message_and_never_crash(data):
    for start in (b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x24\0\0\0WEBPVP8 "):
        with pytest.raises(ValidationError):
            sanitise.clean_picture(io.BytesIO(start + data), "x.jpg")


def test_no_way_into_the_storage_leads_past_the_cleaning(db, folder):
    stored = add_picture(file=with_gps(), name="a.jpg", title="A", alt="Ein Bild.")
    other = Picture(title="B", alt="Noch eins.")
    other.file.save("b.jpg", ContentFile(with_gps().getvalue()), save=False)
    other.save()
    third = Picture.objects.create(
        title="C", alt="Das dritte.", file=SimpleUploadedFile("c.jpg", with_gps().getvalue(), "image/jpeg")
    )
    for saved in (stored, other, third):
        saved.refresh_from_db()
        with saved.file.open() as file:
            data = file.read()
        assert SECRET not in data
        assert (saved.width, saved.height, saved.get_file_size()) == (40, 80, len(data))


def test_a_picture_without_description_is_refused_by_action_and_database(db, folder):
    with pytest.raises(ValidationError) as caught:
        add_picture(file=picture(), name="a.jpg", title="A", alt="")
    assert list(caught.value.error_dict) == ["alt"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.create(title="A", alt="", file=SimpleUploadedFile("c.jpg", picture().getvalue()))
    assert Picture.objects.count() == 0


# --- Documents ---------------------------------------------------------------------------------------------------------


def office(*names, mimetype=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


DOCX = office("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\n..."),
        ("a.docx", DOCX),
        ("a.odt", office("content.xml", mimetype="application/vnd.oasis.opendocument.text")),
        ("a.csv", "Größe;Zahl\n1;2".encode("latin-1")),
        ("a.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}'),
    ],
)
def test_documents_whose_content_fits_are_stored(db, folder, name, content):
    assert add_document(file=io.BytesIO(content), name=name, title="Datei").file_size == len(content)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.html", b"<p>", "ending"),
        ("a.svg", b"<svg/>", "ending"),
        ("a.exe", b"MZ", "ending"),
        ("a", b"x", "ending"),
        ("a.pdf", b"<html><script>alert(1)</script>", "content"),
        ("a.csv", b"<!DOCTYPE html><script>alert(1)</script>", "content"),
        ("a.csv", b"\x00\x01\x02", "content"),
        ("a.docx", b"PK\x03\x04 broken", "content"),
        ("a.docx", office("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "content"),
        ("a.docx", office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macros"),
        ("a.odt", office("Basic/Standard/x.xml", mimetype="application/vnd.oasis.opendocument.text"), "macros"),
        ("a.geojson", b"[" * 5000, "content"),
        ("a.geojson", b"[1, 2]", "content"),
        ("a.pdf", b"", "empty"),
    ],
)
def test_documents_that_are_not_what_they_say_are_refused(db, folder, name, content, code):
    with pytest.raises(ValidationError) as caught:
        add_document(file=io.BytesIO(content), name=name, title="Datei")
    assert caught.value.code == code
    assert not list(folder.rglob("*.*"))


def test_a_zip_bomb_in_an_office_file_is_refused(monkeypatch):
    monkeypatch.setattr(sanitise, "MAX_DOCUMENT_UNPACKED", 1000)
    big = io.BytesIO()
    with zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", "0" * 100_000)
    with pytest.raises(ValidationError) as caught:
        sanitise.check_document(big, "a.docx")
    assert caught.value.code == "unpacked_too_large"

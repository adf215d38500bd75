# SPDX-License-Identifier: EUPL-1.2
"""Archives and files that somebody sent."""

from __future__ import annotations

import gzip
import os
import stat
import zipfile

import pytest

from allmende.core.imports import files as module
from allmende.core.imports.files import FileKind, SafeZip, check_file, kind_of, plain
from allmende.core.imports.report import ImportRefused


def archive(path, members, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"PK\x03\x04rest", FileKind.ZIP),
        (b"\x1f\x8brest", FileKind.GZIP),
        (b"SQLite format 3\x00rest", FileKind.SQLITE),
        (b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18", FileKind.PBF),
        (b"\x00\x00\x27\x0arest", FileKind.SHAPE),
        (b'\xef\xbb\xbf  {"type"', FileKind.JSON),
        (b"<html>", FileKind.TEXT),
    ],
)
def test_a_file_is_what_its_first_bytes_say(tmp_path, head, kind):
    path = tmp_path / "egal.png"
    path.write_bytes(head)
    assert kind_of(path) is kind


def test_files_that_cannot_be_used(tmp_path):
    empty = tmp_path / "leer.csv"
    empty.touch()
    os.mkfifo(tmp_path / "rohr")
    for path, reason in [
        (tmp_path / "fehlt.csv", "gibt es nicht"),
        (empty, "leer"),
        (tmp_path, "keine Datei"),
        (tmp_path / "rohr", "keine Datei"),
    ]:
        with pytest.raises(ImportRefused, match=reason) as refusal:
            check_file(path)
        assert refusal.value.remedy


def test_gz_is_unpacked_and_removed_again(tmp_path):
    path = tmp_path / "daten.csv.gz"
    path.write_bytes(gzip.compress(b"a;b"))
    with plain(path) as inner:
        assert inner.name == "daten.csv"
        assert inner.read_bytes() == b"a;b"
    assert not inner.exists()


@pytest.mark.parametrize(
    "content",
    [b"a;b\n1;2\n", gzip.compress(b"a;b" * 1000)[:-9], gzip.compress(b"x")[:12] + b"\xff" * 20],
    ids=["no gz", "cut off", "overwritten"],  # not the bytes, which hold the time: all workers need the same names
)
def test_gz_that_is_none_or_damaged(tmp_path, content):
    path = tmp_path / "daten.csv.gz"
    path.write_bytes(content)
    with pytest.raises(ImportRefused, match=r"gzip gepackt|beschädigt") as refusal, plain(path):
        pass
    assert refusal.value.file == "daten.csv.gz"


def test_a_gz_bomb_is_refused_before_it_fills_the_disk(tmp_path):
    path = tmp_path / "bombe.gz"
    path.write_bytes(gzip.compress(b"\0" * (40 << 20)))
    with pytest.raises(ImportRefused, match="zu groß"), plain(path):
        pass


def test_a_zip_bomb_is_refused(tmp_path):
    path = archive(tmp_path / "bombe.zip", {"a.geojson": b"\0" * (40 << 20)})
    with pytest.raises(ImportRefused, match="zu groß"):
        SafeZip(path)


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path):
    """The directory says 100 bytes, the member holds 40 MB: the size is counted while unpacking."""
    path = archive(tmp_path / "luege.zip", {"a.geojson": b"\0" * (40 << 20)})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    with SafeZip(path) as source, pytest.raises(ImportRefused, match=r"beschädigt|zu groß"):
        source.extract(["a.geojson"], tmp_path)
    assert sum(file.stat().st_size for file in tmp_path.glob("*.geojson")) <= 100


def test_many_members_that_are_too_much_together(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MAX_UNPACKED", 1000)
    with pytest.raises(ImportRefused, match="zu groß"):
        SafeZip(archive(tmp_path / "viel.zip", {f"{n}.txt": b"x" * 300 for n in range(4)}))
    monkeypatch.setattr(module, "MAX_MEMBERS", 3)
    with pytest.raises(ImportRefused, match="zu groß"):
        SafeZip(archive(tmp_path / "viele.zip", {f"{n}.txt": b"x" for n in range(4)}))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\windows\\x", "..\\..\\x", "a/../../b"])
def test_paths_that_lead_out_of_the_archive(tmp_path, name):
    with pytest.raises(ImportRefused, match="führt aus ihm heraus") as refusal:
        SafeZip(archive(tmp_path / "boese.zip", {name: b"x"}))
    assert refusal.value.file == "boese.zip"


def test_links_and_passwords_in_an_archive(tmp_path):
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as out:
        info = zipfile.ZipInfo("link.geojson")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        out.writestr(info, "/etc/passwd")
    with pytest.raises(ImportRefused, match="Verknüpfung"):
        SafeZip(path)
    path = archive(tmp_path / "geheim.zip", {"a.geojson": b"x"})
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(ImportRefused, match="Passwort"):
        SafeZip(path)


def test_a_damaged_zip(tmp_path):
    path = archive(tmp_path / "kaputt.zip", {"a.txt": os.urandom(5000)})
    data = bytearray(path.read_bytes())
    path.write_bytes(data[:2000])
    with pytest.raises(ImportRefused, match="keine lesbare zip-Datei"):
        SafeZip(path)
    data[1000] ^= 0xFF
    path.write_bytes(data)
    with SafeZip(path) as source, pytest.raises(ImportRefused, match="beschädigt") as refusal:
        source.extract(["a.txt"], tmp_path)
    assert refusal.value.where == "a.txt"


def test_members_are_found_by_pattern_whatever_the_case(tmp_path):
    with SafeZip(archive(tmp_path / "a.zip", {"Ordner/Eins.GeoJSON": b"{}", "zwei.txt": b""})) as source:
        assert source.matching("*.geojson") == ["Ordner/Eins.GeoJSON"]
        assert source.matching("eins.*") == ["Ordner/Eins.GeoJSON"]
        assert [path.name for path in source.extract(["Ordner/Eins.GeoJSON"], tmp_path)] == ["Eins.GeoJSON"]

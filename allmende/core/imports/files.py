# SPDX-License-Identifier: EUPL-1.2
"""Opening files that somebody sent: what they are is sniffed, archives are unpacked within limits, nothing is trusted."""

from __future__ import annotations

import fnmatch
import gzip
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Protocol, Self

from django.utils.translation import gettext as _

from allmende.core.imports.report import ImportRefused

CHUNK = 1 << 20
MAX_UNPACKED = 1 << 30
"""Bytes that one archive may unpack to, all members together."""
MAX_MEMBERS = 10_000
MAX_RATIO = 200
"""Unpacked to packed size; DBF tables full of blanks reach about 50."""
RATIO_FROM = 10 << 20
"""Below this unpacked size a high ratio harms nobody."""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class FileKind(StrEnum):
    """What a file is by its first bytes, whatever its name says."""

    ZIP = "zip"
    GZIP = "gzip"
    SQLITE = "sqlite"
    PBF = "pbf"
    SHAPE = "shape"
    JSON = "json"
    TEXT = "text"


def check_file(path: Path) -> Path:
    """Return `path` if it is a readable, non-empty, regular file; else raise `ImportRefused`."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ImportRefused(_("Das ist keine Datei."), file=path, remedy=_("Geben Sie eine Datei an."))
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise ImportRefused(_("Die Datei gibt es nicht."), file=str(path), remedy=_("Prüfen Sie den Pfad.")) from error
    except OSError as error:
        raise ImportRefused(
            _("Die Datei lässt sich nicht lesen (%s).") % error.strerror, file=path, remedy=_("Prüfen Sie die Rechte.")
        ) from error
    if status.st_size == 0:
        raise ImportRefused(_("Die Datei ist leer."), file=path, remedy=_("Laden Sie die Datei noch einmal herunter."))
    return path


def kind_of(path: Path) -> FileKind:
    """Return what the file is, judged by its first bytes."""
    with path.open("rb") as file:
        head = file.read(64)
    if head[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return FileKind.ZIP
    if head[:2] == b"\x1f\x8b":
        return FileKind.GZIP
    if head.startswith(b"SQLite format 3\x00"):
        return FileKind.SQLITE
    if head[4:15] == b"\x0a\x09OSMHeader":
        return FileKind.PBF
    if head[:4] == b"\x00\x00\x27\x0a":
        return FileKind.SHAPE
    return FileKind.JSON if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["} else FileKind.TEXT


@contextmanager
def plain(path: Path) -> Iterator[Path]:
    """Give the path of the readable content: the file itself, or its unpacked copy when it is a gz file."""
    check_file(path)
    packed = kind_of(path) is FileKind.GZIP
    if path.suffix.lower() == ".gz" and not packed:
        raise ImportRefused(
            _("Der Name endet auf .gz, aber die Datei ist nicht mit gzip gepackt."),
            file=path,
            remedy=_("Laden Sie die Datei noch einmal herunter oder nehmen Sie „.gz“ aus dem Namen."),
        )
    if not packed:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="allmende-import-") as folder:
        target = Path(folder) / (path.stem if path.suffix.lower() == ".gz" else path.name)
        try:
            with gzip.open(path) as source:
                _copy_limited(source, target, path, path.stat().st_size, MAX_UNPACKED)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise ImportRefused(
                _("Die gz-Datei ist beschädigt oder abgeschnitten."),
                file=path,
                remedy=_("Laden Sie die Datei noch einmal herunter."),
            ) from error
        yield check_file(target)


def _copy_limited(source: _Readable, target: Path, archive: Path, packed: int, limit: int) -> int:
    """Copy at most `limit` bytes and at most `MAX_RATIO` times the packed size; return the number of bytes."""
    size = 0
    with target.open("wb") as out:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > limit or (size > RATIO_FROM and size > packed * MAX_RATIO):
                raise bomb(archive)
            out.write(chunk)
    return size


def bomb(archive: Path) -> ImportRefused:
    """Return the refusal for an archive that unpacks to far more than it should."""
    return ImportRefused(
        _("Das Archiv würde entpackt zu groß (mehr als %(size)d MB oder mehr als das %(ratio)d-Fache).")
        % {"size": MAX_UNPACKED >> 20, "ratio": MAX_RATIO},
        file=archive,
        remedy=_("Prüfen Sie die Herkunft; entpacken Sie eine vertrauenswürdige Datei selbst."),
    )


class SafeZip:
    """A zip archive whose members were checked: no odd paths, no links, no bombs, no passwords."""

    def __init__(self, path: Path) -> None:
        self.path = check_file(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError) as error:
            raise ImportRefused(
                _("Das ist keine lesbare zip-Datei."), file=path, remedy=_("Laden Sie die Datei noch einmal herunter.")
            ) from error
        try:
            self.members = self._checked()
        except ImportRefused:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def _checked(self) -> list[str]:
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise bomb(self.path)
        for info in infos:
            name = PurePosixPath(info.filename.replace("\\", "/"))
            if name.is_absolute() or ".." in name.parts or ":" in name.parts[0] or "\x00" in info.filename:
                raise self._refused(info.filename, _("Der Pfad im Archiv führt aus ihm heraus."))
            if stat.S_ISLNK(info.external_attr >> 16):
                raise self._refused(info.filename, _("Das Archiv enthält eine Verknüpfung statt einer Datei."))
            if info.flag_bits & 1:
                raise self._refused(info.filename, _("Das Archiv ist mit einem Passwort geschützt."))
            if info.file_size > RATIO_FROM and info.file_size > max(info.compress_size, 1) * MAX_RATIO:
                raise bomb(self.path)
        return [info.filename for info in infos]

    def _refused(self, member: str, reason: str) -> ImportRefused:
        return ImportRefused(
            reason, file=self.path, where=member, remedy=_("Packen Sie die Dateien ohne Ordner und Passwort neu.")
        )

    def matching(self, pattern: str) -> list[str]:
        """Return the members whose path or file name matches the glob, whatever the case, sorted."""
        wanted = pattern.lower()
        return sorted(
            member
            for member in self.members
            if fnmatch.fnmatch(member.lower(), wanted) or fnmatch.fnmatch(PurePosixPath(member).name.lower(), wanted)
        )

    def extract(self, members: list[str], folder: Path) -> list[Path]:
        """Unpack the members flat into `folder` and return their paths. Raises `ImportRefused` for damaged ones."""
        paths, left = [], MAX_UNPACKED
        for member in members:
            target = folder / PurePosixPath(member.replace("\\", "/")).name
            if target.exists():
                raise self._refused(member, _("Der Dateiname kommt im Archiv mehrfach vor."))
            try:
                with self._zip.open(member) as source:
                    left -= _copy_limited(source, target, self.path, self._zip.getinfo(member).compress_size, left)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
                raise ImportRefused(
                    _("Diese Datei im Archiv ist beschädigt."),
                    file=self.path,
                    where=member,
                    remedy=_("Laden Sie das Archiv noch einmal herunter."),
                ) from error
            paths.append(target)
        return paths


@contextmanager
def workspace() -> Iterator[Path]:
    """Give a folder that is removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="allmende-import-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)

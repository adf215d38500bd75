# SPDX-License-Identifier: EUPL-1.2
"""Arrays in a folder: written as a whole or not at all, checked when opened, memory-mapped so that processes share them.

The folder holds ``manifest.json`` and one folder of .npy files that the manifest names. Writing makes a new folder of files
beside the old one and then replaces the manifest in one rename; whoever has the old files mapped keeps them.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .model import PROFILES, Grid, Network

Arrays = dict[str, np.ndarray[Any, Any]]

FORMAT = "allmende-arrays"
MANIFEST = "manifest.json"
OWN = ("data-", "new-")
LEFTOVER_AFTER = 86_400
"""Seconds after which an unfinished folder of files is taken for the remains of a killed process."""


class StoreError(ValueError):
    """A folder does not hold what is looked for. The message is German and says what to do."""


@dataclass(frozen=True)
class Kind:
    """What a folder holds: a key for the manifest, the German noun for messages, what to do, the version of the layout."""

    key: str
    noun: str
    remedy: str
    version: int


NETWORK = Kind("network", "Straßennetz", "Bitte mit „allmende network build“ neu erzeugen.", 1)


def save_arrays(folder: Path, kind: Kind, arrays: Mapping[str, np.ndarray[Any, Any]], meta: Mapping[str, Any]) -> str:
    """Write arrays and a small JSON object; returns the stamp of the content. Raises OSError (disk full, no right to write)."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"new-{os.urandom(6).hex()}"
    fresh.mkdir()
    try:
        files = {name: _write(fresh / f"{name}.npy", array) for name, array in arrays.items()}
        content = json.dumps([kind.key, kind.version, files, meta], sort_keys=True)
        stamp = hashlib.sha256(content.encode()).hexdigest()[:24]
        data = folder / fresh.name.replace("new-", "data-")
        manifest = {"format": FORMAT, "kind": kind.key, "version": kind.version, "stamp": stamp, "data": data.name,
                    "files": files, "meta": dict(meta)}  # fmt: skip
        draft = fresh / MANIFEST
        with draft.open("w", encoding="utf-8") as file:
            json.dump(manifest, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        draft = draft.rename(folder / f"{fresh.name}.json")
        before = _data_of(folder)
        fresh.rename(data)
        draft.replace(folder / MANIFEST)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    _clear(folder, data.name, before)
    return stamp


def _write(path: Path, array: np.ndarray[Any, Any]) -> dict[str, Any]:
    with path.open("wb") as file:
        np.save(file, np.ascontiguousarray(array), allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())
    return {"bytes": path.stat().st_size, "sha256": _digest(path)}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _data_of(folder: Path) -> str:
    """The folder of files that the manifest names now, '' where there is none."""
    try:
        return str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["data"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _clear(folder: Path, keep: str, before: str) -> None:
    """Remove the files just replaced, and what killed processes left behind. Others may be writing at this moment."""
    for entry in folder.iterdir():
        try:
            old = time.time() - entry.stat().st_mtime > LEFTOVER_AFTER
        except FileNotFoundError:  # another process was quicker
            continue
        if entry.name in {keep, MANIFEST} or not (entry.name == before or (old and entry.name.startswith(OWN))):
            continue
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)


def stamp_of(folder: Path, kind: Kind = NETWORK) -> str:
    """What names the content of a folder: changes with every other content. Raises `StoreError` like `load_arrays`."""
    return str(_manifest(folder, kind)["stamp"])


def load_arrays(folder: Path, kind: Kind, *, verify: bool = True) -> tuple[Arrays, dict[str, Any]]:
    """Open what `save_arrays` wrote: arrays mapped read-only, and the JSON object.

    Args:
        folder: where it lies.
        kind: what must lie there.
        verify: compare the checksums (reads every byte once); without it only the sizes are compared.

    Raises:
        StoreError: nothing there, something else, another version, or damaged.
    """
    for attempt in range(3):
        manifest = _manifest(folder, kind)
        data = folder / str(manifest["data"])
        if data.is_dir() or attempt == 2:
            break  # else replaced between the two looks: read again
    arrays: Arrays = {}
    for name, entry in manifest["files"].items():
        path = data / f"{name}.npy"
        try:
            arrays[name] = _open(path, entry, verify=verify)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"{folder}: Die Datei {data.name}/{name}.npy fehlt oder ist beschädigt. {kind.remedy}"
            ) from error
    return arrays, manifest["meta"]


def _open(path: Path, entry: Mapping[str, Any], *, verify: bool) -> np.ndarray[Any, Any]:
    """One array. Raises OSError or ValueError for one that is not what was written."""
    if path.stat().st_size != entry["bytes"] or (verify and _digest(path) != entry["sha256"]):
        raise ValueError("not what was written")
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def _manifest(folder: Path, kind: Kind) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreError(f"{folder}: Hier liegt kein {kind.noun}. {kind.remedy}") from error
    except OSError as error:
        raise StoreError(f"{path}: Die Datei lässt sich nicht lesen ({error.strerror}).") from error
    except ValueError as error:
        raise StoreError(f"{path}: Die Datei ist beschädigt. {kind.remedy}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or manifest.get("kind") != kind.key:
        raise StoreError(f"{folder}: Hier liegt etwas anderes, kein {kind.noun}. {kind.remedy}")
    if manifest.get("version") != kind.version:
        raise StoreError(
            f"{folder}: Das {kind.noun} wurde mit einer anderen Version von Allmende erzeugt "
            f"(Aufbau {manifest.get('version')}, gebraucht wird {kind.version}). {kind.remedy}"
        )
    fields = {"stamp": str, "data": str, "files": dict, "meta": dict}
    if any(not isinstance(manifest.get(name), shape) for name, shape in fields.items()):
        raise StoreError(f"{path}: Die Datei ist beschädigt. {kind.remedy}")
    return manifest


GRID_ARRAYS = ("start", "segment", "vertex")
GRID_NUMBERS = ("west", "south", "cell", "columns", "rows")
PLAIN = ("xy", "ends", "length", "shape_start", "shape_xy", "wheel_state", "wheel_reasons", "source")


def save(network: Network, folder: Path) -> str:
    """Write a network into a folder, replacing one that lies there; returns the stamp of its content. Raises OSError."""
    arrays: Arrays = {name: getattr(network, name) for name in PLAIN}
    arrays |= {f"cost.{profile}": network.cost[profile] for profile in PROFILES}
    arrays |= {f"component.{profile}": network.component[profile] for profile in PROFILES}
    arrays |= {f"grid.{name}": getattr(network.grid, name) for name in GRID_ARRAYS}
    meta = {
        "crs": network.crs,
        "grid": {name: getattr(network.grid, name) for name in GRID_NUMBERS},
        "notes": dict(network.notes),
    }
    return save_arrays(folder, NETWORK, arrays, meta)


def load(folder: Path, *, verify: bool = True) -> Network:
    """Open a network, memory-mapped. Raises `StoreError` (see `load_arrays`)."""
    arrays, meta = load_arrays(folder, NETWORK, verify=verify)
    grid: dict[str, Any] = {**meta["grid"], **{name: arrays[f"grid.{name}"] for name in GRID_ARRAYS}}
    return Network(
        crs=meta["crs"],
        **{name: arrays[name] for name in PLAIN},
        cost={profile: arrays[f"cost.{profile}"] for profile in PROFILES},
        component={profile: arrays[f"component.{profile}"] for profile in PROFILES},
        grid=Grid(**grid),
        notes=meta["notes"],
    )

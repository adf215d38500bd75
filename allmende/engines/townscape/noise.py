# SPDX-License-Identifier: EUPL-1.2
"""Seeded randomness: independent random streams by key, and smooth noise over the plane."""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def stream(seed: int, *keys: object) -> np.random.Generator:
    """A random stream that depends on nothing but the seed and the keys.

    Each part of the county draws from its own stream, so that a change in one part (say, one more village)
    does not shuffle all others. Keys enter by their text, hashed with SHA-256 (Python's ``hash`` differs per process).
    """
    text = "\x1f".join([str(seed), *map(str, keys)])
    words = np.frombuffer(hashlib.sha256(text.encode()).digest(), dtype=np.uint32)
    return np.random.Generator(np.random.PCG64([int(word) for word in words]))


class Waves:
    """Smooth noise of mean 0 and variance 1: a sum of plane waves with random direction and phase.

    Source: spectral synthesis (random Fourier features) of a stationary Gaussian field.
    """

    def __init__(self, rng: np.random.Generator, wavelength: float, count: int = 20) -> None:
        angle = rng.uniform(0, 2 * np.pi, count)
        number = 2 * np.pi / (wavelength * rng.uniform(0.6, 1.7, count))
        self._kx = number * np.cos(angle)
        self._ky = number * np.sin(angle)
        self._phase = rng.uniform(0, 2 * np.pi, count)
        self._scale = float(np.sqrt(2 / count))

    def __call__(self, x: npt.ArrayLike, y: npt.ArrayLike) -> Floats:
        """Noise at the points (x, y) in metres; shape as x and y broadcast."""
        xs, ys = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))
        total = np.zeros(xs.shape)
        for kx, ky, phase in zip(self._kx, self._ky, self._phase, strict=True):
            total += np.cos(kx * xs + ky * ys + phase)
        return total * self._scale

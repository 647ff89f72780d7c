"""Random numbers that belong to a cell, not to the order in which cells are read.

Each uncertain cell has its own Philox stream, keyed by study seed, table, row and column and
advanced to the draw index. So every measure, scenario, block and engine sees the same value in
draw k, adding a row moves no other, and scenarios are compared on common random numbers.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WORDS_PER_STEP = 4
"""Philox 4x64 yields four 64-bit words for each step of its counter."""


@dataclass(frozen=True, slots=True)
class DrawBlock:
    """A run of consecutive draws: what a per-draw measure computes at once.

    Attributes:
        seed: the study's seed.
        start: first draw.
        stop: one past the last draw.
    """

    seed: int
    start: int
    stop: int

    @property
    def size(self) -> int:
        """Number of draws."""
        return self.stop - self.start

    @property
    def index(self) -> NDArray[np.int64]:
        """The draws' numbers."""
        return np.arange(self.start, self.stop)

    def cell(self, table: str, row: str, column: str) -> NDArray[np.float64]:
        """Return the uniforms of one cell, shape (draws,), in the open interval (0, 1)."""
        return uniforms(self.seed, ("cell", table, row, column), self.start, self.stop)

    def noise(self, measure: str, entity: str) -> NDArray[np.float64]:
        """Return uniforms that a measure adds itself, one stream per entity, shape (draws,)."""
        return uniforms(self.seed, ("noise", measure, entity), self.start, self.stop)

    def generator(self, measure: str, entity: str) -> np.random.Generator:
        """Return a generator for this block, measure and entity.

        For samplers that use a varying number of random words; blocks are of fixed size, so the
        result does not depend on how many workers share them.
        """
        key = _key(self.seed, ("generator", measure, entity, str(self.start)))
        return np.random.Generator(np.random.Philox(key=key))


def uniforms(seed: int, name: tuple[str, ...], start: int, stop: int) -> NDArray[np.float64]:
    """Return draws `start` to `stop` of the stream called `name`, shape (stop - start,).

    The same draw has the same value whatever block asks for it. 52 bits are used: with 53, adding
    the half that keeps zero out would round the largest value up to one.
    """
    stream = np.random.Philox(key=_key(seed, name))
    skipped = start % WORDS_PER_STEP
    stream.advance(start // WORDS_PER_STEP)
    words = stream.random_raw(skipped + stop - start)[skipped:]
    return ((words >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52


def _key(seed: int, name: tuple[str, ...]) -> NDArray[np.uint64]:
    """Hash a name to a Philox key; the separator cannot stand in an id."""
    text = "\x1f".join((str(seed), *name))
    digest = hashlib.blake2b(text.encode(), digest_size=16).digest()
    return np.frombuffer(digest, dtype="<u8").astype(np.uint64)

"""Compiling kernels: with a cache on disk where there is a place for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile with numba, and keep the machine code for the next start where there is a place.

    Neither fastmath nor threads: a draw gives the same bytes alone and among ten thousand. The
    cache goes by the file in which the function stands: a kernel calls only what stands beside it.

    Args:
        function: what is compiled when it is first called.
    """
    try:
        return njit(cache=True)(function)
    except RuntimeError:
        # Neither beside the source nor in the user's cache may anything be written.
        return njit(function)

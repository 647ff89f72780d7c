"""songi: plans, proves and runs an innovation cluster.

study = songi.open_study("studies/goyang")
study.check()
run = study.run()
run["selection_share"]
run.trace("selection_share", bid="goyang")
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from songi.session import OpenStudy as OpenStudy
    from songi.session import open_study as open_study

__version__ = version("songi")

__all__ = ["OpenStudy", "__version__", "open_study"]


def __getattr__(name: str) -> Any:
    """Import the public names when they are first used: `songi --help` needs none of them."""
    if name in {"open_study", "OpenStudy"}:
        return getattr(import_module("songi.session"), name)
    message = f"module 'songi' has no attribute '{name}'"
    raise AttributeError(message)

"""The publishers whose files songi imports."""

from __future__ import annotations

from songi.errors import Place, Problem, UsageError
from songi.importers.bok import BOK
from songi.importers.dart import DART
from songi.importers.factoryon import FACTORYON
from songi.importers.krx import KRX
from songi.importers.publisher import Publisher
from songi.importers.venture import VENTURE

PUBLISHERS: dict[str, Publisher] = {one.name: one for one in (KRX, FACTORYON, VENTURE, DART, BOK)}
"""Every importer, by name."""


def publisher_named(name: str) -> Publisher:
    """Return an importer.

    Raises:
        UsageError: `import.publisher`, with the names that are known.
    """
    if name not in PUBLISHERS:
        facts = {"came": name, "expected": ", ".join(PUBLISHERS)}
        raise UsageError(Problem("import.publisher", Place(), facts))
    return PUBLISHERS[name]

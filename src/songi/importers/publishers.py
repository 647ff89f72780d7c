"""The publishers whose files songi imports."""

from __future__ import annotations

from songi.errors import Place, Problem, UsageError
from songi.importers.bok import BOK
from songi.importers.bok_jobs import BOK_JOBS
from songi.importers.bok_region import BOK_REGION
from songi.importers.dart import DART
from songi.importers.dongs import DONGS
from songi.importers.factoryon import FACTORYON
from songi.importers.kosis import KOSIS
from songi.importers.krx import KRX
from songi.importers.localdata import LOCALDATA
from songi.importers.mrio import MRIO
from songi.importers.nodelink import NODELINK
from songi.importers.openflights import OPENFLIGHTS
from songi.importers.osm import OSM
from songi.importers.outlines import ADMDONGKOR, KOSTAT
from songi.importers.publisher import Publisher
from songi.importers.residents import MOIS
from songi.importers.tntp import TNTP
from songi.importers.venture import VENTURE

PUBLISHERS: dict[str, Publisher] = {
    one.name: one
    for one in (
        KRX, FACTORYON, VENTURE, DART, BOK, KOSIS, BOK_REGION, BOK_JOBS, MRIO,
        MOIS, ADMDONGKOR, KOSTAT, DONGS, LOCALDATA, OPENFLIGHTS,
        OSM, NODELINK, TNTP,
    )
}  # fmt: skip
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

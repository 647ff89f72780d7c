"""A workbook of the older form (XLS, BIFF8 in a compound document), as small as one can be."""

import struct

SECTOR, FREE, LAST, FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls_bytes(sheets):
    """Return a workbook with sheets of texts, numbers and empty cells, by title."""
    bodies = [sheet(rows) for rows in sheets.values()]
    names = [title.encode("utf-16-le") for title in sheets]
    head = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    at = len(head) + sum(4 + 8 + len(name) for name in names) + 4
    bounds = b""
    for name, body in zip(names, bodies, strict=True):
        told = struct.pack("<IHBB", at, 0, len(name) // 2, 1) + name
        bounds += record(0x0085, told)
        at += len(body)
    return compound(head + bounds + record(0x000A, b"") + b"".join(bodies))


def sheet(rows):
    cells = b""
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                told = struct.pack("<HHHHB", r, c, 0, len(text) // 2, 1) + text
                cells += record(0x0204, told)
            elif cell is not None:
                cells += record(0x0203, struct.pack("<HHHd", r, c, 0, float(cell)))
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    return start + cells + record(0x000A, b"")


def record(kind, content):
    return struct.pack("<HH", kind, len(content)) + content


def compound(stream):
    """Return a compound document with one stream, `Workbook`."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    data = len(stream) // SECTOR
    tables = next(n for n in range(1, 109) if (data + 1 + n) * 4 <= n * SECTOR)
    chain = [*range(1, data), LAST, LAST, *[FAT] * tables]
    fat = b"".join(struct.pack("<I", one) for one in chain)
    fat = fat.ljust(tables * SECTOR, struct.pack("<I", FREE)[:1])
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, data, 0, 4096, LAST, 0, LAST, 0)
    used = [data + 1 + k for k in range(tables)]
    header += b"".join(struct.pack("<I", one) for one in [*used, *[FREE] * (109 - tables)])
    folder = entry("Root Entry", 5, 1, LAST, 0) + entry("Workbook", 2, FREE, 0, len(stream))
    return header + stream + folder.ljust(SECTOR, b"\0") + fat


def entry(name, kind, child, start, size):
    text = name.encode("utf-16-le") + b"\0\0"
    told = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, FREE, FREE, child)
    return told + bytes(36) + struct.pack("<III", start, size, 0)

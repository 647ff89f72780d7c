"""Company overviews of OpenDART (`company.json`): one answer, a list of them, or one per line.

Neither the representative's name nor telephone, fax or registration numbers are read.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable
from typing import Any

from songi.errors import Place, Problem
from songi.importers.firm_rows import SMALL_MARKET, firm_row, nameless, no_code, region_of
from songi.importers.ksic import code_of
from songi.importers.published import garbled, unpacked
from songi.importers.publisher import Found, ImportedRow, Options, Publisher
from songi.study.readers import MAX_BYTES

KEYS = ("status", "corp_code", "corp_name", "corp_name_eng", "corp_cls", "adres", "induty_code")
"""What is read of an answer; it must have them all."""

ANSWERED = "000"
"""Status of an answer that is one."""

LISTED = ("Y", "K", "N")
"""Classes of firms listed: KOSPI, KOSDAQ and KONEX; E is any other."""

KONEX = "N"

_NUMBER = re.compile(r"^\d{8}$")

Answer = tuple[int, dict[str, Any]]


def find(content: bytes, name: str, options: Options) -> Found:
    """Return the firms whose industry is wanted."""
    answers = _answers(content, name)
    if isinstance(answers, Problem):
        return Found(problems=[answers])
    found = Found()
    for line, answer in answers:
        one = _read(line, answer, name, options)
        if one is None:
            found.left_out += 1
        elif isinstance(one, Problem):
            found.problems.append(one)
        else:
            found.rows.append(one)
    return found


def _answers(content: bytes, name: str) -> list[Answer] | Problem:
    """Return each answer with its line or, in a list, its number; or why there is none."""
    try:
        text = unpacked(content, name)[0].decode("utf-8-sig")
    except UnicodeDecodeError:
        facts = {"came": "cp949", "expected": "utf-8"}
        return Problem("file.encoding", Place(name), facts)
    except (OSError, EOFError, zlib.error) as error:
        return Problem("import.packed", Place(name), {"came": str(error)})
    if len(text) > MAX_BYTES:
        facts = {"came": f"> {MAX_BYTES}", "expected": MAX_BYTES}
        return Problem("file.too_large", Place(name), facts)
    if not text.strip():
        return Problem("file.empty", Place(name))
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return _by_line(text.splitlines(), name)
    answers = whole if isinstance(whole, list) else [whole]
    return _all_answers(enumerate(answers, start=1), name)


def _by_line(lines: Iterable[str], name: str) -> list[Answer] | Problem:
    answers = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            answers.append((number, json.loads(line)))
        except (ValueError, RecursionError) as error:
            return Problem("import.json", Place(name, number), {"came": str(error)})
    return _all_answers(answers, name)


def _all_answers(answers: Iterable[tuple[int, Any]], name: str) -> list[Answer] | Problem:
    found = [*answers]
    for line, answer in found:
        if not isinstance(answer, dict):
            return Problem("import.json", Place(name, line), {"came": type(answer).__name__})
    return found or Problem("file.empty", Place(name))


def _read(
    line: int, answer: dict[str, Any], name: str, options: Options
) -> ImportedRow | Problem | None:
    """Return a firm's row, none where it is not wanted, or what is wrong with the answer."""
    texts = {key: str(answer.get(key) or "").strip() for key in KEYS}
    if texts["status"] not in {"", ANSWERED}:
        facts = {"came": texts["status"], "expected": ANSWERED}
        return Problem("import.not_answered", Place(name, line, "status"), facts)
    lacking = [key for key in KEYS if key not in answer]
    if lacking:
        facts = {"came": ", ".join(answer), "expected": ", ".join(lacking)}
        return Problem("import.columns", Place(name, line), facts)
    code = code_of(texts["induty_code"]) or ""
    if texts["induty_code"] and not code:
        return no_code(Place(name, line, "induty_code"), texts["induty_code"], "21210")
    if not options.wants(code):
        return None
    if not _NUMBER.match(texts["corp_code"]):
        return no_code(Place(name, line, "corp_code"), texts["corp_code"], "00126380")
    if not texts["corp_name"]:
        return nameless(Place(name, line, "corp_name"))
    for key in ("corp_name", "adres"):
        if garbled(texts[key]):
            facts = {"came": texts[key][:40], "expected": key}
            return Problem("import.mojibake", Place(name, line, key), facts)
    return _firm(line, texts, code, options)


def _firm(line: int, texts: dict[str, str], code: str, options: Options) -> ImportedRow:
    small = texts["corp_cls"] == KONEX
    return firm_row(
        line,
        f"dart_{texts['corp_code']}",
        (texts["corp_name"], texts["corp_name_eng"]),
        code=code,
        revision=options.ksic_revision,
        basis="estimated" if small else "observed",
        cells={
            "listed": "true" if texts["corp_cls"] in LISTED else "",
            "size": "sme" if small else "",
            "region": region_of(texts["adres"]),
        },
        notes=[SMALL_MARKET] if small else [],
    )


DART = Publisher(
    name="dart",
    publisher="금융감독원",
    title="기업개황 (OpenDART company.json)",
    licence="OpenDART 이용약관",
    url="https://opendart.fss.or.kr/guide/main.do?apiGrpCd=DS001",
    note="The answers do not say of which revision their industry codes are: whoever imported them "
    "did, or the codes were left out.",
    columns=tuple((key,) for key in KEYS),
    fields={"id": "corp_code", "name_ko": "corp_name", "name_en": "corp_name_eng",
            "ksic": "induty_code", "listed": "corp_cls", "size": "corp_cls", "region": "adres"},
    coded=True,
    find=find,
)  # fmt: skip

"""What an audit does not bear out may stand in no paper as a fact: where a paper does so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from songi.language import say
from songi.report.blocks import Book, DataTable, Figure, KeyFigures, Note, Paragraph
from songi.report.compose.investment import DOUBT
from songi.results.claim_audit import Audited, audit_claims
from songi.results.claims import ToldClaim
from songi.results.run import Run
from songi.units import in_won_words

NOT_FACTS = frozenset({"claim-audit", "inputs", "traces"})
"""Chapters that quote what was said, as what was said."""

CITED = NOT_FACTS | {"sources", "assumptions"}
"""Chapters whose cells tell what a source is about, or what an assumption goes by."""

AS_SAID = frozenset({"book.defence.investment.own_said"})
"""Sentences that give a figure as its speaker's word."""

SHORTEST = 3
"""Digits or more that make a figure recognisable; a `7` stands in many a sentence."""


def asserted_unproven(book: Book, run: Run) -> list[tuple[str, str]]:
    """Return what states a figure that is contradicted or that nobody can verify.

    A cell of a table states its figure unless the doubt stands beside it: its sign or the verdict
    in the row, or the doubt in the table's note.

    Args:
        book: the paper.
        run: the run whose study holds the public claims.

    Returns:
        Id of the public claim and the sentence, or the text of the cell.
    """
    doubtful = [
        one for one in audit_claims(run) if one.verdict in {"contradicted", "cannot_verify"}
    ]
    figures = {one.statement.id: figures_of_claim(one) for one in doubtful}
    return [
        (name, sentence)
        for sentence in (*_sentences(book), *_cells(book))
        for name, texts in figures.items()
        if any(_states(sentence, text) for text in texts)
    ]


def figures_of_claim(audited: Audited) -> frozenset[str]:
    """Return the figures of a public claim as a paper might write them.

    Those in its own words that are long enough, and the claimed one plain and in words of won;
    years are dates, not figures.
    """
    statement = audited.statement
    said = re.findall(r"\d[\d,.]*\d|\d", f"{statement.name_ko} {statement.name_en}")
    texts = {text for text in said if len(re.sub(r"\D", "", text)) >= SHORTEST}
    texts = {text for text in texts if not re.fullmatch(r"(19|20)\d\d", text)}
    claimed = statement.claimed
    if claimed is not None and claimed.is_certain and abs(claimed.central) >= 10**SHORTEST:
        value = claimed.central
        texts |= {f"{value:,.0f}", f"{value:.0f}"}
        texts |= {in_won_words(value, language) for language in ("ko", "en") if value >= 1e8}
    return frozenset(texts)


def _states(sentence: str, figure: str) -> bool:
    return re.search(rf"(?<![\d,.]){re.escape(figure)}(?![\d]|[,.]\d)", sentence) is not None


def _sentences(book: Book) -> Iterator[str]:
    for section in book.sections:
        if section.anchor in NOT_FACTS:
            continue
        for block in section.blocks:
            if isinstance(block, KeyFigures):
                yield from (claim.text for claim in block.claims)
            elif isinstance(block, Paragraph | Note):
                for one in block.sentences:
                    if not (isinstance(one, ToldClaim) and one.claim.key in AS_SAID):
                        yield str(one)


def _cells(book: Book) -> Iterator[str]:
    """Return the cells of tables beside which no doubt stands."""
    verdicts = ("contradicted", "cannot_verify")
    told = [say(f"book.defence.verdict.{verdict}", book.language) for verdict in verdicts]
    note = say("book.defence.plan.doubt", book.language)
    for section in book.sections:
        for block in section.blocks if section.anchor not in CITED else ():
            table = block.table if isinstance(block, Figure) else block
            if not isinstance(table, DataTable) or note in table.note:
                continue
            for row in table.rows:
                texts = [cell.text.replace("\u00a0", " ") for cell in row]
                if not any(mark in text for mark in (DOUBT, *told) for text in texts):
                    yield from texts

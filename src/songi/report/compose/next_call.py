"""A closed contest is history: what comes next, or that nothing has been declared."""

from __future__ import annotations

from typing import Any

from songi.report.blocks import Note
from songi.report.compose.contest import evaluated_contest
from songi.report.compose.writer import Writer


def next_call(writer: Writer) -> Any | None:
    """Return the row of the call that comes next: the first one declared or open."""
    evaluated = evaluated_contest(writer)
    coming = [
        row
        for row in writer.latest("contests")
        if row.status in {"declared", "open"} and (evaluated is None or row.id != evaluated.id)
    ]
    return min(coming, key=lambda row: row.deadline, default=None)


def closed_contest(writer: Writer) -> list[Note]:
    """Return the note that a closed contest cannot be won any more; nothing of one still open."""
    contest = evaluated_contest(writer)
    if contest is None or contest.status != "closed":
        return []
    coming = next_call(writer)
    told = (
        writer.say("defence.next.none")
        if coming is None
        else writer.say(
            f"defence.next.{coming.status}",
            contest=writer.name_in(coming),
            deadline=writer.date_text(coming.deadline),
        )
    )
    closed = writer.say("defence.next.closed", contest=writer.name_in(contest))
    return [Note("reading", writer.say("defence.next.title"), (closed, told))]

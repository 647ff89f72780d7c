"""The front page: where the own bid stood, how sure that is, and what drove it."""

from __future__ import annotations

from songi.measures.ranking import MAIN_METHOD
from songi.report.blocks import Block, KeyFigure, KeyFigures, Note, Paragraph, Section
from songi.report.compose.next_call import closed_contest
from songi.report.compose.writer import Writer, best_label, strictest_of
from songi.results.claims import Blank, ToldClaim


def write_front(writer: Writer) -> Section:
    """Return the answer on one page, every number of it a claim."""
    blocks: list[Block] = []
    own = writer.own_bid
    if own is None:
        blocks.append(Paragraph((writer.say("front.no_own_bid"),), lead=True))
    elif not writer.shown("selection_share", "expected_rank", "ranks"):
        blocks.append(writer.absent("selection_share", "expected_rank", "ranks"))
    else:
        seen = strictest_of(writer, "selection_share", "expected_rank", "ranks")
        blocks.append(KeyFigures(_key_figures(writer, own), seen))
        blocks.append(Paragraph(tuple(_standing(writer, own)), seen, lead=True))
        blocks.append(Paragraph(tuple(_sureness(writer, own)), seen))
        drivers = _drivers(writer, own)
        if drivers:
            blocks.append(Paragraph(tuple(drivers), strictest_of(writer, "score_contributions")))
        outcome = _outcome(writer, own)
        if outcome:
            blocks.append(Paragraph(tuple(outcome), strictest_of(writer, "hindcast")))
    blocks += closed_contest(writer)
    caution = (writer.say("front.caution"), writer.say("front.caution_use"))
    blocks.append(Note("caution", writer.say("note.caution"), caution))
    return Section("front", writer.say("front.title"), tuple(blocks))


def share_blank(bid: str, method: str = MAIN_METHOD) -> Blank:
    """Return the blank of a bid's selection share."""
    labels = {"ranking_method": method, "bid": bid}
    return Blank("selection_share", labels, "selection_share", form="percent")


def place_blank(bid: str) -> Blank:
    """Return the blank of a bid's place by selection share."""
    labels = {"ranking_method": MAIN_METHOD, "bid": bid}
    return Blank("selection_share", labels, "selection_share", "place", "whole", "bid")


def count_blank() -> Blank:
    """Return the blank of the number of bids."""
    return Blank("selection_share", {}, "selection_share", "count", "whole", "bid")


def _key_figures(writer: Writer, own: str) -> tuple[KeyFigure, ...]:
    labels = {"ranking_method": MAIN_METHOD, "bid": own}
    error = Blank("selection_share", labels, "standard_error", form="percent")
    figures = [
        KeyFigure(
            writer.claim("front.figure.share", {"share": share_blank(own)}),
            writer.claim("front.figure.share_label", {"error": error}),
            writer.trace("selection_share"),
        ),
        KeyFigure(
            writer.claim("front.figure.place", {"place": place_blank(own), "count": count_blank()}),
            writer.say("front.figure.place_label"),
            writer.trace("selection_share"),
        ),
        KeyFigure(
            writer.claim(
                "front.figure.rank", {"rank": Blank("expected_rank", labels, form="rank")}
            ),
            writer.claim("front.figure.rank_label", _rank_range(labels)),
            writer.trace("ranks"),
        ),
    ]
    if writer.shown("hindcast"):
        usable = {
            "usable": Blank("hindcast", {}, "usable_criteria", form="whole"),
            "criteria": Blank("hindcast", {}, "criteria_count", form="whole"),
        }
        figures.append(
            KeyFigure(
                writer.claim("front.figure.usable", usable),
                writer.say("front.figure.usable_label"),
                writer.trace("usable_indicators"),
            )
        )
    return tuple(figures)


def _standing(writer: Writer, own: str) -> list[ToldClaim | str]:
    labels = {"ranking_method": MAIN_METHOD, "bid": own}
    blanks = {
        "share": share_blank(own),
        "place": place_blank(own),
        "count": count_blank(),
        "rank": Blank("expected_rank", labels, form="rank"),
        **_rank_range(labels),
    }
    return [writer.claim("front.standing", blanks, bid=writer.bid_name(own))]


def _sureness(writer: Writer, own: str) -> list[ToldClaim | str]:
    shares = writer.run["selection_share"]["selection_share"].sel(bid=own)
    lowest = best_label(shares, "ranking_method", lowest=True)
    highest = best_label(shares, "ranking_method")
    sentences: list[ToldClaim | str] = [
        writer.claim(
            "front.methods",
            {"low": share_blank(own, lowest), "high": share_blank(own, highest)},
            method_low=writer.methods[lowest],
            method_high=writer.methods[highest],
        )
    ]
    if writer.shown("hindcast"):
        sentences.append(
            writer.claim(
                "front.evidence",
                {
                    "usable": Blank("hindcast", {}, "usable_criteria", form="whole"),
                    "criteria": Blank("hindcast", {}, "criteria_count", form="whole"),
                },
            )
        )
    return sentences


def _drivers(writer: Writer, own: str) -> list[ToldClaim | str]:
    if not writer.shown("score_contributions"):
        return []
    parts = writer.run["score_contributions"].sel(bid=own)
    up, down = best_label(parts, "criterion"), best_label(parts, "criterion", lowest=True)
    sentences: list[ToldClaim | str] = []
    for criterion, key, holds in (
        (up, "front.lifts", float(parts.sel(criterion=up)) > 0),
        (down, "front.holds_back", float(parts.sel(criterion=down)) < 0),
    ):
        if holds:
            cell = Blank("score_contributions", {"bid": own, "criterion": criterion}, form="signed")
            sentences.append(
                writer.claim(key, {"value": cell}, criterion=writer.criteria[criterion])
            )
    if writer.shown("leave_one_out"):
        sentences.append(_leave_one_out(writer, own))
    return sentences


def _leave_one_out(writer: Writer, own: str) -> ToldClaim:
    change = writer.run["leave_one_out"]["selection_share_change"].sel(bid=own)
    left_out = best_label(abs(change), "left_out")
    labels = {"bid": own, "left_out": left_out}
    cell = Blank("leave_one_out", labels, "selection_share_change", form="percent_points")
    return writer.claim("front.left_out", {"change": cell}, criterion=writer.criteria[left_out])


def _outcome(writer: Writer, own: str) -> list[ToldClaim | str]:
    if not writer.shown("hindcast"):
        return []
    hindcast = writer.run["hindcast"]
    if own not in hindcast["bid"].values:
        return []
    selected = float(hindcast["outcome"].sel(bid=own)) > 0.5
    wrong = float(hindcast["wrong"].sel(bid=own)) > 0.5
    decided = "front.selected" if selected else "front.not_selected"
    side = "front.model_wrong" if wrong else "front.model_right"
    brier = {
        "brier": Blank("hindcast", {}, "brier", form="three"),
        "base": Blank("hindcast", {}, "base_rate_brier", form="three"),
        "bids": Blank("hindcast", {}, "bids", form="whole"),
    }
    return [
        writer.say(decided, bid=writer.bid_name(own)),
        writer.say(side),
        writer.claim("front.brier", brier),
    ]


def _rank_range(labels: dict[str, str]) -> dict[str, Blank]:
    return {
        "low": Blank("ranks", labels, reading="q05", form="whole"),
        "high": Blank("ranks", labels, reading="q95", form="whole"),
    }

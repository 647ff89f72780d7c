"""Shares over draws against a slow twin that counts one draw after the other."""

import numpy as np
import pytest

from contest import METHOD, METHODS, leaf, write_flat_contest
from evaluation import evaluate

SHARES = [
    "rank_acceptability", "selection_share", "expected_rank", "central_weights",
    "confidence_factors", "pairwise_winning",
]  # fmt: skip


def places_of(ranks):
    """Return the share of each place that each bid takes in one draw; ties split evenly."""
    n = len(ranks)
    share = np.zeros((n, n))
    for bid, rank in enumerate(ranks):
        tied = [other for other in range(n) if ranks[other] == rank]
        first = sum(1 for other in ranks if other < rank)
        for place in range(first, first + len(tied)):
            share[bid, place] = 1 / len(tied)
    return share


@pytest.mark.parametrize("method", METHODS)
def test_rank_acceptability_and_selection_share_are_counted(contest_values, method):
    ranks = contest_values["ranks"].sel({METHOD: method}).transpose("draw", "bid").values
    awards = contest_values["awards"].values
    taken = np.array([places_of(one) for one in ranks])
    shares = contest_values["rank_acceptability"].sel({METHOD: method})
    assert np.allclose(shares.transpose("bid", "rank"), taken.mean(axis=0))
    selected = np.array([t[:, : int(k)].sum(axis=1) for t, k in zip(taken, awards, strict=True)])
    share = contest_values["selection_share"].sel({METHOD: method})
    assert np.allclose(share["selection_share"], selected.mean(axis=0))
    error = selected.std(axis=0, ddof=1) / np.sqrt(len(selected))
    assert np.allclose(share["standard_error"], error)


def test_expected_rank_is_the_mean(contest_values):
    ranks = contest_values["ranks"]
    assert np.allclose(
        contest_values["expected_rank"].transpose(METHOD, "bid"),
        ranks.transpose("draw", METHOD, "bid").values.mean(axis=0),
    )


def test_pairwise_winning_is_counted_and_a_tie_counts_half(contest_values):
    ranks = contest_values["ranks"].sel({METHOD: "promethee"}).transpose("draw", "bid").values
    found = contest_values["pairwise_winning"].sel({METHOD: "promethee"})
    for i, bid in enumerate("abc"):
        for j, rival in enumerate("abc"):
            won = np.mean((ranks[:, i] < ranks[:, j]) + 0.5 * (ranks[:, i] == ranks[:, j]))
            assert float(found.sel(bid=bid, rival=rival)) == pytest.approx(won)


def test_central_weights_are_the_mean_of_the_draws_that_a_bid_won(contest_values):
    ranks = contest_values["ranks"].sel({METHOD: "weighted_sum"}).transpose("draw", "bid").values
    weights = contest_values["criterion_weights"].transpose("draw", "criterion").values
    central = contest_values["central_weights"].transpose("bid", "criterion").values
    for k in range(3):
        won = ranks[:, k] == 1
        if won.any():
            assert np.allclose(central[k], weights[won].mean(axis=0))
        else:
            assert np.isnan(central[k]).all()


TIED = {"a": {"x": "5", "y": "1"}, "b": {"x": "5", "y": "1"}, "c": {"x": "1", "y": "0"}}


@pytest.fixture(scope="module")
def tied(tmp_path_factory):
    folder = write_flat_contest(tmp_path_factory.mktemp("tied") / "s", TIED, awards="1..2")
    return evaluate(folder, 500, [*SHARES, "awards", "places_are_filled"])


def test_a_tie_over_the_last_place_shares_it(tied):
    one_place = float((tied["awards"] == 1).mean())
    share = tied["selection_share"]["selection_share"].sel({METHOD: "weighted_sum"})
    assert np.allclose(share, [one_place / 2 + (1 - one_place)] * 2 + [0])
    assert 0.4 < one_place < 0.6


def test_who_never_wins_has_no_central_weights(tied):
    assert bool(tied["central_weights"].sel(bid="c").isnull().all())
    assert bool(tied["confidence_factors"].sel(bid="c").isnull())
    assert tied["confidence_factors"].sel(bid=["a", "b"]).values.tolist() == [0.5, 0.5]


def test_confidence_is_counted_where_headings_average_arithmetically(contest_values):
    scores = contest_values["criterion_scores"]
    central = contest_values["central_weights"]
    for bid in "abc":
        held = central.sel(bid=bid, drop=True)
        if bool(held.isnull().any()):
            continue
        overall = (scores * held).sum("criterion").transpose("draw", "bid").values
        own = overall[:, list("abc").index(bid)]
        first = np.mean(own >= overall.max(axis=1) - 1e-12)
        assert float(contest_values["confidence_factors"].sel(bid=bid)) == pytest.approx(first)


def test_confidence_follows_a_geometric_heading(tmp_path):
    """`odd` is best by the mean of its scores, `even` by their geometric mean: only that counts."""
    leaves = [
        leaf("h", "", weight="1", aggregation="geometric", direction=""),
        leaf("x", "x", parent="h", weight="1"),
        leaf("y", "y", parent="h", weight="1"),
    ]
    values = {"even": {"x": "4", "y": "4"}, "odd": {"x": "10", "y": "0"},
              "last": {"x": "0", "y": "9"}}  # fmt: skip
    found = evaluate(write_flat_contest(tmp_path / "s", values, leaves=leaves), 3, SHARES)
    assert float(found["confidence_factors"].sel(bid="even")) == 1.0


def test_the_error_shrinks_as_draws_are_added(make_contest):
    folder = make_contest()
    few, many = (
        evaluate(folder, draws, ["selection_share"])["selection_share"]["standard_error"]
        for draws in (100, 1600)
    )
    assert float(many.max()) < float(few.max()) / 3

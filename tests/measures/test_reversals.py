"""Which methods change the order of bids when one comes or goes that says nothing of them."""

from contest import METHOD, METHODS, leaf, write_flat_contest
from evaluation import evaluate

VALUES = {
    "a": {"x": "1", "y": "9"},
    "b": {"x": "8", "y": "2"},
    "c": {"x": "9", "y": "1"},
    "d": {"x": "5", "y": "5.5"},
}


def reversals(folder, values=VALUES, **changes):
    settings = {"weight": "1", **changes}
    leaves = [leaf(name, name, **settings) for name in "xy"]
    return evaluate(
        write_flat_contest(folder / "s", values, leaves=leaves), 20, ["rank_reversals"]
    )["rank_reversals"]


def test_one_row_a_method_and_a_change(tmp_path):
    found = reversals(tmp_path)
    assert found[METHOD].values.tolist() == [*METHODS]
    assert found["tried"].sel({METHOD: "topsis"}).values.tolist() == [4, 4, 2]
    assert float(found["reversed"].min()) >= 0
    assert float(found["reversed"].max()) <= 1


def test_a_sum_on_the_span_does_not_mind_a_copy(tmp_path):
    """Least and greatest value stay, so that every score stays."""
    found = reversals(tmp_path)
    assert float(found["reversed"].sel({METHOD: "weighted_sum", "change": "cloned"})) == 0.0


def test_a_sum_on_the_span_minds_a_newcomer_that_stretches_it(tmp_path):
    """By hand: on spans of 5 and 6, a 1 leads b 0.9; with a newcomer at x = 2.5 (half the least),
    b is 3.5 / 7.5 + 0.7 = 1.17 and a still 1. At y = 2 in the same way a passes d."""
    values = {"a": ("10", "4"), "b": ("6", "8.2"), "c": ("5", "5"), "d": ("5.5", "10")}
    found = reversals(
        tmp_path, {bid: dict(zip("xy", cells, strict=True)) for bid, cells in values.items()}
    )
    added = found.sel({METHOD: "weighted_sum", "change": "added"})
    assert float(added["tried"]) == 2
    assert float(added["reversed"]) == 1.0


def test_of_two_bids_none_can_be_taken_out(tmp_path):
    found = reversals(tmp_path, {bid: VALUES[bid] for bid in "ab"})
    removed = found.sel(change="removed")
    assert removed["tried"].values.tolist() == [0] * len(METHODS)
    assert bool(removed["reversed"].isnull().all())


def test_the_textbook_reversal_of_the_vector_norm_is_found(tmp_path):
    """Other methods than the sum on the span turn pairs round for a copy."""
    close = {"a": {"x": "7", "y": "3.2"}, "b": {"x": "3", "y": "7"}, "c": {"x": "5", "y": "5"}}
    found = reversals(tmp_path, close)
    copies = found["reversed"].sel(change="cloned")
    assert float(copies.sel({METHOD: "weighted_sum"})) == 0.0
    assert float(copies.max()) > 0.0


def test_costs_and_targets_have_a_worst_side_too(tmp_path):
    cost = reversals(tmp_path, direction="cost")
    assert cost["reversed"].notnull().all()
    target = reversals(tmp_path / "t", normalisation="target", target="5")
    assert target["reversed"].notnull().all()


def test_ratios_stay_above_nought(tmp_path):
    """A newcomer below nought would stop `max` and `sum`, which take positive values only."""
    for rule in ("max", "sum", "vector", "z_score", "rank"):
        found = reversals(tmp_path / rule, normalisation=rule)
        assert found["pairs"].notnull().all()

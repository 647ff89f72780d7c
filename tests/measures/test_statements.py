import numpy as np


def test_the_figure_claimed_is_drawn_and_absent_where_none_is_named(contest_values):
    claimed = contest_values["claimed_figures"]
    assert set(claimed.sel(statement="enough").values) == {80.0}
    assert np.isnan(claimed.sel(statement="best").values).all()


def test_figures_of_other_clusters_are_drawn_from_their_cells(contest_values):
    drawn = contest_values["benchmark_figures"].sel(benchmark="elsewhere").values
    assert drawn.min() >= 90
    assert drawn.max() <= 110
    assert drawn.std() > 0

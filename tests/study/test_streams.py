import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from songi.study.streams import DrawBlock, uniforms

PINNED = [0.6193061083868762, 0.08390421801196546, 0.9737750134644433]

NAMES = st.tuples(st.text(max_size=8), st.text(max_size=8))


@given(st.integers(0, 2**40), NAMES, st.integers(0, 5000), st.integers(0, 40), st.integers(0, 40))
def test_blocks_put_together_are_the_whole(seed, name, start, first, second):
    middle, stop = start + first, start + first + second
    parts = [uniforms(seed, name, start, middle), uniforms(seed, name, middle, stop)]
    assert np.array_equal(np.concatenate(parts), uniforms(seed, name, start, stop))


@given(st.integers(0, 2**40), NAMES, st.integers(0, 300))
def test_a_draw_has_the_same_value_from_any_start(seed, name, start):
    whole = uniforms(seed, name, 0, 310)
    assert np.array_equal(uniforms(seed, name, start, 310), whole[start:])


@given(st.integers(0, 2**40), NAMES)
def test_draws_lie_strictly_between_zero_and_one(seed, name):
    drawn = uniforms(seed, name, 0, 500)
    assert drawn.min() > 0
    assert drawn.max() < 1


def test_the_largest_and_smallest_word_stay_inside():
    words = np.array([0, 2**64 - 1], dtype=np.uint64)
    ends = ((words >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52
    assert 0 < ends[0] < 1e-15
    assert 1 - 1e-15 < ends[1] < 1


def test_draws_are_uniform_and_cells_independent():
    streams = np.array([uniforms(1, ("cell", str(k)), 0, 4000) for k in range(20)])
    assert stats.kstest(streams.ravel(), "uniform").pvalue > 0.001
    correlations = np.corrcoef(streams) - np.eye(20)
    assert np.abs(correlations).max() < 0.08


def test_seed_table_row_and_column_each_make_another_stream():
    block = DrawBlock(1, 0, 50)
    known = block.cell("t", "r", "c")
    others = [
        DrawBlock(2, 0, 50).cell("t", "r", "c"),
        block.cell("u", "r", "c"),
        block.cell("t", "s", "c"),
        block.cell("t", "r", "d"),
        block.cell("tr", "", "c"),
        block.noise("t", "r"),
    ]
    assert not any(np.array_equal(known, other) for other in others)


def test_a_stream_is_the_same_on_every_machine_and_day():
    """Values fixed once: a change of the key or the generator would move every study's results."""
    drawn = DrawBlock(1, 5, 8).cell("indicators", "goyang/beds", "value")
    np.testing.assert_array_equal(drawn, PINNED)


def test_a_block_knows_its_draws():
    block = DrawBlock(1, 1000, 1005)
    assert block.size == 5
    assert block.index.tolist() == [1000, 1001, 1002, 1003, 1004]


def test_generators_belong_to_block_measure_and_entity():
    block = DrawBlock(3, 0, 10)
    again = block.generator("m", "e").random(4)
    assert np.array_equal(block.generator("m", "e").random(4), again)
    assert not np.array_equal(DrawBlock(3, 10, 20).generator("m", "e").random(4), again)
    assert not np.array_equal(block.generator("m", "f").random(4), again)

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from scipy import stats

from songi.study.quantity import (
    Z90,
    Quantity,
    QuantityError,
    parse_quantity,
    written_numbers,
)

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 4))
POSITIVE = st.floats(1e-3, 1e9).map(lambda x: round(x, 4))
PROBABILITIES = np.linspace(0.001, 0.999, 97)


@st.composite
def notations(draw):
    """A cell in any notation, with the kind and parameters it means."""
    form = draw(st.sampled_from(["certain", "uniform", "triangular", "normal", "interval"]))
    if form == "certain":
        value = draw(NUMBERS)
        return repr(value), "certain", (value,)
    if form == "normal":
        mean, deviation = draw(NUMBERS), draw(POSITIVE)
        sign = draw(st.sampled_from(["±", "+-", "+/-", " ± "]))
        return f"{mean!r}{sign}{deviation!r}", "normal", (mean, deviation)
    low, mode, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    assume(low < high)
    if form == "uniform":
        sign = draw(st.sampled_from(["..", "~", "〜", "～", "∼", " ~ ", " .. "]))
        return f"{low!r}{sign}{high!r}", "uniform", (low, high)
    if form == "triangular":
        sign = draw(st.sampled_from(["|", " | "]))
        return f"{low!r}{sign}{mode!r}{sign}{high!r}", "triangular", (low, mode, high)
    text = f"{draw(st.sampled_from(['ci90', 'CI90']))}({low!r}, {high!r})"
    if low > 0:
        ends = math.log(low), math.log(high)
        return text, "lognormal", (sum(ends) / 2, (ends[1] - ends[0]) / (2 * Z90))
    return text, "normal", ((low + high) / 2, (high - low) / (2 * Z90))


@given(notations())
def test_every_notation_is_read_and_reads_back(notation):
    text, kind, parameters = notation
    quantity = parse_quantity(text)
    assert quantity.kind == kind
    assert quantity.parameters == pytest.approx(parameters, rel=1e-12)
    assert parse_quantity(quantity.text) == quantity
    assert parse_quantity(quantity) is quantity


@pytest.mark.parametrize(
    ("text", "kind", "parameters"),
    [
        ("120", "certain", (120,)),
        (" 1,234,567.5 ", "certain", (1234567.5,)),
        ("-3", "certain", (-3,)),
        ("1.2e3", "certain", (1200,)),
        (".5", "certain", (0.5,)),
        ("90..150", "uniform", (90, 150)),
        ("90~150", "uniform", (90, 150)),
        ("-5..-3", "uniform", (-5, -3)),
        ("1,000~2,000", "uniform", (1000, 2000)),
        ("7..7", "certain", (7,)),
        ("90|120|150", "triangular", (90, 120, 150)),
        ("4|4|4", "certain", (4,)),
        ("120±15", "normal", (120, 15)),
        ("ci90(5,5)", "certain", (5,)),
        ("ci90(-1,3)", "normal", (1, 4 / (2 * Z90))),
        (12, "certain", (12,)),
        (1.5, "certain", (1.5,)),
    ],
)
def test_notations_by_example(text, kind, parameters):
    quantity = parse_quantity(text)
    assert quantity.kind == kind
    assert quantity.parameters == pytest.approx(parameters)
    assert quantity.is_certain == (kind == "certain")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "quantity.notation"),
        ("..", "quantity.notation"),
        ("1..", "quantity.notation"),
        ("~5", "quantity.notation"),
        ("1|2", "quantity.notation"),
        ("1,00", "quantity.notation"),
        ("12명", "quantity.notation"),
        ("0x10", "quantity.notation"),
        ("ci95(1,2)", "quantity.notation"),
        ("1_000", "quantity.notation"),
        ("2..1", "quantity.reversed"),
        ("ci90(2,1)", "quantity.reversed"),
        ("3|2|1", "quantity.reversed"),
        ("1|5|3", "quantity.mode_outside"),
        ("1|0|3", "quantity.mode_outside"),
        ("1±0", "quantity.spread_not_positive"),
        ("1±-2", "quantity.spread_not_positive"),
        ("nan", "quantity.not_finite"),
        ("-Infinity", "quantity.not_finite"),
        ("1e999", "quantity.not_finite"),
        ("1..1e999", "quantity.not_finite"),
        (float("nan"), "quantity.not_finite"),
        (None, "quantity.notation"),
    ],
)
def test_what_is_no_quantity_is_refused_with_what_came(text, code):
    with pytest.raises(QuantityError, match=code.replace(".", r"\.")) as refusal:
        parse_quantity(text)
    assert refusal.value.code == code
    assert refusal.value.facts["came"] == str(text)


@given(st.text(max_size=30))
@example("1...5")
@example("٣..٥")
def test_any_text_is_a_finite_quantity_or_refused(text):
    try:
        quantity = parse_quantity(text)
    except QuantityError:
        return
    assert all(math.isfinite(parameter) for parameter in quantity.parameters)
    assert np.isfinite(quantity.quantile(PROBABILITIES)).all()


@st.composite
def bounded(draw):
    """A quantity truncated at bounds of which something lies inside."""
    text, *_ = draw(notations())
    lower = draw(st.one_of(st.just(-math.inf), NUMBERS))
    upper = draw(st.one_of(st.just(math.inf), NUMBERS))
    assume(lower < upper)
    try:
        return parse_quantity(text).within(lower, upper, integer=draw(st.booleans()))
    except QuantityError:
        assume(False)


@given(bounded())
def test_draws_stay_inside_the_bounds_and_rise_with_probability(quantity):
    drawn = quantity.quantile(PROBABILITIES)
    assert drawn.shape == PROBABILITIES.shape
    assert (drawn >= quantity.lower).all()
    assert (drawn <= quantity.upper).all()
    assert (np.diff(drawn) >= 0).all()
    low, high = quantity.span
    assert low <= quantity.central <= high


@given(bounded())
def test_the_extremes_of_a_stream_give_finite_draws(quantity):
    ends = np.array([0.5 * 2.0**-52, 1 - 0.5 * 2.0**-52])
    drawn = quantity.quantile(ends)
    assert np.isfinite(drawn).all()
    assert (drawn >= quantity.lower).all()
    assert (drawn <= quantity.upper).all()


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(bounded())
def test_whole_numbers_are_whole(quantity):
    assume(quantity.integer)
    drawn = quantity.quantile(PROBABILITIES)
    # A bound that is not whole cuts through the last number.
    inside = drawn[(drawn > quantity.lower) & (drawn < quantity.upper)]
    assert (inside == np.rint(inside)).all()


@given(
    st.floats(-100, 100), st.floats(0.1, 50), st.floats(-2, 1.5), st.floats(0.3, 4), st.booleans()
)
def test_normal_is_scipys_truncated_normal(mean, deviation, from_below, width, open_above):
    lower = mean + from_below * deviation
    upper = math.inf if open_above else lower + width * deviation
    ours = Quantity("normal", (mean, deviation), "").within(lower, upper)
    theirs = stats.truncnorm(
        (lower - mean) / deviation, (upper - mean) / deviation, loc=mean, scale=deviation
    )
    np.testing.assert_allclose(
        ours.quantile(PROBABILITIES), theirs.ppf(PROBABILITIES), rtol=1e-7, atol=1e-7 * deviation
    )


@given(st.floats(-100, 100), st.floats(0, 1), st.floats(0.01, 100))
def test_triangular_is_scipys(low, turn, width):
    mode, high = low + turn * width, low + width
    ours = Quantity("triangular", (low, min(mode, high), high), "")
    theirs = stats.triang(turn, loc=low, scale=width)
    np.testing.assert_allclose(
        ours.quantile(PROBABILITIES), theirs.ppf(PROBABILITIES), rtol=1e-7, atol=1e-7 * width
    )


@given(st.floats(0, 1), st.floats(0.05, 0.5), st.floats(0.55, 0.95))
def test_truncated_triangular_is_the_part_inside(turn, below, above):
    theirs = stats.triang(turn, loc=10, scale=20)
    lower, upper = theirs.ppf(below), theirs.ppf(above)
    ours = Quantity("triangular", (10, 10 + 20 * turn, 30), "").within(lower, upper)
    expected = theirs.ppf(below + PROBABILITIES * (above - below))
    np.testing.assert_allclose(ours.quantile(PROBABILITIES), expected, rtol=1e-6)


@given(st.floats(0.01, 100), st.floats(1.01, 50))
def test_an_interval_of_positive_ends_is_scipys_lognormal(low, ratio):
    high = low * ratio
    ours = parse_quantity(f"ci90({low!r},{high!r})")
    theirs = stats.lognorm(
        math.log(ratio) / (2 * stats.norm.ppf(0.95)), scale=math.sqrt(low * high)
    )
    np.testing.assert_allclose(ours.quantile(PROBABILITIES), theirs.ppf(PROBABILITIES), rtol=1e-7)
    assert ours.span == pytest.approx((low, high), rel=1e-9)


@given(st.floats(-100, 100), st.floats(0.01, 100))
def test_uniform_is_scipys(low, width):
    ours = Quantity("uniform", (low, low + width), "")
    theirs = stats.uniform(low, width)
    np.testing.assert_allclose(
        ours.quantile(PROBABILITIES), theirs.ppf(PROBABILITIES), rtol=1e-9, atol=1e-9 * width
    )


@pytest.mark.parametrize(
    ("text", "lower", "expected"),
    [
        ("1..5", -math.inf, [1, 2, 3, 4, 5]),
        ("1..2", 1, [1, 2]),
        ("0..3", 0, [0, 1, 2, 3]),
        ("-2..1", 0, [0, 1]),
    ],
)
def test_a_range_of_whole_numbers_draws_each_equally_often(text, lower, expected):
    quantity = parse_quantity(text).within(lower, math.inf, integer=True)
    drawn = quantity.quantile((np.arange(12_000) + 0.5) / 12_000)
    values, counts = np.unique(drawn, return_counts=True)
    assert values.tolist() == expected
    np.testing.assert_allclose(counts, 12_000 / len(expected), atol=1)


@pytest.mark.parametrize(
    ("text", "lower", "upper", "integer", "code"),
    [
        ("5", 6, 9, False, "quantity.out_of_bounds"),
        ("1..5", 6, 9, False, "quantity.out_of_bounds"),
        ("1|2|5", 6, 9, False, "quantity.out_of_bounds"),
        ("0±1", 20, 30, False, "quantity.out_of_bounds"),
        ("ci90(1,2)", -5, 0, False, "quantity.out_of_bounds"),
        ("2.5", 0, 9, True, "quantity.whole_number"),
        ("2.5..4", 0, 9, True, "quantity.whole_number"),
    ],
)
def test_what_lies_outside_is_refused(text, lower, upper, integer, code):
    with pytest.raises(QuantityError, match=code.replace(".", r"\.")) as refusal:
        parse_quantity(text).within(lower, upper, integer=integer)
    assert refusal.value.facts["came"] == text
    if code == "quantity.out_of_bounds":
        assert refusal.value.facts["expected"] == f"{lower} … {upper}"


def test_ends_are_as_written_or_the_interval():
    assert parse_quantity("30..60").ends == (30, 60)
    assert parse_quantity("30|40|60").ends == (30, 60)
    assert parse_quantity("30").ends == (30, 30)
    assert parse_quantity("ci90(30,60)").ends == pytest.approx((30, 60))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("120", ("120",)),
        ("1,200", ("1,200",)),
        ("90~150", ("90", "150")),
        ("-0.265..-0.255", ("-0.265", "-0.255")),
        ("90|120|150", ("90", "120", "150")),
        ("37.665+-0.008", ("37.665", "0.008")),
        ("ci90(100,200)", ("100", "200")),
        (" ci90( 1,200 , 1,400 ) ", ("1,200", "1,400")),
    ],
)
def test_the_numbers_of_a_cell_are_given_as_written(text, numbers):
    assert written_numbers(text) == numbers

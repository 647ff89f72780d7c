import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm

from methods.survival.pipelines import RATES, walk
from methods.survival.remission import RELAPSED, WEEKS
from songi.errors import MethodError
from songi.methods.survival import (
    CENSORED,
    aalen_johansen,
    cumulative_incidence,
    kaplan_meier,
    record_spells,
    spells_from_events,
)

followed = st.lists(st.tuples(st.integers(1, 8), st.booleans()), min_size=1, max_size=30)
risks = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3)), min_size=1, max_size=30)


def three(rows):
    return record_spells(*zip(*rows, strict=True), states=3, absorbing=[2])


def test_by_hand():
    # Of three in state 0 one goes to 1 at time 1, one from 0 to 2 at time 2; state 1 is left at 3.
    process = aalen_johansen(
        three([(1, 0, 1, 0, 1), (1, 1, 2, 1, 3), (2, 0, 2, 0, 2), (3, 0, CENSORED, 0, 5)])
    )
    assert process.at_risk.tolist() == [[3, 0, 0], [2, 1, 0], [1, 1, 0]]
    shares = process.occupation(0)
    np.testing.assert_allclose(
        shares.share, [[2 / 3, 1 / 3, 0], [1 / 3, 1 / 3, 1 / 3], [1 / 3, 0, 2 / 3]]
    )
    np.testing.assert_allclose(shares.at([0, 2.5, 5]), [[1, 0, 0], [1 / 3] * 3, [1 / 3, 0, 2 / 3]])
    np.testing.assert_allclose(process.probabilities(1, 5), [[0.5, 0, 0.5], [0, 0, 1], [0, 0, 1]])


@given(followed)
def test_two_states_are_kaplan_meier_with_greenwood(subjects):
    times, observed = zip(*subjects, strict=True)
    curve = kaplan_meier(times, observed)
    shares = cumulative_incidence(times, observed, count=1)
    np.testing.assert_allclose(shares.at(curve.times)[:, 0], curve.survival, atol=1e-12)
    inside = (curve.events > 0) & (curve.survival > 0)
    place = np.searchsorted(shares.times, curve.times[inside])
    np.testing.assert_allclose(shares.variance[place, 0], curve.variance[inside], atol=1e-12)


def test_freireich_as_two_states():
    shares = cumulative_incidence(WEEKS, RELAPSED, count=1)
    assert shares.at(23) == pytest.approx([0.4482, 0.5518], abs=5e-5)


@given(risks)
def test_shares_sum_to_one_and_causes_only_grow(subjects):
    times, causes = zip(*subjects, strict=True)
    shares = cumulative_incidence(times, causes, count=3)
    np.testing.assert_allclose(shares.share.sum(axis=1), 1)
    assert (shares.share >= -1e-15).all()
    assert (np.diff(shares.share[:, 1:], axis=0) >= -1e-15).all()
    assert (shares.variance >= -1e-15).all()
    np.testing.assert_allclose(shares.covariance.sum(axis=2), 0, atol=1e-12)


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 3)), min_size=2, max_size=30))
def test_without_censoring_competing_risks_are_multinomial(subjects):
    times, causes = (np.array(part) for part in zip(*subjects, strict=True))
    shares = cumulative_incidence(times, causes, count=3)
    ended = np.array(
        [[np.mean((times <= t) & (causes == c)) for c in (1, 2, 3)] for t in shares.times]
    )
    np.testing.assert_allclose(shares.share[:, 1:], ended, atol=1e-12)
    np.testing.assert_allclose(shares.variance[:, 1:], ended * (1 - ended) / len(times), atol=1e-12)


def test_lifelines_agrees_on_competing_risks(generator):
    lifelines = pytest.importorskip("lifelines")
    times, causes = generator.exponential(5, 200), generator.integers(0, 3, 200)
    shares = cumulative_incidence(times, causes, count=2)
    for cause in (1, 2):
        fitter = lifelines.AalenJohansenFitter(calculate_variance=True)
        theirs = fitter.fit(times, causes, event_of_interest=cause)
        grid = theirs.cumulative_density_.index.to_numpy()
        np.testing.assert_allclose(
            shares.at(grid)[:, cause], theirs.cumulative_density_.iloc[:, 0], atol=1e-12
        )
        # Theirs is Aalen's variance, ours Greenwood's: close, not the same.
        middle = int(np.searchsorted(shares.times, np.median(times)))
        variance = theirs.variance_
        assert shares.variance[middle, cause] == pytest.approx(
            variance.loc[: shares.times[middle]].iloc[-1], rel=0.05
        )


@pytest.mark.parametrize("late", [False, True])
def test_an_exact_markov_chain_is_found_again(late, generator):
    subjects = 3000
    entry = generator.uniform(0, 3, subjects) * (generator.random(subjects) < 0.5)
    spells = walk(
        RATES,
        subjects,
        generator,
        followed=generator.uniform(4, 30, subjects),
        entry=entry if late else None,
    )
    process = aalen_johansen(spells)
    for since, until in ((None, 5.0), (2.0, 12.0)):
        exact = expm(RATES * (until - (since or 0.0)))
        found = process.probabilities(since, until)
        np.testing.assert_allclose(found.sum(axis=1), 1)
        for start in (0, 1):
            shares = process.occupation(start, since)
            place = int(np.searchsorted(shares.times, until, side="right")) - 1
            np.testing.assert_allclose(shares.share[place], found[start], atol=1e-12)
            if start == 1 and since is None:
                continue  # nobody is in state 1 at the beginning
            error = np.sqrt(shares.variance[place])
            assert (np.abs(found[start] - exact[start]) < 4 * error + 1e-12).all()


def test_variance_is_the_spread_over_many_pipelines(generator):
    found, told = [], []
    for _ in range(250):
        shares = aalen_johansen(walk(RATES, 60, generator, followed=9.0)).occupation(0)
        place = int(np.searchsorted(shares.times, 6.0, side="right")) - 1
        found.append(shares.share[place])
        told.append(shares.variance[place])
    np.testing.assert_allclose(np.mean(found, axis=0), expm(RATES * 6.0)[0], atol=0.015)
    np.testing.assert_allclose(np.mean(told, axis=0), np.var(found, axis=0), rtol=0.35)


def test_from_shares_of_states():
    spells = three([(1, 0, 1, 0, 1), (1, 1, 2, 1, 3), (2, 1, 2, 0, 2), (3, 0, CENSORED, 0, 5)])
    process = aalen_johansen(spells)
    half = process.occupation([0.5, 0.5, 0])
    mixed = (process.occupation(0).share + process.occupation(1).share) / 2
    np.testing.assert_allclose(half.share, mixed)


def test_states_may_be_left_for_an_earlier_one():
    process = aalen_johansen(
        three([(1, 0, 1, 0, 1), (1, 1, 0, 1, 2), (1, 0, 2, 2, 4), (2, 0, CENSORED, 0, 3)])
    )
    np.testing.assert_allclose(process.occupation(0).at(2), [1, 0, 0])


def test_steps_of_one_day_come_one_after_the_other():
    events = [("a", 0, 0), ("a", 1, 3), ("a", 2, 3), ("b", 0, 0), ("b", 1, 2)]
    spells = spells_from_events(*zip(*events, strict=True), as_of=9, states=3, absorbing=[2])
    process = aalen_johansen(spells)
    assert process.times.tolist() == [2, 3, 3]
    assert process.at_risk.tolist() == [[2, 0, 0], [1, 1, 0], [0, 2, 0]]
    np.testing.assert_allclose(process.occupation(0).at([2, 3]), [[0.5, 0.5, 0], [0, 0.5, 0.5]])


def test_steps_at_time_zero_count_from_the_start():
    events = [(1, 0, 0), (1, 1, 0), (2, 0, 0)]
    spells = spells_from_events(*zip(*events, strict=True), as_of=9, states=3, absorbing=[2])
    process = aalen_johansen(spells)
    np.testing.assert_allclose(process.occupation(0).at(0), [0.5, 0.5, 0])
    np.testing.assert_allclose(process.probabilities(None, 9)[0], [0.5, 0.5, 0])
    np.testing.assert_allclose(process.probabilities(0, 9)[0], [1, 0, 0])


def test_nobody_under_risk_moves_nobody():
    process = aalen_johansen(three([(1, 0, 1, 0, 1), (2, 0, CENSORED, 0, 4)]))
    np.testing.assert_allclose(process.occupation(2).share, [[0, 0, 1]])
    assert (process.occupation(2).variance == 0).all()


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda p: p.occupation(3), "start holds unknown states"),
        (lambda p: p.occupation([0.5, 0.4, 0]), "3 shares that sum to one"),
        (lambda p: p.occupation([1.5, -0.5, 0]), "3 shares that sum to one"),
        (lambda p: p.occupation(0, since=-1), "since must not be negative"),
        (lambda p: p.occupation(0).at(6), "nobody was followed beyond 5"),
        (lambda p: p.occupation(0).at(np.nan), "times holds 1 NaN"),
        (lambda p: p.probabilities(2, 1), "times must be ordered"),
        (lambda p: p.probabilities(0, 6), "times must be ordered"),
        (lambda p: p.probabilities(0, np.nan), "times must be ordered"),
    ],
)
def test_bad_questions_are_refused(call, told):
    process = aalen_johansen(three([(1, 0, 1, 0, 1), (2, 0, CENSORED, 0, 5)]))
    with pytest.raises(MethodError, match=told):
        call(process)


def test_nobody_is_refused():
    with pytest.raises(MethodError, match="no subject to follow"):
        aalen_johansen(record_spells([], [], [], [], [], states=2))


@pytest.mark.parametrize(
    ("times", "causes", "told"),
    [([1], [3], "causes holds unknown"), ([-1], [1], "must not be negative")],
)
def test_bad_risks_are_refused(times, causes, told):
    with pytest.raises(MethodError, match=told):
        cumulative_incidence(times, causes, count=2)


def test_an_end_before_late_entry_is_refused():
    with pytest.raises(MethodError, match="must not end before it begins"):
        cumulative_incidence([2], [1], count=1, entered=[3])

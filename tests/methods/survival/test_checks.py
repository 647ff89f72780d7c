import numpy as np
import pytest

from songi.errors import MethodError
from songi.methods.survival.checks import (
    CENSORED,
    checked_generators,
    durations,
    flags,
    labels,
    refuse_steps_back,
    state_code,
    state_codes,
    unit_values,
)


def test_what_is_right_passes_unchanged():
    assert durations("times", [0, 2.5]).tolist() == [0, 2.5]
    assert flags("observed", [True, False], 2).tolist() == [True, False]
    assert flags("observed", [0, 1.0], 2).tolist() == [False, True]
    assert state_codes("to", [1, CENSORED], 2, 2, censored=True).tolist() == [1, CENSORED]
    assert state_code("start", 3, 4) == 3
    assert unit_values("uniforms", 0.5) == 0.5
    np.testing.assert_array_equal(checked_generators([[-1, 1], [0, 0]]), [[-1, 1], [0, 0]])


@pytest.mark.parametrize("given", [["b", "a", "b"], np.array(["b", "a", "b"], object), [7, 2, 7]])
def test_labels_are_numbered_in_sorted_order(given):
    assert labels("subject", given).tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([1.0, np.nan], "whole numbers or texts, none missing"),
        (np.array(["a", None], object), "whole numbers or texts, none missing"),
        ([["a"]], r"must have the shape \[n\]"),
    ],
)
def test_subjects_without_a_name_are_refused(given, told):
    with pytest.raises(MethodError, match=told):
        labels("subject", given)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: durations("times", [1, -1]), r"times must not be negative: 1 wrong, at \[1\]"),
        (lambda: durations("times", [np.nan]), "times holds 1 NaN"),
        (lambda: durations("times", [1, 2], 3), r"times must have the shape \[3\]; it has \[2\]"),
        (lambda: flags("observed", [0, 2], 2), "observed must be 0 or 1"),
        (lambda: state_codes("to", [2], 2, 1), r"unknown states \(known are 0 to 1\): 1 wrong"),
        (lambda: state_codes("to", [0.5], 2, 1), "unknown states"),
        (lambda: state_codes("to", [CENSORED], 2, 1), "unknown states"),
        (lambda: state_codes("to", [np.nan], 2, 1), "unknown states"),
        (lambda: unit_values("uniforms", [1.0]), "at least 0 and below 1"),
        (lambda: checked_generators([[0, 1]]), r"shape \[..., states, states\]"),
        (lambda: checked_generators([[1, -1], [0, 0]]), "intensities must not be negative"),
        (lambda: checked_generators([[-1, 2], [0, 0]]), "must sum to zero"),
        (lambda: checked_generators([[-1, np.inf], [0, 0]]), "infinite"),
        (lambda: refuse_steps_back(np.array([[0, 0], [1.0, -1]])), "no transition goes back"),
    ],
)
def test_what_is_wrong_is_told(call, told):
    with pytest.raises(MethodError, match=told):
        call()

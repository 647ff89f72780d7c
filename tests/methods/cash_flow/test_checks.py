import numpy as np
import pytest

from songi.errors import MethodError
from songi.methods.cash_flow.checks import rate_a_period, time_last


def test_time_moves_to_the_last_axis():
    flows = np.arange(6.0).reshape(2, 3)
    assert np.array_equal(time_last("flows", flows), flows)
    assert np.array_equal(time_last("flows", flows, 0), flows.T)
    with pytest.raises(MethodError, match=r"its shape is \[2, 3\]"):
        time_last("flows", flows, 2)


def test_a_percentage_is_no_rate():
    assert rate_a_period("rate", 10.0) == 10
    with pytest.raises(MethodError, match=r"at most 1 \(4.5 % is 0.045\)"):
        rate_a_period("rate", 4.5, 1.0)

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.units import EOK, JO, M2_PER_PYEONG, MAN, UNITS, in_won_words

SCALES = {"조원": JO, "억원": EOK, "만원": MAN}


@pytest.mark.parametrize("code", UNITS)
def test_a_unit_has_names_and_bounds(code):
    unit = UNITS[code]
    assert unit.code == code
    assert unit.name_ko
    assert unit.name_en
    assert unit.lower < unit.upper
    assert not math.isnan(unit.lower)


def test_a_pyeong_is_four_hundred_over_a_hundred_and_twenty_one_square_metres():
    assert pytest.approx(121 * M2_PER_PYEONG) == 400
    assert round(M2_PER_PYEONG, 4) == 3.3058


@pytest.mark.parametrize(
    ("amount", "ko", "en"),
    [
        (534_800_000_000, "5,348억원", "KRW 534.8bn"),
        (25_690_000_000_000, "25.69조원", "KRW 25.69tn"),
        (EOK, "1억원", "KRW 0.1bn"),
        (JO, "1.00조원", "KRW 1.00tn"),
        (12_345, "12,345원", "KRW 12,345"),
        (49_742_208, "4,974만원", "KRW 49.7m"),
        (1_020_480_479_000_000, "1,020조원", "KRW 1,020tn"),
        (243_990_000_000_000, "244.0조원", "KRW 244.0tn"),
        (0, "0원", "KRW 0"),
        (-3 * JO, "-3.00조원", "KRW -3.00tn"),
    ],
)
def test_amounts_in_words(amount, ko, en):
    assert in_won_words(amount) == ko
    assert in_won_words(amount, "en") == en


@given(st.integers(-(10**15), 10**15))
def test_words_keep_sign_and_size(amount):
    words = in_won_words(amount)
    scale = next((one for word, one in SCALES.items() if words.endswith(word)), 1)
    number = float(words.rstrip("조억만원").replace(",", ""))
    assert abs(number * scale - amount) <= 0.5 * scale

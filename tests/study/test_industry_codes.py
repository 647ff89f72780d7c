from songi.language import LANGUAGES
from songi.study.industry_codes import DIVISIONS, SECTIONS, depth_of, is_known


def test_divisions_are_as_many_as_the_revisions_have():
    """The tenth and eleventh revision have 77 divisions, the ninth 76, all of them 21 sections."""
    assert {revision: len(codes) for revision, codes in DIVISIONS.items()} == {
        "9": 76, "10": 77, "11": 77,
    }  # fmt: skip
    assert len(SECTIONS) == 21
    assert all(len(names) == len(LANGUAGES) for names in SECTIONS.values())


def test_leasing_moved_between_revisions():
    assert is_known("691", "9")
    assert not is_known("691", "10")
    assert is_known("76", "10")
    assert not is_known("76", "9")


def test_codes_are_as_deep_as_they_are_long():
    assert [depth_of(one) for one in ("total", "C", "21", "21210")] == [0, 1, 2, 5]
    assert [is_known(one, "11") for one in ("total", "Q", "21210", "44", "V")] == [
        True, True, True, False, False,
    ]  # fmt: skip

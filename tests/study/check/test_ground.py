"""Rules on the ground where it is sound; what they refuse stands among the bad input."""

import pytest

from songi.study.check import read_and_check
from study.made_up import named, write_study
from study.made_up_ground import GROUND, ground_files


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


@pytest.mark.parametrize("without", [None, *GROUND])
def test_a_sound_ground_is_not_complained_of(tmp_path, without):
    files = ground_files(**({without: None} if without else {}))
    found = codes(write_study(tmp_path, files=files))
    assert [code for code in found if code.startswith("ground.")] == []


def test_ages_may_be_rounded_and_unknown(tmp_path):
    rows = [dict(one) for one in GROUND["residents"]]
    rows[0] |= {"people": "101"}
    rows[1] |= {"people": "90..110", "aged_65": ""}
    assert codes(write_study(tmp_path, files=ground_files(residents=rows))) == []


def test_a_hospital_and_an_airport_may_share_a_position(tmp_path):
    places = [
        named(name, kind=kind, latitude="37.05", longitude="127.05", capacity="")
        for name, kind in (("h", "hospital"), ("p", "airport"))
    ]
    folder = write_study(tmp_path, files=ground_files(), more={"places": places})
    assert "ground.hospital_twice" not in codes(folder)

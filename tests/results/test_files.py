"""Files that are whole or not there."""

import errno
import json
import os

import numpy as np
import pytest
import xarray as xr

from songi.errors import StudyError
from songi.results.files import pack, unpack, write_json, write_whole


def test_a_file_appears_whole(tmp_path):
    write_whole(tmp_path / "deep" / "file.txt", lambda file: file.write_text("whole"))
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["file.txt"]
    assert (tmp_path / "deep" / "file.txt").read_text() == "whole"


def test_a_fault_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "file.txt"
    path.write_text("old")

    def write(file):
        file.write_text("half of the ne")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_whole(path, write)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path):
    path = tmp_path / "file.txt"
    path.write_text("old")

    def fill(temporary):
        temporary.write_text("ne")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(StudyError) as caught:
        write_whole(path, fill)
    [problem] = caught.value.problems
    assert problem.code == "results.not_written"
    assert problem.facts["came"] == "No space left on device"
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_json_is_sorted_and_readable(tmp_path):
    write_json(tmp_path / "x.json", {"b": "가", "a": [1, None]})
    assert (tmp_path / "x.json").read_text("utf-8") == (
        '{\n  "a": [\n    1,\n    null\n  ],\n  "b": "가"\n}\n'
    )
    assert json.loads((tmp_path / "x.json").read_text("utf-8"))["b"] == "가"


def test_blocks_come_back_as_they_were(tmp_path):
    first = xr.Dataset(
        {"x": (("draw", "bid"), np.array([[1.0, np.nan], [2.0, 3.0]]), {"units": "㎡"}),
         "n": ("draw", np.array([1, 2]))},
        coords={"draw": [5, 6], "bid": ["고양", "b"], "name": ("bid", ["A", "B"])},
        attrs={"cutoff": "2024-02-29"},
    )  # fmt: skip
    pack({"first": first, "second": first[["n"]]}, tmp_path / "block.npz")
    back = unpack(tmp_path / "block.npz")
    assert list(back) == ["first", "second"]
    assert back["first"].identical(first)
    assert back["second"].identical(first[["n"]])
    assert list(back["first"].variables) == list(first.variables)
    assert back["first"]["bid"].dtype == first["bid"].dtype

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songi.study.toml_files import TomlFile, read_toml, study_format

TEXT = """# a comment
format = 1
name_ko = "예"   # with a remark

[options]
contest = "c1"
[tables.bids]
file = "b.csv"
[[changes]]
table = "bids"

[[changes]]
table = "places"
  indented.key = 3
"quoted" = 4
"""

LINES = {
    ("format",): 2,
    ("name_ko",): 3,
    ("options",): 5,
    ("options", "contest"): 6,
    ("tables", "bids"): 7,
    ("tables", "bids", "file"): 8,
    ("changes", 0): 9,
    ("changes", 0, "table"): 10,
    ("changes", 1): 12,
    ("changes", 1, "table"): 13,
    ("changes", 1, "indented"): 14,
    ("changes", 1, "indented", "key"): 14,
    ("changes", 1, "quoted"): 15,
}


def write(tmp_path, text):
    path = tmp_path / "x.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_toml(path, "x.toml")


@pytest.mark.parametrize("path", LINES)
def test_each_key_has_its_line(path, tmp_path):
    place = write(tmp_path, TEXT).place(path)
    assert (place.file, place.row) == ("x.toml", LINES[path])
    assert place.column == ".".join(map(str, path))


def test_a_key_that_is_not_there_has_the_line_of_the_one_above(tmp_path):
    file = write(tmp_path, TEXT)
    assert file.place(("options", "weights")).row == 5
    assert file.place(("own_bid",)).row is None


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path):
    file = write(tmp_path, b"\xef\xbb\xbfformat = 1\n")
    assert file.content == {"format": 1}
    assert file.place(("format",)).row == 1


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a = \n", "file.toml", 1),
        ("a = 1\na = 2\n", "file.toml", 2),
        ("a = " + "[" * 30_000, "file.toml", None),
        (b"\xb0\xa1 = 1", "file.encoding", None),
    ],
)
def test_what_cannot_be_read_is_a_problem(text, code, line, tmp_path):
    file = write(tmp_path, text)
    assert file.content == {}
    assert [(problem.code, problem.place.file) for problem in file.problems] == [(code, "x.toml")]
    assert file.problems[0].place.row == line


def test_a_folder_in_place_of_the_file_is_a_problem(tmp_path):
    (tmp_path / "x.toml").mkdir()
    assert [p.code for p in read_toml(tmp_path / "x.toml", "x.toml").problems] == [
        "file.unreadable"
    ]


@given(st.lists(st.sampled_from("abcdef"), unique=True))
def test_lines_follow_the_order_of_keys(keys):
    file_lines = "".join(f"{key} = 1\n" for key in keys)
    file = TomlFile("x", lines=_lines(file_lines))
    assert [file.place((key,)).row for key in keys] == list(range(1, len(keys) + 1))


def _lines(text):
    from songi.study import toml_files

    return toml_files._lines_of(text)


def test_the_format_of_a_study_was_once_called_schema():
    assert study_format(TomlFile("s", {"format": 1})) == 1
    assert study_format(TomlFile("s", {"schema": 0})) == 0
    assert study_format(TomlFile("s", {})) is None

import re
import shutil
from pathlib import Path

import pytest

from songi.errors import StudyError, UsageError
from songi.language import tell_problem
from songi.study import migrate as migration
from songi.study.check import read_and_check
from songi.study.migrate import KEPT, migrate
from study.made_up import TABLES, csv_text

HEAD = """# our study
schema = 0  # the format
id = "toy"
name_ko = "예"
name_en = "Toy"
own_bid = "a"
"""


def older(rows, columns):
    """Rows with columns renamed to what format 0 called them."""
    return [{columns.get(name, name): text for name, text in one.items()} for one in rows]


def older_criteria():
    signs = {"benefit": "+1", "cost": "-1", "": ""}
    rows = []
    for one in TABLES["criteria"]:
        low, _, high = one["weight"].partition("..")
        kept = {name: one[name] for name in one if name not in {"weight", "direction"}}
        rows.append(
            {**kept, "sign": signs[one["direction"]], "weight_low": low, "weight_high": high}
        )
    return rows


SITES = older(TABLES["candidates"], {"latitude": "lat", "longitude": "lon"})


@pytest.fixture
def older_study(make_study):
    """The made-up study as format 0 would have had it."""

    def make(name="older", **files):
        standard = {
            "study.toml": HEAD,
            "tables/candidates.csv": None,
            "tables/sites.csv": csv_text(SITES),
            "tables/criteria.csv": csv_text(older_criteria()),
        }
        return make_study(name, files={**standard, **files})

    return make


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_migrated_study_is_the_study_of_today(older_study, make_study):
    folder = older_study()
    told = migrate(folder)
    assert told == [
        "tables/sites.csv → tables/candidates.csv: lat → latitude, lon → longitude",
        "tables/criteria.csv: sign → direction, weight_low → weight, weight_high → weight",
        "study.toml: schema = 0 → format = 1",
    ]
    study, problems = read_and_check(folder)
    assert problems == []
    today = read_and_check(make_study("today"))[0]
    assert {name: table.rows for name, table in study.tables.items()} == {
        name: table.rows for name, table in today.tables.items()
    }


def test_nothing_is_lost(older_study):
    extra = [{**one, "note": f"비고, {k}"} for k, one in enumerate(SITES)]
    folder = older_study(**{"tables/sites.csv": csv_text(extra), "notes/읽어 보기.md": "글"})
    before = contents(folder)
    migrate(folder)
    after = contents(folder)
    kept = {name.removeprefix(f"{KEPT}/"): after[name] for name in after if name.startswith(KEPT)}
    changed = {"study.toml", "tables/sites.csv", "tables/criteria.csv"}
    assert kept == {name: before[name] for name in changed}
    assert all(after[name] == before[name] for name in before if name not in changed)
    assert set(after) - set(before) == {"tables/candidates.csv", *(f"{KEPT}/{n}" for n in changed)}
    assert "tables/sites.csv" not in after
    rows = read_and_check(folder)[0].tables["candidates"].rows
    assert [row.note for row in rows] == ["비고, 0", "비고, 1", "비고, 2", "비고, 3"]


def test_the_head_keeps_its_comments_and_order(older_study):
    folder = older_study()
    migrate(folder)
    assert (folder / "study.toml").read_text("utf-8") == HEAD.replace("schema = 0", "format = 1")


def test_format_zero_may_have_called_it_format(older_study):
    folder = older_study(**{"study.toml": HEAD.replace("schema", "format")})
    assert migrate(folder)[-1] == "study.toml: format = 0 → format = 1"
    assert read_and_check(folder)[1] == []


def test_tables_that_were_not_there_are_not_made(older_study):
    folder = older_study(**{"tables/sites.csv": None, "tables/criteria.csv": None})
    assert len(migrate(folder)) == 1
    assert not (folder / "tables/candidates.csv").exists()


def test_a_table_that_needs_no_change_is_not_written_anew(older_study):
    """Its own line ends and blanks stay."""
    text = csv_text(TABLES["criteria"]).replace("\n", "\r\n")
    folder = older_study(**{"tables/criteria.csv": text.encode()})
    assert [line.partition(":")[0] for line in migrate(folder)] == [
        "tables/sites.csv → tables/candidates.csv",
        "study.toml",
    ]
    assert (folder / "tables/criteria.csv").read_bytes() == text.encode()


@pytest.mark.parametrize(
    ("low", "high", "weight"), [("1", "2", "1..2"), ("3", "3", "3"), ("4", "", "4"), ("", "", "")]
)
def test_both_ends_of_a_weight_become_one_cell(low, high, weight, older_study):
    rows = older_criteria()
    for one in rows:
        one.update(weight_low=low, weight_high=high)
    folder = older_study(**{"tables/criteria.csv": csv_text(rows)})
    migrate(folder)
    text = (folder / "tables/criteria.csv").read_text("utf-8").splitlines()
    at = text[0].split(",").index("weight")
    assert {line.split(",")[at] for line in text[1:]} == {weight}


def test_an_older_study_is_told_to_be_migrated(older_study):
    (problem,) = read_and_check(older_study())[1]
    assert (problem.code, problem.place.row, problem.place.column) == (
        "study.format_older", 2, "schema",
    )  # fmt: skip
    assert "songi migrate" in tell_problem(problem, "ko")


def test_a_study_of_today_is_not_touched(make_study):
    folder = make_study()
    before = contents(folder)
    with pytest.raises(UsageError, match=r"migrate\.not_older") as refusal:
        migrate(folder)
    assert "옮길 것이 없습니다. 연구의 형식: 1" in tell_problem(refusal.value.problem, "ko")
    assert contents(folder) == before


def test_a_second_migration_does_not_overwrite_what_the_first_kept(older_study):
    folder = older_study()
    migrate(folder)
    (folder / "study.toml").write_text(HEAD, "utf-8")
    with pytest.raises(UsageError, match=r"migrate\.already_kept"):
        migrate(folder)


def faulty_signs():
    return csv_text([{**one, "sign": "up" if one["sign"] else ""} for one in older_criteria()])


@pytest.mark.parametrize(
    ("files", "codes", "places"),
    [
        ({"study.toml": None}, ["file.missing"], ["study.toml"]),
        ({"study.toml": 'schema = 0\nid = "\n'}, ["file.toml"], ["study.toml:2"]),
        (
            {"tables/sites.csv": csv_text(SITES).encode("cp949")},
            ["file.encoding"],
            ["tables/sites.csv"],
        ),
        (
            {"tables/candidates.csv": csv_text(TABLES["candidates"])},
            ["migrate.twice"],
            ["tables/sites.csv"],
        ),
        (
            {"tables/sites.csv": csv_text([{**one, "latitude": "1"} for one in SITES])},
            ["migrate.twice"],
            ["tables/sites.csv:1:lat"],
        ),
        (
            {"tables/criteria.csv": faulty_signs()},
            ["migrate.sign"] * 3,
            [f"tables/criteria.csv:{line}:sign" for line in (4, 5, 6)],
        ),
    ],
)
def test_what_cannot_be_carried_over_is_told_and_nothing_touched(files, codes, places, older_study):
    folder = older_study(**files)
    before = contents(folder)
    with pytest.raises(StudyError, match=re.escape(codes[0])) as refusal:
        migrate(folder)
    assert [problem.code for problem in refusal.value.problems] == codes
    assert [str(problem.place) for problem in refusal.value.problems] == places
    assert contents(folder) == before


@pytest.mark.parametrize("step", range(8))
@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_migration_that_fails_at_any_step_leaves_everything_as_it_was(
    step, fault, older_study, monkeypatch
):
    folder = older_study()
    before = contents(folder)
    steps = iter(range(100))
    failed = []

    def failing(original):
        def call(*arguments, **more):
            if not failed and next(steps) == step:
                failed.append(step)
                raise fault
            return original(*arguments, **more)

        return call

    with monkeypatch.context() as patched:
        for method in ("write_text", "replace", "unlink"):
            patched.setattr(Path, method, failing(getattr(Path, method)))
        expected = StudyError if isinstance(fault, OSError) else KeyboardInterrupt
        with pytest.raises(expected):
            migrate(folder)
    assert failed == [step]
    assert contents(folder) == before
    assert migrate(folder)
    assert read_and_check(folder)[1] == []


def test_a_copy_that_fails_leaves_everything_as_it_was(older_study, monkeypatch):
    folder = older_study()
    before = contents(folder)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(migration.shutil, "copy2", full)
        with pytest.raises(StudyError, match=r"migrate\.not_written") as refusal:
            migrate(folder)
    assert "No space left on device" in tell_problem(refusal.value.problems[0], "en")
    assert contents(folder) == before
    assert shutil.copy2 is not full

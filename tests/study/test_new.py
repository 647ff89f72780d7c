import shutil

import pytest

from songi.errors import UsageError
from songi.language import tell_problem
from songi.study import new
from songi.study.new import new_study


@pytest.fixture
def template(tmp_path, monkeypatch):
    """A template of three files in place of the package's own."""
    package = tmp_path / "package"
    folder = package / new.TEMPLATE
    (folder / "tables").mkdir(parents=True)
    (folder / "study.toml").write_text("format = 1\n")
    (folder / "tables" / "bids.csv").write_text("id\n")
    (folder / ".gitignore").write_text("results/\n")
    monkeypatch.setattr(new, "files", lambda name: package)
    return folder


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_the_template_is_copied_whole(template, tmp_path):
    target = tmp_path / "deep" / "city"
    assert new_study(target) == target
    assert names(target) == names(template)
    assert names(target.parent) == ["city", *(f"city/{name}" for name in names(template))]


def test_an_empty_folder_may_be_filled(template, tmp_path):
    target = tmp_path / "city"
    target.mkdir()
    new_study(target)
    assert (target / "study.toml").read_text() == "format = 1\n"


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_is_there_is_not_overwritten(kind, template, tmp_path):
    target = tmp_path / "city"
    if kind == "folder":
        target.mkdir()
        (target / "mine.txt").write_text("mine")
    elif kind == "file":
        target.write_text("mine")
    else:
        target.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match=r"usage\.file_exists") as refusal:
        new_study(target)
    problem = refusal.value.problem
    assert tell_problem(problem, "ko").startswith(f"이미 있어서 덮어쓰지 않습니다: {target}.")
    assert tell_problem(problem, "en").startswith("It is there already and is not overwritten")
    assert target.is_symlink() or target.read_text() == "mine" if kind != "folder" else True
    assert not (tmp_path / "elsewhere").exists()


def test_a_copy_that_fails_leaves_nothing(template, tmp_path, monkeypatch):
    copied = []

    def fail_at_the_second(source, target):
        if copied:
            raise OSError(28, "No space left on device")
        copied.append(target)
        return shutil.copyfile(source, target)

    class FailingShutil:
        Error = shutil.Error
        copyfile = staticmethod(fail_at_the_second)
        copytree = staticmethod(shutil.copytree)

    monkeypatch.setattr(new, "shutil", FailingShutil)
    target = tmp_path / "cities" / "city"
    with pytest.raises(UsageError, match=r"usage\.not_written"):
        new_study(target)
    assert copied
    assert names(target.parent) == []


def test_the_template_in_the_package_is_a_sound_study(tmp_path):
    from importlib.resources import files

    from songi.study.check import read_and_check

    if not files("songi").joinpath(new.TEMPLATE, "study.toml").is_file():
        pytest.skip("the package has no template yet")
    problems = read_and_check(new_study(tmp_path / "city"))[1]
    assert [problem for problem in problems if problem.severity == "error"] == []

"""The rules of the house, read from the files: layers, sizes, mirrored tests, clean addresses."""

import ast
import re
import subprocess
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "songi"
TESTS = ROOT / "tests"

LAYERS = (
    ("errors", "units", "language"),
    ("methods",),
    ("study",),
    ("importers",),
    ("measures",),
    ("engine",),
    ("results",),
    ("experiments",),
    ("figures",),
    ("report",),
    ("board",),
    ("session",),
    ("cli_arguments", "cli_import"),
    ("cli",),
)
"""Data flows down this list; a package imports only from packages above it."""

TESTS_WITHOUT_A_MODULE = {
    "test_house.py": "reads the repository",
    "test_wheel.py": "installs the built package in another place",
    "language/test_catalogue.py": "reads the texts of both languages",
    "methods/test_docs.py": "runs the examples of the documentation",
    "study/test_bad_input.py": "faults of a study, from file to message",
    "figures/test_charts.py": "draws the charts of several modules",
    "report/compose/test_defence.py": "composes the chapters that defend a bid",
    "report/compose/test_compose.py": "composes a whole book",
    "report/compose/test_people.py": "composes the chapters on people and other clusters",
}
"""Test files that mirror no module, and what they do; those of `soundness/` hold of the whole."""

LINES = 400

COPYLEFT = re.compile(r"\bA?GPL|GNU (Affero )?General Public|Affero", re.IGNORECASE)
LESSER = re.compile(r"\bLGPL|Lesser General Public", re.IGNORECASE)

LESSER_ALLOWED: dict[str, str] = {}
"""Dependencies under the LGPL: used as they come, replaced by whoever wants to."""


def layer_of(package):
    return next((n for n, layer in enumerate(LAYERS) if package in layer), None)


def package_of(path):
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def modules():
    return sorted(path for path in SOURCE.rglob("*.py") if "template_study" not in path.parts)


def imported_by(path):
    """Return the packages of songi that a module imports, at its head or later."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names = [f"{node.module}.{name.name}" for name in node.names]
        elif isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("songi.")}
    return found


@pytest.mark.parametrize(
    "path", [p for p in modules() if p.parent != SOURCE or p.stem != "__init__"],
    ids=lambda path: path.relative_to(SOURCE).as_posix(),
)  # fmt: skip
def test_a_module_imports_only_from_the_layers_above(path):
    own = package_of(path)
    assert layer_of(own) is not None, f"{own} has no place in the layers"
    for other in imported_by(path) - {own, "__version__"}:
        assert layer_of(other) is not None, f"{own} imports songi.{other}, which has no layer"
        assert layer_of(other) < layer_of(own) or {own, other} <= set(LAYERS[0]), (
            f"songi.{own} imports songi.{other}"
        )


def test_methods_know_nothing_of_songi_but_its_errors():
    used = {name for path in (SOURCE / "methods").rglob("*.py") for name in imported_by(path)}
    assert used <= {"errors", "methods"}


def test_no_module_is_longer_than_400_lines():
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert {str(path) for path, length in lengths.items() if length > LINES} == set()


def mirrored(test):
    """Return the module that a test file stands for: `a/test_b.py` for `a/b.py` or `a/b/`."""
    name = test.stem.removeprefix("test_")
    folder = SOURCE / test.relative_to(TESTS).parent
    places = [folder / f"{name}.py", folder / name / "__init__.py", folder / f"{name}/"]
    return next((place for place in places if place.exists()), None)


def test_every_test_file_stands_for_a_module():
    strangers = [
        test.relative_to(TESTS).as_posix()
        for test in sorted(TESTS.rglob("test_*.py"))
        if "soundness" not in test.parts and mirrored(test) is None
    ]
    assert sorted(set(strangers) - set(TESTS_WITHOUT_A_MODULE)) == []


@pytest.mark.parametrize("package", ["methods", "study", "measures", "engine", "results"])
def test_every_module_has_a_test_file(package):
    places = {
        path.relative_to(SOURCE): TESTS / path.relative_to(SOURCE).parent / f"test_{path.name}"
        for path in sorted((SOURCE / package).rglob("*.py"))
        if path.stem != "__init__"
    }
    assert [str(path) for path, test in places.items() if not test.exists()] == []


def tracked_files():
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_registry_or_a_folder_of_this_machine():
    """Written apart, so that this file does not find itself."""
    addresses = [
        "py" + "pi.org", "python" + "hosted.org", "--index" + "-url", "index" + "_url",
        "/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "C:\\" + "Users",
    ]  # fmt: skip
    found = []
    for path in tracked_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {one}" for one in addresses if one in text]
    assert found == []


def needed_to_run():
    """Return the packages that songi needs where it runs, and what those need, without extras."""
    from packaging.requirements import Requirement

    waiting, found = ["songi"], {}
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            found[key] = distribution(name)
        except PackageNotFoundError:
            found[key] = None
            continue
        for text in found[key].requires or []:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return {name: package for name, package in found.items() if package is not None}


def licence_of(package):
    data = package.metadata
    named = [data.get("License-Expression") or "", (data.get("License") or "").partition("\n")[0]]
    named += [line for line in data.get_all("Classifier") or [] if line.startswith("License")]
    return "; ".join(part for part in named if part)


def test_what_songi_needs_is_permissively_licensed():
    packages = needed_to_run()
    assert len(packages) > 25
    unnamed, lesser, strict = [], [], []
    for name, package in packages.items():
        licence = licence_of(package)
        if not licence:
            unnamed.append(name)
        elif LESSER.search(licence):
            lesser.append(name)
        elif COPYLEFT.search(licence):
            strict.append(f"{name}: {licence}")
    assert strict == []
    assert sorted(lesser) == sorted(LESSER_ALLOWED)
    assert unnamed == []

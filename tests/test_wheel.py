"""The wheel, installed in another place, makes a new study and runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def call(*command, cwd, **environment):
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_new_study_runs_from_the_installed_wheel(tmp_path):
    uv = Path(sys.executable).with_name("uv")
    if not uv.exists():
        pytest.skip("uv is not in the environment: run `make env`")
    call(uv, "build", "--quiet", "--wheel", "--out-dir", tmp_path / "dist", ROOT, cwd=tmp_path)
    [wheel] = (tmp_path / "dist").glob("*.whl")
    call(uv, "venv", "--quiet", "--python", sys.executable, tmp_path / "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    call(
        uv, "pip", "install", "--quiet", "--python", python, wheel,
        "--constraint", ROOT / "requirements.lock", cwd=tmp_path,
    )  # fmt: skip
    songi = python.with_name("songi")
    call(songi, "new", "my-city", cwd=tmp_path)
    told = call(songi, "check", "my-city", cwd=tmp_path, SONGI_LANGUAGE="en")
    assert "0 errors" in told
    call(songi, "run", "my-city", "--draws", "100", cwd=tmp_path)
    call(songi, "report", "my-city", "--format", "html", "--language", "ko", cwd=tmp_path)
    assert list((tmp_path / "my-city" / "reports").glob("*.html"))


@pytest.mark.slow
def test_the_documentation_builds_without_warnings(tmp_path):
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html"]
    call(*command, ROOT / "docs", tmp_path / "html", cwd=ROOT)
    page = (tmp_path / "html" / "reference" / "generated" / "measures" / "ranks.html").read_text()
    assert "ranking_method" in page

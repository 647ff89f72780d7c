"""The command `songi import`."""

import subprocess
import sys

import pytest

from importers.published_files import DART_FILE, KRX_FILE, VENTURE_FILE
from songi import cli
from songi.cli_import import read_beginnings, read_revision
from songi.errors import UsageError
from songi.importers.publishers import PUBLISHERS
from songi.session import open_study


@pytest.fixture
def songi(monkeypatch, capsys):
    """Call the command line in this process; return exit code, output and what was told."""
    monkeypatch.setattr(cli, "SPOKEN", "en")

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["songi", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        captured = capsys.readouterr()
        return left.value.code or 0, captured.out, captured.err

    return call


def test_a_file_is_laid_into_a_study(songi, make_contest):
    folder = make_contest()
    code, out, err = songi("import", "krx", KRX_FILE, "--into", folder, "--only", "21|271|701")
    assert code == 0
    assert out == (
        "firms: 4 rows added, 0 were there already, 4 not wanted. Source: krx_20200102\n"
    )  # fmt: skip
    assert "[import.group]" in err
    assert open_study(folder).check() == []


def test_revision_day_and_source_may_be_said(songi, make_contest):
    folder = make_contest()
    code, _, _ = songi(
        "import", "dart", DART_FILE, "--into", folder, "--known-from", "2024-03-01",
        "--source", "filings", "--ksic-revision", "10",
    )  # fmt: skip
    assert code == 0
    row = open_study(folder).read().tables["firms"].get("dart_99999901")
    assert (row.source, row.ksic, row.known_from.isoformat()) == (
        ("filings",),
        "21102",
        "2024-03-01",
    )


def test_the_publishers_are_listed(songi):
    code, out, _ = songi("import", "--list")
    assert code == 0
    assert [line.partition(":")[0] for line in out.splitlines()] == [*PUBLISHERS]


def test_a_file_with_faults_exits_with_one(songi, make_contest):
    folder = make_contest()
    code, out, err = songi("import", "krx", VENTURE_FILE, "--into", folder)
    assert (code, out) == (1, "")
    assert "[import.columns]" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nobody", KRX_FILE), "krx, factoryon, venture, dart"),
        (("krx", KRX_FILE, "--only", "제약"), "[import.only]"),
        (("krx", KRX_FILE, "--only", "21||3"), "[import.only]"),
        (("dart", DART_FILE, "--ksic-revision", "8"), "9, 10, 11"),
        (("krx", KRX_FILE, "--known-from", "2020"), "[usage.date]"),
        (("krx",), "FILE"),
    ],
)
def test_wrong_usage_exits_with_two(songi, make_contest, words, told):
    code, _, err = songi("import", *words, "--into", make_contest())
    assert code == 2
    assert told in err


@pytest.mark.parametrize("text", ["21|271|701", "21,271,701", " 21 | 271 | 701 "])
def test_beginnings_of_codes_are_read(text):
    assert read_beginnings(text) == ("21", "271", "701")


def test_none_is_all():
    assert read_beginnings("") == ()
    assert read_revision("") == ""
    with pytest.raises(UsageError):
        read_revision("12")


def test_help_does_not_load_importers():
    text = (
        "import sys; sys.argv = ['songi', 'import', '--help']\n"
        "from songi import cli\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "print(sorted(n for n in sys.modules if n.startswith('songi.importers')"
        " or n in ('pandas', 'numpy', 'pyarrow')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=True
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"

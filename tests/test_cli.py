"""The command line: exit codes, what is told, what another program reads."""

import json
import os
import subprocess
import sys

import pytest

from contest import METHOD, write_contest
from panel import ANSWERS, CRITERIA, fill
from songi import cli


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


@pytest.fixture(scope="module")
def studied(tmp_path_factory):
    """A study with two runs of it, by the command line's own words."""
    folder = write_contest(tmp_path_factory.mktemp("cli") / "toy")
    from songi.session import open_study

    before = open_study(folder).run(draws=50, workers=1)
    path = folder / "tables" / "indicators.csv"
    path.write_text(path.read_text("utf-8").replace(",100,", ",140,"), "utf-8")
    return folder, before.id, open_study(folder).run(draws=50, workers=1).id


def test_a_sound_study_is_done(songi, make_contest):
    code, out, _ = songi("check", make_contest())
    assert code == 0
    assert out == "0 errors, 0 warnings.\n"


def test_a_study_with_problems_is_told_and_exits_with_one(songi, make_contest):
    folder = make_contest(cells={"indicators": {0: {"value": "90..10"}}})
    code, out, err = songi("check", folder)
    assert code == 1
    assert out == "1 errors, 0 warnings.\n"
    assert "tables/indicators.csv" in err
    assert "[quantity.reversed]" in err
    assert "90..10" in err


def test_running_a_study_with_problems_exits_with_one_and_writes_nothing(songi, make_contest):
    folder = make_contest(cells={"indicators": {0: {"value": "90..10"}}})
    code, _, err = songi("run", folder)
    assert code == 1
    assert "[quantity.reversed]" in err
    assert not (folder / "results").exists()


def test_a_folder_that_is_no_study_exits_with_one(songi, tmp_path):
    code, _, err = songi("check", tmp_path / "nowhere")
    assert code == 1
    assert "study.toml" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("no-such-command",), "no-such-command"),
        (("run",), "STUDY"),
        (("run", "{study}", "--draws", "0"), "--draws"),
        (("run", "{study}", "--as-of", "2024-13-01"), "2024-13-01"),
        (("run", "{study}", "--measure", "rankings"), "rankings"),
        (("show", "{study}", "ranking"), "ranking"),
        (("show", "{study}", "ranks", "bid"), "bid=goyang"),
        (("show", "{study}", "ranks", "bid=nobody"), "nobody"),
        (("show", "{study}", "ranks", "region=north"), "region"),
        (("show", "{study}", "ranks", "--format", "xml"), "xml"),
        (("show", "{study}", "ranks", "--run", "ffff"), "ffff"),
        (("report", "{study}", "--format", "doc"), "doc"),
        (("report", "{study}", "--audience", "everyone"), "everyone"),
    ],
)
def test_wrong_usage_exits_with_two_and_says_what_came(songi, studied, words, told):
    code, _, err = songi(*(word.format(study=studied[0]) for word in words))
    assert code == 2
    assert told in err


def test_no_run_yet_exits_with_two(songi, make_contest):
    code, _, err = songi("show", make_contest(), "ranks")
    assert code == 2
    assert "[run.none]" in err


def test_a_fault_of_songi_exits_with_three_and_reports_no_cell(
    songi, make_contest, monkeypatch, tmp_path
):
    def faulty(*_, **__):
        secret = "secret cell 4711"
        raise ArithmeticError(secret)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("songi.results.run.run_study", faulty)
    code, out, err = songi("run", make_contest())
    assert code == 3
    [report] = tmp_path.glob("songi-fault-*.txt")
    text = report.read_text("utf-8")
    assert text.startswith("builtins.ArithmeticError\n")
    assert "faulty" in text
    assert report.name in err
    for told in (text, out, err):
        assert "4711" not in told


def test_a_fault_where_nothing_may_be_written_is_reported_elsewhere(
    songi, make_contest, monkeypatch, tmp_path
):
    folder, elsewhere = make_contest(), tmp_path / "elsewhere"
    elsewhere.mkdir()
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setattr(cli.tempfile, "gettempdir", lambda: str(elsewhere))
    monkeypatch.setattr("songi.results.run.run_study", lambda *_, **__: 1 / 0)
    code, _, err = songi("run", folder)
    assert code == 3
    assert len(list(elsewhere.glob("songi-fault-*.txt"))) == 1
    assert "elsewhere" in err


def test_a_run_says_where_it_is_and_what_it_lacks(songi, make_contest):
    folder = make_contest(rows={"outcomes": ()})
    code, out, err = songi("run", folder, "--draws", "5", "--workers", "1")
    assert code == 0
    assert str(folder / "results") in out
    assert out.count("\n") == 1
    assert "skipped: hindcast (needs outcomes)" in err


def test_a_name_in_brackets_is_no_style(songi, make_contest):
    folder = make_contest(name="a [red] study")
    assert "[red]" in songi("run", folder, "--draws", "2", "--workers", "1")[1]


def test_json_has_labels_and_units(songi, studied):
    code, out, _ = songi("show", studied[0], "rank_acceptability", "bid=a", "--format", "json")
    shown = json.loads(out)
    assert code == 0
    assert shown["labels"] == {"bid": "a"}
    assert all(cell["units"] == "1" for cell in shown["cells"])
    sums = {}
    for cell in shown["cells"]:
        sums[cell[METHOD]] = sums.get(cell[METHOD], 0) + cell["value"]
    assert sums == pytest.approx(dict.fromkeys(sums, 1.0))


def test_a_trace_names_rows_and_their_source(songi, studied):
    code, out, _ = songi("trace", studied[0], "selection_share", "bid=a")
    assert code == 0
    assert "tables/indicators.csv:2  a/firms" in out
    assert "s: made-up example, A source" in out


def test_a_comparison_names_the_changed_cell(songi, studied):
    folder, before, after = studied
    code, out, _ = songi("compare", folder, before, after)
    assert code == 0
    assert "indicators a/beds value: 100 → 140" in out
    assert "Changed inputs: 1\n" in out
    assert out == songi("compare", folder, before)[1]


def test_the_dataflow_is_drawn(songi, studied, tmp_path):
    code, out, _ = songi("graph", studied[0], "--output", tmp_path / "flow.svg")
    assert code == 0
    assert str(tmp_path / "flow.svg") in out
    assert "selection_share" in (tmp_path / "flow.svg").read_text("utf-8")


@pytest.fixture
def asked(songi, make_contest):
    """A study that draws its weights from judgements, and the questionnaire of its panel."""
    folder = make_contest(rows={"criteria": CRITERIA}, head={"options": '{weights = "judgements"}'})
    path = folder.parent / "questionnaire.xlsx"
    code, out, _ = songi("panel", folder, "--out", path, "--language", "ko")
    assert (code, str(path) in out) == (0, True)
    return folder, path


def test_a_questionnaire_goes_out_and_comes_back_as_weights(songi, asked):
    folder, path = asked
    words = ("--read", fill(path), "--source", "s", "--on", "2024-01-05")
    code, out, _ = songi("panel", folder, *words)
    assert code == 0
    assert out == "Read: 4 judgements of e9\n"
    assert songi("check", folder)[0] == 0
    assert songi("run", folder, "--draws", "20", "--workers", "1")[0] == 0
    _, out, _ = songi("show", folder, "expert_weights", "expert=e9", "--format", "json")
    weights = {cell["criterion"]: cell["value"] for cell in json.loads(out)["cells"]}
    assert (weights["h1"], weights["h2"]) == pytest.approx((0.75, 0.25))
    assert weights["l4"] > weights["l2"] > weights["l1"]
    _, out, _ = songi("show", folder, "node_weights", "node=h1", "--format", "json")
    # Both experts say three to one, and each run follows one of them.
    [cell] = json.loads(out)["cells"]
    assert (cell["mean"], cell["q05"], cell["q95"]) == pytest.approx((0.75, 0.75, 0.75))
    # The same file a second time is one expert twice.
    code, _, err = songi("panel", folder, *words)
    assert (code, "[panel.expert_twice]" in err) == (1, True)


def without_keys(book):
    del book["songi"]


@pytest.mark.parametrize(
    ("answers", "edit", "told"),
    [
        ({**ANSWERS, "2 h1": ["▶ 2", None, "1/3"]}, None,
         ("[panel.half_filled]", "questionnaire.xlsx 2 h1, line 4", "2 of 3 pairs")),
        (ANSWERS, without_keys,
         ("[panel.edited]", "questionnaire.xlsx", "not the questionnaire as it was written")),
    ],
)  # fmt: skip
def test_a_questionnaire_not_filled_as_asked_is_told_and_nothing_written(
    songi, asked, answers, edit, told
):
    folder, path = asked
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    fill(path, answers, edit=edit)
    code, out, err = songi("panel", folder, "--read", path, "--source", "s")
    assert (code, out) == (1, "")
    assert [words for words in told if words not in err] == []
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_a_panel_is_either_asked_or_read(songi, asked):
    folder, path = asked
    for words in ((), ("--read", path), ("--out", path, "--read", path, "--source", "s")):
        code, _, err = songi("panel", folder, *words)
        assert (code, "[panel.no_file]" in err) == (2, True)


def test_an_interrupt_is_told(songi, make_contest, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("songi.results.run.run_study", interrupted)
    code, _, err = songi("run", make_contest())
    assert code == 130
    assert "Cancelled" in err


@pytest.mark.parametrize(("language", "word"), [("ko", "연구"), ("en", "study")])
def test_help_speaks_both_languages(language, word):
    done = subprocess.run(
        [sys.executable, "-c", "from songi.cli import main; main()", "--help"],
        env={**os.environ, "SONGI_LANGUAGE": language, "COLUMNS": "100"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert word in done.stdout
    for command in ("new", "check", "run", "show", "trace", "graph", "compare", "report"):
        assert command in done.stdout


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({"SONGI_LANGUAGE": "ko"}, "ko"), ({"SONGI_LANGUAGE": "ko_KR.UTF-8"}, "ko"),
     ({"SONGI_LANGUAGE": "en"}, "en"), ({"SONGI_LANGUAGE": "fr"}, "en")],
)  # fmt: skip
def test_the_users_language_is_read(monkeypatch, environment, expected):
    monkeypatch.setattr(os, "environ", environment)
    assert cli.user_language() == expected

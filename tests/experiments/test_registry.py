"""Experiments are found, run after the measures, kept, shown and traced like results."""

import pytest
import xarray as xr

from songi.engine.graph import DataflowError, full_dataflow
from songi.errors import UsageError
from songi.experiments.registry import all_experiments, as_node, experiment
from songi.measures.kind import kind_of
from songi.results.run import open_run
from songi.results.show import show_result
from songi.session import open_study

NAMES = {"winning_changes", "winning_weights", "bid_option_shares", "sobol_indices"}


def test_all_experiments_are_found_and_none_is_a_measure():
    assert set(all_experiments()) == NAMES | {"switching_values", "designation_effect"}
    assert not NAMES & set(full_dataflow().nodes)
    for node in all_experiments().values():
        assert node.kind.stage == "experiment"
        assert node.summary.endswith(".")
        with pytest.raises(TypeError):
            kind_of(node.function)


def test_an_experiment_that_needs_what_there_is_not_is_told():
    @experiment(needs=("ranks", "wishes"))
    def wish(evaluation):
        """Return nothing."""

    with pytest.raises(DataflowError, match="'wish' needs wishes: no measure, table or option"):
        as_node("wish", wish)


def test_a_run_keeps_shows_and_traces_them(finished_run):
    assert set(finished_run.names) >= NAMES
    opened = open_run(finished_run.folder.parent.parent, finished_run.id)
    assert isinstance(opened["winning_changes"], xr.Dataset)
    assert opened.kind("winning_changes").stage == "experiment"
    assert "share_now" in show_result(opened, "winning_changes", {})
    trace = opened.trace("bid_option_shares", combination="partner")
    assert {"bid_options", "option_changes", "indicators"} <= {row.table for row in trace.rows}
    assert "ranks" in trace.measures
    assert trace.options["own_bid"] == "a"
    assert "bid_option_shares" in opened._repr_html_()


def test_their_class_is_the_strictest_of_what_they_need(make_contest):
    cells = {"bid_options": {0: {"disclosure": "internal"}}}
    done = open_study(make_contest(cells=cells)).run(draws=5, workers=1)
    assert done.disclosure("bid_option_shares") == "internal"
    assert done.disclosure("winning_weights") == "public"


def test_a_run_without_experiments_has_none(make_contest):
    done = open_study(make_contest()).run(draws=5, workers=1, experiments=False)
    assert not NAMES & {*done.names, *done.skipped}


def test_one_may_be_asked_for_by_name(make_contest):
    done = open_study(make_contest()).run(draws=5, workers=1, measures=["winning_weights"])
    assert "winning_weights" in done
    assert "winning_changes" not in done
    assert "selection_share" not in done


def test_what_they_lack_is_told(make_contest):
    tables = dict.fromkeys(("bid_options", "option_changes"), ())
    done = open_study(make_contest(rows=tables)).run(draws=5, workers=1)
    assert done.skipped["bid_option_shares"]["lacking"] == ["bid_options"]
    with pytest.raises(UsageError):
        done["bid_option_shares"]
    no_own = open_study(make_contest("other", head={"own_bid": '"a"', "options.contest": '"c1"'}))
    assert "winning_changes" in no_own.run(draws=5, workers=1)


def test_without_an_own_bid_there_is_nobody_to_win(make_contest):
    folder = make_contest()
    text = (folder / "study.toml").read_text("utf-8")
    (folder / "study.toml").write_text(text.replace('own_bid = "a"\n', ""), "utf-8")
    done = open_study(folder).run(draws=5, workers=1)
    assert {done.skipped[name]["lacking"][0] for name in NAMES} == {"own_bid"}


def test_a_second_run_takes_them_from_what_is_kept(make_contest):
    folder = make_contest()
    first = open_study(folder).run(draws=5, workers=1)
    (first.folder / "run.json").unlink()
    second = open_study(folder).run(draws=5, workers=1)
    last = (folder / "results" / "log.jsonl").read_text("utf-8").splitlines()[-1]
    assert "bid_option_shares" in last.split('"reused"')[1]
    assert second["bid_option_shares"].identical(first["bid_option_shares"])


@pytest.mark.slow
def test_another_wish_runs_them_anew_and_leaves_the_measures(make_contest):
    first = open_study(make_contest()).run(draws=5, workers=1)
    other = make_contest(head={"options.winning_share": "0.9"})
    second = open_study(other).run(draws=5, workers=1)
    keys = first.record["results"], second.record["results"]
    assert keys[0]["winning_changes"] != keys[1]["winning_changes"]
    assert keys[0]["ranks"] == keys[1]["ranks"]

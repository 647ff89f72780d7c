"""The store: equal bytes, damaged files, full disks, runs that were killed."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pandas as pd
import pytest
import xarray as xr

from contest import copied, write_contest
from evaluation import files_of
from songi.engine import blocks, local
from songi.engine.keys import source_hash
from songi.errors import StudyError
from songi.results import files, store
from songi.results.store import Store
from songi.session import open_study

DRAWS = 2500
"""Three blocks, the last one shorter."""


MEASURES = ("selection_share", "hindcast")
"""Results of every stage, with what they need: the store does not care how many there are."""


def run(folder, **how):
    few = {"draws": DRAWS, "workers": 1, "measures": MEASURES, "experiments": False}
    return open_study(folder).run(**{**few, **how})


def hidden_parts(folder):
    return [path for path in folder.rglob("*") if path.name.endswith(".part")]


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    """The bytes of a run of three blocks."""
    done = run(write_contest(tmp_path_factory.mktemp("reference") / "toy"))
    return done.id, files_of(done.folder)


def test_two_studies_of_equal_rows_give_equal_bytes(make_contest, reference):
    done = run(make_contest())
    assert (done.id, files_of(done.folder)) == reference


def test_a_run_again_takes_what_is_kept_and_gives_equal_bytes(make_contest, reference):
    folder = make_contest()
    run(folder)
    told = []
    again = run(folder, progress=lambda *now: told.append(now))
    assert told == []
    assert files_of(again.folder) == reference[1]


def test_results_kept_without_the_run_give_equal_bytes(make_contest, reference):
    folder = make_contest()
    shutil.rmtree(run(folder).folder)
    assert files_of(run(folder).folder) == reference[1]


def test_two_workers_give_equal_bytes(make_contest, reference):
    assert files_of(run(make_contest(), workers=2).folder) == reference[1]


def test_one_draw_is_a_run(make_contest):
    done = run(make_contest(), draws=1)
    assert done["ranks"].sizes["draw"] == 1
    assert float(done["selection_share"]["standard_error"].max()) == 0.0


@pytest.mark.parametrize("content", [b"", b"no such format", b"\x89HDF\r\n\x1a\n damaged"])
def test_a_damaged_result_is_computed_again(make_contest, reference, content):
    folder = make_contest()
    done = run(folder)
    for path in (folder / "results" / "kept").glob("r*.nc"):
        path.unlink()
        path.write_bytes(content)
    shutil.rmtree(done.folder)
    assert files_of(run(folder).folder) == reference[1]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 damaged", b"no such format"])
def test_a_damaged_block_is_computed_again(tmp_path, content):
    dataset = xr.Dataset({"x": ("draw", [1.0])}, coords={"draw": [0]})
    kept = Store(tmp_path)
    kept.save_block("key", 0, {"x": dataset})
    assert kept.load_block("key", 0)["x"].identical(dataset)
    kept._block("key", 0).write_bytes(content)
    assert kept.load_block("key", 0) is None


def blocks_computed(monkeypatch):
    """Return a list to which every block that is computed from now on adds its first draw."""
    computed = []

    def counted(flow, values, names, block):
        computed.append(block.start)
        return blocks.compute_block(flow, values, names, block)

    monkeypatch.setattr(local, "compute_block", counted)
    return computed


class StoppedError(Exception):
    """Stands for a run that was stopped."""


def test_an_interrupted_run_goes_on_and_gives_equal_bytes(make_contest, reference, monkeypatch):
    folder = make_contest()

    def stop(done, count, what):
        if done == 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        run(folder, progress=stop)
    assert len(list((folder / "results" / "blocks").rglob("*.npz"))) == 2
    computed = blocks_computed(monkeypatch)
    assert files_of(run(folder).folder) == reference[1]
    assert computed == [2000]
    assert list((folder / "results" / "blocks").rglob("*.npz")) == []


def full_disk(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def refuse_write(monkeypatch, what):
    """Let writing of one kind fail as on a full disk."""
    if what == "netcdf":
        monkeypatch.setattr(store, "write_netcdf", full_disk)
    elif what == "block":
        monkeypatch.setattr(store, "pack", full_disk)
    elif what == "parquet":
        monkeypatch.setattr("pandas.DataFrame.to_parquet", full_disk)
    elif what == "record":
        monkeypatch.setattr(files.Path, "write_text", full_disk)


@pytest.mark.parametrize("what", ["netcdf", "block", "parquet", "record"])
def test_a_full_disk_is_told_and_leaves_the_last_good_run(make_contest, monkeypatch, what):
    folder = make_contest()
    good = run(folder, draws=50)
    before = files_of(good.folder)
    refuse_write(monkeypatch, what)
    with pytest.raises(StudyError) as caught:
        run(folder, draws=60)
    monkeypatch.undo()
    assert [problem.code for problem in caught.value.problems] == ["results.not_written"]
    assert open_study(folder).latest().id == good.id
    assert files_of(good.folder) == before
    assert Store(folder).run_ids() == (good.id,)
    assert hidden_parts(folder) == []


def test_a_file_too_large_for_the_disk_is_told(make_contest):
    """A real fault of writing: the system refuses bytes beyond a size."""
    folder = make_contest()
    program = textwrap.dedent(f"""
        import resource
        from songi.errors import StudyError
        from songi.session import open_study
        resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
        try:
            open_study({str(folder)!r}).run(draws=900, workers=1, measures={MEASURES!r})
        except StudyError as error:
            print(*[problem.code for problem in error.problems])
    """)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["results.not_written"], done.stderr
    assert hidden_parts(folder) == []
    assert Store(folder).latest() is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(make_contest):
    folder = make_contest()
    (folder / "results").mkdir()
    (folder / "results").chmod(0o500)
    with pytest.raises(StudyError) as caught:
        run(folder, draws=5)
    assert caught.value.problems[0].code == "results.not_written"


def test_a_place_that_is_taken_by_a_file_is_told(make_contest):
    folder = make_contest()
    (folder / "results").write_text("in the way")
    with pytest.raises(StudyError) as caught:
        run(folder, draws=5)
    assert caught.value.problems[0].code == "results.not_written"
    assert (folder / "results").read_text() == "in the way"


def test_timings_that_cannot_be_written_do_not_fail_a_run(make_contest):
    folder = make_contest()
    (folder / "results" / "log.jsonl").mkdir(parents=True)
    done = run(folder, draws=5)
    assert open_study(folder).latest().id == done.id


def test_a_run_that_is_there_is_replaced_without_being_gone(make_contest, monkeypatch):
    folder = make_contest()
    done = run(folder, draws=50)
    before = files_of(done.folder)
    removed = []
    monkeypatch.setattr(store.shutil, "rmtree", lambda path, **_: removed.append(Path(path).name))
    run(folder, draws=50)
    assert done.id not in removed
    assert files_of(done.folder) == before


SLOW_RUN = """
import sys, time
from songi.engine import keys, local
from songi.session import open_study

fast = local.compute_block

def slow(flow, values, names, block):
    results = fast(flow, values, names, block)
    if block.start >= 1000:
        time.sleep(60)
    return results

local.compute_block = slow

if __name__ == "__main__":
    keys.source_hash = lambda: sys.argv[3]  # that of the test, should somebody edit meanwhile
    open_study(sys.argv[1]).run(
        draws=2500, workers=int(sys.argv[2]), measures=MEASURES, experiments=False
    )
""".replace("MEASURES", repr(MEASURES))


def wait_for(condition, seconds=40):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False


def blocks_in(folder):
    return list((folder / "results" / "blocks").rglob("*.npz"))


def test_a_killed_run_leaves_the_last_good_one_and_the_next_goes_on(
    make_contest, reference, monkeypatch
):
    folder = make_contest()
    good = run(folder, draws=50)
    before = files_of(good.folder)
    process = subprocess.Popen([sys.executable, "-c", SLOW_RUN, str(folder), "1", source_hash()])
    try:
        assert wait_for(lambda: blocks_in(folder)), "no block was kept"
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert open_study(folder).latest().id == good.id
    assert files_of(good.folder) == before
    starts = sorted(int(path.stem) for path in blocks_in(folder))
    assert starts == [0]
    computed = blocks_computed(monkeypatch)
    assert files_of(run(folder).folder) == reference[1]
    assert computed == [1000, 2000]
    assert blocks_in(folder) == []


@pytest.mark.slow
def test_workers_do_not_outlive_a_run_that_was_killed(make_contest, tmp_path):
    psutil = pytest.importorskip("psutil")
    folder = make_contest()
    script = tmp_path / "slow_run.py"
    script.write_text(SLOW_RUN)
    process = subprocess.Popen([sys.executable, str(script), str(folder), "2", source_hash()])
    try:
        assert wait_for(lambda: blocks_in(folder))
        workers = psutil.Process(process.pid).children(recursive=True)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert len(workers) >= 2
    alive = psutil.wait_procs(workers, timeout=10)[1]
    for worker in alive:
        worker.kill()
    assert alive == []


def test_rows_that_moved_in_the_file_are_found_where_they_stand(make_contest):
    """The run keeps its id, for nothing that counts has changed; its trace names the new lines."""
    folder = make_contest()
    first = run(folder, draws=20)
    rows = copied("outcomes")
    (folder / "tables" / "outcomes.csv").write_text(
        (folder / "tables" / "outcomes.csv").read_text("utf-8").replace("\n", "\n\n", 1), "utf-8"
    )
    second = run(folder, draws=20)
    assert second.id == first.id
    lines = [row.line for row in second.trace("hindcast").rows if row.table == "outcomes"]
    assert lines == [3 + k for k in range(len(rows))]


def test_a_run_that_lost_a_file_is_made_whole_again(make_contest, reference):
    folder = make_contest()
    done = run(folder)
    (done.folder / "summaries" / "ranks.csv").unlink()
    (done.folder / "ranks.nc").unlink()
    assert files_of(run(folder).folder) == reference[1]


def test_words_and_numbers_of_one_result_stand_in_columns_of_one_kind(finished_run):
    kept = pd.read_parquet(finished_run.folder / "summaries" / "obligation_status.parquet")
    told = kept.set_index(["variable", "obligation"])
    assert told.loc[("status", "start"), "text"] == "not_due"
    assert pd.isna(told.loc[("status", "start"), "value"])
    assert told.loc[("days_put_off", "start"), "value"] == 0.0

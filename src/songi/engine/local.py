"""Runs a dataflow on this machine: block after block, in one process or in several."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any, Protocol

import xarray as xr

from songi.engine.blocks import (
    Values,
    as_dataset,
    blocks_of,
    compute_block,
    compute_once,
    summarised,
    unwrapped,
)
from songi.engine.graph import Dataflow
from songi.engine.keys import digest
from songi.study.streams import DrawBlock

Progress = Callable[[int, int, str], None]
"""Told blocks done, blocks in all, and what is being worked on."""

_LOG = logging.getLogger(__name__)

WORTH_A_POOL = 20.0
"""Seconds of work left beyond which starting worker processes pays: each first imports songi."""


class Keeper(Protocol):
    """Keeps results between runs, and blocks between an interrupted run and the next."""

    def load(self, name: str, key: str) -> xr.Dataset | None:
        """Return a kept result, or none."""

    def save(self, name: str, key: str, result: xr.Dataset) -> None:
        """Keep a result whole or not at all."""

    def load_block(self, key: str, start: int) -> dict[str, xr.Dataset] | None:
        """Return a kept block, or none."""

    def save_block(self, key: str, start: int, results: dict[str, xr.Dataset]) -> None:
        """Keep a block whole or not at all."""

    def drop_blocks(self, key: str) -> None:
        """Forget the blocks of a pass that is finished."""


@dataclass
class Execution:
    """One execution of a dataflow.

    Attributes:
        flow: the pruned dataflow.
        values: tables and options, and in the end every result.
        keys: content key of each measure.
        seed: seed of the streams.
        draws: number of draws.
        keeper: where results are kept.
        workers: processes; 0 lets the first block's time decide.
        progress: told how far it is.
        timings: seconds by measure or pass.
        reused: measures whose result was kept.
    """

    flow: Dataflow
    values: Values
    keys: dict[str, str]
    seed: int
    draws: int
    keeper: Keeper
    workers: int = 0
    progress: Progress = lambda *_: None
    timings: dict[str, float] = field(default_factory=dict)
    reused: list[str] = field(default_factory=list)

    def run(self) -> Values:
        """Compute every measure, and return the values of all."""
        self._take_kept()
        levels = 1 + max((node.level for node in self.flow.nodes.values()), default=0)
        for level in range(levels):
            self._over_once("once", level)
            self._per_draw(level)
            self._over_once("over_draws", level)
        return self.values

    def _take_kept(self) -> None:
        """Take results that are kept, and of those that are not kept draw by draw, what is missing.

        A result whose draws were not kept is computed again when something new needs the draws.
        """
        for name in self.flow.nodes:
            kept = self.keeper.load(name, self.keys[name])
            if kept is not None:
                self.values[name] = unwrapped(name, kept)
                self.reused.append(name)
        for name in reversed(list(self.flow.nodes)):
            node = self.flow.nodes[name]
            if node.kind.summary_only and name in self.values and self._is_needed(name):
                del self.values[name]
                self.reused.remove(name)

    def _is_needed(self, name: str) -> bool:
        missing = [other for other in self.flow.nodes if other not in self.values]
        return any(name in self.flow.needs(other) for other in missing)

    def _missing(self, stage: str, level: int) -> list[str]:
        return [
            name
            for name, node in self.flow.nodes.items()
            if name not in self.values and node.kind.stage == stage and node.level == level
        ]

    def _over_once(self, stage: str, level: int) -> None:
        # A result without draws is kept under a key that knows neither their number nor the seed.
        whole = DrawBlock(self.seed, 0, self.draws) if stage == "over_draws" else None
        for name in self._missing(stage, level):
            began = time.perf_counter()
            self.values = compute_once(self.flow, self.values, [name], whole)
            result = self.values[name]
            if isinstance(result, (xr.DataArray, xr.Dataset)):
                self.keeper.save(name, self.keys[name], as_dataset(name, result))
            self._note(name, began)

    def _per_draw(self, level: int) -> None:
        names = self._missing("per_draw", level)
        if not names:
            return
        began = time.perf_counter()
        key = digest([self.keys[name] for name in names])
        blocks = blocks_of(self.seed, self.draws)
        done: dict[int, dict[str, xr.Dataset]] = {}
        for block, results in self._computed(key, names, blocks):
            done[block.start] = results
            self.progress(len(done), len(blocks), names[-1])
        for name in names:
            parts = [done[block.start].pop(name) for block in blocks]
            joined = xr.concat(parts, dim="draw", join="exact", combine_attrs="override")
            self.values[name] = unwrapped(name, joined)
            kept = summarised(joined) if self.flow.nodes[name].kind.summary_only else joined
            self.keeper.save(name, self.keys[name], kept)
        self.keeper.drop_blocks(key)
        self._note(f"draws of pass {level}", began)

    def _note(self, what: str, began: float) -> None:
        self.timings[what] = time.perf_counter() - began
        _LOG.info("%s: %.2f s", what, self.timings[what])

    def _computed(
        self, key: str, names: list[str], blocks: list[DrawBlock]
    ) -> Iterator[tuple[DrawBlock, dict[str, xr.Dataset]]]:
        """Give each block as it is done; kept ones first, then in this process or in several."""
        waiting = []
        for block in blocks:
            kept = self.keeper.load_block(key, block.start)
            if kept is not None and set(names) <= set(kept):
                yield block, kept
            else:
                waiting.append(block)
        workers = self.workers
        while waiting and workers in {0, 1}:
            block = waiting.pop(0)
            began = time.perf_counter()
            results = compute_block(self.flow, self.values, names, block)
            left = (time.perf_counter() - began) * len(waiting)
            self.keeper.save_block(key, block.start, results)
            yield block, results
            if workers == 0:
                workers = (os.cpu_count() or 1) if left > WORTH_A_POOL else 1
        if waiting:
            yield from self._in_processes(key, names, waiting, workers)

    def _in_processes(
        self, key: str, names: list[str], blocks: list[DrawBlock], workers: int
    ) -> Iterator[tuple[DrawBlock, dict[str, xr.Dataset]]]:
        """Spread blocks over processes, of which this is one: what it computes need not travel.

        One block more than there are other processes is under way at most: memory is bounded.
        """
        needed = {need for name in names for need in self.flow.needs(name)} - set(names)
        shared = {name: self.values[name] for name in needed if name in self.values}
        context = multiprocessing.get_context("spawn")
        waiting = deque(blocks)
        with ProcessPoolExecutor(
            workers - 1, context, initializer=_start_worker, initargs=(self.flow, shared, names)
        ) as pool:
            under_way: dict[Future[dict[str, xr.Dataset]], DrawBlock] = {}
            try:
                while waiting or under_way:
                    while waiting and len(under_way) < workers:
                        block = waiting.popleft()
                        under_way[pool.submit(_work, block)] = block
                    if waiting:
                        block = waiting.popleft()
                        results = compute_block(self.flow, self.values, names, block)
                        self.keeper.save_block(key, block.start, results)
                        yield block, results
                    done = wait(under_way, 0 if waiting else None, FIRST_COMPLETED).done
                    for future in done:
                        block = under_way.pop(future)
                        results = future.result()
                        self.keeper.save_block(key, block.start, results)
                        yield block, results
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


_WORKER: dict[str, Any] = {}
"""What a worker process was started with; each has its own copy."""


def _start_worker(flow: Dataflow, values: Values, names: list[str]) -> None:
    _WORKER.update(flow=flow, values=values, names=names)
    # Interrupts are the parent's to handle; a parent that was killed leaves no workers behind.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(block: DrawBlock) -> dict[str, xr.Dataset]:
    return compute_block(_WORKER["flow"], _WORKER["values"], _WORKER["names"], block)

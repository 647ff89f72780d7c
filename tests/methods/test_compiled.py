"""Compiling with a cache on disk, and without one."""

import songi.methods.compiled as home


def test_without_a_place_for_its_machine_code_the_kernel_still_compiles(monkeypatch):
    def njit(*args, cache=False):
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return args[0]

    monkeypatch.setattr(home, "njit", njit)
    assert home.compiled(len)([1, 2]) == 2

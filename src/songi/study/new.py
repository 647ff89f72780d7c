"""A new study: the template that comes with songi, copied whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from songi.errors import Place, Problem, UsageError

TEMPLATE = "template_study"
"""Folder inside the package that holds the template."""


def new_study(target: Path) -> Path:
    """Copy the template study to a new folder.

    The copy is made beside the target and renamed, so that a copy that fails leaves nothing.

    Args:
        target: folder to make; it is not there yet, or empty.

    Returns:
        The folder.

    Raises:
        UsageError: `usage.file_exists` when something is there already, `usage.not_written` when
            the disk is full or may not be written to.
    """
    if target.is_symlink() or (target.exists() and not _is_empty_folder(target)):
        raise UsageError(Problem("usage.file_exists", Place(), {"came": str(target)}))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".songi-new-") as beside:
            made = Path(beside) / "study"
            with as_file(files("songi").joinpath(TEMPLATE)) as template:
                shutil.copytree(template, made, copy_function=shutil.copyfile)
            made.replace(target)
    except (OSError, shutil.Error) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        facts = {"came": str(target), "expected": reason}
        raise UsageError(Problem("usage.not_written", Place(), facts)) from error
    return target


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())

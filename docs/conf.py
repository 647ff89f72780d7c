"""Sphinx settings: pages are Markdown, reference pages are made from the source."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "songi"
author = "the songi founders"
copyright = "the songi founders"  # noqa: A001 - Sphinx's own name
extensions = ["myst_parser", "sphinx-mathjax-offline", "songi_reference"]
myst_enable_extensions = ["dollarmath", "colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "_ext"]
html_theme = "furo"
html_title = "songi"
html_show_sphinx = False

"""Sphinx: the pages are MyST, notebooks run while the docs are built, warnings are errors (`nox -s docs`)."""

from __future__ import annotations

import os
import tempfile
from importlib.metadata import version as version_of

project = "luxvid"
author = "the luxvid authors"
release = version_of("luxvid")
version = release

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
exclude_patterns = ["_build", "jupyter_execute", "schema/*.py"]
html_theme = "furo"
html_title = "luxvid"
html_show_sphinx = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300

toc_object_entries = False  # a name in every page's navigation costs half the build; the reference has headings and a search
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_default_options = {"members": True, "show-inheritance": False}
napoleon_google_docstring = True
napoleon_numpy_docstring = False

os.environ.setdefault("LUXVID_STORAGE", tempfile.mkdtemp(prefix="luxvid-docs-"))  # notebooks keep nothing at the builder's

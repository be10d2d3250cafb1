"""How Sphinx builds the site; ``build.py`` beside it prepares what is built."""

project = "Stagehold"
author = "The Stagehold authors"
copyright = "The Stagehold authors, Apache-2.0"  # noqa: A001  (Sphinx asks for this name)
language = "en"
html_title = "Stagehold"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
# Links to headings are checked as those to pages are.
myst_heading_anchors = 6
# A broken link, a page in no index, an unknown language of a block: each is an error (build.py says -W).
nitpicky = True
# A block of text that shows what the program says has no language to colour.
highlight_language = "text"

# Furo asks nothing of any other host: no font, no script, no counter.
html_theme = "furo"
# What Furo leaves out for those who hear the page or use no mouse.
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["stagehold.css"]
html_show_sourcelink = False
html_copy_source = False
html_use_index = False  # of names in code: there are none
html_theme_options = {"navigation_with_keys": True}

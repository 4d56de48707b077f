"""A picture of articles: pages of HTML to look at, each one file that needs nothing else.

`to_html` draws one article or, with an index of the speakers, many. The data flow one way: `rows` parts
the text, `spans` says what is marked in it, `marks` paints that, `notes` and `cards` say who said what and
why, and `picture` puts these together; `speakers` counts over many articles; `page` fills the templates.
"""

from newsnlp.report.page import frame, to_html

__all__ = ["frame", "to_html"]

"""A picture of articles: pages of HTML to look at, each one file that needs nothing else.

`to_html` draws one article or, with an index of the speakers, many. The data flow one way: `rows` parts
the text, `marks` says what is marked in it and paints that, `picture` adds who says what and why, `speakers`
counts over many articles, and `page` puts all into the templates of `templates/`.
"""

from newsnlp.report.page import frame, to_html

__all__ = ["frame", "to_html"]

"""News pages of the web to text, with headline, date and paragraphs as `extract()` expects them.

`read.read_html` is the entrance: `newsnlp.decoding` tells the encoding, `blocks` what a browser shows as
lines, trafilatura where the article is, `article` which blocks belong to it.
"""

from newsnlp.web.read import WebPage, html_to_text, read_html

__all__ = ["WebPage", "html_to_text", "read_html"]

"""The parts of a news page: headline, dateline, byline, credit, paragraphs, contacts, boilerplate.

`split.split_page` is the entrance. The modules, from the bottom up: `lines` and `wrapped` (what is a
line), `shapes` (what a line looks like), `dates`, `datelines` and `stamps` (when and where), `phrases`,
`furniture` and `labels` (what a line says of itself, gathered in `marks`), `spread` (what a heading says
of the lines below), `layout` (where the article stands), `headings`, `authors`, `contacts` and `arrange`
(what the remaining lines are), `statement` (date and place of the article). What they know of Russian
news sites stands in the tables `data/page_*.tsv`.
"""

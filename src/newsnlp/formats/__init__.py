"""Articles in the formats of other tools: `to_…` gives one, `from_…` reads annotations back.

`to_brat`, `to_cas`, `to_tei`, `to_conllu`, `to_web_annotation`, `to_schema_org` and `to_spacy` take an
`Article`; `from_brat`, `from_cas` and `from_tei` give `Annotations`, the same structure that
`Annotations.of(article)` has, so that the two can be compared.
"""

from newsnlp.formats.annotations import Annotation, Annotations, Link
from newsnlp.formats.brat import Brat, from_brat, to_brat
from newsnlp.formats.cas import from_cas, to_cas
from newsnlp.formats.conllu import to_conllu
from newsnlp.formats.schema_org import to_schema_org
from newsnlp.formats.spacy import to_spacy
from newsnlp.formats.tei import from_tei, to_tei
from newsnlp.formats.web_annotation import to_web_annotation
from newsnlp.formats.xml import ForbiddenCharacters

__all__ = [
    "Annotation",
    "Annotations",
    "Brat",
    "ForbiddenCharacters",
    "Link",
    "from_brat",
    "from_cas",
    "from_tei",
    "to_brat",
    "to_cas",
    "to_conllu",
    "to_schema_org",
    "to_spacy",
    "to_tei",
    "to_web_annotation",
]

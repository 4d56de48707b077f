"""What the models do that the rules alone do not, and what the rules still forbid them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from newsnlp import Extractor
from newsnlp.models import MODELS, load_model

from samples import SAMPLES  # isort: skip


@pytest.fixture(scope="module", params=["default", "best"])
def reader(request: pytest.FixtureRequest) -> Extractor:
    return Extractor(model=request.param)


def test_the_result_names_its_model():
    for name in MODELS:
        assert Extractor(model=name).extract("Мост открыт.").model == name


def test_fast_is_natasha_without_an_encoder():
    assert load_model("fast").encoder is None
    fast, natasha = Extractor(model="fast"), Extractor(model="natasha")
    for text in SAMPLES.values():
        one, two = fast.extract(text), natasha.extract(text)
        assert one.model_copy(update={"model": "natasha"}) == two


def test_people_in_the_names_of_organizations_are_no_people(reader):
    article = reader.extract("В институте Пушкина открыли курсы. Лекции прочтёт Ольга Седова.")
    assert [person.name for person in article.persons] == ["Ольга Седова"]


def test_they_are_mentions_of_people_whom_the_article_names(reader):
    text = "Кандидат Олег Лыков приехал в Тверь. Предвыборный штаб Лыкова собрал подписи."
    [person] = reader.extract(text).persons
    assert [mention.text for mention in person.mentions if mention.kind == "name"] == ["Олег Лыков", "Лыкова"]


@pytest.mark.parametrize(
    "text",
    [
        "Город узнал, что зима будет тёплой.",
        "Жители увидели, что мост закрыт.",
        "Стоит отметить, что мост построили в срок.",
    ],
)
def test_knowing_and_the_author_s_own_words_are_no_quotes(reader, text):
    assert reader.extract(text).quotes == ()


def test_speech_that_no_rule_finds(reader):
    text = "Тренер Олег Лыков назвал «Волгу» самой скучной командой области."
    assert Extractor(model="fast").extract(text).quotes == ()
    [quote] = reader.extract(text).quotes
    assert quote.text.endswith("самой скучной командой области")
    assert quote.speaker.name == "Олег Лыков"
    assert quote.evidence.pattern == "encoder"


def test_a_direct_quote_ends_where_its_marks_end(reader):
    text = "«Мы готовы к зиме. Трубы заменили везде», — сказал Олег Лыков, директор теплосети."
    [quote] = reader.extract(text).quotes
    assert quote.text == "Мы готовы к зиме. Трубы заменили везде"
    assert quote.speaker.name == "Олег Лыков"


def test_a_role_that_a_predicate_gives_from_afar(reader):
    text = "Олег Лыков родился в Твери. Окончил школу в 1990 году, десять лет работал инженером на заводе."
    article = reader.extract(text)
    assert [role.title for role in article.persons[0].roles] == ["инженер"]


def test_importing_loads_no_encoder():
    code = "import sys, newsnlp; newsnlp.Extractor(); "
    code += "assert not {'onnxruntime', 'tokenizers'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_name_has_both_marks_of_a_pair_or_none(reader):
    for text in SAMPLES.values():
        for entity in reader.extract(text).entities:
            for mention in entity.mentions:
                if mention.kind == "name":
                    assert mention.text.count("«") == mention.text.count("»"), mention.text

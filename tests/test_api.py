"""The public interface: what goes in, what comes out, and the errors between."""

from __future__ import annotations

import gc
import itertools
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import ValidationError

from invariants import check
from newsnlp import Article, ExtractionError, Extractor, Lexicon, __version__, extract
from newsnlp.language.threads import one_blas_thread
from samples import SAMPLES

TEXT = "Мост откроют в мае, сообщила мэр Ольга Седова. «Деньги есть», — добавила она."
SURROGATE = "Начало \ud83d конец"


@pytest.mark.parametrize("text", [bytes(TEXT, "utf-8"), None, 7, ["текст"], Path("a.txt")])
def test_what_is_no_str_is_a_type_error(text: object) -> None:
    with pytest.raises(TypeError, match=f"must be a str, not {type(text).__name__}"):
        extract(text)  # type: ignore[arg-type]


def test_bytes_are_to_be_decoded() -> None:
    with pytest.raises(TypeError, match="decode"):
        extract(b"text")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t \u00a0", "\u2003"])
def test_empty_and_blank_texts_give_an_empty_article(text: str) -> None:
    article = extract(text, meta="m")
    assert article == Article(version=__version__, model="default", text=text, meta="m")


@pytest.mark.parametrize(
    "text", ['The mayor said: "Hello".', "你好，世界", "12345", "🙂🙂", "…", "\ufeff", "\u200b"]
)
def test_texts_without_russian_work(text: str) -> None:
    check(extract(text), text)


def test_a_text_that_is_too_long_is_refused_with_the_remedy() -> None:
    small = Extractor(max_chars=10)
    with pytest.raises(ValueError, match=r"11 characters.*max_chars=10.*Extractor\(max_chars="):
        small.extract("а" * 11)
    with pytest.raises(ValueError, match="max_chars=1000000"):
        extract("а" * 1_000_001)


def test_lone_surrogates_are_refused_with_their_place() -> None:
    with pytest.raises(ValueError, match=r"surrogate, U\+D83D, at offset 7"):
        extract(SURROGATE)
    repaired = SURROGATE.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # as the message says
    assert extract(repaired).text == "Начало \ufffd конец"


@pytest.mark.parametrize("meta", [None, 1, "a", [1, {"b": None}], {"id": "7", "tags": ["x"], "score": 0.5}])
def test_meta_comes_back(meta: object) -> None:
    article = extract(TEXT, meta=meta)
    assert article.meta == meta
    assert Article.model_validate_json(article.model_dump_json()) == article


@pytest.mark.parametrize("meta", [{1, 2}, b"x", float("nan"), {"a": object()}, "\ud800"])
def test_meta_that_is_no_json_is_refused(meta: object) -> None:
    with pytest.raises(TypeError, match="meta must be JSON data"):
        extract(TEXT, meta=meta)


def test_meta_is_the_results_own() -> None:
    meta = {"tags": ["a"]}
    article = extract("", meta=meta)
    meta["tags"].append("b")
    assert article.meta == {"tags": ["a"]}


def test_results_are_frozen() -> None:
    article = extract(TEXT)
    with pytest.raises(ValidationError, match="frozen"):
        article.title = "другой"  # type: ignore[misc]


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_keep_every_promise(name: str) -> None:
    check(extract(SAMPLES[name], tokens=True), SAMPLES[name])


def test_text_copied_out_of_a_pdf() -> None:
    text = (
        "Завод запустил новую линию\n\n"
        "В понедельник в Екатеринбурге запустили новую линию по производству экс-\n"
        "каваторов, рассказали на заводе. «Мы шли к этому дню три долгих года, и я бла-\n"
        "годарен коллективу, — сказал генеральный директор предприятия Сергей Кузне-\n"
        "цов. — Теперь удвоим выпуск». По словам мэра Алексея Орлова, завод создаст три-\n"
        "ста рабочих мест."
    )
    article = extract(text)
    check(article, text)
    assert [entity.name for entity in article.entities if entity.type == "person"] == [
        "Сергей Кузнецов",
        "Алексей Орлов",
    ]
    speakers = [quote.speaker and quote.speaker.name for quote in article.quotes]
    assert speakers == ["завод", "Сергей Кузнецов", "Алексей Орлов"]
    assert len([block for block in article.blocks if block.kind == "paragraph"]) == 1


def test_tokens_only_on_request() -> None:
    assert all(sentence.tokens is None for sentence in extract(TEXT).sentences)
    tokens = [token for sentence in extract(TEXT, tokens=True).sentences for token in sentence.tokens or ()]
    assert "".join(token.text for token in tokens) == "".join(TEXT.split())
    opened = next(token for token in tokens if token.text == "откроют")
    assert (opened.lemma, opened.pos) == ("открыть", "VERB")


def test_quotes_of_an_entity_or_its_id() -> None:
    article = extract(TEXT)
    mayor = article.persons[0]
    assert [quote.kind for quote in article.quotes_of(mayor)] == ["indirect", "direct"]
    assert article.quotes_of(mayor.id) == article.quotes_of(mayor)
    assert article.entity(mayor.id) is mayor
    with pytest.raises(KeyError, match="e999"):
        article.entity("e999")


def test_offsets_for_other_languages() -> None:
    text = f"🙂 {TEXT}"
    article = extract(text)
    offsets = article.offsets()
    for span in article.sentences:
        utf16 = text.encode("utf-16-le")[2 * offsets.utf16(span.start) : 2 * offsets.utf16(span.end)]
        utf8 = text.encode()[offsets.utf8(span.start) : offsets.utf8(span.end)]
        assert utf16.decode("utf-16-le") == utf8.decode() == span.text
    with pytest.raises(IndexError, match="outside"):
        offsets.utf8(len(text) + 1)


def test_unknown_models_are_refused() -> None:
    with pytest.raises(ValueError, match=r"unknown model 'tiny'.*best, default, fast, natasha"):
        Extractor(model="tiny")


def test_an_extractor_travels_without_its_models() -> None:
    lexicon = Lexicon(cues=["отчеканить"])
    loaded = Extractor(lexicon=lexicon, max_chars=500)
    loaded.load()
    travelled = pickle.dumps(loaded)
    assert len(travelled) < 1000
    copy = pickle.loads(travelled)
    assert (copy.model, copy.lexicon, copy.max_chars) == ("default", lexicon, 500)
    assert copy.extract(TEXT) == loaded.extract(TEXT)


def test_threads_share_an_extractor() -> None:
    fresh = Extractor()
    texts = list(SAMPLES.values()) * 2
    start = threading.Barrier(4)  # all four ask for the models at once
    with ThreadPoolExecutor(4, initializer=start.wait) as pool:
        found = list(pool.map(fresh.extract, texts))
    assert found == [extract(text) for text in texts]


# Many articles


def endless() -> Iterator[str]:
    for n in itertools.count(1):
        yield f"Об этом сообщила Анна Седова в день {n}."


def test_many_articles_come_in_order_with_their_meta(extractor: Extractor) -> None:
    items = [TEXT, ("Приехал Иван Орлов.", {"id": 1}), ""]
    articles = list(extractor.extract_many(items, tokens=True))
    assert [article.text for article in articles] == [TEXT, "Приехал Иван Орлов.", ""]
    assert [article.meta for article in articles] == [None, {"id": 1}, None]
    assert articles[0].sentences[0].tokens


def test_one_process_reads_only_what_is_asked_for(extractor: Extractor) -> None:
    read: list[int] = []
    texts = (read.append(n) or "Текст." for n in range(10))  # type: ignore[func-returns-value]
    results = extractor.extract_many(texts)
    assert read == []
    next(results)
    assert read == [0]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_takes_its_place_among_the_results(extractor: Extractor, workers: int) -> None:
    items = [TEXT, (SURROGATE, {"id": 5}), b"bytes", ("а", {1, 2}), ("a", "b", "c"), TEXT]
    results = list(extractor.extract_many(items, workers=workers, on_error="yield"))  # type: ignore[arg-type]
    assert isinstance(results[0], Article)
    assert isinstance(results[5], Article)
    errors = [result for result in results if isinstance(result, ExtractionError)]
    assert [error.index for error in errors] == [1, 2, 3, 4]
    assert errors[0].reason.startswith("ValueError: the text has a lone surrogate")
    assert (errors[0].excerpt, errors[0].meta) == (SURROGATE, {"id": 5})
    assert errors[1].excerpt is None
    assert str(errors[1]).startswith("item 2: TypeError: the text must be a str, not bytes")
    assert "JSON" in errors[2].reason
    assert "not tuple" in errors[3].reason
    assert isinstance(errors[0].__cause__, ValueError)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_raises_after_the_results_before_it(extractor: Extractor, workers: int) -> None:
    results = extractor.extract_many([TEXT, SURROGATE, TEXT], workers=workers)
    assert next(results).text == TEXT
    with pytest.raises(ExtractionError, match="item 1: ValueError"):
        next(results)
    assert next(results, None) is None


def test_workers_give_what_one_process_gives_and_stop_early(extractor: Extractor) -> None:
    texts = list(SAMPLES.values())
    results = extractor.extract_many(itertools.cycle(texts), workers=2, tokens=True)
    some = list(itertools.islice(results, len(texts) + 3))
    results.close()  # type: ignore[attr-defined]
    assert some == [extractor.extract(text, tokens=True) for text in [*texts, *texts[:3]]]


def test_workers_read_ahead_a_bounded_number(extractor: Extractor) -> None:
    read = 0

    def texts() -> Iterator[str]:
        nonlocal read
        for text in endless():
            read += 1
            yield text

    results = extractor.extract_many(texts(), workers=2)
    for done in range(1, 31):
        next(results)
        assert read <= done + 8
    results.close()  # type: ignore[attr-defined]


def test_errors_travel_between_processes() -> None:
    error = ExtractionError(3, "ValueError: why", "начало", {"id": 1})
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.index, copy.reason, copy.excerpt, copy.meta) == (3, "ValueError: why", "начало", {"id": 1})


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"texts": "один текст"}, TypeError, "iterable of texts"),
        ({"texts": b"bytes"}, TypeError, "iterable of texts"),
        ({"texts": 5}, TypeError, "not iterable"),
        ({"texts": [], "workers": 0}, ValueError, "workers must be at least 1"),
        ({"texts": [], "on_error": "skip"}, ValueError, "on_error must be"),
    ],
)
def test_wrong_arguments_raise_at_once(
    extractor: Extractor, arguments: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        extractor.extract_many(**arguments)  # type: ignore[call-overload]


# The user's lexicon


def test_a_lexicon_from_a_file(tmp_path: Path) -> None:
    expected = Lexicon(cues=["отчеканить"], roles=["сити-фермер"])
    toml = tmp_path / "words.toml"
    toml.write_text('cues = ["отчеканить"]\nroles = [" сити-фермер "]\n', encoding="utf-8")
    assert Lexicon.from_file(toml) == expected
    as_json = tmp_path / "words.json"
    as_json.write_text(json.dumps({"cues": ["отчеканить"], "roles": ["сити-фермер"]}), encoding="utf-8-sig")
    assert Lexicon.from_file(str(as_json)) == expected


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.toml", 'cue = ["а"]', "a.toml: cue: Extra inputs"),
        ("a.toml", "cues = 5", "a.toml: cues: Input should be"),
        ("a.toml", 'cues = ["а", ""]', r"a.toml: cues\.1: String should have at least 1"),
        ("a.toml", "cues = [", "a.toml: "),
        ("a.json", "{", "a.json: "),
        ("a.json", "[]", "a.json: the file: Input should be"),
        ("a.txt", "", "a .toml or a .json"),
    ],
)
def test_a_faulty_lexicon_file_is_named_with_its_fault(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        Lexicon.from_file(tmp_path / name)


def test_a_lexicon_is_a_lexicon() -> None:
    with pytest.raises(TypeError, match=r"Lexicon\.from_file"):
        Extractor(lexicon={"cues": ["а"]})  # type: ignore[arg-type]


def test_blas_has_one_thread_inside_and_as_many_as_before_outside() -> None:
    before = one_blas_thread._get()
    with one_blas_thread:
        assert one_blas_thread._get() == 1
        with ThreadPoolExecutor(1) as pool:
            pool.submit(extract, TEXT).result()
        assert one_blas_thread._get() == 1
    assert one_blas_thread._get() == before


def test_the_garbage_collector_has_nothing_to_collect(extractor: Extractor) -> None:
    for text in SAMPLES.values():  # the models and the caches first
        extractor.extract(text)
    gc.collect()
    gc.disable()
    try:
        for text in SAMPLES.values():
            extractor.extract(text)
        assert not gc.isenabled()  # as the caller has left it
        assert gc.collect() == 0
    finally:
        gc.enable()
    extractor.extract(TEXT)
    assert gc.isenabled()


def test_a_lexicon_adds_cues_roles_organizations_and_boilerplate() -> None:
    text = (
        "Сити-фермер Анна Седова отчеканила: «Салат растёт и зимой».\n\n"
        "Теплицы построила Дубравушка. В Дубравушке работают сорок человек.\n\n"
        "Наша лента в телефоне"
    )
    lexicon = Lexicon(
        cues=["отчеканить"],
        roles=["сити-фермер"],
        organizations=["Дубравушка"],
        boilerplate=["наша лента"],
    )
    article = Extractor(lexicon=lexicon).extract(text)
    check(article, text)
    assert [(quote.cue and quote.cue.lemma, quote.text) for quote in article.quotes] == [
        ("отчеканить", "Салат растёт и зимой")
    ]
    assert [(role.title, role.person) for role in article.roles] == [("сити-фермер", article.persons[0].id)]
    [organization] = [one for one in article.organizations if one.name == "Дубравушка"]
    assert [mention.text for mention in organization.mentions] == ["Дубравушка", "Дубравушке"]
    assert article.blocks[-1].kind == "boilerplate"


@pytest.mark.parametrize(
    "text", ["👩\u200d⚕\ufe0f", "Он ушёл. 👩\u200d⚕\ufe0f\n\nОна.", "\ufe0f", "1\ufe0f\u20e3 Пункт"]
)
def test_no_part_of_an_emoji_is_left_out(text: str) -> None:
    check(extract(text, tokens=True), text)


@pytest.mark.skipif(os.name != "posix", reason="kills")
def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import itertools, multiprocessing\n"
        "from newsnlp import Extractor\n"
        "if __name__ == '__main__':\n"
        "    results = Extractor(model='fast').extract_many(itertools.repeat('Мост.'), workers=2)\n"
        "    next(results)\n"
        "    print(*(child.pid for child in multiprocessing.active_children()), flush=True)\n"
        "    input()\n",
        encoding="utf-8",
    )
    pipe = subprocess.PIPE
    parent = subprocess.Popen([sys.executable, script], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
    assert parent.stdout is not None
    workers = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(workers) == 2
    parent.kill()
    try:
        parent.communicate(timeout=30)  # until the last process has gone that holds the pipe: the workers do
    except subprocess.TimeoutExpired:
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        raise

"""Articles as Arrow tables: the schema is kept, nothing is lost, and None is null."""

from __future__ import annotations

import io
import itertools
import pickle
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow")
pc = pytest.importorskip("pyarrow.compute")

from newsnlp import Article, ExtractionError, Extractor, extract  # noqa: E402
from newsnlp.tables import SCHEMAS, VERSION, BatchExtractor, to_batches, to_table, unnest  # noqa: E402
from samples import ROOT, SAMPLES  # noqa: E402

TEXT = (
    "ПЕРМЬ, 30 авг — РИА Новости. Мост откроют в мае, сообщила РИА Новости мэр Перми Ольга Седова. "
    "«Деньги есть, — добавила она. — Остались дороги»."
)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [extract(text, meta={"id": name}) for name, text in SAMPLES.items()]


@pytest.mark.parametrize("table", SCHEMAS)
def test_tables_have_their_schema_whatever_is_in_them(table: str, articles: list[Article]) -> None:
    for some in ([], [extract("")], articles):
        made = to_table(some, table)
        assert made.schema.equals(SCHEMAS[table], check_metadata=True)
        made.validate(full=True)
    assert SCHEMAS[table].metadata[b"newsnlp.tables_version"].decode() == VERSION
    assert all(field.metadata[b"description"] for field in SCHEMAS[table])


@pytest.mark.parametrize("table", SCHEMAS)
def test_only_what_may_be_unstated_is_null_and_nothing_is_an_empty_string(
    table: str, articles: list[Article]
) -> None:
    made = to_table(articles, table)
    for field in made.schema:
        column = made.column(field.name)
        assert field.nullable or column.null_count == 0, field.name
        if field.type == pa.string():
            assert "" not in column.to_pylist(), field.name


def test_every_quote_mention_and_role_is_a_row(articles: list[Article]) -> None:
    def rows(table: str) -> int:
        return int(to_table(articles, table).num_rows)

    assert rows("articles") == len(articles)
    assert rows("quotes") == sum(len(article.quotes) for article in articles)
    assert rows("segments") == sum(len(q.segments) for article in articles for q in article.quotes)
    assert rows("entities") == sum(len(article.entities) for article in articles)
    assert rows("mentions") == sum(len(e.mentions) for article in articles for e in article.entities)
    assert rows("roles") == sum(len(article.roles) for article in articles)


@pytest.mark.parametrize(
    ("table", "prefix", "text"),
    [
        ("segments", "", "text"),
        ("mentions", "", "text"),
        ("roles", "", "text"),
        ("quotes", "speaker_", "speaker_text"),
        ("quotes", "cue_", "cue"),
        ("quotes", "via_", "via"),
    ],
)
def test_offsets_lead_to_the_text(table: str, prefix: str, text: str, articles: list[Article]) -> None:
    rows = [row for row in to_table(articles, table).to_pylist() if row[text] is not None]
    assert rows
    for row in rows:
        assert SAMPLES[row["article"]][row[f"{prefix}start"] : row[f"{prefix}end"]] == row[text]


def test_a_quote_says_who_and_why() -> None:
    [first, second] = to_table([extract(TEXT)]).to_pylist()
    assert (first["article"], first["speaker"], first["speaker_kind"]) == ("0", "Ольга Седова", "person")
    assert (first["speaker_role"], first["speaker_gender"], first["cue"]) == (
        "мэр Перми",
        "female",
        "сообщила",
    )
    assert (first["cue_lemma"], first["via"], first["speaker_text"]) == (
        "сообщить",
        "РИА Новости",
        "Ольга Седова",
    )
    assert (second["speaker_text"], second["speaker"], second["via"]) == ("она", "Ольга Седова", None)
    assert second["text"] == "Деньги есть Остались дороги"
    assert 0 < second["confidence"] <= 1


def test_the_speakers_organization_is_that_of_the_role() -> None:
    [row] = to_table([extract("Мост откроют в мае, сообщил директор «Моссвета» Иван Орлов.")]).to_pylist()
    assert (row["speaker_role"], row["speaker_organization"]) == ("директор «Моссвета»", "«Моссвет»")


def test_entities_and_roles_lead_to_each_other() -> None:
    article = extract(TEXT)
    mayor = next(row for row in to_table([article], "entities").to_pylist() if row["type"] == "person")
    assert (mayor["name"], mayor["first"], mayor["last"]) == ("Ольга Седова", "Ольга", "Седова")
    assert (mayor["role"], mayor["quotes"], mayor["middle"]) == ("мэр Перми", 2, None)
    [role] = to_table([article], "roles").to_pylist()
    assert (role["title"], role["post"], role["person"]) == ("мэр Перми", "мэр", "Ольга Седова")
    assert role["person_entity"] == mayor["entity"]


@pytest.mark.parametrize(
    ("meta", "id"), [({"id": "a7"}, "a7"), ({"id": 7}, "7"), ({"url": "x"}, "1"), ("a7", "1"), (None, "1")]
)
def test_the_id_is_that_of_meta_or_the_position(meta: object, id: str) -> None:
    made = to_table([extract(""), extract("", meta=meta)], "articles")
    assert made.column("article").to_pylist() == ["0", id]


def test_another_key_of_meta_is_the_id() -> None:
    made = to_table([extract("", meta={"source": "a.txt"})], "articles", id="source")
    assert made.column("article").to_pylist() == ["a.txt"]


def test_batches_stream() -> None:
    """Endless input gives batches as they are asked for."""
    article = extract(TEXT)
    batches = to_batches(itertools.repeat(article), rows=5)
    for batch in itertools.islice(batches, 3):
        assert batch.num_rows == 4  # two articles of two quotes: a third would make six


@given(rows=st.integers(1, 50))
@settings(max_examples=20)
def test_batches_of_any_size_are_the_table(rows: int) -> None:
    articles = [extract(TEXT, meta={"id": n}) for n in range(3)]
    for table in SCHEMAS:
        parts = to_batches(articles, table, rows=rows)
        assert parts.read_all().equals(to_table(articles, table))


def test_wrong_arguments_say_what_is_right() -> None:
    with pytest.raises(ValueError, match="unknown table 'quote'; choose from: articles, quotes"):
        to_table([], "quote")
    with pytest.raises(ValueError, match="rows must be at least 1"):
        to_batches([], rows=0)
    with pytest.raises(TypeError, match="item 0 is no Article but ExtractionError"):
        to_table([ExtractionError(0, "ValueError: bad")])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="unknown table"):
        BatchExtractor(tables=["people"])
    with pytest.raises(ValueError, match="in every result"):
        BatchExtractor(tables=["articles"])
    with pytest.raises(ValueError, match="have no 'roles'"):
        unnest(BatchExtractor(tables=["quotes"])(pa.table({"id": ["1"], "text": [""]})), "roles")


def test_parquet_and_csv_keep_the_table(articles: list[Article]) -> None:
    pq, csv = pytest.importorskip("pyarrow.parquet"), pytest.importorskip("pyarrow.csv")
    for table in SCHEMAS:
        made = to_table(articles, table)
        parquet, plain = io.BytesIO(), io.BytesIO()
        pq.write_table(made, parquet)
        read = pq.read_table(pa.BufferReader(parquet.getvalue()))
        assert read.equals(made)
        assert read.schema.equals(made.schema, check_metadata=True)
        csv.write_csv(made, plain)
        read = csv.read_csv(
            pa.BufferReader(plain.getvalue()),
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=made.schema, strings_can_be_null=True, quoted_strings_can_be_null=False
            ),
        )
        assert read.to_pylist() == made.to_pylist()


# BatchExtractor


@pytest.fixture
def texts() -> Any:
    return pa.table({"id": [*SAMPLES, "null"], "text": [*SAMPLES.values(), None]})


@pytest.mark.parametrize("table", SCHEMAS)
def test_a_batch_of_texts_gives_what_to_table_gives(
    table: str, texts: Any, articles: list[Article], extractor: Extractor
) -> None:
    read = BatchExtractor(extractor)
    results = read(texts)
    assert results.schema.equals(read.schema, check_metadata=True)
    assert results.column("article").to_pylist() == [*SAMPLES, "null"]
    assert unnest(results, table).equals(to_table(articles, table))


def test_a_record_batch_gives_a_record_batch_and_a_stream_a_stream(texts: Any) -> None:
    read = BatchExtractor(Extractor(model="fast"))
    whole, parts = read(texts), texts.to_batches(max_chunksize=3)
    assert pa.Table.from_batches([read(batch) for batch in parts]).equals(whole)
    assert pa.Table.from_batches(read.map(iter(parts))).equals(whole)


def test_a_stream_is_read_one_batch_at_a_time() -> None:
    taken = []

    def batches() -> Iterator[Any]:
        for n in itertools.count():
            taken.append(n)
            yield pa.record_batch({"id": [n], "text": [""]})

    results = BatchExtractor().map(batches())
    assert next(results).column("article").to_pylist() == ["0"]
    assert taken == [0]


def test_failures_are_rows() -> None:
    broken = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")]
    )
    batch = pa.record_batch(
        {
            "id": ["ok", "null", "long", None, "broken"],
            "text": pa.concat_arrays([pa.array([TEXT, None, "ы" * 300, TEXT]), broken]),
        }
    )
    results = BatchExtractor(Extractor(max_chars=200, model="fast"))(batch).to_pylist()
    assert [row["article"] for row in results] == ["ok", "null", "long", None, "broken"]
    errors = [row["error"] for row in results]
    assert errors[0] is None
    for error, reason in zip(
        errors[1:], ["not NoneType", "300 characters", "the id is null", "UnicodeDecode"], strict=True
    ):
        assert reason in error
    for row in results:
        unread = row["error"] is not None
        assert all((row[name] is None) == unread for name in ("quotes", "roles", "characters", "model"))
    assert unnest(BatchExtractor(Extractor(max_chars=200, model="fast"))(batch), "articles").num_rows == 1


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]
)
def test_strings_of_every_kind_are_read(kind: Any) -> None:
    batch = pa.record_batch(
        {"id": pa.array(["a"], pa.string()).cast(kind), "text": pa.array([TEXT]).cast(kind)}
    )
    results = BatchExtractor(Extractor(model="fast"))(batch)
    assert results.column("error").to_pylist() == [None]
    assert results.column("article").to_pylist() == ["a"]


@pytest.mark.parametrize("kind", [pa.binary(), pa.int64(), pa.null()])
def test_what_is_no_text_is_an_error_of_its_row(kind: Any) -> None:
    results = BatchExtractor()(pa.record_batch({"id": [1], "text": pa.array([None], kind)}))
    assert "TypeError" in results.column("error")[0].as_py()


def test_no_rows_give_no_rows() -> None:
    read = BatchExtractor()
    empty = pa.schema({"id": pa.int64(), "text": pa.string()}).empty_table()
    assert read(empty).equals(read.schema.empty_table())
    assert read(pa.RecordBatch.from_pylist([], empty.schema)).num_rows == 0
    for table in SCHEMAS:
        assert unnest(read(empty), table).equals(SCHEMAS[table].empty_table())


def test_missing_columns_are_named() -> None:
    with pytest.raises(ValueError, match=r"one column 'text'; it has: id, body\. Name yours"):
        BatchExtractor()(pa.record_batch({"id": [1], "body": ["x"]}))
    with pytest.raises(ValueError, match="one column 'id'; it has: text"):
        BatchExtractor()(pa.table({"text": pa.array([], pa.string())}))
    assert BatchExtractor(text="body", id="url")(pa.table({"url": ["u"], "body": [""]})).num_rows == 1


def test_models_load_once_in_a_process_and_not_with_the_pickle(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[str] = []
    module = import_module("newsnlp.extractor")
    load = module.load_model

    def counted(name: str) -> Any:
        loads.append(name)
        return load(name)

    monkeypatch.setattr(module, "load_model", counted)
    data = pickle.dumps(BatchExtractor(Extractor(model="fast", max_chars=9_999)))
    assert len(data) < 1_000
    batch = pa.record_batch({"id": [1], "text": [TEXT]})
    results = [pickle.loads(data)(batch) for _ in range(3)]
    assert loads == ["fast"]
    assert results[0].equals(results[2])


def test_unnested_frames_of_pandas_and_polars(texts: Any) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    read = BatchExtractor(Extractor(model="fast"))
    results = read(texts)
    for table in SCHEMAS:
        expected = unnest(results, table)
        assert unnest(polars.DataFrame(results), table).equals(expected)
        assert unnest(results.to_pandas(types_mapper=pandas.ArrowDtype), table).equals(expected)
        assert unnest(results.to_pandas(), table).equals(expected)
    assert read(polars.DataFrame(texts)).equals(results)
    assert read(texts.to_pandas()).equals(results)


# The documentation


def test_the_documented_columns_are_those_of_the_code() -> None:
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    for name, schema in SCHEMAS.items():
        assert documented(name, schema) in page, f"docs/tables.md:\n{documented(name, schema)}"


def documented(name: str, schema: Any) -> str:
    """A table of the documentation."""

    def meaning(of: Any) -> str:
        return str(of.metadata[b"description"].decode())

    rows = [
        f"| `{field.name}` | {field.type}{'' if field.nullable else ', never null'} | {meaning(field)} |"
        for field in schema
    ]
    title = [f"### {name}", "", f"{meaning(schema)}.", "", "| column | type | |", "| --- | --- | --- |"]
    return "\n".join([*title, *rows, ""])

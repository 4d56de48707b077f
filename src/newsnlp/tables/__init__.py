"""Many articles as tables: Arrow, and from there pandas, Polars, Parquet, CSV, Spark, Ray and Dask.

`to_table` and `to_batches` make tables of articles that have been read; `BatchExtractor` reads the
articles of a record batch into a record batch, wherever that batch lies in a cluster. `SCHEMAS` has the
columns of each table, and the metadata of a column says what it means. All of it needs pyarrow:
`pip install 'newsnlp[tables]'`.
"""

try:
    import pyarrow as _pyarrow  # noqa: F401
except ImportError as error:
    raise ImportError("newsnlp.tables needs pyarrow: pip install 'newsnlp[tables]'") from error

from newsnlp.tables.arrow import SCHEMAS, VERSION, to_batches, to_table
from newsnlp.tables.batches import BatchExtractor, unnest

__all__ = ["SCHEMAS", "VERSION", "BatchExtractor", "to_batches", "to_table", "unnest"]

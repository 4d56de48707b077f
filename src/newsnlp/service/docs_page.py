"""The page at /docs: what OpenAPI tells, in plain HTML that needs nothing from anywhere."""

from __future__ import annotations

from html import escape
from typing import Any

from newsnlp.service.settings import Settings

EXAMPLE = """\
curl -s http://127.0.0.1:8000/v1/extract -H 'Content-Type: application/json' \\
     -d '{"text": "Мэр Перми Иван Орлов заявил, что мост откроют в мае.", "meta": {"id": 7}}'"""

PAGE = """\
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>newsnlp {version}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }}
pre {{ overflow-x: auto; padding: 1rem; border: 1px solid; }}
td, th {{ text-align: left; vertical-align: top; padding: 0 1rem .3rem 0; }}
</style>
<h1>newsnlp {version}</h1>
<p>{description}</p>
<p>The full description, with the schema of an article, is <a href="openapi.json">openapi.json</a>.</p>
<pre>{example}</pre>
{paths}
<h2>Limits</h2>
<table>
{limits}
</table>
</html>
"""


def docs_page(openapi: dict[str, Any], settings: Settings) -> str:
    """The page for a description as FastAPI makes it."""
    return PAGE.format(
        version=escape(openapi["info"]["version"]),
        description=escape(openapi["info"]["description"]),
        example=escape(EXAMPLE),
        paths="\n".join(
            _path(path, method, operation)
            for path, methods in openapi["paths"].items()
            for method, operation in methods.items()
        ),
        limits="\n".join(
            f"<tr><th>{escape(name)}<td>{escape(text)}"
            for name, text in {
                "body": f"{settings.max_body} bytes",
                "batch": f"{settings.max_batch} articles",
                "time": f"{settings.timeout:g} s of waiting, and as much of reading, for each article",
                "requests": f"{settings.max_concurrent} in progress",
            }.items()
        ),
    )


def _path(path: str, method: str, operation: dict[str, Any]) -> str:
    answers = "\n".join(
        f"<tr><th>{escape(status)}<td>{escape(answer['description'])}"
        for status, answer in operation["responses"].items()
    )
    return (
        f"<h2>{escape(method.upper())} {escape(path)}</h2>\n"
        f"<p>{escape(operation['description'])}</p>\n<table>\n{answers}\n</table>"
    )

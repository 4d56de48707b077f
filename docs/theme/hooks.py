"""What the site does beyond mkdocs: links out of docs/ lead to pages, and Russian pages are Russian.

On a code-hosting page a link to `../src/newsnlp/extractor.py` leads to the file. On the site it leads to a
page made here, so that the site is whole without any host: a file as code, a folder as a list of its files.
`CHANGELOG.md`, which lies outside docs/ too, becomes the page of the changes.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent.parent
LINK = re.compile(r"(?<=\]\()([^)\s#]+)(?=(?:#[^)\s]*)?\))")
CODE = {
    ".css": "css",
    ".html": "html",
    ".js": "js",
    ".md": "markdown",
    ".mjs": "js",
    ".py": "python",
    ".toml": "toml",
}
TEXT = {*CODE, ".jsonl", ".sh", ".tsv", ".txt", ".typed"}
HIDDEN = "---\nsearch:\n  exclude: true\nhide: [navigation, toc]\n---\n"
CHANGES = "changelog.md"
HOME = {"en": "index.html", "ru": "ru/index.html"}


def on_files(files: Files, config: Any) -> Files:
    """Add the changes and a page for each file and folder that some page links to."""
    files.append(File.generated(config, CHANGES, content=(ROOT / "CHANGELOG.md").read_text(encoding="utf-8")))
    wanted = {
        target
        for file in files.documentation_pages()
        for link in LINK.findall(file.content_string)
        if (target := outside(file.src_uri, link)) and not target.startswith("docs/")
    }
    for target in sorted(wanted | {child for folder in wanted for child in children(folder)}):
        files.append(File.generated(config, page_of(target), content=HIDDEN + shown(target)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Turn links out of docs/ to the pages made for them."""
    if page.file.src_uri.startswith("source/"):
        return markdown

    def turned(link: re.Match[str]) -> str:
        target = outside(page.file.src_uri, link[1])
        if target is None:
            return link[1]
        return posixpath.relpath(page_of(target), posixpath.dirname(page.file.src_uri) or ".")

    return LINK.sub(turned, markdown)


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """The theme speaks the language of the page, and the switch leads to the same page in the other."""
    uri = page.file.src_uri
    language = "ru" if uri.startswith("ru/") else "en"
    config.theme["language"] = language
    config.extra["homepage"] = HOME[language]
    english = uri.removeprefix("ru/")
    for other in config.extra["alternate"]:
        same = PurePosixPath("ru" if other["lang"] == "ru" else "", english)
        exists = (ROOT / "docs" / same).exists()
        other["link"] = str(same.with_suffix(".html")) if exists else HOME[other["lang"]]
    return context


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Leave out the links for which the theme asks every language for a site map of its own."""
    return re.sub(r'^ *<link rel="alternate" .*\n', "", output, flags=re.MULTILINE)


def outside(page: str, link: str) -> str | None:
    """What a link of a page leads to, from the project's folder; `None` if that is in docs/ or on the web."""
    if "://" in link or link.startswith(("mailto:", "/")):
        return None
    place = "" if page == CHANGES else posixpath.join("docs", posixpath.dirname(page))
    target = posixpath.normpath(posixpath.join(place, link))
    return None if target.startswith("docs/") and page != CHANGES else target


def page_of(target: str) -> str:
    """The page that stands for a file or folder of the project."""
    if target == "CHANGELOG.md":
        return CHANGES
    if target.startswith("docs/"):
        return target.removeprefix("docs/")
    return f"source/{target}/index.md" if (ROOT / target).is_dir() else f"source/{target}.md"


def children(folder: str) -> list[str]:
    """The files in a folder that can be shown."""
    path = ROOT / folder
    if not path.is_dir():
        return []
    return [
        f"{folder}/{file.name}" for file in sorted(path.iterdir()) if file.suffix in TEXT and file.is_file()
    ]


def shown(target: str) -> str:
    """A file as code, a folder as a list."""
    path, title = ROOT / target, f"# `{target}`\n\n"
    if path.is_dir():
        return title + "\n".join(f"- [{Path(file).name}]({Path(file).name}.md)" for file in children(target))
    text = path.read_text(encoding="utf-8")
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{title}{fence}{CODE.get(path.suffix, 'text')}\n{text.rstrip()}\n{fence}\n"

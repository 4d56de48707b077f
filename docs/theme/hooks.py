"""What the site does beyond mkdocs: links out of docs/ lead to pages, and Russian pages are Russian.

On a code-hosting page a link to `../src/newsnlp/extractor.py` leads to the file. On the site it leads to a
page made here, so that the site is whole without any host: a file as code, a folder as a list of its files,
Markdown as it is.
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
    ".mjs": "js",
    ".py": "python",
    ".toml": "toml",
}
TEXT = {*CODE, ".jsonl", ".md", ".sh", ".tsv", ".txt", ".typed"}
HIDDEN = "---\nsearch:\n  exclude: true\nhide: [navigation, toc]\n---\n"
CHANGES = "changelog.md"
HOME = {"en": "index.html", "ru": "ru/index.html"}


def on_files(files: Files, config: Any) -> Files:
    """Add the changes and a page for each file and folder that some page links to."""
    files.append(File.generated(config, CHANGES, content=(ROOT / "CHANGELOG.md").read_text(encoding="utf-8")))
    pages = {file.src_uri: file.content_string for file in files.documentation_pages()}
    waiting = list(pages)
    while waiting:
        page = waiting.pop()
        for target in sorted({goal(page, link) for link in LINK.findall(pages[page])} - {None}):
            for path in (target, *children(target)):
                made = page_of(path)
                if made not in pages and not path.startswith("docs/"):
                    pages[made] = shown(path)
                    files.append(File.generated(config, made, content=HIDDEN + pages[made]))
                    waiting += [made] if path.endswith(".md") else []
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Turn links out of docs/ to the pages made for them."""
    uri = page.file.src_uri
    if (ROOT / origin(uri).removesuffix(".md")).is_file():  # a page of code
        return markdown
    here = posixpath.dirname(uri) or "."

    def turned(link: re.Match[str]) -> str:
        target = goal(uri, link[1])
        return link[1] if target is None else posixpath.relpath(page_of(target), here)

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


def origin(page: str) -> str:
    """The file of the project that a page is made of."""
    if page == CHANGES:
        return "CHANGELOG.md"
    return page.removeprefix("source/") if page.startswith("source/") else f"docs/{page}"


def page_of(path: str) -> str:
    """The page (or other file of the site) that stands for a file or folder of the project."""
    if path == "CHANGELOG.md":
        return CHANGES
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    if (ROOT / path).is_dir():
        return f"source/{path}/{'README' if (ROOT / path / 'README.md').exists() else 'index'}.md"
    return f"source/{path}" if path.endswith(".md") else f"source/{path}.md"


def goal(page: str, link: str) -> str | None:
    """The file or folder of the project that a link of a page leads to; `None` if it leads to the web."""
    if "://" in link or link.startswith("mailto:"):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(origin(page)), link))


def children(folder: str) -> list[str]:
    """The files in a folder that can be shown."""
    path = ROOT / folder
    if not path.is_dir():
        return []
    return [
        f"{folder}/{file.name}" for file in sorted(path.iterdir()) if file.suffix in TEXT and file.is_file()
    ]


def shown(path: str) -> str:
    """A Markdown file as it is, another as code, a folder as what its README says and a list of its files."""
    file, title = ROOT / path, f"# `{path}`\n\n"
    if file.name == "README.md":
        return shown(posixpath.dirname(path))
    if file.is_dir():
        names = [Path(child).name for child in children(path)]
        readme = (file / "README.md").read_text(encoding="utf-8") + "\n" if "README.md" in names else title
        return readme + "\n".join(f"- [{name}]({name})" for name in names if name != "README.md")
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        return text
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{title}{fence}{CODE.get(file.suffix, 'text')}\n{text.rstrip()}\n{fence}\n"

"""newsnlp as an HTTP service: `newsnlp serve`, or `create_app()` under a server of yours.

A request flows through the modules in this order: `requests` (its id, its line in the log), `limits` (is
there room for it, is its body too large or too slow), `app` (the paths), `pool` (the processes that read
articles). `messages` has what goes in and out, `docs_page` the page at /docs, `logs` the form of the log.
"""

try:
    from newsnlp.service.app import create_app
except ModuleNotFoundError as missing:
    raise ImportError(f"{missing}; the service takes an extra: pip install 'newsnlp[serve]'") from None
from newsnlp.service.settings import Settings

__all__ = ["Settings", "create_app"]

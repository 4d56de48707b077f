"""`newsnlp serve`: the service over HTTP."""

from __future__ import annotations

import argparse
import signal
import socket
import sys

from newsnlp.cli.options import (
    FAILED,
    OK,
    add_extractor_options,
    make_extractor,
    positive,
    positive_number,
)

EPILOG = """\
POST an article to /v1/extract, several to /v1/extract_many; /docs describes them. SIGTERM or Ctrl-C
finishes the requests in progress and stops. The log is JSON Lines on standard error.
"""
BACKLOG = 2048  # connections that the system keeps waiting


def make_parser() -> argparse.ArgumentParser:
    """The options of this command."""
    parser = argparse.ArgumentParser(
        prog="newsnlp serve",
        description="Read articles over HTTP.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s: this machine)")
    add("--port", type=_port, default=8000, help="0: any that is free (default: %(default)s)")
    add("--workers", type=positive, metavar="N", help="processes (default: one a processor, at most 4)")
    add("--max-body", type=positive, default=8_000_000, metavar="BYTES", help="default: %(default)s")
    add("--max-batch", type=positive, default=100, metavar="ARTICLES", help="default: %(default)s")
    add(
        "--timeout",
        type=positive_number,
        default=60.0,
        metavar="SECONDS",
        help="for an article, once for waiting and once for reading (default: %(default)g)",
    )
    add(
        "--max-concurrent",
        type=positive,
        default=64,
        metavar="REQUESTS",
        help="turn further ones away (default: %(default)s)",
    )
    add_extractor_options(parser)
    return parser


def run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """Serve until a signal says to stop; returns the exit code."""
    try:
        import uvicorn

        from newsnlp.service import Settings, create_app
        from newsnlp.service.logs import log_to_stderr
        from newsnlp.service.settings import default_workers
    except ImportError as error:
        print(f"newsnlp: {error} (pip install 'newsnlp[serve]')", file=sys.stderr)
        return FAILED
    extractor = make_extractor(parser, options)
    settings = Settings(
        workers=options.workers or default_workers(),
        max_body=options.max_body,
        max_batch=options.max_batch,
        timeout=options.timeout,
        max_concurrent=options.max_concurrent,
    )
    try:
        listener = _listen(options.host, options.port)
    except OSError as error:
        print(
            f"newsnlp: cannot listen on {options.host}:{options.port}: {error.strerror or error}",
            file=sys.stderr,
        )
        return FAILED
    log_to_stderr()
    code = OK

    def stop() -> None:
        nonlocal code
        code = FAILED
        server.should_exit = True

    server = uvicorn.Server(
        uvicorn.Config(
            create_app(extractor, settings, on_failure=stop),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=int(2 * settings.timeout) + 5,
        )
    )
    print(f"newsnlp: listening on {_address(listener)}", file=sys.stderr, flush=True)
    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn stops, and then sends it to us once more
    server.run(sockets=[listener])
    return code


def _listen(host: str, port: int) -> socket.socket:
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    return socket.create_server((host, port), family=family, backlog=BACKLOG)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _port(value: str) -> int:
    if not value.isdecimal() or int(value) > 65535:
        raise argparse.ArgumentTypeError(f"must be a whole number up to 65535, not {value!r}")
    return int(value)

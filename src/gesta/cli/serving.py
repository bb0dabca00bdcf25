"""`gesta serve`: the page of one ledger, for a browser on this machine."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from pathlib import Path
from typing import Annotated, Any

import typer

from gesta.cli.which import find_ledger
from gesta.errors import GestaError

HOST, PORT = "127.0.0.1", 8300
TRIED = 20
"""Ports that are tried, from the first on, where none is named."""
LEAST_TOKEN = 16


def serve(
    ledger: Annotated[
        Path | None, typer.Argument(metavar="[LEDGER]", help="The ledger file.", show_default=False)
    ] = None,
    host: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Bind to this name or address of the machine; anything "
            "but loopback asks everyone for a token.",
        ),
    ] = HOST,
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            show_default=False,
            help=f"Default: {PORT}, or the next that is free. 0: any free one.",
        ),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(
            metavar="WORD",
            help="Ask everyone for this token. Default off loopback: a "
            "new one, printed with the address.",
        ),
    ] = None,
    review: Annotated[
        bool, typer.Option("--review/--no-review", help="Whether corrections may be made.")
    ] = True,
    open_: Annotated[
        bool, typer.Option("--open", help="Open the page in this machine's browser.")
    ] = False,
) -> None:
    """Open a ledger as a page: read it, check it, correct it.

    The page is for this machine alone and asks for nothing outside it. Reports that another
    `gesta read` adds meanwhile show up by themselves. Without LEDGER: $GESTA_LEDGER, or the only
    .ledger file of this folder. Ctrl-C ends it.

    Example: gesta serve war.ledger --open
    """
    uvicorn = _server()
    from gesta.web.app import create_app
    from gesta.web.guard import is_loopback

    path = find_ledger(ledger)
    asked = token if token is not None or is_loopback(host) else secrets.token_urlsafe(24)
    if asked is not None and len(asked) < LEAST_TOKEN:
        raise typer.BadParameter(
            f"a token of {len(asked)} characters is soon guessed; take {LEAST_TOKEN} or more, or "
            "leave it out and one is made.", param_hint="--token",
        )  # fmt: skip
    app = create_app(path, token=asked, readonly=not review, names=[host])
    listening = _bound(host, port)
    address = _address(host, listening.getsockname()[1], asked)
    typer.echo(f"{path} is served at {address}", err=True)
    if asked is not None:
        typer.echo("Whoever has this address may read it" + (" and correct it." if review else "."),
                   err=True)  # fmt: skip
    typer.echo("Ctrl-C ends it.", err=True)
    if open_:
        webbrowser.open(address)
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="on",
                            timeout_graceful_shutdown=2, server_header=False)  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def _server() -> Any:
    try:
        import fastapi  # noqa: F401
        import uvicorn
    except ImportError as error:
        raise GestaError(
            f"The page needs {error.name}. Install it with `pip install 'gesta[web]'`."
        ) from error
    return uvicorn


def _bound(host: str, port: int | None) -> socket.socket:
    """A socket that listens; raises GestaError in words."""
    wanted = range(PORT, PORT + TRIED) if port is None else [port]
    why: OSError | None = None
    for number in wanted:
        try:
            family, kind, proto, _, where = socket.getaddrinfo(
                host, number, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            found = socket.socket(family, kind, proto)
            try:
                found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                found.bind(where)
                found.listen()
            except OSError:
                found.close()
                raise
            return found
        except OSError as error:
            why = error
    tried = f"port {wanted[0]}" if len(wanted) == 1 else f"ports {wanted[0]} to {wanted[-1]}"
    raise GestaError(
        f"Cannot listen on {host}, {tried}: {why and why.strerror}. Name another with --port, or "
        "0 for any free one."
    ) from why


def _address(host: str, port: int, token: str | None) -> str:
    name = HOST if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/" + (f"?token={token}" if token else "")

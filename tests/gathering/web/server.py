"""A server on 127.0.0.1 that does whatever it is told: real sockets, invented outlets, every kind of misbehaviour.

    with Server() as server:
        server.says["/news"] = page(b"<p>…")
        server.says["outlet.example/robots.txt"] = robots("User-agent: *")

What isn't said is 404. `requests` holds what came, in order. Everything ends with the `with`.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterable

import brotli
import msgspec

HOST = "127.0.0.1"
_MOST_HEAD = 65_536


class Came(msgspec.Struct, frozen=True):
    """A request as it came; `names` are its headers in small letters."""

    host: str
    path: str
    names: dict[str, str]


class Wire:
    """The connection on which an answer is given."""

    def __init__(self, connection: socket.socket, stopping: threading.Event) -> None:
        self._connection = connection
        self._stopping = stopping

    def send(self, data: bytes) -> bool:
        """Whether anybody still listens."""
        try:
            self._connection.sendall(data)
        except OSError:
            return False
        return not self._stopping.is_set()

    def wait(self, seconds: float) -> bool:
        """Whether the server goes on after that."""
        return not self._stopping.wait(seconds)


Saying = Callable[[Wire, Came], None]


class Server:
    """Says what is in `says`, by path or by host and path."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.says: dict[str, Saying] = {}
        self.requests: list[Came] = []
        self.most_at_once = 0
        self._at_once = 0
        self._tls = tls
        self._count = threading.Lock()
        self._stopping = threading.Event()
        self._listening = socket.create_server((HOST, 0), backlog=64)
        self._connections: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._listening.getsockname()[1])

    def url(self, path: str, host: str = HOST) -> str:
        """The address of a page of this server."""
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def paths(self, host: str | None = None) -> list[str]:
        """What was asked for, in order, robots.txt left out."""
        asked = [came for came in list(self.requests) if host is None or came.host == host]
        return [came.path for came in asked if came.path != "/robots.txt"]

    def __enter__(self) -> Server:
        self._run(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in list(self._threads):
            thread.join(5)

    def _run(self, work: Callable[..., None], *given: object) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self._connections.append(connection)
            self._run(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            while not self._stopping.is_set():
                came = _request(connection)
                if came is None:
                    return
                with self._count:
                    self.requests.append(came)
                    self._at_once += 1
                    self.most_at_once = max(self.most_at_once, self._at_once)
                saying = self.says.get(came.host + came.path) or self.says.get(came.path) or page(b"", status=404)
                saying(Wire(connection, self._stopping), came)
                with self._count:
                    self._at_once -= 1
                if not getattr(saying, "keeps", False):
                    return


def _request(connection: socket.socket) -> Came | None:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(4_096)
        if not piece or len(head) > _MOST_HEAD:
            return None
        head += piece
    first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    names = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Came(names.get("host", "").rpartition(":")[0], first.split(" ")[1], names)


def head(status: int, headers: Iterable[tuple[str, str]]) -> bytes:
    """The lines before a body."""
    lines = [f"HTTP/1.1 {status} Something", *(f"{name}: {value}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def page(body: bytes, *, status: int = 200, kind: str = "text/html", headers: Iterable[tuple[str, str]] = ()) -> Saying:
    """A good answer."""

    def say(wire: Wire, came: Came) -> None:
        assert came
        always = (("Content-Type", kind), ("Content-Length", str(len(body))))
        wire.send(head(status, (*always, *headers)) + body)

    say.keeps = True  # type: ignore[attr-defined]
    return say


def robots(text: str, status: int = 200) -> Saying:
    """A robots.txt."""
    return page(text.encode(), status=status, kind="text/plain")


def raw(data: bytes) -> Saying:
    """These bytes, whatever they are, and the end of the connection."""

    def say(wire: Wire, came: Came) -> None:
        assert came
        wire.send(data)

    return say


def redirect(location: str, status: int = 302) -> Saying:
    """A way on."""
    return page(b"", status=status, headers=[("Location", location)])


def hangs() -> Saying:
    """Takes the request and says nothing."""

    def say(wire: Wire, came: Came) -> None:
        assert came
        wire.wait(60)

    return say


def endless(piece: bytes = b"x" * 65_536, headers: Iterable[tuple[str, str]] = ()) -> Saying:
    """A body that doesn't end."""

    def say(wire: Wire, came: Came) -> None:
        assert came
        wire.send(head(200, [("Content-Type", "text/html"), *headers]))
        while wire.send(piece):
            pass

    return say


def floods(piece: bytes) -> Saying:
    """These bytes again and again, from the first on."""

    def say(wire: Wire, came: Came) -> None:
        assert came
        while wire.send(piece):
            pass

    return say


def drips(seconds: float) -> Saying:
    """A byte now and then, for ever."""

    def say(wire: Wire, came: Came) -> None:
        assert came
        wire.send(head(200, [("Content-Type", "text/html")]))
        while wire.send(b"x") and wire.wait(seconds):
            pass

    return say


def busy(status: int, retry_after: str | None, times: int, then: Saying) -> Saying:
    """Too busy for so many requests, then well again."""
    left = [times]

    def say(wire: Wire, came: Came) -> None:
        left[0] -= 1
        after = [("Retry-After", retry_after)] if retry_after is not None else []
        (page(b"", status=status, headers=after) if left[0] >= 0 else then)(wire, came)

    say.keeps = True  # type: ignore[attr-defined]
    return say


def cut_off(body: bytes, announced: int) -> Saying:
    """A wrong Content-Length: the connection ends before it."""
    return raw(head(200, [("Content-Type", "text/html"), ("Content-Length", str(announced))]) + body)


def packed(body: bytes, encoding: str, named: str | None = None) -> Saying:
    """A body in a content encoding; `named` is what the header calls it."""
    made: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": brotli.compress,
        "raw deflate": _headless,
        "identity": bytes,
    }
    name = named or encoding.split()[-1]
    return page(made[encoding](body), headers=[("Content-Encoding", name)])


def _headless(body: bytes) -> bytes:
    return zlib.compress(body)[2:-4]


def bomb(megabytes: int) -> Saying:
    """A small gzip body that unpacks to so much."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    zeros = bytes(1_000_000)
    body = b"".join(packer.compress(zeros) for _ in range(megabytes)) + packer.flush()
    return page(body, headers=[("Content-Encoding", "gzip")])


def versions(*bodies: bytes) -> Saying:
    """Another version at each read, the last for ever, each with its ETag; 304 to whoever names the present one."""
    read = [0]

    def say(wire: Wire, came: Came) -> None:
        now = min(read[0], len(bodies) - 1)
        mark = f'"v{now}"'
        if came.names.get("if-none-match") == mark:
            page(b"", status=304, headers=[("ETag", mark)])(wire, came)
            return
        read[0] += 1
        page(bodies[now], headers=[("ETag", mark), ("Last-Modified", "Sun, 01 Mar 2026 10:00:00 GMT")])(wire, came)

    say.keeps = True  # type: ignore[attr-defined]
    return say

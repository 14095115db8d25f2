"""An endpoint on 127.0.0.1 that answers as it is told, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """One answer: `body` is sent `at_once` or, slowly, a byte each `drip` seconds, after `wait` seconds."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: float = 0.0


def completion(content: str, finish: str = "stop") -> Reply:
    """What a server sends where its model has answered with `content`."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    return Reply(json.dumps({"id": "x", "object": "chat.completion", "choices": [choice]}).encode())


def accounts(*told: Mapping[str, Any]) -> Reply:
    """A model that answers with these accounts."""
    return completion(json.dumps({"accounts": told}))


class Endpoint:
    """A server that gives its replies in turn, the last one again and again."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.asked: list[dict[str, Any]] = []
        self.headers: list[Mapping[str, str]] = []
        self.paths: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    @contextmanager
    def running(self) -> Iterator[Endpoint]:
        """Serves while the block lasts."""
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"]))
                endpoint.asked.append(json.loads(content))
                endpoint.headers.append(dict(self.headers))
                endpoint.paths.append(self.path)
                reply = endpoint.replies.pop(0) if len(endpoint.replies) > 1 else endpoint.replies[0]
                time.sleep(reply.wait)
                try:
                    self._send(reply)
                except OSError:
                    self.close_connection = True  # whoever asked has gone

            def do_GET(self) -> None:
                endpoint.paths.append(self.path)
                self._send(Reply(b"{}"))

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                step = 1 if reply.drip else 1 << 16
                for at in range(0, len(reply.body), step):
                    self.wfile.write(reply.body[at : at + step])
                    time.sleep(reply.drip)

            def log_message(self, *_arguments: Any) -> None:
                """Silent."""

        return Handler

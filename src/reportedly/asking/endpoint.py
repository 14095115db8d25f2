"""An OpenAI-compatible chat-completions endpoint: one question, one answer, everything about it bounded.

Page text goes to the address that the user gave and to no other: redirects aren't followed, proxies and passwords that
the environment names for other programs aren't used.
"""

from __future__ import annotations

import os
import ssl
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from reportedly.asking.answer import schema
from reportedly.asking.choice import Choice
from reportedly.asking.prompt import Prompt
from reportedly.model.errors import ReaderError

if TYPE_CHECKING:
    import httpx2 as httpx

T = TypeVar("T")

KEY = "REPORTEDLY_READER_KEY"
"""The environment variable with the endpoint's key, where it wants one."""
_MOST_BYTES = 1_000_000  # of an answer; one account has some 600
_MOST_TOKENS = 8_192  # of an answer: some thirty accounts
_TRIES = 4
_PAUSE = 1.0  # seconds before the second try, twice as long before each further one
_LONGEST_PAUSE = 30.0  # whatever the server asks for
_BUSY = frozenset({429, 500, 502, 503, 504})  # worth another try
_ANSWERED, _NO_SUCH = 200, 404
_KEY_WANTED = frozenset({401, 403})
_SAID = 200  # code points of a server's own message that are passed on


class _Message(msgspec.Struct, frozen=True):
    content: str | None = None


class _Option(msgspec.Struct, frozen=True):
    message: _Message
    finish_reason: str | None = None


class _Completion(msgspec.Struct, frozen=True):
    choices: list[_Option]


class _Response(msgspec.Struct, frozen=True):
    status: int
    body: bytes
    retry_after: str | None = None


class _Busy(ReaderError):
    """Worth another try, after `pause` seconds where the server names them."""

    def __init__(self, message: str, pause: float | None) -> None:
        super().__init__(message)
        self.pause = pause


def check_url(url: str) -> str | None:
    """What is wrong with an endpoint's address, None where nothing is."""
    try:
        parts = urlsplit(url)
        wrong = parts.port == 0
    except ValueError as error:
        return str(error)
    if parts.scheme not in ("http", "https") or not parts.hostname or wrong:
        return "isn't an address such as http://127.0.0.1:8080/v1"
    if parts.username is not None or parts.query or parts.fragment:
        return f"may hold host and path only; a key belongs into the environment variable {KEY}"
    return None


def complete(prompt: Prompt, choice: Choice) -> str:
    """What the endpoint's model answers. Raises `ReaderError`, which names the endpoint and the remedy."""
    deadline = time.monotonic() + choice.seconds
    body = msgspec.json.encode(_request(prompt, choice))
    try:
        for left in reversed(range(_TRIES)):
            try:
                return _content(_within(deadline, choice, lambda: _post(choice, body, deadline)))
            except _Busy as busy:
                pause = busy.pause if busy.pause is not None else _PAUSE * 2 ** (_TRIES - 1 - left)
                if not left or time.monotonic() + pause > deadline:
                    raise
                time.sleep(pause)
    except ReaderError as error:
        raise ReaderError(_without_key(f"{choice.url}: {error}")) from None
    raise AssertionError


def _request(prompt: Prompt, choice: Choice) -> dict[str, Any]:
    return {
        "model": choice.model,
        "messages": [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}],
        "temperature": 0,
        "max_tokens": _MOST_TOKENS,
        "stream": False,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "accounts", "strict": True, "schema": schema()},
        },
    }


def _within(deadline: float, choice: Choice, work: Callable[[], T]) -> T:
    """The work's result by the deadline: a server that sends a byte now and then keeps no time limit of a socket."""
    done: list[T | BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:
            done.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(max(deadline - time.monotonic(), 0))
    if not done:
        raise ReaderError(f"no answer within {choice.seconds:g} s; give it longer with --reader-seconds")
    if isinstance(done[0], BaseException):
        raise done[0]
    return done[0]


def _post(choice: Choice, body: bytes, deadline: float) -> _Response:
    httpx = _httpx()
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
    if key := _key():
        headers["Authorization"] = f"Bearer {key}"
    limit = max(deadline - time.monotonic(), 0.001)
    try:
        with (
            httpx.Client(timeout=limit, follow_redirects=False, trust_env=False, verify=_trusted()) as client,
            client.stream(
                "POST", f"{choice.url.rstrip('/')}/chat/completions", content=body, headers=headers
            ) as response,
        ):
            if response.headers.get("content-encoding", "identity") != "identity":
                raise ReaderError("its answer is compressed, though that wasn't asked for")
            return _Response(response.status_code, _read(response), response.headers.get("retry-after"))
    except httpx.TimeoutException as error:
        raise ReaderError(f"no answer within {choice.seconds:g} s; give it longer with --reader-seconds") from error
    except httpx.ConnectError as error:
        raise ReaderError(f"can't be reached ({_one_line(error)}); start the server or mend --reader-url") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise ReaderError(f"the connection broke off ({_one_line(error)}); look at the server's log") from error


def _read(response: httpx.Response) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_raw():
        size += len(part)
        if size > _MOST_BYTES:
            raise ReaderError(f"its answer is larger than {_MOST_BYTES:,} bytes; is it a chat-completions endpoint?")
        parts.append(part)
    return b"".join(parts)


def _content(response: _Response) -> str:
    """The model's words in a response. Raises `ReaderError`, `_Busy` where another try may help."""
    if response.status in _BUSY:
        raise _Busy(f"status {response.status}{_said(response)}; it is busy or broken", _pause_of(response))
    if response.status in _KEY_WANTED:
        raise ReaderError(f"status {response.status}{_said(response)}; put its key into the variable {KEY}")
    if response.status == _NO_SUCH:
        raise ReaderError(f"status 404{_said(response)}; mend --reader-url (it mostly ends in /v1) or --reader-model")
    if response.status != _ANSWERED:
        hint = "redirects aren't followed: give the address itself" if 300 <= response.status < 400 else "see its log"
        raise ReaderError(f"status {response.status}{_said(response)}; {hint}")
    try:
        completion = msgspec.json.decode(response.body, type=_Completion)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReaderError(f"its answer is no chat completion ({_one_line(error)}); mend --reader-url") from error
    option = completion.choices[0] if completion.choices else None
    if option is None or not option.message.content:
        raise ReaderError("its answer is empty; the model may have refused, or the server knows no response_format")
    if option.finish_reason == "length":
        raise ReaderError("its answer was cut off; let the server give longer answers, or split the page")
    return option.message.content


def _said(response: _Response) -> str:
    """The server's own message, as far as it helps."""
    text = _one_line(response.body.decode("utf-8", "replace"))
    return f" ({text})" if text else ""


def _one_line(what: object) -> str:
    text = _without_key(str(what))[: 4 * _SAID]
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_SAID]


def _pause_of(response: _Response) -> float | None:
    """The seconds after which the server wants to be asked again."""
    given = response.retry_after or ""
    return min(float(given), _LONGEST_PAUSE) if given.isascii() and given.isdigit() else None


def _key() -> str:
    key = os.environ.get(KEY, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise ReaderError(f"the key in {KEY} has letters that no key has; copy it again")
    return key


def _without_key(message: str) -> str:
    """A server may say back what it was sent."""
    key = os.environ.get(KEY, "").strip()
    return message.replace(key, "…") if key else message


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()


def _httpx() -> Any:
    try:
        import httpx2 as httpx
    except ImportError as error:
        raise ReaderError("needs the package httpx2: pip install 'reportedly[second-reader]'") from error
    return httpx

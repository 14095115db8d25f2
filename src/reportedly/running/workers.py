"""Work in processes that can be ended: a page that hangs or eats memory costs its own result and no other.

Time limits inside a process don't stop a parser written in C, so each item has a worker of its own while
it lasts; the system or the parent ends the worker at the limit and the parent starts another. The limit is
of processor time, so that a busy machine gives the same results as an idle one. Items and results travel as bytes
(MessagePack of the types that the function declares), never as pickles.
"""

from __future__ import annotations

import contextlib
import gc
import math
import multiprocessing
import signal
import sys
import threading
import time
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

import msgspec

from reportedly.model import errors
from reportedly.model.errors import InputError, LanguageError, ReportedlyError, TooSlow, WorkerDied, WorldError

T = TypeVar("T")
R = TypeVar("R")

SECONDS = 10.0
"""Of processor time. A page takes 20 ms to gather, the slowest of 1,350 real ones 0.1 s; 4 MB in 45,000
paragraphs took 4 s. The first page of a language in a worker loads it too: 0.2 to 0.6 s."""
PATIENCE = 6
"""Times `SECONDS` that an item may take by the clock, for what waits and uses no processor."""
MEGABYTES = 1_500
"""Address space, not memory used. Gathering 150 real pages took 75 MB of it, a page of 4 MB and 45,000
paragraphs 200 MB; what reading loads besides stands within the rest."""
RECYCLE = 1_000
"""Items after which a worker is replaced, so that what a parser leaks stays small."""
AHEAD = 8
"""Items for each worker that may be read before the oldest has its result: bounds the memory."""
_START_SECONDS = 120.0
_PAST_TIME = getattr(signal, "SIGXCPU", 0)
_VALUE, _ERROR, _CRASH, _READY, _FATAL = b"v", b"e", b"x", b"r", b"f"
_FATAL_ERRORS: dict[str, type[ReportedlyError]] = {kind.__name__: kind for kind in (LanguageError, WorldError)}
"""What is wrong with the program's own data is wrong for every page: such an error ends the run, said once."""


class Limits(typing.NamedTuple):
    """What one item may take: processor time, time spent waiting for others besides, and address space."""

    seconds: float = SECONDS
    megabytes: int = MEGABYTES
    waiting: float = 0.0


_USUAL = Limits()


def run_ordered(
    function: Callable[[T], R],
    items: Iterable[T],
    *,
    jobs: int,
    limits: Limits = _USUAL,
    warm: Callable[[], object] | None = None,
) -> Iterator[R | InputError]:
    """The results of `function` in the order of `items`, an error in the place of each that failed.

    `function` and `warm` must be importable by name; `function` must declare what it takes and gives, in
    types that msgspec reads. `warm` is called once in each worker before its first item. By the clock an item may
    take `PATIENCE` times its processor time, and the time that it may wait. Messages call an item by its attribute
    `name`.

    An `InputError` that `function` raises is given as a value, any other error as `WorkerDied` with its
    class; a worker past its time gives `TooSlow`. Raises what `items` raises, `WorkerDied` where no worker can
    start, and in its item's turn a `LanguageError` or `WorldError`. Closing the iterator ends all workers.
    """
    pool = _Pool(function, max(jobs, 1), limits, warm)
    try:
        yield from pool.run(items)
    finally:
        pool.close()


class _Wire(Generic[T, R]):
    """How items and results of one function become bytes and values again."""

    def __init__(self, function: Callable[[T], R]) -> None:
        hints = typing.get_type_hints(function)
        result = hints.pop("return", Any)
        item = next(iter(hints.values()), Any)
        # Decoders can't tell one struct of a union from another: a byte in front says which member it is.
        union = typing.get_origin(result) in (typing.Union, types.UnionType)
        self._members: tuple[Any, ...] = typing.get_args(result) if union else (result,)
        self._results = [msgspec.msgpack.Decoder(member) for member in self._members]
        self._items = msgspec.msgpack.Decoder(item)
        self._encoder = msgspec.msgpack.Encoder()

    def encode(self, item: T) -> bytes:
        return self._encoder.encode(item)

    def decode(self, content: bytes) -> T:
        return typing.cast(T, self._items.decode(content))

    def encode_result(self, result: R) -> bytes:
        index = next((i for i, m in enumerate(self._members) if isinstance(m, type) and type(result) is m), 0)
        return bytes([index]) + self._encoder.encode(result)

    def decode_result(self, content: bytes) -> R:
        return typing.cast(R, self._results[content[0]].decode(memoryview(content)[1:]))


class _Worker:
    """One process and the item that it has."""

    def __init__(self, process: multiprocessing.process.BaseProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.ready = False
        self.done = 0
        self.index: int | None = None
        self.item = ""
        self.deadline = time.monotonic() + _START_SECONDS

    def end(self) -> None:
        """Ends the process at once, whatever it does."""
        self.process.kill()
        self.process.join()
        self.connection.close()
        self.process.close()


class _Pool(Generic[T, R]):
    """The parent's side: workers, what is under way, and results that wait for their turn."""

    def __init__(
        self,
        function: Callable[[T], R],
        jobs: int,
        limits: Limits,
        warm: Callable[[], object] | None,
    ) -> None:
        self._arguments = (function, warm, limits.seconds, limits.megabytes)
        self._wire: _Wire[T, R] = _Wire(function)
        self._jobs, self._limits = jobs, limits
        self._workers: list[_Worker] = []
        self._results: dict[int, R | ReportedlyError] = {}
        self._context = _context(function)

    def run(self, items: Iterable[T]) -> Iterator[R | InputError]:
        """The results in the order of the items; raises an error that is no `InputError`."""
        source = enumerate(items)
        following = next(source, None)
        given = sent = 0
        while following is not None or given < sent:
            while given in self._results:
                result = self._results.pop(given)
                if isinstance(result, ReportedlyError) and not isinstance(result, InputError):
                    raise result
                yield result
                given += 1
            while following is not None and sent - given < self._jobs * AHEAD and (worker := self._free()):
                if self._send(worker, *following):
                    sent += 1
                    following = next(source, None)
            if given not in self._results:
                self._wait()

    def close(self) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _free(self) -> _Worker | None:
        """A worker that waits for an item; starts one where there are too few."""
        if len(self._workers) < self._jobs and all(w.ready and w.index is not None for w in self._workers):
            self._start()
        return next((w for w in self._workers if w.ready and w.index is None), None)

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, *self._arguments), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _send(self, worker: _Worker, index: int, item: T) -> bool:
        """Whether the worker took the item; where it died while it waited, another one gets it."""
        try:
            worker.connection.send_bytes(self._wire.encode(item))
        except OSError:
            self._workers.remove(worker)
            worker.end()
            return False
        worker.index, worker.item = index, _name_of(item)
        worker.deadline = time.monotonic() + self._limits.seconds * PATIENCE + self._limits.waiting
        return True

    def _wait(self) -> None:
        """Waits until a worker answers, dies or reaches its limit."""
        busy = [w for w in self._workers if w.index is not None or not w.ready]
        if not busy:
            return
        rest = min(w.deadline for w in busy) - time.monotonic()
        answered = set(wait([w.connection for w in busy], max(rest, 0)))
        for worker in busy:
            if worker.connection in answered:
                self._receive(worker)
            elif worker.deadline <= time.monotonic():
                self._lose(worker, self._slowness(worker))

    def _receive(self, worker: _Worker) -> None:
        try:
            answer = worker.connection.recv_bytes()
        except (EOFError, OSError):
            self._lose(worker, self._death(worker))
            return
        kind, content = answer[:1], answer[1:]
        if kind == _READY:
            worker.ready = True
            return
        if kind == _CRASH and worker.index is None:
            self._lose(worker, WorkerDied(f"a worker could not start: {content.decode()}"))
            return
        assert worker.index is not None  # noqa: S101 (only workers with an item answer)
        self._results[worker.index] = self._result(worker, kind, content)
        worker.index = None
        worker.done += 1
        if worker.done >= RECYCLE or kind == _CRASH:
            self._workers.remove(worker)
            worker.end()

    def _result(self, worker: _Worker, kind: bytes, content: bytes) -> R | ReportedlyError:
        if kind == _VALUE:
            return self._wire.decode_result(content)
        if kind in (_ERROR, _FATAL):
            class_name, message = msgspec.msgpack.decode(content, type=tuple[str, str])
            if kind == _FATAL:
                return _FATAL_ERRORS[class_name](message)
            found = getattr(errors, class_name, InputError)
            return typing.cast(InputError, (found if issubclass(found, InputError) else InputError)(message))
        problem = content.decode()
        if problem.startswith("MemoryError"):
            problem = f"needed more than {self._limits.megabytes} MB of memory; split it or leave it out"
        else:
            problem = f"reading it failed ({problem}); this is a defect of the program, please report it with the page"
        return WorkerDied(f"{worker.item}: {problem}")

    def _lose(self, worker: _Worker, error: InputError) -> None:
        """Ends a worker and puts `error` in its item's place; raises it where it had none: it never started."""
        self._workers.remove(worker)
        index = worker.index
        worker.end()
        if index is None:
            raise error
        self._results[index] = error

    def _slowness(self, worker: _Worker) -> TooSlow:
        return TooSlow(
            f"{worker.item}: took more than {self._limits.seconds:g} s and was ended; split it or leave it out"
        )

    def _death(self, worker: _Worker) -> InputError:
        worker.process.join(1)
        code = worker.process.exitcode
        if code == -_PAST_TIME and worker.index is not None:
            return self._slowness(worker)
        how = f"signal {-code}" if code is not None and code < 0 else f"status {code}"
        what = worker.item or "a worker could not start"
        cause = f"its worker died ({how}), of its {self._limits.megabytes} MB limit or a crash"
        return WorkerDied(f"{what}: {cause}; split it or leave it out")


def _name_of(item: object) -> str:
    return str(getattr(item, "name", item))[:200]


def _context(function: Callable[..., object]) -> Any:
    """Workers are forked from a clean process that has loaded `function`'s module: a new one costs milliseconds."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    if function.__module__ != "__main__":
        context.set_forkserver_preload([function.__module__])
    if threading.current_thread() is threading.main_thread():
        # The server inherits this while it loads; it would print a traceback of its own on Ctrl-C.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            forkserver.ensure_running()
        finally:
            signal.signal(signal.SIGINT, before)
    return context


def _serve(
    connection: Connection,
    function: Callable[[T], R],
    warm: Callable[[], object] | None,
    seconds: float,
    megabytes: int,
) -> None:
    """The worker: an item in, a result out, until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when work ends
    _limit(megabytes)
    collect_rarely()
    wire: _Wire[T, R] = _Wire(function)
    try:
        if warm is not None:
            warm()
    except BaseException as error:
        with contextlib.suppress(BrokenPipeError):
            connection.send_bytes(_CRASH + _described(error))
        return
    with contextlib.suppress(EOFError, BrokenPipeError):  # the parent has ended, or no longer wants this worker
        connection.send_bytes(_READY)
        while True:
            content = connection.recv_bytes()
            _limit_time(seconds)
            connection.send_bytes(_answer(wire, function, content))


def collect_rarely() -> None:
    """Has Python look for cycles of dead objects a seventieth as often: a page leaves few, and looking took 6 %."""
    gc.set_threshold(50_000, 20, 20)


@contextlib.contextmanager
def collecting_rarely() -> Iterator[None]:
    """The same for a while: what is linked lives until it is, and looking through it took 8 %."""
    usual = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _answer(wire: _Wire[T, R], function: Callable[[T], R], content: bytes) -> bytes:
    try:
        return _VALUE + wire.encode_result(function(wire.decode(content)))
    except InputError as error:
        return _ERROR + msgspec.msgpack.encode((type(error).__name__, str(error)))
    except tuple(_FATAL_ERRORS.values()) as error:
        return _FATAL + msgspec.msgpack.encode((type(error).__name__, str(error)))
    # Panics of parsers written in Rust derive from BaseException.
    except BaseException as error:
        return _CRASH + _described(error)


def _described(error: BaseException) -> bytes:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}".encode("utf-8", "replace")


def _limit(megabytes: int) -> None:
    """Bounds this process's address space, and keeps it from writing its memory to disk when it dies."""
    if sys.platform == "win32":
        return
    import resource

    bound = megabytes * 1024 * 1024
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard != resource.RLIM_INFINITY:
        bound = min(bound, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    """Lets the system end this process once it has used so much more processor time (in whole seconds)."""
    if sys.platform == "win32":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    bound = math.ceil(time.process_time() + seconds)
    if hard == resource.RLIM_INFINITY or bound < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (bound, hard))

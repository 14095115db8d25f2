"""Pages as they came, byte for byte, in a folder beside the store: each once, under its hash, never written over."""

from __future__ import annotations

import contextlib
import errno
import gzip
import hashlib
import os
import re
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportedly.model.errors import StoreError

_HASH = re.compile(r"[0-9a-f]{64}")
_ASIDE = ".aside-"
_LOCK = "lock"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def folder_of(store: Path) -> Path:
    """Where the pages of the store in this file are kept: beside the file itself, by whatever link it's named."""
    store = store.resolve() if store.is_symlink() else store
    return store.with_name(f"{store.name}.pages")


class KeptPages:
    """The folder; it's made with the first page. Every method raises `StoreError` where it can't be used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, sha256: str) -> Path:
        """The file that has, in gzip, the bytes with this hash; raises `StoreError` where it's no hash."""
        if not _HASH.fullmatch(sha256):
            raise StoreError(f"{self.folder}: {sha256[:80]!r} is no SHA-256; ask for one that the store names")
        return self.folder / sha256[:2] / f"{sha256[2:]}.gz"

    def keep(self, content: bytes) -> str:
        """Keeps these bytes; their SHA-256, in hexadecimal.

        They're on the disk when this returns, whole or not at all. What is damaged of an earlier time is mended.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path_of(sha256)
        if self._sound(sha256):
            return sha256
        with self._reporting():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write(path, gzip.compress(content, mtime=0))
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes with this hash; raises `StoreError` where they are missing or damaged."""
        path = self.path_of(sha256)
        try:
            content = gzip.decompress(path.read_bytes())
        except FileNotFoundError:
            raise StoreError(f"{path}: the page isn't there any more; restore it from a copy, or fetch it") from None
        except (OSError, EOFError, zlib.error) as error:
            raise StoreError(f"{path}: the page is damaged ({error}); restore it from a copy, or fetch it") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise StoreError(f"{path}: the page is damaged (other bytes than its name); restore it, or fetch it")
        return content

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else fetches into this store meanwhile; raises `StoreError` where somebody does already.

        The lock is SQLite's own, which the system takes back from a process that ends in any way.
        """
        with self._reporting():
            self.folder.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(self.folder / _LOCK, timeout=0, isolation_level=None)) as lock:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.Error as error:
                if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                    message = f"{self.folder}: another fetch or watch is at work on this store; wait for it, or stop it"
                else:
                    message = f"{self.folder / _LOCK}: can't be locked ({error}); check the folder"
                raise StoreError(message) from error
            with self._reporting():
                for left in self.folder.glob(f"*/{_ASIDE}*"):  # by a run that was killed
                    left.unlink(missing_ok=True)
            yield

    def _sound(self, sha256: str) -> bool:
        try:
            self.read(sha256)
        except StoreError:
            return False
        return True

    def _write(self, path: Path, packed: bytes) -> None:
        handle, name = tempfile.mkstemp(prefix=_ASIDE, dir=path.parent)
        aside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(packed)
                file.flush()
                os.fsync(file.fileno())
            aside.chmod(0o444)
            aside.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                aside.unlink()
            raise
        for folder in (path.parent, self.folder, self.folder.parent):
            _sync(folder)

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in _NO_ROOM:
                remedy = "the disk is full; make room and run it again, what was stored is whole"
            else:
                remedy = f"can't be written ({(error.strerror or str(error)).lower()}); check its permissions"
            raise StoreError(f"{self.folder}: {remedy}") from error


def _sync(folder: Path) -> None:
    """So that the name, too, outlasts a power cut; not every system has this."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""Files that are there whole or not at all: written aside, made safe on the disk, then renamed."""

from __future__ import annotations

import errno
import glob
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from reportedly.model.errors import ReportedlyError
from reportedly.sharing.given import File


class NotWritten(ReportedlyError):
    """What was asked for can't be written: the message names the file and the remedy."""

    code = "not_written"


def whole_file(path: Path, parts: Iterable[bytes]) -> int:
    """Writes the file and gives its length in bytes; what stood there before stays until the new one is whole.

    Raises `NotWritten` where it can't be written.
    """
    _clear_up(path)
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        size = _write(aside, parts)
        aside.replace(path)
        _settle(path.parent)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    return size


def new_file(path: Path, parts: Iterable[bytes]) -> int:
    """Writes a file as `whole_file` does, where there is none yet. Raises `NotWritten`."""
    if path.exists() or path.is_symlink():
        raise NotWritten(f"{path}: is there already (name a file that isn't, or take it away)")
    return whole_file(path, parts)


def whole_folder(path: Path, files: Iterable[File]) -> dict[str, int]:
    """Writes a folder with these files and gives the length of each; one that is there already has to be empty.

    A file's name may lead through folders in it; a file that comes again goes on where it was. Raises `NotWritten`
    where the folder isn't empty, or can't be written.
    """
    _clear_up(path)
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise NotWritten(f"{path}: is there already (name a folder that isn't, or empty it)")
        aside.mkdir()
        sizes = _write_all(aside, files)
        for folder in {(aside / name).parent for name in sizes}:
            _settle(folder)
        _settle(aside)
        aside.replace(path)
        _settle(path.parent)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return sizes


def _clear_up(path: Path) -> None:
    """Takes away what runs that were killed left of this file or folder."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        number = left.suffixes[-2].lstrip(".") if len(left.suffixes) > 1 else ""
        if number.isdigit() and not _runs(int(number)):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                with suppress(OSError):
                    left.unlink()


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _write(path: Path, parts: Iterable[bytes]) -> int:
    with path.open("xb") as file:
        for part in parts:
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def _write_all(folder: Path, files: Iterable[File]) -> dict[str, int]:
    sizes = {}
    with ExitStack() as closing:
        opened: dict[str, BinaryIO] = {}
        for name, parts in files:
            if name not in opened:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                opened[name] = closing.enter_context((folder / name).open("xb"))
            opened[name].writelines(parts)
        for name, file in opened.items():
            file.flush()
            os.fsync(file.fileno())
            sizes[name] = file.tell()
    return sizes


@contextmanager
def beside(path: Path) -> Iterator[BinaryIO]:
    """A file without a name on the disk where `path` will be, gone when it's closed; raises `NotWritten`."""
    try:
        with tempfile.TemporaryFile(dir=path.parent) as file:
            yield file
    except OSError as error:
        raise _failed(path, error) from error


def _settle(folder: Path) -> None:
    """Makes the folder's names safe on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _failed(path: Path, error: OSError) -> NotWritten:
    remedies = {
        errno.ENOENT: "make its folder first",
        errno.ENOSPC: "make room and run it again",
        errno.EACCES: "name a folder in which you may write",
    }
    remedy = remedies.get(error.errno or 0, "name another place")
    return NotWritten(f"{path}: can't be written, {os.strerror(error.errno or 0).lower()} ({remedy})")

"""Names to addresses: what is connected to is the very address that was checked."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor

from aiohttp import TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from reportedly.gathering.web.addresses import inside, refusal
from reportedly.gathering.web.politeness import Politeness

Lookup = Callable[[str, int], Awaitable[list[str]]]
"""The IP addresses of a host, in the order in which they are to be tried."""
_MOST_ADDRESSES = 8
_AddrInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[object, ...]]


class Inside(OSError):
    """A name leads inside this machine or its network, and the user hasn't allowed that."""


def system_lookup(executor: Executor) -> Lookup:
    """How the machine itself looks names up; it may hang, so in a thread of its own."""

    async def lookup(host: str, port: int) -> list[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(executor, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        return [str(info[4][0]) for info in found]

    return lookup


class CheckedResolver(AbstractResolver):
    """Looks names up and keeps of their addresses those that may be asked."""

    def __init__(self, politeness: Politeness, lookup: Lookup) -> None:
        self._politeness = politeness
        self._lookup = lookup
        self.let_in: set[str] = set()
        """Addresses inside to which a name led that the user has allowed."""

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002
    ) -> list[ResolveResult]:
        """The addresses to connect to. Raises `Inside` where all are inside, `OSError` where there are none."""
        found = list(dict.fromkeys(await self._lookup(host, port)))[:_MOST_ADDRESSES]
        if not found:
            raise OSError(f"{host} has no address")
        if self._politeness.allows(host, port):
            self.let_in.update(found)
            return [_result(host, port, address) for address in found]
        kinds = {address: inside(address) for address in found}
        outside = [address for address, kind in kinds.items() if kind is None]
        if not outside:
            raise Inside(refusal(host, found[0], kinds[found[0]] or ""))
        return [_result(host, port, address) for address in outside]

    async def close(self) -> None:
        """Nothing is held."""


def connector(politeness: Politeness, lookup: Lookup) -> TCPConnector:
    """Connections that look at an address once more in the moment in which they open a socket to it.

    Addresses that are written out in a link are never looked up; they too come by here.
    """
    resolver = CheckedResolver(politeness, lookup)

    def opened(info: _AddrInfo) -> socket.socket:
        address, port = str(info[4][0]), info[4][1]
        allowed = address in resolver.let_in or politeness.allows(address, port if isinstance(port, int) else None)
        if not allowed and (kind := inside(address)):
            raise Inside(refusal(address, address, kind))
        return socket.socket(info[0], info[1], info[2])

    return TCPConnector(resolver=resolver, use_dns_cache=False, limit=politeness.at_once, socket_factory=opened)


def _result(host: str, port: int, address: str) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=flags)

"""The HTTP API under /api/v1: what the store holds, as the contract has it. `docs/reference/api.md` lists it."""

from reportedly.api.app import make_api
from reportedly.api.serving import Serving

__all__ = ["Serving", "make_api"]

"""The whole pipeline; its settings; the worker processes that it runs in."""

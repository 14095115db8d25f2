"""Reading: report -> accounts. Screen, tag, chunk, frame, attribute, resolve, assemble."""

from reportedly.reading.page import Parsed, parse

__all__ = ["Parsed", "parse"]

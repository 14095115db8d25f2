"""The desk: pages for people who look, judge and decide. All of their data comes from the API."""

from reportedly.desk.app import make_desk

__all__ = ["make_desk"]

"""Reconciling: accounts that belong together -> estimates, disagreements, incidents."""

from reportedly.reconciling.incidents import page_incidents

__all__ = ["page_incidents"]

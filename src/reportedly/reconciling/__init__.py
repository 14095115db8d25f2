"""Reconciling: accounts that belong together -> estimates, disagreements, incidents, of one page and of many."""

from reportedly.reconciling.across import Reconciled, reconcile
from reportedly.reconciling.incidents import page_incidents

__all__ = ["Reconciled", "page_incidents", "reconcile"]

"""The nouns, their vocabularies and errors. Imports nothing of ours; frozen values throughout."""

from reportedly.model.account import (
    DERIVED,
    SCENE,
    SITE,
    SOME,
    Account,
    Count,
    Event,
    Perpetrator,
    Speaker,
    Victim,
    Weapon,
    When,
    Where,
)
from reportedly.model.incident import DifferingValue, Disagreement, Estimate, Incident, IncidentPerpetrator
from reportedly.model.quote import Quote
from reportedly.model.reading import Failure, Reading, SecondReader, to_json
from reportedly.model.report import Report

__all__ = [
    "DERIVED", "SCENE", "SITE", "SOME",
    "Account", "Count", "DifferingValue", "Disagreement", "Estimate", "Event", "Failure", "Incident",
    "IncidentPerpetrator", "Perpetrator", "Quote", "Reading", "Report", "SecondReader", "Speaker", "Victim", "Weapon",
    "When", "Where", "to_json",
]  # fmt: skip

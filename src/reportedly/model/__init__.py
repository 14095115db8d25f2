"""The nouns, their vocabularies and errors. Imports nothing of ours; frozen values throughout."""

from reportedly.model.account import (
    DERIVED,
    SCENE,
    SITE,
    SOME,
    STREET,
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
from reportedly.model.dossier import Dossier
from reportedly.model.incident import DifferingValue, Disagreement, Estimate, Incident, IncidentPerpetrator
from reportedly.model.judgement import Judgement
from reportedly.model.linked import Change, Figure, Link, LinkedIncident, Reprint
from reportedly.model.quote import Quote
from reportedly.model.reading import Failure, Reading, SecondReader, to_json
from reportedly.model.report import Report
from reportedly.model.telling import Telling, founded_id, tellings_of

__all__ = [
    "DERIVED", "SCENE", "SITE", "SOME", "STREET",
    "Account", "Change", "Count", "DifferingValue", "Disagreement", "Dossier", "Estimate", "Event", "Failure", "Figure",
    "Incident", "IncidentPerpetrator", "Judgement", "Link", "LinkedIncident", "Perpetrator", "Quote", "Reading",
    "Report", "Reprint", "SecondReader", "Speaker", "Telling", "Victim", "Weapon", "When", "Where",
    "founded_id", "tellings_of", "to_json",
]  # fmt: skip

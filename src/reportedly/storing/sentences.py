"""What a store answers where it doesn't hold what is asked for, or holds another state of it."""

from __future__ import annotations

from reportedly.saying import Sentence
from reportedly.saying.slots import ID, TEXT

NO_INCIDENT = Sentence(
    "{file}: no incident's id begins with {beginning} (see: reportedly list)", file=TEXT, beginning=TEXT
)
SEVERAL_INCIDENTS = Sentence(
    "{file}: several incidents' ids begin with {beginning} (give more of it)", file=TEXT, beginning=TEXT
)
WITHDRAWN = Sentence("{file}: no page tells of incident {incident} any more; it is withdrawn", file=TEXT, incident=ID)
NO_REPORT = Sentence(
    "{file}: no report has the id {report} (reportedly list shows what there is)", file=TEXT, report=ID
)
NO_PLACE_IN_LIST = Sentence("{place} is no place in this list (take it from the page before)", place=TEXT)
CHANGED_SINCE = Sentence("{incidents}: changed since you looked at it; look again, then judge", incidents=TEXT)

SENTENCES = (NO_INCIDENT, SEVERAL_INCIDENTS, WITHDRAWN, NO_REPORT, NO_PLACE_IN_LIST, CHANGED_SINCE)

"""The sentences of the program's own that answers hold, as templates: so that they can be said in another language."""

from __future__ import annotations

from reportedly.api.refusing import REFUSALS
from reportedly.people.issuing import SENTENCES as OF_ISSUERS
from reportedly.people.sentences import SENTENCES as OF_PEOPLE
from reportedly.running.spoken import SENTENCES as OF_INCIDENTS
from reportedly.saying import Sentences

SENTENCES = Sentences((*OF_INCIDENTS, *OF_PEOPLE, *OF_ISSUERS, *REFUSALS))

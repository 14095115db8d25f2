"""The sentences of the program's own that answers hold, as templates: so that they can be said in another language."""

from __future__ import annotations

from reportedly.api.refusing import REFUSALS
from reportedly.linking.told import SENTENCES as OF_LINKING
from reportedly.people.issuing import SENTENCES as OF_ISSUERS
from reportedly.people.sentences import SENTENCES as OF_PEOPLE
from reportedly.reconciling.sentences import SENTENCES as OF_RECONCILING
from reportedly.reviewing.sentences import SENTENCES as OF_REVIEWING
from reportedly.running.sentences import SENTENCES as OF_RUNNING
from reportedly.saying import Sentences
from reportedly.storing.sentences import SENTENCES as OF_STORING

SENTENCES = Sentences(
    (*OF_RECONCILING, *OF_LINKING, *OF_REVIEWING, *OF_RUNNING, *OF_STORING, *OF_PEOPLE, *OF_ISSUERS, *REFUSALS)
)

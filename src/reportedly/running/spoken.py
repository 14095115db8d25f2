"""The sentences of the program's own that incidents hold, as templates: in which what they name is found again."""

from __future__ import annotations

from reportedly.linking.told import SENTENCES as OF_LINKING
from reportedly.reconciling.sentences import SENTENCES as OF_RECONCILING
from reportedly.reviewing.sentences import SENTENCES as OF_REVIEWING
from reportedly.running.sentences import SENTENCES as OF_RUNNING
from reportedly.saying import Sentences
from reportedly.storing.sentences import SENTENCES as OF_STORING

SENTENCES = Sentences((*OF_RECONCILING, *OF_LINKING, *OF_REVIEWING, *OF_RUNNING, *OF_STORING))

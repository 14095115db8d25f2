"""What reconciling says of its results: why a figure is the best, how accounts differ, why a grade."""

from __future__ import annotations

from typing import Any

from reportedly.model.vocabulary import OUTCOMES
from reportedly.saying import Part, Sentence
from reportedly.saying.slots import (
    BLAMED,
    CATEGORIES,
    COUNTRY,
    DAY,
    FIGURE,
    NAME,
    NAMES,
    NUMBER,
    Clauses,
    Word,
)  # fmt: skip

# Names may be of one or of many ("armed bandits"): no verb goes by them

# Why a figure is the best of one page
ACCOUNTS_AGREE = Sentence("all {n} accounts with a figure agree", by="n", n=NUMBER)
ONLY_ONE = Sentence("the only figure is that of {who}", before=("only {who} gives a figure",), who=NAME)
WITH_ATTACKERS = Sentence(
    "the figure of {who}, attackers who died included, of {n} accounts that differ",
    before=("the figure of {who}, who counts the attackers who died too, of {n} accounts that differ",),
    by="n", who=NAME, n=NUMBER,
)  # fmt: skip
MOST_RELIABLE = Sentence(
    "the figure of {who}, the most reliable of {n} accounts that differ", by="n", who=NAME, n=NUMBER
)
ADDED = Sentence("the accounts tell of different dead, whose figures are added")

# Why it is the best of many reports
ORIGINS_AGREE = Sentence("all {n} independent origins with a figure agree", by="n", n=NUMBER)
ONE_ORIGIN = Sentence(
    "one origin gives different figures in {n} texts; {best} weighs most", by="n", n=NUMBER, best=NUMBER
)
WEIGHS_MOST = Sentence("it weighs most")
ENDS = {
    "higher": Sentence("of {n} that weigh about the same the higher", by="n", n=NUMBER),
    "highest": Sentence("of {n} that weigh about the same the highest", by="n", n=NUMBER),
    "lower": Sentence("of {n} that weigh about the same the lower", by="n", n=NUMBER),
    "lowest": Sentence("of {n} that weigh about the same the lowest", by="n", n=NUMBER),
}
BEST_OF = Sentence(
    "{n} of {all} independent origins with a figure give {best}; {which}",
    one="{n} of {all} independent origins with a figure gives {best}; {which}",
    by="n", n=NUMBER, all=NUMBER, best=NUMBER, which=Part(WEIGHS_MOST, *ENDS.values()),
)  # fmt: skip
MORE_ATTACKERS = Sentence(
    "{reason}; {n} more, the attackers who died, by others who count both",
    by="n", reason=Part(ORIGINS_AGREE, ONE_ORIGIN, BEST_OF), n=NUMBER,
)  # fmt: skip
OF_CATEGORY = Sentence("{n} of {all} independent origins give {best}", by="n", n=NUMBER, all=NUMBER, best=NUMBER)
PRESUMED = Sentence("nobody says that the dead were anything but civilians")

_OUTCOME = Word(OUTCOMES)
_FIGURES = Clauses(FIGURE)


def _differ(lead: str, given: Clauses = _FIGURES, **slots: Any) -> Sentence:
    return Sentence(lead + " ({given}).", given=given, **slots)


# How figures differ
LATER = _differ("Later figures of the {outcome} replace earlier ones", outcome=_OUTCOME)
HURT_DIED = _differ("People told of as {outcome} are counted among the dead", outcome=_OUTCOME)
OTHERS_TOO = _differ("Some figures of the {outcome} count others too", outcome=_OUTCOME)
ONE_KIND = _differ("Some figures of the {outcome} count one kind of people only", outcome=_OUTCOME)
UNBORNE = _differ("One origin alone tells of people {outcome}, later reports know of none", outcome=_OUTCOME)
ATTACKERS_TOO = _differ("Some figures count the attackers who died, others don't")
LATER_MORE = _differ("Later reports give more {outcome} than earlier ones", outcome=_OUTCOME)
OWN_VOICE = _differ(
    "Reports of the same time give different figures of the {outcome} in their own voice", outcome=_OUTCOME
)
CITED = _differ("Those who are cited give different figures of the {outcome}", outcome=_OUTCOME)
_EXPLAINED = (LATER, HURT_DIED, OTHERS_TOO, ONE_KIND, UNBORNE)
BESIDE_WHAT_COUNTS = Sentence(
    "{difference} What counts ({given}).", difference=Part(*_EXPLAINED), given=_FIGURES
)  # fmt: skip

# How accounts differ on anything else
WHO_THE_DEAD_WERE = _differ("The accounts don't agree on who the dead were", Clauses(CATEGORIES))
DENIED = _differ("One account denies what another says of who did it", Clauses(BLAMED))
OTHER_PERPETRATORS = _differ("The accounts name different perpetrators", Clauses(BLAMED))
UNIDENTIFIED = _differ("Some accounts name who did it, others leave them unidentified", Clauses(BLAMED))
OTHER_DAYS = _differ("The accounts give different days", Clauses(DAY))
OTHER_PLACES = _differ("The accounts name different places", Clauses(COUNTRY))

# Why a grade
ONLY_COMBATANTS = Sentence("All the dead were combatants, by more than the word of those who killed them.")
EACH_CLAIMS = Sentence("{claiming} each claim responsibility.", claiming=NAMES)
NAMED_AND_DENIED = Sentence(
    "Accounts name {blamed}, and it is denied.",
    before=("{blamed} are named, and it is denied.", "{blamed} is named, and it is denied."),
    blamed=NAMES,
)
NAMED_AND_DENIED_FOR = Sentence(
    "Accounts name {blamed}, and for {denying} it is denied.",
    before=(
        "{blamed} are named, and for {denying} it is denied.",
        "{blamed} is named, and for {denying} it is denied.",
    ),
    blamed=NAMES, denying=NAMES,
)  # fmt: skip
REPORTS_NAME_OTHERS = Sentence("Different reports name different perpetrators: {blamed}.", blamed=NAMES)
ACCEPTS = Sentence("Responsibility is accepted by {who}.", before=("{who} accepts responsibility.",), who=NAME)
ORIGINS_NAME = Sentence(
    "{n} independent origins tell of it, and accounts name {blamed}.",
    before=("{n} independent origins tell of it, and {blamed} is named.",),
    by="n", n=NUMBER, blamed=NAMES,
)  # fmt: skip
ORIGINS_TELL = Sentence("{n} independent origins tell of it, of an attack.", by="n", n=NUMBER)
ORIGIN_ALONE = Sentence("One origin alone tells of it.")
ORIGINS_NONE_OF_AN_ATTACK = Sentence(
    "{n} independent origins tell of it, none of an attack or of who did it.", by="n", n=NUMBER
)

SENTENCES = (
    ACCOUNTS_AGREE, ONLY_ONE, WITH_ATTACKERS, MOST_RELIABLE, ADDED, ORIGINS_AGREE, ONE_ORIGIN, BEST_OF, MORE_ATTACKERS,
    OF_CATEGORY, PRESUMED, *_EXPLAINED, ATTACKERS_TOO, LATER_MORE, OWN_VOICE, CITED, BESIDE_WHAT_COUNTS,
    WHO_THE_DEAD_WERE, DENIED, OTHER_PERPETRATORS, UNIDENTIFIED, OTHER_DAYS, OTHER_PLACES, ONLY_COMBATANTS, EACH_CLAIMS,
    NAMED_AND_DENIED, NAMED_AND_DENIED_FOR, REPORTS_NAME_OTHERS, ACCEPTS, ORIGINS_NAME, ORIGINS_TELL, ORIGIN_ALONE,
    ORIGINS_NONE_OF_AN_ATTACK,
)  # fmt: skip
"""Those that stand for themselves."""

"""What each account says of the dead and the injured, and what the accounts say together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reportedly.model import Account, Estimate, Victim
from reportedly.model.vocabulary import FORCES, Outcome, TollCategory
from reportedly.reconciling import sentences

# Who is believed first where figures differ, after UCDP's habit of the most reliable figure: the outlet,
# which has weighed its sources, then those who count bodies, then authorities, then parties to the fight.
_RELIABILITY = (
    None, "medical", "rescue", "monitor", "international_org", "government", "police", "ngo", "local_source", "witness",
    "family", "media", "military", "unnamed", "unknown", "armed_group",
)  # fmt: skip

_PARTIES = frozenset(_RELIABILITY.index(kind) for kind in ("military", "armed_group"))
_COUNTING = _RELIABILITY.index("government")  # those before it have weighed their sources, or count bodies

# Code points from the page's first figure on that count as its top. A figure that an outlet leads with is
# the one that it stands by; chosen on the French and Arabic pages, where 200 to 600 do alike.
_LEAD = 400


class Figure(NamedTuple):
    """How many one account says: `high` None is "at least"; `account` is its id."""

    low: int | None
    high: int | None
    account: str
    rank: int
    start: int = 0  # code point at which the account's first figure stands
    partly: bool = False  # some of those it tells of have no number: "an officer and his companions"


def figure(account: Account, outcome: Outcome, some: bool = False) -> Figure | None:
    """The sum over an account's groups; None where it gives no number.

    "One of the wounded" counts only with `some`: where nobody says how many there were.
    """
    own = [v for v in account.tops(outcome) if some or not v.is_some]
    counted = [v for v in own if v.count.low is not None or v.count.high is not None]
    if not counted:
        return None
    lows = [v.count.low for v in counted]
    highs = [v.count.high for v in counted]
    # "As many as 20 students and two teachers" are 22 at most: without a lowest figure for each there is none.
    low = None if None in lows else sum(n for n in lows if n is not None)
    partly = len(counted) < len(own)
    high = None if partly or None in highs else sum(n for n in highs if n is not None)
    return Figure(low, high, account.id, rank_of(account), min(v.quote.start for v in counted), partly)


def _only_of_attackers(account: Account) -> bool:
    """Whether all the dead that it counts in full are attackers: no toll of what these did."""
    own = [v for v in account.tops("killed") if not v.is_some]
    return bool(own) and all("attacker" in v.roles for v in own)


def rank_of(account: Account) -> int:
    """Place in the order of reliability, 0 the most reliable."""
    kind = account.speaker.type if account.speaker else None
    return _RELIABILITY.index(kind) if kind in _RELIABILITY else len(_RELIABILITY)


def estimate(accounts: Sequence[Account], outcome: Outcome) -> Estimate:
    """Low, best and high over the accounts' figures, with the reason for best."""
    told = [a for a in accounts if a.act != "denial"]
    figures = [f for a in told if not _only_of_attackers(a) and (f := figure(a, outcome))]
    figures = figures or [f for a in told if (f := figure(a, outcome))]
    figures = figures or [f for a in told if (f := figure(a, outcome, some=True))]
    if outcome == "killed" and of_different_people(told):
        return added(estimates_by_category(told))
    return _combine(figures, {a.id: a for a in accounts}, outcome)


def of_different_people(accounts: Sequence[Account]) -> bool:
    """Whether the accounts tell of different dead: each side its own, none of them all or people of no side.

    Two that count as many may tell the same dead by other names, and are never added.
    """
    tolls: list[Counter[TollCategory]] = []
    for account in accounts:
        if (toll := by_category(account)) and toll not in tolls:
            tolls.append(toll)
    totals = [sum(toll.values()) for toll in tolls]
    if len(set(totals)) < len(totals):
        return False
    sides = {frozenset(map(side_of, toll)) for toll in tolls}
    told = frozenset().union(*sides)
    apart = [(x, y) for a in sides for b in sides if not a & b for x in a for y in b]
    return bool(apart) and told not in sides and all(frozenset(pair) in _OPPOSED for pair in apart)


# Sides whose dead are surely not the same people under two names. Civilians and fighters are not among them:
# "twelve terrorists", says the army, "fifteen civilians", say the villagers, of the same dead.
_OPPOSED = frozenset(map(frozenset, (("forces", "armed_group"), ("forces", "attacker"), ("civilian", "attacker"))))


def side_of(category: TollCategory) -> str:
    """The broad side of a category: soldiers and police are members of security forces, and may be called that."""
    return "forces" if category in FORCES else category


def added(by_side: dict[TollCategory, Estimate]) -> Estimate:
    """The sum over categories, where accounts tell of different dead."""
    figures = list(by_side.values())
    low = sum(f.low for f in figures if f.low is not None)
    best = sum(f.best for f in figures if f.best is not None)
    highs = [f.high for f in figures]
    high = None if None in highs else sum(h for h in highs if h is not None)
    return Estimate(low, best, high, sentences.ADDED.of())


def _combine(figures: Sequence[Figure], accounts: dict[str, Account], outcome: Outcome | None = None) -> Estimate:
    """Low, best and high of these figures, of the dead or of the injured; without `outcome` of one category."""
    if not figures:
        return Estimate()
    figures = [f for f in figures if not f.partly] or figures
    top = min(f.start for f in figures) + _LEAD
    first = min(figures, key=lambda f: f.start)
    hurt = _besides_the_dead(figures, accounts.values()) if outcome == "injured" else ()
    chosen = min(hurt or figures, key=lambda f: _standing(f, first, top))
    fuller = _with_the_attackers(chosen, figures, accounts) if outcome == "killed" else chosen
    best = fuller.low if fuller.low is not None else fuller.high
    low, high = bounds(figures)
    return Estimate(low, best, high, _reason(fuller, figures, accounts, besides=fuller is not chosen))


def _besides_the_dead(figures: Sequence[Figure], accounts: Iterable[Account]) -> list[Figure]:
    """The figures of the injured but for those that count everybody hit, the dead of other accounts among them.

    "Five people were shot", say the police; one is dead and four are hurt, says the page.
    """
    dead = {a.id: toll.low or 0 for a in accounts if a.act != "denial" and (toll := figure(a, "killed"))}
    hit = {(f.low or 0) + dead[f.account] for f in figures if dead.get(f.account)}
    return [f for f in figures if f.account in dead or f.low not in hit or f.low != f.high]


def _with_the_attackers(chosen: Figure, figures: Sequence[Figure], accounts: dict[str, Account]) -> Figure:
    """The figure that counts the attackers who died besides those whom `chosen` counts; else `chosen`."""
    if by_category(accounts[chosen.account])["attacker"]:
        return chosen
    besides = {f: by_category(accounts[f.account])["attacker"] for f in figures if f.low is not None}
    return next((f for f, n in besides.items() if n and (f.low or 0) - n == chosen.low), chosen)


def bounds(figures: Sequence[Figure]) -> tuple[int | None, int | None]:
    """The lowest and the highest of these figures; the highest None where "at least" leaves it open."""
    lows = [f.low for f in figures if f.low is not None]
    highs = [f.high for f in figures if f.high is not None]
    high = max(*lows, *highs) if highs and len(highs) == len(figures) and lows else None
    if highs and high is None and max(highs) >= max(lows, default=0):
        high = max(highs)  # "at least 10" beside a plain 12 doesn't open the range
    return min(lows) if lows else None, high


def _standing(told: Figure, first: Figure, top: int) -> tuple[bool, bool, bool, int, bool, int]:
    """How far down a figure comes among those that differ; `top` is where the page's first words end."""
    return told.start > top, _is_some_of(told, first), _is_vague(told), told.rank, told.low is None, told.start


def _is_vague(told: Figure) -> bool:
    """Whether it is a word such as "dozens", which any number between its bounds fits."""
    return told.low is not None and told.high is not None and told.low < told.high


def _is_some_of(later: Figure, first: Figure) -> bool:
    """Whether it counts fewer, further down, than the figure that was told first: then mostly some of those dead.

    What a party to the fight told first stands corrected by those who count bodies.
    """
    if later.start <= first.start or later.low is None or (first.rank in _PARTIES and later.rank < _COUNTING):
        return False
    return later.low < (first.low or 0)


def _reason(chosen: Figure, figures: Sequence[Figure], accounts: dict[str, Account], besides: bool) -> str:
    who = name_of(accounts[chosen.account])
    if len({(f.low, f.high) for f in figures}) == 1:
        agreeing = sentences.ACCOUNTS_AGREE.of(n=len(figures))
        return agreeing if len(figures) > 1 else sentences.ONLY_ONE.of(who=who)
    reason = sentences.WITH_ATTACKERS if besides else sentences.MOST_RELIABLE
    return reason.of(who=who, n=len(figures))


def name_of(account: Account) -> str:
    """How a sentence names an account's speaker."""
    if account.speaker is None:
        return "the outlet"
    return account.speaker.name or account.speaker.type.replace("_", " ")


def by_category(account: Account) -> Counter[TollCategory]:
    """The killed of one account by category; parts with a category of their own are taken out of their total."""
    killed: Counter[TollCategory] = Counter()
    for index, victim in enumerate(account.victims):
        if victim.outcome != "killed" or victim.count.low is None:
            continue
        own = category_of(victim)
        parts = [v for v in account.victims if v.part_of == index and v.count.low is not None]
        apart = sum(v.count.low or 0 for v in parts if category_of(v) not in (own, "unknown"))
        if victim.part_of is not None and own in ("unknown", category_of(account.victims[victim.part_of])):
            continue
        killed[own] += max(0, victim.count.low - apart)
    return +killed


def _top(account: Account, category: TollCategory, number: int) -> int | None:
    """The upper bound of a category's number: open where some of its people are counted as "at least"."""
    told = [v for v in account.victims if v.outcome == "killed" and not v.is_some]
    own = [v.count for v in told if category_of(v) == category]
    return None if any(count.low is not None and count.high is None for count in own) else number


def category_of(victim: Victim) -> TollCategory:
    """A victim's category; an attacker who died is in a category of their own."""
    return "attacker" if "attacker" in victim.roles else victim.category


def estimates_by_category(accounts: Sequence[Account]) -> dict[TollCategory, Estimate]:
    """Low, best, high of each category that some account names; people of unknown category are left out."""
    tolls = [(a, by_category(a)) for a in accounts if a.act != "denial"]
    found: dict[TollCategory, Estimate] = {}
    for category in sorted({c for _, toll in tolls for c in toll if c != "unknown"}):
        figures = [
            Figure(t[category], _top(a, category, t[category]), a.id, rank_of(a)) for a, t in tolls if category in t
        ]
        found[category] = _combine(figures, {a.id: a for a, _ in tolls})
    return found

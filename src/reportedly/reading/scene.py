"""Scene: of the places that an incident's mentions tell of, the one where it happened."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.model import Account, Where
from reportedly.reading.cluster import Cluster
from reportedly.reading.mentions import Mention
from reportedly.reading.sentence import LEAD
from reportedly.reading.setting import Setting
from reportedly.reading.spot import Spot, compatible

_MOST_SITES = 3  # a street, its quarter and a building; more were hit each on its own, all over the town
OF_PAGE = "where.of-page"
"""The rule of a place that an incident has from the page's own, since none is told of it."""


def where_told(mentions: Sequence[Mention], cluster: Cluster) -> Where | None:
    """Where these mentions of the cluster's incident set it.

    That is the scene that all of its mentions tell of, where their own place is coarser or may be the same.
    """
    own = _best(mentions, cluster)
    scene = _best(cluster.mentions, cluster)
    if own is None or scene is None:
        return None
    spot = scene if _gives_way(own, scene) else own
    where = spot.where if spot.where.country else msgspec.structs.replace(spot.where, country=cluster.scene)
    return _placed(where, cluster) if where.is_street and spot.place is None else where


def _placed(where: Where, cluster: Cluster) -> Where:
    """A street with the division and coordinates of the town that is told with it; a camp may lie far from any.

    The town that the harm is told in comes first, then the one whose police came, then a dateline that agencies
    don't write from, a small town's.
    """
    told = [(m, s) for m in cluster.mentions for s in (*m.spots, *m.offices) if _may_hold(s, where)]
    if not told:
        return where
    _, town = max(told, key=lambda item: (_rank_of_town(*item), _standing(item)))
    return where.in_town(town.where)


def _may_hold(spot: Spot, where: Where) -> bool:
    """Whether it is a town in which a street of this country and division may lie."""
    town = spot.where
    if not spot.is_town or (spot.dateline and not (spot.local or spot.is_small)):
        return False
    return where.country in (None, town.country) and where.admin1 in (None, town.admin1)


def _rank_of_town(mention: Mention, spot: Spot) -> int:
    return 0 if spot.dateline else 1 if spot in mention.offices else 2


def _gives_way(own: Spot, scene: Spot) -> bool:
    if own.dateline:
        return True
    if own.where.fineness > scene.where.fineness:
        return False
    within = own.where.admin1 is not None and own.where.admin1 == scene.where.admin1
    return compatible(own.where, scene.where) or (within and scene.is_small and not own.is_small)


def _best(mentions: Sequence[Mention], cluster: Cluster) -> Spot | None:
    """The finest place within the incident's country; of equals one told with harm, then the first.

    Where no place is told of but in who speaks ("the mayor of X"), it is theirs. Where a text without a
    headline was written says no more of its incidents than the country, which its setting has.
    """
    country = cluster.scene
    told = [(m, s) for m in mentions for s in m.spots if not (s.dateline and cluster.listed)]
    if any(s.where.country and not s.dateline and (s.where.fineness > 0 or m.people) for m, s in told):
        told = [(m, s) for m, s in told if not s.dateline]  # where it was written is only a last resort
    # Another country that is only named ("strikes on the group in Syria") sets nothing there.
    fitting = [(m, s) for m, s in told if s.where.country in (country, None)]
    fitting = fitting or [(m, s) for m, s in told if country is None or (s.where.fineness and m.people)]
    if not any(s.where.fineness > 0 for _, s in fitting):
        fitting += [
            (m, s) for m in mentions for s in m.offices if country in (None, s.where.country) or not s.where.country
        ]
    if not fitting:
        return None
    best = max(fitting, key=_standing)[1]
    inside = [(m, s) for m, s in fitting if s.where.may_lie_in(best.where)]
    if inside:  # "near X" is in its province, as other towns told are: of these it is the one told as the scene
        best = max(inside, key=_standing)[1] if best.where.precision == "near" else inside[0][1]
    if best.is_small:
        return best
    sites = [s for m, s in fitting if s.where.is_site_in(best.where) and _tells_scene(m)]
    several = len({s.where.name for s in sites}) > _MOST_SITES
    return best if several or not sites else sites[0]


def _tells_scene(mention: Mention) -> bool:
    """Whether a sentence says where it happened, not where people went, were taken or spoke."""
    return bool(mention.people or mention.attack or mention.happened)


def _standing(place: tuple[Mention, Spot]) -> float:
    """How well a place stands for where it happened: its precision, told with harm, in the lead, in full.

    A village, a quarter or a site says more than the large town that its province is called after. The
    weights are grades of precision, chosen on the French and Arabic pages.
    """
    mention, spot = place
    tells = bool(mention.people or mention.happened)
    lead = (1.0 + (tells or mention.in_title)) * (mention.sentence < LEAD)
    told = 1.5 * tells + 2.5 * mention.happened + 0.75 * (mention.told_by_verb and not tells)
    with_harm = told + 0.5 * spot.beside - 1.0 * spot.loose - 1.5 * spot.outer - 4.0 * spot.bearing
    local = 0.5 * (spot.site or spot.is_small) + 0.1 * (spot.place is None and not spot.site)
    return spot.where.fineness + local + with_harm + lead - 0.25 * mention.in_title


def of_page(account: Account, cluster: Cluster) -> Where | None:
    """Where the page's own incident leads us to look for another that it recalls without a place.

    In its country; where the words speak of a place as known ("a second attack on the base"), in the same place.
    """
    where = account.where
    if where is None or where.country is None:
        return None
    if any(m.there for m in cluster.mentions if m.people):
        return msgspec.structs.replace(where, rule=OF_PAGE)
    return Where(name=None, country=where.country, precision="country", quote=where.quote, rule=OF_PAGE)


def set_where(accounts: list[Account], incident: str, where: Where) -> None:
    """Gives an incident of which no place is told this one."""
    own = [n for n, a in enumerate(accounts) if a.incident == incident]
    if own and not any(accounts[n].where for n in own):
        accounts[own[0]] = msgspec.structs.replace(accounts[own[0]], where=where)


def set_past(accounts: list[Account], setting: Setting) -> None:
    """Gives the first account of a past that the page recalls the day that the lead counts back to."""
    if accounts and not any(a.when and a.when.start for a in accounts) and setting.back:
        accounts[0] = msgspec.structs.replace(accounts[0], when=setting.back)


def set_scene(accounts: list[Account], setting: Setting) -> None:
    """Gives the first account the day and place of the page's lead, where none of the accounts has its own.

    A street without a town lies in the one that the lead speaks of.
    """
    if not accounts:
        return
    if not any(a.when and a.when.start for a in accounts) and setting.when:
        accounts[0] = msgspec.structs.replace(accounts[0], when=setting.when)
    if not any(a.where for a in accounts) and setting.where:
        accounts[0] = msgspec.structs.replace(accounts[0], where=setting.where)
    for n, account in enumerate(accounts):
        site = account.where
        if site and site.is_street and site.latitude is None and (town := setting.town) and site.is_site_in(town):
            accounts[n] = msgspec.structs.replace(account, where=site.in_town(town))

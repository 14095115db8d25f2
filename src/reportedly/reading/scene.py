"""Scene: of the places that an incident's mentions tell of, the one where it happened."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.model import Where
from reportedly.reading.cluster import Cluster
from reportedly.reading.mentions import Mention
from reportedly.reading.sentence import LEAD
from reportedly.reading.spot import Spot, compatible


def where_told(mentions: Sequence[Mention], cluster: Cluster) -> Where | None:
    """Where these mentions of the cluster's incident set it.

    That is the scene that all of its mentions tell of, where their own place is coarser or may be the same.
    """
    own = _best(mentions, cluster)
    scene = _best(cluster.mentions, cluster)
    if own is None or scene is None:
        return None
    where = scene.where if _gives_way(own, scene) else own.where
    return where if where.country else msgspec.structs.replace(where, country=cluster.scene)


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
    best = next((s for _, s in fitting if s.where.may_lie_in(best.where)), best)
    if best.is_small:
        return best
    return next((s for m, s in fitting if s.where.is_site_in(best.where) and _tells_scene(m)), best)


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

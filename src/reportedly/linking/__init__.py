"""Linking: tellings -> which of them are of one incident, why, and which reports are copies of others."""

from reportedly.linking.clustering import clusters, components, leader_of
from reportedly.linking.evidence import Evidence, evidence_of
from reportedly.linking.keys import keys_of
from reportedly.linking.scoring import Pair, scored
from reportedly.linking.told import link_of

__all__ = ["Evidence", "Pair", "clusters", "components", "evidence_of", "keys_of", "leader_of", "link_of", "scored"]

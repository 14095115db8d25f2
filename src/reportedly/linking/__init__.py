"""Linking: tellings -> which of them are of one incident, why, and which reports are copies of others."""

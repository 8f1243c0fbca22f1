"""Verbs of sync: none yet; receiving is what every room's forms do."""

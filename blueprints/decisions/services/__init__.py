"""Verbs of decisions: the only writers of its tables."""

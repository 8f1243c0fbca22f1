"""Verbs of the porch: none; it writes nothing."""

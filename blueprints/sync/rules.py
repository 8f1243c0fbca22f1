"""Rules of sync: the protocol's are in core.keys."""

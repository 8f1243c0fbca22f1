"""Tables of sync: the key table is core's, because every room writes it."""

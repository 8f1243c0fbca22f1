"""Rules of the porch: none yet."""

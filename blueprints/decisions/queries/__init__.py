"""Questions a page may ask of decisions."""

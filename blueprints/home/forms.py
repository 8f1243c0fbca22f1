"""What may be typed on the porch: a search, which the storefront reads."""

"""Tables of the porch: none; it shows what other rooms keep."""

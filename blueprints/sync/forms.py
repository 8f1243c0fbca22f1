"""What may be typed here: nothing."""

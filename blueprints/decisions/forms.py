"""What may be typed about decisions."""

"""Addresses of the porch: its pages, and what makes it an app on a phone."""

from blueprints.home.routes import installed
from blueprints.home.routes.porch import bp

__all__ = ["bp", "installed"]

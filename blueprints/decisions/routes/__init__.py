"""Addresses of decisions."""

from blueprints.decisions.routes import lists, minutes, paper, published, show, talk, terms, votes
from blueprints.decisions.routes.door import bp

__all__ = ["bp", "lists", "minutes", "paper", "published", "show", "talk", "terms", "votes"]

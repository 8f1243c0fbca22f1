"""Search that finds a word of one, two or more Chinese characters, the same on both databases.

FTS5's own trigrams find no two-character word, and PostgreSQL here has no Chinese parser, so we
cut the text ourselves: `terms` says into what, `entries` keeps and finds it.
"""

from blueprints.core.search.entries import (
    Entry,
    beyond_models,
    ddl_down,
    ddl_up,
    matching,
    put,
    put_all,
    remove,
)
from blueprints.core.search.terms import tag, terms

__all__ = [
    "Entry",
    "beyond_models",
    "ddl_down",
    "ddl_up",
    "matching",
    "put",
    "put_all",
    "remove",
    "tag",
    "terms",
]

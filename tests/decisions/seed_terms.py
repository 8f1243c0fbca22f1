"""Rules of order under which nothing is waited for."""

from __future__ import annotations

from blueprints.decisions import rules
from blueprints.decisions.seeds import TERMS

ANY_TIME = rules.Terms(**{**TERMS.as_json(), "seconds": 0})

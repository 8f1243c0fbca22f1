"""Docs cannot lie: what they name is there, and what is there is named."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from blueprints import ROOMS
from blueprints.core.catalogues import LANGUAGES_WITH_CATALOGUE

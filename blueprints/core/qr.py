"""Codes that a phone's camera reads: small, as part of the page, sharp in print."""

from __future__ import annotations

from itertools import groupby

import qrcode
from markupsafe import Markup
from qrcode.constants import ERROR_CORRECT_M

# The white rim that readers need (ISO/IEC 18004, 9.1).
RIM = 4


def qr(text: str, label: str) -> Markup:
    """An inline picture; `label` says what it leads to, for those who do not see it."""
    rows = matrix(text)
    size = len(rows) + 2 * RIM
    return Markup(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" '
        'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{0}v{0}H0z"/>'
        '<path stroke="#000" d="{2}"/></svg>'
    ).format(size, label, path_of(rows))


def matrix(text: str) -> list[list[bool]]:
    """Level M: a fold or a stain of an eighth of it may be missing."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(dot) for dot in row] for row in code.get_matrix()]


def path_of(rows: list[list[bool]]) -> str:
    """Each run of dark dots is one stroke, as wide as a dot."""
    strokes = []
    for y, row in enumerate(rows):
        x = RIM
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                strokes.append(f"M{x} {y + RIM}.5h{length}")
            x += length
    return "".join(strokes)

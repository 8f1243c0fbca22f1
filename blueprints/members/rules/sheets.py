"""Tables that go out to spreadsheet programs and come in from them."""

from __future__ import annotations

# A cell that begins so is a formula to Excel, WPS and their kin (OWASP, CSV injection); they take
# the full-width forms as well.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def is_formula(cell: str) -> bool:
    return cell.lstrip(" ").startswith(_FORMULA)


def safe_cell(cell: str) -> str:
    """Read as text by every spreadsheet program."""
    return f"'{cell}" if is_formula(cell) else cell

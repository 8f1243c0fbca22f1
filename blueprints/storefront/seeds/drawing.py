"""The pictures of the demo village's goods, drawn and never photographed."""

from PIL import Image

from .drawings_crafts import CRAFTS
from .drawings_fruit import FRUIT
from .drawings_grain import GRAIN
from .drawings_preserves import PRESERVES
from .drawings_sheet import Sheet
from .drawings_tea import TEA
from .drawings_vegetables import VEGETABLES
from .drawings_visits import VISITS
from .drawings_yard import YARD

_DRAWINGS = FRUIT | VEGETABLES | GRAIN | YARD | TEA | PRESERVES | CRAFTS | VISITS
NAMES = tuple(_DRAWINGS)


def draw(name: str, size: int = 1200) -> Image.Image:
    """The named drawing as a square RGB picture; the same pixels each time."""
    sheet = Sheet(size)
    _DRAWINGS[name](sheet)
    return sheet.picture()

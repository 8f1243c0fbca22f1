"""The forty goods of the demo village."""

from .good import Good
from .goods_fruit import FRUIT
from .goods_grain import GRAIN
from .goods_larder import LARDER
from .goods_made import MADE
from .goods_vegetables import VEGETABLES
from .goods_yard import YARD

__all__ = ["GOODS", "Good"]

GOODS: tuple[Good, ...] = FRUIT + VEGETABLES + GRAIN + YARD + LARDER + MADE

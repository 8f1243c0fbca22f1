"""The colours of the village's drawings, and how two of them mix."""

PAPER = "#fbf7ec"
INK = "#1f2d1d"
LEAF = "#2c6a3b"
LEAF_LIGHT = "#7fb069"
RICE = "#e9b33b"
PERSIMMON = "#d9663f"
WATER = "#5b9bb3"

WHITE = "#ffffff"
BARK = "#5f3d20"
WOOD = "#a9703d"
STRAW = "#d9b26a"
TILE = "#5d6a63"
RED = "#b93a2b"
AMBER = "#d98a1f"

SUNLIT = "#f6dfae"
BLUSH = "#f1d8c4"
MIST = "#e3ead2"
SKY = "#d5e6e6"
DUSK = "#2f4a55"


def mix(first: str, second: str, share: float) -> str:
    """The colour that is `share` (0 to 1) of the way from the first to the second."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(colour: str, share: float = 0.16) -> str:
    return mix(colour, "#33230f", share)


def lighter(colour: str, share: float = 0.35) -> str:
    return mix(colour, "#fff8e6", share)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

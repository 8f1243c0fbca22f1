"""The storefront's part of the demo village."""

from sqlalchemy.orm import Session

from blueprints.storefront.seeds import after_sale, village

__all__ = ["plant"]


def plant(live: Session) -> None:
    village.plant(live)
    after_sale.plant(live)

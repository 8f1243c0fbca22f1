"""The storefront's part of the demo village."""

from blueprints.storefront.seeds.village import plant

__all__ = ["plant"]

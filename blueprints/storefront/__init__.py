"""The storefront: list, show, search, order; deliver, buy together, and what follows. Floor 4.

Its words: product (what someone sells), choice (a product, or one of its kinds or dates), shop
(somebody's own, or the cooperative's), basket, line (a choice and a quantity), order (one buyer,
one seller), step (placed, accepted, handed over, completed, cancelled: each a record with who and
when); offer (a lower price for a time), group order and share (for all or for none); way, point
and window (how and when buyers get it); problem (it holds an order up, but not for ever), review,
report, hiding. Fair ranking comes later, here.
"""

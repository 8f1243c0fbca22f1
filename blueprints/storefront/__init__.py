"""The storefront: list, show, search, order. Floor 4.

Its words: product (what someone sells), listing (all of them), basket, line (a product and a
quantity), order (one buyer, one seller), step (placed, accepted, handed over, completed,
cancelled: each a record with who and when), problem (an open question that stops an order from
completing by itself). Fair ranking, variants, group orders and after-sale come later, here.
"""

"""The house. ROOMS is the one list: floor order, lowest first; core is the ground below it."""

ROOMS = ("members", "decisions", "storefront", "home", "sync")

"""The gate: who is who, where they live, whom they belong to, and how they sign in. Floor 1.

Its words: person (somebody with an account), place (county, township, village), organisation (of
seven kinds), membership and role (both with their history), request (a wish to belong), device
(one browser), confirmation (this person showed, on this device, that the phone number is theirs),
session, code, passkey, try, voucher (a word given in person, on paper); correction, closing
(somebody left: the row stays without its person), household, housemate, consent, look-up (a
sensitive thing was seen: who, whose, what for), purpose and stand (`rules.fields`).

Its place still empty: acting for a member without a phone.
"""

"""The gate: who is who, where they live, whom they belong to, and how they sign in. Floor 1.

Its words: person (somebody with an account), place (county, township, village), organisation (of
seven kinds), membership and role (both with their history), device (one browser), confirmation
(this person showed, on this device, that the phone number is theirs), session, code, try.

Its places still empty: vouchers, passkeys and a forgotten PIN (they end as a `Confirmation`, as a
code does), households and consents, acting for a member without a phone, the founding of a
deployment, asking to join an organisation, the download of one's own data, closing an account.
"""

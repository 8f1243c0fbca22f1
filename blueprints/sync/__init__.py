"""What a phone and the server tell one another about writes made without a network. Floor 6.

Its words: token (who is signed in, and the server's time), receipt (the stored answer to a key),
fragment (what is personal on a page that is the same for everyone). The outbox itself comes later.
"""

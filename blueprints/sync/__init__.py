"""What a phone and the server tell one another about writes made without a network. Floor 6.

Its words: token (who is signed in, and the server's time), receipt (the stored answer to a key),
fragment (what is personal on a page that is the same for everyone), file and piece (a photo on its
way), seal (the key to what somebody leaves locked on a shared phone).
"""

"""The founding of a deployment: one link, on the server's own screen, for the first officer."""

from __future__ import annotations

import hmac

from blueprints.core.errors import N_, Gone


class Founded(Gone):
    sentence = N_("This place has been founded already. Please sign in, or ask its officer.")


def founding_token(secret: str) -> str:
    """The same at every start until somebody founded: a lost line of the screen is no disaster."""
    return hmac.new(secret.encode(), b"founding", "sha256").hexdigest()[:40]


def opens_the_founding(secret: str, token: str) -> bool:
    return hmac.compare_digest(founding_token(secret).encode(), token.encode("utf-8", "replace"))

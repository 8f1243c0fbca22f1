"""Passkeys: made on one's own page, and a way in where no SMS comes.

What the phone signs is checked by the webauthn library; a challenge is used up by the first answer,
right or wrong, before it is looked at.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import webauthn
from sqlalchemy import select, update
from sqlalchemy.orm import Session as LiveSession
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers import parse_authentication_credential_json as read_answer
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import AuthenticatorSelectionCriteria as Selection
from webauthn.helpers.structs import PublicKeyCredentialDescriptor as Descriptor
from webauthn.helpers.structs import ResidentKeyRequirement, UserVerificationRequirement

from blueprints.core import clock
from blueprints.core.access import Viewer
from blueprints.core.db import session, writing
from blueprints.core.errors import N_, DomainError, NotFound
from blueprints.members import rules
from blueprints.members.models import Challenge, Passkey
from blueprints.members.services.devices import (
    Browser,
    confirm,
    device_of,
    known_device,
)
from blueprints.members.services.entry import Entered, entered

_VERIFIED = UserVerificationRequirement.REQUIRED  # its fingerprint, face or lock: not only a touch


class PasskeyRefused(DomainError):
    sentence = N_("The passkey did not work. Please try again, or use your number and PIN.")


@dataclass(frozen=True)
class Site:
    """What passkeys are bound to: the host's name, and the whole origin."""

    host: str
    origin: str


@dataclass(frozen=True)
class Options:
    """`told` is JSON for the browser."""

    device_token: str
    told: str


def ask_for_passkey(viewer: Viewer, site: Site) -> str:
    """The options with which a browser makes a passkey, as JSON."""
    theirs = select(Passkey.credential).where(Passkey.person_id == viewer.id)
    with writing() as live:
        challenge = _new_challenge(live, viewer.device_id, "new")
        known = live.scalars(theirs.where(Passkey.ended_at.is_(None))).all()
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="Commonfield",
        user_id=viewer.id.bytes,
        user_name=viewer.name,
        challenge=challenge,
        authenticator_selection=Selection(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
        ),
        exclude_credentials=[Descriptor(webauthn.base64url_to_bytes(one)) for one in known],
    )
    return webauthn.options_to_json(options)


def keep_passkey(
    viewer: Viewer, *, credential: str, label: str, site: Site, key: uuid.UUID
) -> None:
    """Raises PasskeyRefused."""
    challenge = _take_challenge(session(), viewer.device_id, "new")
    try:
        found = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except _FAULTS as fault:
        raise PasskeyRefused from fault
    name = bytes_to_base64url(found.credential_id)
    if session.scalar(select(Passkey.id).where(Passkey.credential == name)) is not None:
        raise PasskeyRefused
    session.add(
        Passkey(
            person_id=viewer.id,
            credential=name,
            public_key=found.credential_public_key,
            sign_count=found.sign_count,
            label=label[:60],
            key=key,
        )
    )
    session.flush()


def end_passkey(member_id: uuid.UUID, passkey_id: uuid.UUID) -> None:
    """Raises NotFound for what is not theirs."""
    passkey = session.get(Passkey, passkey_id)
    if passkey is None or passkey.person_id != member_id:
        raise NotFound
    passkey.ended_at = passkey.ended_at or clock.now()


def ask_by_passkey(browser: Browser, site: Site) -> Options:
    """The options with which a browser signs in, whoever it will be."""
    with writing() as live:
        device = device_of(live, browser)
        challenge = _new_challenge(live, device.id, "in")
    options = webauthn.generate_authentication_options(
        rp_id=site.host, challenge=challenge, user_verification=_VERIFIED
    )
    return Options(device.token, webauthn.options_to_json(options))


def sign_in_by_passkey(
    *, credential: str, browser: Browser, site: Site, onward: str | None
) -> Entered:
    """Confirms this browser, too. Raises PasskeyRefused."""
    with writing() as live:
        device = known_device(live, browser)
        challenge = _take_challenge(live, device.id, "in") if device else b""
    with writing() as live:
        if device is None:
            raise PasskeyRefused
        passkey = _signed(live, credential, challenge, site)
        confirm(live, device, passkey.person_id, by="passkey")
        return entered(live, device, passkey.person_id, browser, onward)


_FAULTS = (WebAuthnException, ValueError, TypeError, KeyError)


def _signed(live: LiveSession, credential: str, challenge: bytes, site: Site) -> Passkey:
    try:
        name = bytes_to_base64url(read_answer(credential).raw_id)
        known = select(Passkey).where(Passkey.credential == name, Passkey.ended_at.is_(None))
        passkey = live.scalars(known.with_for_update()).first()
        if passkey is None or not challenge:
            raise PasskeyRefused
        checked: Any = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except _FAULTS as fault:
        raise PasskeyRefused from fault
    passkey.sign_count, passkey.used_at = checked.new_sign_count, clock.now()
    return passkey


def _new_challenge(live: LiveSession, device_id: uuid.UUID, purpose: str) -> bytes:
    """It takes the place of the browser's last one."""
    _take_challenge(live, device_id, purpose)
    challenge = rules.new_challenge()
    expires_at = clock.now() + rules.CHALLENGE_LIFE
    live.add(
        Challenge(device_id=device_id, purpose=purpose, challenge=challenge, expires_at=expires_at)
    )
    return challenge


def _take_challenge(live: LiveSession, device_id: uuid.UUID, purpose: str) -> bytes:
    """Used up from now on; empty where none is open. An empty one fits no answer."""
    now = clock.now()
    still = (
        Challenge.device_id == device_id,
        Challenge.purpose == purpose,
        Challenge.used_at.is_(None),
        Challenge.expires_at > now,
    )
    taken = update(Challenge).where(*still).values(used_at=now).returning(Challenge.challenge)
    return next(iter(live.scalars(taken).all()), b"")

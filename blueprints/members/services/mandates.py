"""Acting for a member who has no phone or cannot read: taken by their leave, ended by anyone's."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from blueprints.core import acting, clock, ids, sms
from blueprints.core.access import Viewer
from blueprints.core.db import let_go, session, writing
from blueprints.core.errors import DomainError, NotFound
from blueprints.members import queries, rules
from blueprints.members.models import Confirmation, Mandate, MandateRefusal, Person, Role
from blueprints.members.rules import mandates
from blueprints.members.services import tries
from blueprints.members.services.consents import give_consent, withdraw_consent
from blueprints.members.services.devices import KnownDevice, is_confirmed
from blueprints.members.services.pin_check import NotThePin
from blueprints.members.services.pins import pin_matches


@dataclass(frozen=True)
class PinProof:
    """The member typed their PIN, and it was theirs. Nothing of it is in here."""

    member_id: uuid.UUID


@dataclass(frozen=True)
class MandateWish:
    """`proof` with `how="pin"`; `evidence`, a name in storage, with voice and paper."""

    member_id: uuid.UUID
    scope: Collection[str]
    days: int
    how: str
    proof: PinProof | None = None
    evidence: str | None = None


def check_pin_of_member(helper: Viewer, member_id: uuid.UUID, pin: str) -> PinProof:
    """Typed on the helper's phone. Opens transactions of its own; each try is counted as one at the
    member's account. Raises NotThePin, OwnPinGiven, OnlyOnYourPhone, HasNoPin, TooMany.
    """
    found = session.execute(
        select(Person.phone, Person.pin_hash).where(Person.id == member_id)
    ).first()
    own = session.scalar(select(Person.pin_hash).where(Person.id == helper.id))
    refusal = _why_not(helper, member_id) if found else NotFound()
    if refusal is None and found and found.pin_hash is None:
        refusal = mandates.HasNoPin()
    if refusal is None and mandates.proves_nothing(_devices(member_id), _devices(helper.id)):
        refusal = _noted(mandates.OnlyOnYourPhone(), helper, member_id, "own_phone")
    let_go()
    if refusal is None and found is not None:
        refusal = _look_at(helper, member_id, found.phone, found.pin_hash, pin, own)
    if refusal is not None:
        if refusal.record is not None:
            with writing():
                refusal.record()
                refusal.record = None
        raise refusal
    return PinProof(member_id)


def take_mandate(
    *,
    helper: Viewer,
    wish: MandateWish,
    offered: Collection[str],
    say: Callable[[str, datetime], str] | None = None,
    key: uuid.UUID,
) -> Mandate:
    """`offered`: what the rooms let one be asked for. `say` puts it into an SMS for the member."""
    if session.get(Person, wish.member_id, with_for_update=True) is None:
        raise NotFound
    refusal = _why_not(helper, wish.member_id) or _why_not_so(helper, wish, offered)
    if refusal is not None:
        raise refusal
    stand = queries.stand_between(helper.id, wish.member_id)
    if stand is None or not _is_proven(wish):
        raise NotFound
    _close_what_is_over(helper.id, wish.member_id)
    give_consent(person_id=wish.member_id, purpose="help", by=helper.id, how=wish.how, key=key)
    now = clock.now()
    mandate = Mandate(
        id=ids.uuid7(),
        key=key,
        member_id=wish.member_id,
        helper_id=helper.id,
        organisation_id=stand.organisation_id,
        role_id=stand.role_id,
        membership_id=stand.membership_id,
        scope=sorted(wish.scope),
        how=wish.how,
        evidence=wish.evidence,
        since=now,
        until=now + mandates.check_days(wish.days),
    )
    session.add(mandate)
    session.flush()
    _tell(helper, mandate, say)
    return mandate


def check_holds(helper: Viewer, mandate_id: uuid.UUID) -> None:
    """Raises NotFound for whom it does not concern, and Over."""
    queries.mandate_seen_by(mandate_id, helper.id)
    if queries.holds_just_now(helper, mandate_id) is None:
        raise acting.Over


def end_mandate(*, by: uuid.UUID, mandate_id: uuid.UUID) -> Mandate:
    """By the member, the helper, or the manager at whose desk they ask. Twice is harmless."""
    queries.mandate_seen_by(mandate_id, by)
    mandate = session.get_one(Mandate, mandate_id, with_for_update=True)
    if mandate.ended_at is None:
        mandate.ended_at, mandate.ended_by = clock.now(), by
        session.flush()
        still = select(Mandate.id).where(
            Mandate.member_id == mandate.member_id, Mandate.ended_at.is_(None)
        )
        if session.scalar(still.limit(1)) is None:
            withdraw_consent(person_id=mandate.member_id, purpose="help")
    return mandate


def end_mandates_of(member_id: uuid.UUID, *, as_helper: bool = False) -> tuple[str, ...]:
    """All at once, with the consent, or with the account; what proved them, to be deleted."""
    theirs = Mandate.member_id == member_id
    which = theirs | (Mandate.helper_id == member_id) if as_helper else theirs
    ended = update(Mandate).where(which, Mandate.ended_at.is_(None))
    session.execute(ended.values(ended_at=clock.now(), ended_by=member_id))
    if not as_helper:
        return ()
    kept = (theirs, Mandate.evidence.is_not(None))
    names = tuple(one for one in session.scalars(select(Mandate.evidence).where(*kept)) if one)
    session.execute(update(Mandate).where(*kept).values(evidence=None))
    return names


def _why_not(helper: Viewer, member_id: uuid.UUID) -> DomainError | None:
    """Who may act for whom. What smells of abuse takes its record with it."""
    if helper.id == member_id:
        return _noted(mandates.ForOneself(), helper, member_id, "own")
    if queries.stand_between(helper.id, member_id) is None:
        return _noted(mandates.NotTheirHelper(), helper, member_id, "stranger")
    held = select(Role.id).where(Role.person_id == member_id, Role.ended_at.is_(None))
    if session.scalar(held.limit(1)) is not None:
        return _noted(mandates.RoleNotLent(), helper, member_id, "holds_role")
    return None


def _why_not_so(helper: Viewer, wish: MandateWish, offered: Collection[str]) -> DomainError | None:
    try:
        mandates.check_scope(wish.scope, offered)
    except mandates.ScopeUnknown as refusal:
        return _noted(refusal, helper, wish.member_id, "scope")
    try:
        mandates.check_days(wish.days)
    except mandates.TimeUnknown as refusal:
        return _noted(refusal, helper, wish.member_id, "time")
    return None


def _is_proven(wish: MandateWish) -> bool:
    if wish.how == "pin":
        return wish.proof is not None and wish.proof.member_id == wish.member_id
    return wish.how in mandates.MANDATE_HOW and wish.evidence is not None


def _noted(refusal: DomainError, helper: Viewer, member_id: uuid.UUID, why: str) -> DomainError:
    here = helper.device_id
    refusal.record = lambda: session.add(
        MandateRefusal(helper_id=helper.id, member_id=member_id, device_id=here, why=why)
    )
    return refusal


def _look_at(
    helper: Viewer,
    member_id: uuid.UUID,
    phone: str | None,
    pin_hash: str | None,
    pin: str,
    own: str | None,
) -> DomainError | None:
    """Counted before it is looked at, like every PIN on a phone that is not the account's own."""
    here = KnownDevice(helper.device_id, "")
    with writing() as live:
        account = rules.account_mark(phone or member_id.hex)
        known = is_confirmed(live, here, member_id)
        attempt = tries.reserve(live, account, helper.device_id, on_confirmed=known)
    if pin_matches(pin_hash, pin):
        with writing() as live:
            tries.was_right(live, attempt)
        return None
    with writing() as live:
        tries.was_wrong(live, attempt)
    if pin_matches(own, pin):
        return _noted(mandates.OwnPinGiven(), helper, member_id, "own_pin")
    return NotThePin()


def _devices(person_id: uuid.UUID) -> set[uuid.UUID]:
    asked = select(Confirmation.device_id).where(Confirmation.person_id == person_id)
    return set(session.scalars(asked.where(Confirmation.ended_at.is_(None))))


def _close_what_is_over(helper_id: uuid.UUID, member_id: uuid.UUID) -> None:
    """One that holds stays as it is; of one that ended by itself that is written down now."""
    asked = select(Mandate).where(
        Mandate.helper_id == helper_id, Mandate.member_id == member_id, Mandate.ended_at.is_(None)
    )
    for one in session.scalars(asked):
        if queries.mandate_seen_by(one.id, helper_id).holds:
            raise mandates.AlreadyHelping
        one.ended_at = min(one.until, clock.now())
    session.flush()


def _tell(helper: Viewer, mandate: Mandate, say: Callable[[str, datetime], str] | None) -> None:
    phone = session.scalar(select(Person.phone).where(Person.id == mandate.member_id))
    if phone and say is not None:
        sms.send_later(phone, say(helper.name, mandate.until))

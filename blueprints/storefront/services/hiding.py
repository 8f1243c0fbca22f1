"""An office takes a product out of sight; its seller sees it, and can object. Each is a record."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import select

from blueprints.core import clock, events, search
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.storefront import rules
from blueprints.storefront.models import Appeal, Hiding, Lifting, Product
from blueprints.storefront.queries.offices import home_of_goods, offices_over
from blueprints.storefront.queries.products import KIND
from blueprints.storefront.services.products import show_again
from blueprints.storefront.services.reports import close_reports, product_in_office


def hide_product(
    *,
    product_id: uuid.UUID,
    viewer: Viewer,
    reason: str,
    report_ids: Collection[uuid.UUID],
    key: uuid.UUID,
) -> Hiding:
    """By an officer of its county or its cooperative's manager. NotFound for anybody else."""
    product = product_in_office(product_id, viewer)
    if not reason:
        raise rules.ReasonMissing
    if product.hidden_at is not None:
        raise rules.HiddenAlready
    hiding = Hiding(
        key=key,
        product_id=product_id,
        place_id=home_of_goods(product),
        at=clock.now(),
        by=viewer.id,
        as_officer=viewer.id in offices_over(product).officers,
        reason=reason,
    )
    session.add(hiding)
    product.hidden_at = hiding.at
    search.remove(KIND, product_id)
    session.flush()
    close_reports(product_id, report_ids, viewer, "hidden", reason, hiding.id)
    events.announce("storefront.product_hidden", product_id=product_id, hiding_id=hiding.id)
    return hiding


def appeal_hiding(*, product_id: uuid.UUID, viewer: Viewer, body: str, key: uuid.UUID) -> Appeal:
    """The seller objects. NotFound for anybody else."""
    product = session.scalar(select(Product).where(Product.id == product_id).with_for_update())
    if product is None or product.seller_id != viewer.id or product.withdrawn_at is not None:
        raise NotFound
    hiding = _standing(product)
    if _open_appeal(hiding) is not None:
        raise rules.AppealedAlready
    if not body:
        raise rules.WordsMissing
    appeal = Appeal(key=key, hiding_id=hiding.id, at=clock.now(), by=viewer.id, body=body)
    session.add(appeal)
    session.flush()
    events.announce("storefront.hiding_appealed", product_id=product_id, hiding_id=hiding.id)
    return appeal


def decide_hiding(
    *, product_id: uuid.UUID, viewer: Viewer, lift: bool, reason: str, key: uuid.UUID
) -> Product:
    """Lifted or kept, with a reason. An objection is answered by somebody else than who hid it;
    without one, the office may still change its mind.
    """
    product = product_in_office(product_id, viewer)
    hiding = _standing(product)
    if not reason:
        raise rules.ReasonMissing
    appeal = _open_appeal(hiding)
    if appeal is None and not lift:
        raise rules.NoAppeal
    offices = offices_over(product)
    may = rules.who_answers(hiding.by, hiding.as_officer, offices.officers, offices.managers)
    if viewer.id not in may and (appeal is not None or viewer.id != hiding.by):
        raise rules.ForSomebodyElse
    if appeal is not None:
        appeal.answered_at, appeal.answered_by = clock.now(), viewer.id
        appeal.outcome, appeal.reason = "lifted" if lift else "kept", reason
    if lift:
        _lift(product, hiding, viewer, reason, key)
    session.flush()
    events.announce("storefront.hiding_decided", product_id=product_id, lifted=lift)
    return product


def _lift(product: Product, hiding: Hiding, viewer: Viewer, reason: str, key: uuid.UUID) -> None:
    lifting = Lifting(hiding_id=hiding.id, key=key, at=clock.now(), by=viewer.id, reason=reason)
    session.add(lifting)
    product.hidden_at = None
    session.flush()
    show_again(product)


def _standing(product: Product) -> Hiding:
    newest = select(Hiding).where(Hiding.product_id == product.id).order_by(Hiding.at.desc())
    hiding = session.scalars(newest.limit(1)).first()
    if hiding is None or product.hidden_at is None:
        raise rules.NotHidden
    return hiding


def _open_appeal(hiding: Hiding) -> Appeal | None:
    stands = (Appeal.hiding_id == hiding.id, Appeal.answered_at.is_(None))
    return session.scalar(select(Appeal).where(*stands).with_for_update())

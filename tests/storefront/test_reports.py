"""Reports and hidings on real databases: who may do what, and that each is a record."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import select

from blueprints.core import ids, search
from blueprints.core.db import session, writing
from blueprints.core.errors import NotFound
from blueprints.storefront import queries, rules, services
from blueprints.storefront.models import Appeal, Hiding, Lifting, Report
from tests.storefront.conftest import Client_, Rows, Stall, id_in, sell, viewer_of
from tests.village import (
    BUYER,
    FARMER,
    MANAGER,
    NEIGHBOUR,
    OFFICER,
    SHIQIAO_MANAGER,
    TREASURER,
    Village,
)


class Office:
    """Telling, hiding, objecting and answering, each in a transaction of its own."""

    def tells(self, product: uuid.UUID, owner: str = "v:somebody") -> uuid.UUID:
        with writing():
            return services.report_product(
                product_id=product, owner=owner, kind="other", body="不对", key=ids.uuid7()
            ).id

    def hides(self, product: uuid.UUID, who: str = OFFICER, *seen: uuid.UUID) -> None:
        with writing():
            services.hide_product(
                product_id=product,
                viewer=viewer_of(who),
                reason="照片不对",
                report_ids=seen,
                key=ids.uuid7(),
            )

    def objects(self, product: uuid.UUID, who: str = FARMER) -> None:
        with writing():
            services.appeal_hiding(
                product_id=product, viewer=viewer_of(who), body="没有问题", key=ids.uuid7()
            )

    def decides(self, product: uuid.UUID, who: str, lift: bool = True) -> None:
        with writing():
            services.decide_hiding(
                product_id=product, viewer=viewer_of(who), lift=lift, reason="看过", key=ids.uuid7()
            )


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def product(stall: Stall, village: Village) -> uuid.UUID:
    """The farmer's, through the cooperative of Liushu."""
    return stall.sells(organisation_id=village.organisation(), title="望月柚")


def found() -> set[uuid.UUID]:
    session.rollback()
    return {row.subject_id for row in session.execute(search.matching("product", "望月柚"))}


def test_anybody_reports_once_at_a_time_and_not_without_end(
    stall: Stall, office: Office, product: uuid.UUID
) -> None:
    office.tells(product)
    with pytest.raises(rules.ReportedAlready):
        office.tells(product)
    for _ in range(rules.MOST_REPORTS_A_DAY - 1):
        office.tells(stall.sells())
    with pytest.raises(rules.TooManyReports):
        office.tells(stall.sells())
    for n in range(rules.MOST_BY_VISITORS_A_DAY - 1):
        office.tells(product, f"v:{n}")
    with pytest.raises(rules.TooManyReports):
        office.tells(product, "v:one more cookie")
    office.tells(product, "m:a member")


def test_a_hidden_product_leaves_lists_search_and_orders_and_comes_back(
    stall: Stall, office: Office, product: uuid.UUID
) -> None:
    assert product in found()
    report = office.tells(product)
    office.hides(product, OFFICER, report)
    assert product not in found()
    assert session.get_one(Report, report).outcome == "hidden"
    with pytest.raises(rules.NotOnSaleNow):
        queries.product(product, "zh")
    with pytest.raises(rules.NoLongerSold):
        stall.orders({product: 1})
    stall.changes(product, None, title="望月柚，新照片")
    assert product not in found(), "a change does not bring it back"
    office.decides(product, OFFICER)
    assert product in found()
    stall.orders({product: 1})


@pytest.mark.parametrize("who", [BUYER, FARMER, NEIGHBOUR, TREASURER, SHIQIAO_MANAGER])
def test_who_holds_no_office_here_hides_and_reads_nothing(
    office: Office, product: uuid.UUID, rows: Callable[[], Rows], who: str
) -> None:
    report = office.tells(product)
    before = rows()
    with pytest.raises(NotFound):
        office.hides(product, who, report)
    with pytest.raises(NotFound):
        queries.reported_product(product, viewer_of(who), "zh")
    with pytest.raises(NotFound), writing():
        services.dismiss_reports(
            product_id=product, viewer=viewer_of(who), report_ids=[report], reason="x"
        )
    assert rows() == before


def test_a_manager_neither_hides_own_goods_nor_those_sold_on_ones_own_account(
    stall: Stall, office: Office, village: Village
) -> None:
    own = stall.sells(MANAGER, organisation_id=village.organisation())
    private = stall.sells(FARMER)
    for product in (own, private):
        with pytest.raises(NotFound):
            office.hides(product, MANAGER)
        office.hides(product, OFFICER)


def test_the_seller_sees_who_and_why_and_never_who_told(
    client: Client_, village: Village, office: Office
) -> None:
    farmer = client(FARMER)
    product = id_in(sell(farmer, organisation=str(village.organisation())))
    with client().application.app_context():
        report = office.tells(uuid.UUID(product), f"m:{village.person(NEIGHBOUR).hex}")
        office.hides(uuid.UUID(product), MANAGER, report)
        session.remove()
    page = farmer.get(f"/storefront/products/{product}/own")
    assert "周禾秀" in page.words
    assert "照片不对" in page.words
    assert "柳春生" not in page.words
    stranger = client().get(f"/storefront/products/{product}")
    assert stranger.status_code == 410
    assert "not on sale just now" in stranger.words
    assert "照片不对" not in stranger.words


def test_an_objection_is_answered_by_another_and_both_answers_are_records(
    office: Office, product: uuid.UUID
) -> None:
    office.hides(product, MANAGER)
    with pytest.raises(rules.NoAppeal):
        office.decides(product, OFFICER, lift=False)
    for stranger in (NEIGHBOUR, BUYER, MANAGER):
        with pytest.raises(NotFound):
            office.objects(product, stranger)
    office.objects(product)
    with pytest.raises(rules.AppealedAlready):
        office.objects(product)
    with pytest.raises(rules.ForSomebodyElse):
        office.decides(product, MANAGER)
    office.decides(product, OFFICER, lift=False)
    assert product not in found()
    office.objects(product)
    office.decides(product, OFFICER)
    assert product in found()
    outcomes = session.scalars(select(Appeal.outcome).order_by(Appeal.at)).all()
    assert outcomes == ["kept", "lifted"]
    lifting = session.scalars(select(Lifting)).one()
    hiding = session.get_one(Hiding, lifting.hiding_id)
    assert (hiding.reason, lifting.reason) == ("照片不对", "看过")
    with pytest.raises(rules.NotHidden):
        office.decides(product, OFFICER)


def test_what_an_officer_hid_no_manager_puts_back(office: Office, product: uuid.UUID) -> None:
    office.hides(product, OFFICER)
    with pytest.raises(rules.ForSomebodyElse):
        office.decides(product, MANAGER)
    with pytest.raises(rules.HiddenAlready):
        office.hides(product, MANAGER)
    office.objects(product)
    office.decides(product, OFFICER)  # there is no other officer
    assert product in found()


def test_a_report_that_came_meanwhile_is_not_closed_unseen(
    office: Office, product: uuid.UUID
) -> None:
    seen, unseen = office.tells(product), office.tells(product, "v:later")
    with writing():
        services.dismiss_reports(
            product_id=product, viewer=viewer_of(OFFICER), report_ids=[seen], reason="没有问题"
        )
    session.rollback()
    assert session.get_one(Report, seen).outcome == "kept"
    assert session.get_one(Report, unseen).outcome is None
    listed = queries.reports_for(viewer_of(MANAGER), "", "zh").rows
    assert [(one.id, one.reports) for one in listed if one.id == product] == [(product, 1)]
    with pytest.raises(rules.NoReport), writing():
        services.dismiss_reports(
            product_id=product, viewer=viewer_of(OFFICER), report_ids=[seen], reason="没有问题"
        )

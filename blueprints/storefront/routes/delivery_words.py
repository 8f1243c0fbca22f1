"""Days and hours of delivery in words that stay right on a page that somebody kept."""

from __future__ import annotations

from datetime import date, datetime

from blueprints.core import clock, i18n
from blueprints.core.web.templating import locale
from blueprints.storefront.routes.door import bp


@bp.app_template_filter("whole_day")
def whole_day(day: date) -> str:
    """With its weekday: never “today”, which would be wrong tomorrow."""
    return i18n.say_whole_day(clock.noon_of(day), locale())


@bp.app_template_filter("whole_moment")
def whole_moment(moment: datetime) -> str:
    return f"{i18n.say_whole_day(moment, locale())} {clock.local(moment):%H:%M}"

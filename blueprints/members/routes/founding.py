"""The founding link: once, for the first officer."""

from __future__ import annotations

from flask import current_app, render_template
from werkzeug.wrappers import Response

from blueprints.core.access import public
from blueprints.core.errors import DomainError
from blueprints.core.web.act import refuse
from blueprints.members import forms, queries, services
from blueprints.members.routes.answers import arrived, bp, browser, invalid


@bp.get("/found/<token>")
@public
def founding(token: str) -> str:
    queries.check_founding(_secret(), token)
    return _page(token, forms.FoundForm.read())


@bp.post("/found/<token>")
@public
def found(token: str) -> Response:
    queries.check_founding(_secret(), token)
    form = forms.FoundForm.read()
    if not form.validate():
        return invalid(form, lambda: _page(token, form))
    founder = services.Founder(**form.data)
    try:
        return arrived(
            services.found(token=token, secret=_secret(), founder=founder, browser=browser()), "/"
        )
    except DomainError as refusal:
        return refuse(refusal, form=form, page=lambda: _page(token, form))


def _page(token: str, form: forms.FoundForm) -> str:
    return render_template("members/founding.html", form=form, token=token)


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])

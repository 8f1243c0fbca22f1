"""What decisions do by themselves: count, take effect, remind, forget keys."""

from __future__ import annotations

from datetime import timedelta

from blueprints.core import effects, jobs, own_data
from blueprints.core.db import let_go, writing
from blueprints.decisions import queries, services

effects.register(services.WRITTEN_RULE)
effects.register(services.ORDER)
own_data.register(35, *queries.OWN_DATA)


@jobs.every(timedelta(seconds=5), "decisions.count")
def count() -> None:
    """One at a time, so that one that is blocked holds up no other."""
    due = services.due_counts()
    let_go()
    for proposal_id in due:
        with writing():
            services.count_if_possible(proposal_id)


@jobs.every(timedelta(minutes=1), "decisions.switch_on")
def switch_on() -> None:
    due = services.due_effects()
    let_go()
    for proposal_id in due:
        with writing():
            services.switch_on_due(proposal_id)


@jobs.every(timedelta(minutes=10), "decisions.remind")
def remind() -> None:
    with writing():
        services.remind()


@jobs.work(services.DESTROY_KEYS)
def destroy_keys(names: list[str]) -> None:
    """After the commit that made them needless: a file cannot be part of it."""
    services.destroy_keys(names)


@jobs.every(timedelta(hours=1), "decisions.destroy_keys")
def destroy_all_old_keys() -> None:
    services.destroy_all_old_keys()

"""A process that is killed while it settles a group order leaves it as if it had never begun."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from blueprints.core import clock
from blueprints.core.db import session
from tests.conftest import House
from tests.storefront.together import A_DAY, Circle

ROOT = Path(__file__).parents[2]
SHARES = 4
# It kills itself at the n-th flush of the settlement: no chance to finish, or to roll back.
SETTLE = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.orm import Session
from app import create_app
from blueprints.core.db import writing
from blueprints.storefront import services
from tests.conftest import settings_for

app = create_app(settings_for(Path(sys.argv[1]), COMMONFIELD_DATABASE_URL=sys.argv[2]))
flushed = []

def die(*_flush):
    flushed.append(1)
    if len(flushed) == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

with app.app_context():
    event.listen(Session, "after_flush", die)
    with writing():
        services.settle_due_groups()
"""


@pytest.mark.parametrize("flush", [1, SHARES, 2 * SHARES])
def test_a_settlement_that_was_killed_is_none_and_the_next_is_whole(
    app: Flask, house: House, tmp_path: Path, flush: int
) -> None:
    with app.app_context():
        circle = Circle()
        with clock.stopped_at(clock.now() - 2 * A_DAY):
            product = circle.sells(stock=SHARES + 2)
            group = circle.opens(product, least=SHARES)
            for n in range(SHARES):
                circle.joins(group, 1, None, visitor=f"v{n}")
        session.remove()
        told = [sys.executable, "-c", SETTLE, str(tmp_path), house.database.url, str(flush)]
        killed = subprocess.run(told, cwd=ROOT, env=os.environ, capture_output=True, check=False)
        assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()[-2000:]
        assert (circle.kept(group).outcome, circle.orders_of_group(group)) == (None, [])
        assert (circle.stock(product), circle.says(group)) == (2, "happened")
        circle.settles()
        assert len(circle.orders_of_group(group)) == SHARES
        assert (circle.kept(group).outcome, circle.stock(product)) == ("happened", 2)
        session.remove()

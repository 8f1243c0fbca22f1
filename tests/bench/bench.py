"""`make bench`: how the shop compares with a bare Flask page, in ratios of one and the same run.

Both run under the same server with the same settings, side by side, in rounds that take turns;
each figure is the median of the rounds. Absolute figures would only describe the machine.
"""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from tests.bench import front, servers
from tests.bench.fill import WORDS
from tests.bench.load import Client, Target, arrivals, latencies, load, p99, typical
from tests.bench.uploads import Uploads, photo, signed_in

LISTING = "/storefront/"
SEARCH = "/storefront/?q=WORD"
MEMORY = ("from memory", "made anew each time")
SIZES = (1_000, 10_000, 100_000)


class Measure:
    """One run, long or quick."""

    def __init__(self, quick: bool) -> None:
        self.rounds = 2 if quick else 3
        self.seconds = 1 if quick else 3
        self.sizes = SIZES[:1] if quick else SIZES
        self.turns = 4 if quick else 12
        self.patience = 10 if quick else 16
        self.uploads = 50
        self.photo = photo(12_000 if quick else 30_000)


def main() -> None:
    measure = Measure(quick="--quick" in sys.argv)
    with tempfile.TemporaryDirectory() as made, ExitStack() as running:
        folder = Path(made)
        running.callback(last_words, folder)
        shops = {
            size: running.enter_context(servers.product(instance))
            for size, instance in filled(folder, measure.sizes)
        }
        biggest = shops[measure.sizes[-1]]
        pages = answers(biggest)
        bodies = {name: body for name, (_, body) in pages.items()}
        bare = running.enter_context(servers.bare(bodies, folder / "bare"))
        say(f"products: {measure.sizes[-1]}")
        for name, (_, body) in pages.items():
            say(f"{name}: {len(body)} bytes on the wire, for both sides")
        compare_throughput(measure, biggest, bare, pages)
        compare_growth(measure, shops, bare)
        compare_uploads(measure, biggest)
        if front.installed():
            compare_behind_nginx(measure, biggest, bodies["listing"], folder / "nginx")
        else:
            say("behind nginx: not measured, nginx is not installed")


def filled(folder: Path, sizes: tuple[int, ...]) -> Iterator[tuple[int, Path]]:
    """An instance of each size; each is a copy of the one before, filled up."""
    before: Path | None = None
    for size in sizes:
        instance = folder / f"shop{size}"
        if before is None:
            servers.run_module("flask", "--app", "app", "seed", instance=instance)
        else:
            subprocess.run(["cp", "-r", before, instance], check=True)
        servers.run_module("tests.bench.fill", str(size), instance=instance)
        before = instance
        yield size, instance


def answers(shop: str) -> dict[str, tuple[str, bytes]]:
    """The pages that are compared: their path, and what the shop sends for it."""
    client = Client(shop)
    listing = client.get(LISTING).body
    link = re.search(r"/storefront/products/[0-9a-f-]{36}", plain(shop, LISTING))
    if link is None:
        raise RuntimeError("the listing shows no product")
    search = Target(shop, SEARCH, (WORDS[0],)).turn(0)
    found = {
        "listing": (LISTING, listing),
        "product page": (link[0], client.get(link[0]).body),
        "search": (SEARCH, client.get(search).body),
    }
    client.close()
    return found


def compare_throughput(
    measure: Measure, shop: str, bare: str, pages: dict[str, tuple[str, bytes]]
) -> None:
    for name, (path, _) in pages.items():
        constant = "/" + name.replace(" ", "%20")
        again, anew = ("same query", "different queries") if name == "search" else MEMORY
        same = Target(shop, path, WORDS[:1]).turn(0)
        compare(measure, f"{name}, {again}", Target(shop, same), Target(bare, constant))
        compare(
            measure,
            f"{name}, {anew}",
            Target(shop, f"{path}{'&' if '?' in path else '?'}bench=TURN", WORDS),
            Target(bare, f"{constant}?bench=TURN"),
        )


def compare(measure: Measure, label: str, ours: Target, theirs: Target) -> None:
    us, them = [], []
    for n in range(measure.rounds):
        # Another round asks for other pages: what the one before left in memory must not help.
        us.append(load(ours.in_round(n), measure.seconds))
        them.append(load(theirs.in_round(n), measure.seconds))
    our, their = typical(us), typical(them)
    say(f"{label}: requests a second, times bare: {our.per_second / their.per_second:.3g}")
    say(f"{label}: p99, times bare: {our.p99_ms / their.p99_ms:.3g}")


def compare_growth(measure: Measure, shops: dict[int, str], bare: str) -> None:
    """One patient client, taking short turns; a parameter that means nothing defeats the memory."""
    kinds = {
        "listing, from memory": LISTING,
        "listing, made anew": f"{LISTING}?bench=TURN",
        "listing half way down, made anew": f"{LISTING}?after=MIDDLE&bench=TURN",
        "listing by price, made anew": f"{LISTING}?sort=price&bench=TURN",
        "search, made anew": f"{SEARCH}&bench=TURN",
    }
    for label, path in kinds.items():
        times: dict[int, list[float]] = {size: [] for size in shops}
        constant: list[float] = []
        for n in range(measure.turns):
            constant += latencies(Target(bare, "/listing").in_round(n), measure.patience)
            for size, shop in shops.items():
                target = Target(shop, path.replace("MIDDLE", str(size // 2)), WORDS)
                times[size] += latencies(target.in_round(n), measure.patience)
        for size, spent in times.items():
            ratio = median(spent) / median(constant)
            say(f"{label}, {size} products: time, times bare: {ratio:.3g}")
        if len(times) > 1:
            growth = median(times[max(times)]) / median(times[min(times)])
            say(f"{label}: growth from {min(times)} to {max(times)} products: {growth:.2f}")


def compare_uploads(measure: Measure, shop: str) -> None:
    cookie = signed_in(shop)
    listing = Target(shop, LISTING)
    arrivals(listing, 1.0)
    quiet = arrivals(listing, 4.0)
    slow = Uploads(shop, cookie, measure.uploads, measure.photo)
    slow.start()
    busy = arrivals(listing, slow.seconds * 0.8)
    slow.join(timeout=60)
    say(f"{measure.uploads} uploads at 20 kbit/s: answers: {dict(Counter(slow.statuses))}")
    say(f"listing during them: median, times without: {median(busy) / median(quiet):.2f}")
    say(f"listing during them: p99, times without: {p99(busy) / p99(quiet):.2f}")


def compare_behind_nginx(measure: Measure, shop: str, body: bytes, folder: Path) -> None:
    folder.mkdir()
    cookie = signed_in(shop)
    with front.nginx(shop, body, folder) as address:
        client = Client(address)
        client.get(LISTING)
        anonymous = client.get(LISTING).headers.get("x-cache", "")
        member = client.get(LISTING, {"Cookie": cookie}).headers.get("x-cache", "")
        client.close()
        say(f"behind nginx, from its own copy: visitor {anonymous}, signed in {member}")
        file = Target(address, "/bare.html")
        compare(measure, "listing behind nginx, bare being a file", Target(address, LISTING), file)


def last_words(folder: Path) -> None:
    """What the servers complained of; normally nothing."""
    for log in folder.glob("*.log"):
        lines = log.read_text(errors="replace").splitlines()
        for line in [one for one in lines if not one.startswith(("INFO", "http://"))][-20:]:
            say(f"{log.stem} said: {line}")


def plain(shop: str, path: str) -> str:
    client = Client(shop)
    text = client.get(path, {"Accept-Encoding": "identity"}).body.decode()
    client.close()
    return text


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()

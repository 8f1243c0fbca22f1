"""The seller's helper in a real browser: what it sees in a photo, by numbers, and who decides."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Page, expect

from blueprints.storefront import rules
from blueprints.storefront.seeds.drawing import draw
from blueprints.storefront.seeds.goods import GOODS as VILLAGE_GOODS
from tests.browser.conftest import Phone, Phones
from tests.browser.scenes import Scene, blurred, dimmed, large, noisy, overlap, stall, tiny
from tests.browser.steps import GOODS, fill, press, until
from tests.village import FARMER

pytestmark = pytest.mark.browser

NEW = "/storefront/products/new"
STUDY = """async (body) => {
    const bytes = Uint8Array.from(atob(body), (sign) => sign.charCodeAt(0));
    const source = await createImageBitmap(new Blob([bytes]));
    const plan = await retouch.plan(source);
    const counts = async (plan) => {
        const made = await retouch.paint(source, plan, 640);
        return retouch.histogram(retouch.grey(retouch.pixels(made)));
    };
    const [before, after] = [await counts({ ...plan, curve: null }), await counts(plan)];
    const sum = (some) => some.reduce((a, b) => a + b, 0);
    const white = (all) => sum(all.slice(250)) / sum(all);
    return { ...plan, mean: retouch.mean(after), white: white(after) - white(before) };
}"""
FAULTS = """async (body) => {
    const bytes = Uint8Array.from(atob(body), (sign) => sign.charCodeAt(0));
    const source = await createImageBitmap(new Blob([bytes]));
    const whole = { tilt: 0, box: { x: 0, y: 0, w: 1, h: 1 } };
    const grey = retouch.grey(retouch.pixels(retouch.draw(source, whole, 640)));
    return retouch.faults(grey, Math.min(source.width, source.height));
}"""


@pytest.fixture
def page(phone: Phones) -> Page:
    return phone(who=FARMER).open(NEW)


def study(page: Page, scene: Scene, how: str = STUDY) -> Any:
    return page.evaluate(how, base64.b64encode(scene.jpeg).decode())


def test_a_photo_is_turned_upright_to_a_degree_and_a_straight_one_left(page: Page) -> None:
    turned = [(n, tilt) for n, tilt in enumerate([0, 0, 0, 2, -3, 4, -5, 5, 5, 6, -7, 7])]
    found = {n: study(page, stall(n, tilt))["tilt"] for n, tilt in turned}
    residual = {n: abs(found[n] - tilt) for n, tilt in turned}
    assert max(residual.values()) <= 1, residual


def test_the_villages_drawn_pictures_are_never_turned_wrongly(page: Page) -> None:
    """Without one straight line in most of them: rather nothing is done."""
    for good in VILLAGE_GOODS[::4]:
        drawn = draw(good.drawing, 720).convert("RGB")
        for tilt in (0, 5):
            turned = drawn.rotate(-tilt, Image.Resampling.BICUBIC)
            edge = round(drawn.width * 0.08)
            inner = turned.crop((edge, edge, drawn.width - edge, drawn.height - edge))
            found = study(page, Scene(inner, (0, 0, 1, 1)))["tilt"]
            assert found == 0 or abs(found - tilt) <= 1, good.slug


def test_a_dim_photo_becomes_bright_and_nothing_is_blown_out(page: Page) -> None:
    for n in range(200, 210):
        for light in (0.25, 0.5, 1.0):
            seen = study(page, dimmed(stall(n), light))
            assert 95 <= seen["mean"] <= 195, (n, light)
            assert seen["white"] <= 0.01, (n, light)


def test_the_product_stays_whole_and_what_is_around_it_goes(page: Page) -> None:
    overlaps = []
    for n in range(100, 116):
        scene = large(stall(n))
        box, (wide, high) = study(page, scene)["box"], scene.image.size
        left, top = box["x"] * wide, box["y"] * high
        got = (left, top, left + box["w"] * wide, top + box["h"] * high)
        overlaps.append(overlap(got, scene.box))
        assert got[0] <= scene.box[0] + 8, n
        assert got[2] >= scene.box[2] - 8, n
        assert 0.74 <= box["w"] * wide / (box["h"] * high) <= 1.34, n
    assert min(overlaps) >= 0.6, overlaps


def test_a_picture_without_one_product_is_left_as_it_is(page: Page) -> None:
    noise = Image.effect_noise((1280, 960), 60)
    everywhere = Image.merge("RGB", (noise, noise, noise))
    bare = Image.new("RGB", (1280, 960), "#8a9a70")
    for image in (everywhere, bare):
        seen = study(page, Scene(image, (0, 0, 1, 1)))
        assert seen["box"] == {"x": 0, "y": 0, "w": 1, "h": 1}
        assert seen["tilt"] == 0


def test_warnings_are_right_in_ninety_five_of_a_hundred(page: Page) -> None:
    right, wrong = 0, []
    for n in range(500, 535):
        scene = stall(n)
        for told, made in (
            ([], scene),
            ([], noisy(scene, 8)),
            (["dark"], dimmed(scene, 0.25)),
            (["blurred"], blurred(scene, 5)),
            (["tiny"], tiny(scene, 400)),
            (["dark", "tiny"], dimmed(tiny(scene, 500), 0.3)),
        ):
            said = study(page, made, FAULTS)
            right += said == told
            wrong += [] if said == told else [(n, told, said)]
    assert right + len(wrong) >= 200
    assert right / (right + len(wrong)) >= 0.95, wrong


def choose(phone: Phone, scene: Scene, name: str = "IMG_7.jpg") -> Page:
    page = phone.open(NEW)
    fill(page, **GOODS)
    body = {"name": name, "mimeType": "image/jpeg", "buffer": scene.jpeg}
    page.set_input_files("[name=photo]", body)  # type: ignore[arg-type]
    expect(page.locator(".retouch")).to_have_count(1)
    return page


def light_of(page: Page) -> float:
    """Of the photo that buyers now see."""
    source = page.locator("main img.hero").first.get_attribute("src") or ""
    body = page.request.get(page.url.partition("/storefront")[0] + source).body()
    return float(ImageStat.Stat(Image.open(io.BytesIO(body)).convert("L")).mean[0])


@pytest.mark.parametrize("script", ["new", "own", ""], ids=["new", "own", "no word"])
def test_the_person_decides_which_photo_is_sent(phone: Phones, script: str) -> None:
    farmer = phone(who=FARMER)
    page = choose(farmer, dimmed(stall(4, 5), 0.3))
    own, new = page.locator("[data-take=own]"), page.locator("[data-take=new]")
    expect(own).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-fault=dark]")).to_be_visible()
    if script:
        new.click()
        expect(new).to_have_attribute("aria-pressed", "true")
        expect(own).to_have_attribute("aria-pressed", "false")
    if script == "own":
        own.click()
        expect(own).to_have_attribute("aria-pressed", "true")
    press(page, "form[action$=new] .btn--main")
    until(page, lambda: "/own" in page.url, "the product is in the shop")
    light = light_of(page)
    assert light > 90 if script == "new" else light < 70


def test_each_photo_is_asked_about_alone_and_a_good_one_not_at_all(phone: Phones) -> None:
    page = phone(who=FARMER).open(NEW)
    made = [large(dimmed(stall(5), 0.3)).jpeg, tiny(stall(6), 400).jpeg]
    files = [
        {"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": b} for n, b in enumerate(made)
    ]
    page.set_input_files("[name=photo]", files)  # type: ignore[arg-type]
    expect(page.locator(".retouch")).to_have_count(2)
    expect(page.locator("[data-fault=tiny]")).to_have_count(1)
    page.locator("[data-take=new]").first.click()
    expect(page.locator("[data-take=new]").first).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".retouch")).to_have_count(2)
    page.set_input_files("[name=photo]", files[1:])  # type: ignore[arg-type]
    expect(page.locator(".retouch")).to_have_count(1)


def test_what_no_browser_can_draw_goes_as_it_is(phone: Phones) -> None:
    page = phone(who=FARMER).open(NEW)
    fill(page, **GOODS)
    svg = {"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
    page.set_input_files("[name=photo]", svg)  # type: ignore[arg-type]
    press(page, "form[action$=new] .btn--main")
    until(page, lambda: "/own" in page.url, "the words are in the shop all the same")
    expect(page.locator(".retouch")).to_have_count(0)


ANSWERS = [
    ("皮薄汁多", "不打药，用羊粪，", "放阴凉处"),
    ("Thin skin", "", "Keep it cool!"),
    ("得劲", "", ""),
    ("", "  自己  种的。", "……"),
    ("$& {words} $1", "a;b;", "“好”"),
]


def test_the_script_makes_the_same_draft_as_the_server(page: Page) -> None:
    labels = ["{words}", "How: {words}", "怎么存放：{words}"]
    for answers in ANSWERS:
        pairs = list(zip(labels, answers, strict=True))
        now = rules.draft(pairs)
        assert page.evaluate("(pairs) => wording.draft(pairs)", pairs) == now
        for told, before in (("", ""), ("我家的。\r\n甜。", ""), (f"甲\n{now}\n乙", now)):
            script = "([told, before, now]) => wording.drafted(told, before, now)"
            same = page.evaluate(script, [told, before, now])
            assert same == rules.drafted(told, before, now)


def test_a_draft_is_made_without_a_network(phone: Phones) -> None:
    farmer = phone("zh-CN", who=FARMER)
    page = farmer.open(NEW)
    farmer.context.set_offline(True)
    fill(page, special="皮薄汁多", grown="不打药", keeping="放阴凉处")
    page.locator("[name=draft]").last.click()
    labels = [one.get_attribute("data-label") or "" for one in page.locator("[data-label]").all()]
    for special in ("皮薄汁多", "很甜"):
        fill(page, special=special)
        page.locator("[name=draft]").last.click()
        words = (special, "不打药", "放阴凉处")
        said = zip(labels, words, strict=True)
        lines = [label.replace("{words}", f"{word}。") for label, word in said]
        expect(page.locator("[name=description]")).to_have_value("\n".join(lines))

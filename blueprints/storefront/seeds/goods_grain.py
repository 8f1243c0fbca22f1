"""Grain and beans, in their growers' words."""

from .good import Good

GRAIN: tuple[Good, ...] = (
    Good(
        slug="field-peanuts",
        seller="13800000001",
        through=None,
        place="liushu",
        category="grain",
        title_zh="带壳红皮花生",
        description_zh=(
            "沙地里种的，九月挖，在院坝晒了六个太阳。红皮，个头小，嚼着香。生的，没有炒过，煮、炒、"
            "榨油都行。受潮的和发芽的挑出去了，放干燥的地方能留到开春。"
        ),
        title_en="Red-skinned peanuts in the shell",
        description_en=(
            "Grown in sandy soil, dug in September, dried in the yard for six sunny days. Small, "
            "red-skinned and full of flavour. They are raw: boil them, roast them or press them. "
            "I have picked out the damp and sprouted ones. Kept dry, they last until spring."
        ),
        price_minor=900,
        unit="斤",
        stock=200,
        drawing="peanuts",
        days_ago=18,
    ),
    Good(
        slug="dried-corn",
        seller="13800000002",
        through=None,
        place="liushu",
        category="grain",
        title_zh="老品种干玉米棒",
        description_zh=(
            "自己留的种，一年留一年，棒子细，粒子硬。挂在屋檐下吹干的，磨成碴煮粥特别香。要磨好的，"
            "下单时说一声，粗细由你，不加钱，磨了就要早点吃。"
        ),
        title_en="Dried maize, an old variety",
        description_en=(
            "Seed we have kept ourselves, year after year. Thin cobs, hard kernels, dried under "
            "the eaves. Cracked for porridge, it smells wonderful. If you want it milled, say so "
            "when you order: coarse or fine, at no charge. Once milled, eat it soon."
        ),
        price_minor=380,
        unit="斤",
        stock=150,
        drawing="corn",
        days_ago=26,
    ),
    Good(
        slug="new-rice",
        seller="13800000006",
        through="liushu",
        place="hewan",
        category="grain",
        title_zh="今年新米（十斤袋）",
        description_zh=(
            "十月收的稻子，一年只种一季，谷子存着，下单了才碾，所以米香。不抛光，看着没那么亮。煮"
            "的时候水少放一点。十斤一袋，布袋里套真空袋，开了尽快吃，怕生虫放冰箱。"
        ),
        title_en="This year's rice, a five-kilo bag",
        description_en=(
            "Harvested in October, one crop a year. We store it in the husk and mill it when you "
            "order, so it still smells of rice. Unpolished, so it does not shine. Use a little "
            "less water. Five kilos, vacuum-packed inside a cloth bag. Once open, eat it soon, "
            "or keep it in the fridge."
        ),
        price_minor=4500,
        unit="袋",
        stock=80,
        drawing="rice-sack",
        days_ago=3,
    ),
    Good(
        slug="yellow-soybeans",
        seller="13800000006",
        through=None,
        place="hewan",
        category="grain",
        title_zh="田埂黄豆",
        description_zh=(
            "种在田埂上的，不占地，也不施肥。豆子不大，圆，打豆浆香，做豆腐出得多。用手拣过一遍，"
            "还会有几颗瘪的。泡一夜再煮。晒得很干，装布袋能放一年。"
        ),
        title_en="Soybeans from the field banks",
        description_en=(
            "Grown on the banks between the paddies, where they take up no land and need no "
            "feeding. Small and round; good for soy milk, and they give plenty of tofu. Sorted "
            "by hand, though you may still find a shrivelled one. Soak overnight. They are very "
            "dry and keep a year in a cloth bag."
        ),
        price_minor=1000,
        unit="kg",
        stock=90,
        drawing="soybeans",
        days_ago=28,
    ),
    Good(
        slug="terrace-red-rice",
        seller="13800000025",
        through="shiqiao",
        place="yunping",
        category="grain",
        title_zh="梯田红米",
        description_zh=(
            "梯田太窄，机器上不去，从插秧到割谷都是人工，牛犁田。红米皮没去掉，嚼着有劲，有股坚果"
            "香。泡两个钟头再煮，或者掺一半白米。真空装，一袋两斤，不开能放半年。"
        ),
        title_en="Red rice from the terraces",
        description_en=(
            "The terraces are too narrow for machines: an ox ploughs them, and we plant and cut "
            "by hand. The red skin is left on, so the rice is chewy and tastes of nuts. Soak it "
            "for two hours, or mix it half and half with white rice. Vacuum-packed by the kilo; "
            "unopened, it keeps half a year."
        ),
        price_minor=1400,
        unit="kg",
        stock=120,
        drawing="red-rice",
        days_ago=19,
    ),
)

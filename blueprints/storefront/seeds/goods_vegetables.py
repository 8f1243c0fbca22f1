"""Vegetables, in their growers' words."""

from .good import Good

VEGETABLES: tuple[Good, ...] = (
    Good(
        slug="old-pumpkin",
        seller="13800000001",
        through=None,
        place="liushu",
        category="vegetables",
        title_zh="老南瓜",
        description_zh=(
            "藤上留到老才摘，皮硬，指甲掐不动。肉是橙黄的，又粉又甜，蒸着吃、煮粥都好。一个七八斤，"
            "按个卖。整个放在通风的地方能过冬，切开了要放冰箱。"
        ),
        title_en="Old pumpkin",
        description_en=(
            "Left on the vine until the skin is too hard for a fingernail. The flesh is deep "
            "orange, floury and sweet, good steamed or in porridge. About four kilos each, sold "
            "by the piece. Whole, it keeps through the winter in an airy place; once cut, put it "
            "in the fridge."
        ),
        price_minor=1200,
        unit="个",
        stock=36,
        drawing="pumpkin",
        days_ago=11,
    ),
    Good(
        slug="white-radishes",
        seller="13800000004",
        through=None,
        place="liushu",
        category="vegetables",
        title_zh="霜打白萝卜",
        description_zh=(
            "下过霜才拔，比之前甜，炖汤不用放糖。带一截缨子，缨子可以腌着吃。早上现拔，带点泥，不"
            "洗，洗了不好放。收到切掉缨子，用袋子装好放阴凉处。"
        ),
        title_en="White radishes after frost",
        description_en=(
            "Pulled only after the frost, when they turn sweet; a soup of them needs no sugar. I "
            "leave a length of the leaves on, which you can pickle. Pulled the same morning and "
            "not washed, because washed ones do not keep. Cut the leaves off, bag the roots and "
            "store them cool."
        ),
        price_minor=150,
        unit="斤",
        stock=300,
        drawing="radishes",
        days_ago=4,
    ),
    Good(
        slug="lotus-root",
        seller="13800000005",
        through="liushu",
        place="hewan",
        category="vegetables",
        title_zh="河湾粉藕",
        description_zh=(
            "塘里的老品种，九个孔，下水用脚踩着摸上来的。粉的，炖排骨最好，不适合凉拌。带泥发货，"
            "泥能保鲜，收到不要急着洗。放阴凉处盖湿布，能放十来天。"
        ),
        title_en="Floury lotus root",
        description_en=(
            "An old variety from our pond with nine holes, found with the feet and lifted by "
            "hand. Floury, made for a long stew with ribs rather than for salads. It comes with "
            "its mud on, which keeps it fresh, so do not wash it until you cook. Cool and under "
            "a damp cloth it keeps ten days."
        ),
        price_minor=680,
        unit="斤",
        stock=180,
        drawing="lotus-root",
        days_ago=10,
    ),
    Good(
        slug="small-ginger",
        seller="13800000023",
        through="shiqiao",
        place="shiqiao",
        category="vegetables",
        title_zh="石桥小黄姜",
        description_zh=(
            "本地生姜，个头小，丝多，味道冲，一块顶别人两块。红土里长了八个月，前几天才挖。带点土，"
            "没洗，没熏。埋在沙里或者用纸包了放阴凉处，能用到过年。"
        ),
        title_en="Shiqiao small ginger",
        description_en=(
            "Our local ginger: small, stringy and strong, one piece does the work of two. Eight "
            "months in red earth, and dug only a few days ago. A little soil still on it, not "
            "washed, not sulphured. Bury it in sand or wrap it in paper somewhere cool, and it "
            "lasts until New Year."
        ),
        price_minor=620,
        unit="斤",
        stock=85,
        drawing="ginger",
        days_ago=2,
    ),
    Good(
        slug="highland-potatoes",
        seller="13800000024",
        through="shiqiao",
        place="yunping",
        category="vegetables",
        title_zh="云坪高山土豆",
        description_zh=(
            "海拔一千四百米，沙土，一年一季。黄心，粉，蒸熟会开花。大小混着装，小的带皮炸也好吃。"
            "没洗，放在黑的地方，别和苹果放一起，不容易发芽。发青的不要吃，告诉我补给你。"
        ),
        title_en="Highland potatoes from Yunping",
        description_en=(
            "Sandy soil at 1,400 metres, one crop a year. Yellow inside and floury; steamed, "
            "they burst open. Mixed sizes, and the small ones are good fried in their skins. "
            "Unwashed. Keep them in the dark and away from apples so that they do not sprout. Do "
            "not eat green ones: tell me, and I will replace them."
        ),
        price_minor=500,
        unit="kg",
        stock=400,
        drawing="potatoes",
        days_ago=8,
    ),
    Good(
        slug="winter-bamboo-shoots",
        seller="13800000025",
        through=None,
        place="yunping",
        category="vegetables",
        title_zh="现挖冬笋",
        description_zh=(
            "竹林里看地上的裂缝找的，一天也就挖三十来斤。没出土的才嫩，剥开是黄白的，炒腊肉、炖汤"
            "都鲜。先用淡盐水煮五分钟去涩。不剥壳能放一个星期，剥了马上吃。"
        ),
        title_en="Winter bamboo shoots, just dug",
        description_en=(
            "I find them by the cracks in the ground, and fifteen kilos is a good day. Those "
            "still under the earth are the tender ones, ivory inside, good with smoked pork or "
            "in soup. Boil them five minutes in lightly salted water first. In the husk they "
            "keep a week; once peeled, cook them at once."
        ),
        price_minor=1600,
        unit="斤",
        stock=60,
        drawing="bamboo-shoots",
        days_ago=0,
    ),
)

"""Eggs, poultry, fish and meat, in their sellers' words."""

from .good import Good

YARD: tuple[Good, ...] = (
    Good(
        slug="free-range-eggs",
        seller="13800000001",
        through="liushu",
        place="liushu",
        category="meat_eggs",
        title_zh="散养土鸡蛋（三十个一篮）",
        description_zh=(
            "四十来只母鸡，白天在果园和菜地里跑，晚上回棚，喂的是玉米和菜叶。蛋有大有小，颜色也不"
            "一样。一篮三十个，垫谷壳装好，篮子不用还。路上破了几个，我退几个的钱。"
        ),
        title_en="Eggs from free-running hens, a basket of thirty",
        description_en=(
            "Forty or so hens that spend the day in the orchard and the vegetable patch and come "
            "home at dusk. They get maize and greens. The eggs differ in size and colour. Thirty "
            "to a basket, bedded in rice husk; keep the basket. If some break on the way I "
            "refund those."
        ),
        price_minor=4500,
        unit="篮",
        stock=24,
        drawing="egg-basket",
        days_ago=1,
    ),
    Good(
        slug="smoked-pork",
        seller="13800000007",
        through=None,
        place="liushu",
        category="meat_eggs",
        title_zh="柏枝熏腊肉",
        description_zh=(
            "自家的年猪，五花和后腿，盐和花椒腌七天，挂灶头上用柏树枝慢慢熏。切开肥的透亮。偏咸，"
            "先用温水泡一阵，煮熟再切。一条条真空装好，收到放冰箱。"
        ),
        title_en="Pork smoked over cypress",
        description_en=(
            "Our own pig, belly and hind leg, a week in salt and Sichuan pepper, then smoked "
            "slowly with cypress above the stove. Cut, the fat is almost clear. It is salty: "
            "soak it in warm water first, boil it, then slice. Sent vacuum-packed. Keep it in "
            "the fridge."
        ),
        price_minor=4200,
        unit="斤",
        stock=55,
        drawing="cured-pork",
        days_ago=12,
    ),
    Good(
        slug="river-duck",
        seller="13800000005",
        through=None,
        place="hewan",
        category="meat_eggs",
        title_zh="河边麻鸭",
        description_zh=(
            "在河湾里放养了七个多月，吃鱼虾、螺蛳和稻谷。毛重三斤半上下，肉紧，要多炖一会儿，老的"
            "炖汤更好。头天下单，第二天清早现杀现拔，冰袋装，只发当天能到的地方。"
        ),
        title_en="Speckled duck from the river bend",
        description_en=(
            "Seven months and more on the river, living on small fish, snails and rice. About "
            "1.7 kilos before plucking. The meat is firm, so give it time in the pot. Order the "
            "day before; I prepare it early next morning and pack it on ice, and send only where "
            "it arrives the same day."
        ),
        price_minor=8800,
        unit="只",
        stock=15,
        drawing="duck",
        days_ago=6,
    ),
    Good(
        slug="salted-duck-eggs",
        seller="13800000005",
        through="liushu",
        place="hewan",
        category="meat_eggs",
        title_zh="红泥咸鸭蛋",
        description_zh=(
            "河湾麻鸭下的蛋，用红泥、盐和草木灰裹了二十八天，洗净煮熟了再发。蛋黄起沙，会流油，不"
            "太咸，配粥刚好。十二个一盒，放冰箱能吃一个月。"
        ),
        title_en="Salted duck eggs, cured in red clay",
        description_en=(
            "Eggs from the ducks on our river, twenty-eight days in red clay, salt and wood ash, "
            "then washed and boiled before they leave. The yolks are grainy and run with oil. "
            "Not too salty, just right with porridge. Twelve to a box; a month in the fridge."
        ),
        price_minor=2400,
        unit="盒",
        stock=48,
        drawing="salted-eggs",
        days_ago=8,
    ),
    Good(
        slug="rice-field-carp",
        seller="13800000006",
        through=None,
        place="hewan",
        category="meat_eggs",
        title_zh="稻田鲤鱼",
        description_zh=(
            "插秧后放的鱼苗，在稻田里长了一夏，吃虫子和稻花，个头不大，一条七八两。没什么泥味，红"
            "烧、煎都行，鳞可以不刮。活鱼装氧气袋，只送县城和镇上，早上送。"
        ),
        title_en="Carp from the rice field",
        description_en=(
            "Put in as fry after the transplanting, they grew all summer among the rice, feeding "
            "on insects and rice flowers. Small, about 400 grams each, with hardly a taste of "
            "mud. Braise them or fry them, scales and all. Sent alive with oxygen, mornings "
            "only, to the county town and the township."
        ),
        price_minor=1800,
        unit="斤",
        stock=40,
        drawing="carp",
        days_ago=13,
    ),
)

"""Fruit and nuts, in their sellers' words."""

from .good import Good

FRUIT: tuple[Good, ...] = (
    Good(
        slug="red-kiwi",
        seller="13800000001",
        through="liushu",
        place="liushu",
        category="fruit",
        title_zh="红心猕猴桃",
        description_zh=(
            "屋后坡地种的，树有九年了。摘下来是硬的，放三五天，捏着发软再吃，心子红，很甜。想快点"
            "软，和苹果放在一个袋子里。每个都垫了纸，压坏的拍照给我，补给你。"
        ),
        title_en="Red-heart kiwi fruit",
        description_en=(
            "From the slope behind our house; the vines are nine years old. They come hard. Wait "
            "three to five days until they give a little, and the red middle is very sweet. An "
            "apple in the bag hurries them along. Each one is wrapped in paper; send me a photo "
            "of any that arrive bruised and I will make it good."
        ),
        price_minor=1200,
        unit="斤",
        stock=160,
        drawing="kiwi",
        days_ago=2,
    ),
    Good(
        slug="winter-jujubes",
        seller="13800000001",
        through="liushu",
        place="liushu",
        category="fruit",
        title_zh="脆甜冬枣",
        description_zh=(
            "早上摘，中午装箱，当天走。个头不算大，皮薄，一咬就脆。树下不打草药，草是用镰刀割的。"
            "收到放冰箱，一周里吃完最好，放久了会绵。"
        ),
        title_en="Crisp winter jujubes",
        description_en=(
            "Picked in the morning, boxed at noon, sent the same day. Not large, but the skin is "
            "thin and they snap when you bite. No weedkiller under the trees; I cut the grass "
            "with a sickle. Keep them in the fridge and eat them within a week, before they go "
            "woolly."
        ),
        price_minor=980,
        unit="斤",
        stock=120,
        drawing="jujubes",
        days_ago=5,
    ),
    Good(
        slug="old-tree-pears",
        seller="13800000002",
        through="liushu",
        place="liushu",
        category="fruit",
        title_zh="老树黄梨",
        description_zh=(
            "三棵老梨树，是上一辈人种的，比房子还老。梨皮上有麻点，样子不好看，水多，不腻人。今年"
            "结得少，套了纸袋。想留久一点，用报纸一个个包好，放阴凉处。"
        ),
        title_en="Pears from the old trees",
        description_en=(
            "Three old trees, planted by the generation before us and older than the house. The "
            "skins are freckled and no beauty, but the fruit is juicy and never cloying. It was "
            "a thin year. We bagged each pear on the tree. To keep them, wrap each one in "
            "newspaper and store them somewhere cool."
        ),
        price_minor=450,
        unit="斤",
        stock=90,
        drawing="pears",
        days_ago=9,
    ),
    Good(
        slug="crisp-persimmons",
        seller="13800000004",
        through="liushu",
        place="liushu",
        category="fruit",
        title_zh="脆柿子",
        description_zh=(
            "摘下来用温水泡过两天，不涩了，削皮就能吃，脆的。个头有拳头大，一斤两三个。天冷，常温"
            "放一个星期没问题，放软了也好吃，用勺子挖。"
        ),
        title_en="Crisp persimmons",
        description_en=(
            "Picked, then kept in warm water for two days, so there is no roughness left. Peel "
            "and eat them crisp. The size of a fist, two or three to the jin. In cold weather "
            "they keep a week on the table. If they soften, so much the better: use a spoon."
        ),
        price_minor=420,
        unit="斤",
        stock=260,
        drawing="persimmons",
        days_ago=3,
    ),
    Good(
        slug="honey-pomelo",
        seller="13800000006",
        through="liushu",
        place="hewan",
        category="fruit",
        title_zh="红肉柚子",
        description_zh=(
            "河边沙土种的，一棵树只留六十个。皮厚，好剥，里面是粉红的，酸甜都有，水足。刚摘的先放"
            "一个星期再吃，更甜。整个放通风处能留两个月。两个装一箱，空隙塞稻草。"
        ),
        title_en="Pink pomelo",
        description_en=(
            "Grown in the sandy soil by the river, only sixty left on each tree. Thick skin, "
            "easy to peel; the flesh is pink, both sweet and sharp, and full of juice. Let a "
            "fresh one rest a week and it turns sweeter. Whole, it keeps two months in an airy "
            "place. Packed in straw, two to a carton."
        ),
        price_minor=1300,
        unit="个",
        stock=110,
        drawing="pomelo",
        days_ago=16,
    ),
    Good(
        slug="forest-chestnuts",
        seller="13800000021",
        through="shiqiao",
        place="shiqiao",
        category="fruit",
        title_zh="石桥板栗",
        description_zh=(
            "山上的老栗树，落地了才捡，不用竿子打。个头小，糯，甜。晾了两天，水气收了些，煮、炒、"
            "烧鸡都行。收到放冰箱，留一个小口透气，不要闷着。有虫眼的我已经挑过。"
        ),
        title_en="Shiqiao chestnuts",
        description_en=(
            "From old trees up the hill. We wait for them to fall rather than beat them down. "
            "Small, sweet and waxy. They have been aired for two days; boil them, roast them or "
            "cook them with chicken. Keep them in the fridge in a bag left a little open. I have "
            "picked out the wormy ones."
        ),
        price_minor=850,
        unit="斤",
        stock=210,
        drawing="chestnuts",
        days_ago=6,
    ),
)

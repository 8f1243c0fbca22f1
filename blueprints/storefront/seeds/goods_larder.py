"""Tea, honey and preserves, in their makers' words."""

from .good import Good

LARDER: tuple[Good, ...] = (
    Good(
        slug="steeping-chrysanthemum",
        seller="13800000003",
        through="liushu",
        place="liushu",
        category="tea_honey",
        title_zh="晒干的菊花",
        description_zh=(
            "地边上种了两行，开到七八成摘，先蒸一下再晒，不熏硫磺，所以颜色没那么白。一杯放四五朵，"
            "水开了晾一晾再冲。一袋一两，封口扎紧，防潮。"
        ),
        title_en="Dried chrysanthemum flowers",
        description_en=(
            "Two rows along the edge of the field, picked just before they open fully, steamed "
            "and then dried in the sun. No sulphur, so they are not so white. Four or five "
            "flowers to a cup; let boiling water stand a moment first. Fifty grams a bag. Keep "
            "it tied tight, away from damp."
        ),
        price_minor=2800,
        unit="袋",
        stock=45,
        drawing="chrysanthemum",
        days_ago=15,
    ),
    Good(
        slug="wildflower-honey",
        seller="13800000022",
        through="shiqiao",
        place="shiqiao",
        category="tea_honey",
        title_zh="深山百花蜜",
        description_zh=(
            "土蜂，十八箱，放在后山，一年只割一次，秋天割。什么花都有，颜色深，有点微苦的回味。天"
            "冷会结晶，变成白的，是正常的，用温水坐一坐就化。一瓶一斤，拧紧盖子放阴凉处。"
        ),
        title_en="Wildflower honey from the hill",
        description_en=(
            "Eighteen hives of native bees behind the hill, harvested once a year, in autumn. It "
            "comes from every flower there is: dark, with a faint bitterness at the end. In the "
            "cold it sets and turns pale, as it should; stand the jar in warm water and it "
            "clears. Half a kilo a jar. Keep it closed, somewhere cool."
        ),
        price_minor=5800,
        unit="瓶",
        stock=32,
        drawing="honey",
        days_ago=20,
    ),
    Good(
        slug="wild-comb-honey",
        seller="13800000023",
        through=None,
        place="shiqiao",
        category="tea_honey",
        title_zh="木框巢蜜",
        description_zh=(
            "整块割下来的蜜，连蜂巢一起，没有摇，也没有滤。切小块直接嚼，蜡吐掉就行，抹在热馒头上"
            "也好。一盒一斤，盒子是木的。夏天路上容易化，天热我会加冰袋。"
        ),
        title_en="Honey in the comb",
        description_en=(
            "Cut whole from the frame, comb and all, neither spun nor strained. Break off a "
            "piece and chew it, and leave the wax; or press it on a hot steamed bun. Half a kilo "
            "in a wooden box. It softens on the road in summer, so on hot days I add an ice pack."
        ),
        price_minor=6800,
        unit="盒",
        stock=18,
        drawing="honeycomb",
        days_ago=35,
    ),
    Good(
        slug="high-mountain-tea",
        seller="13800000024",
        through="shiqiao",
        place="yunping",
        category="tea_honey",
        title_zh="云坪高山绿茶",
        description_zh=(
            "清明前采的，一芽两叶，铁锅手炒，一晚上只炒得出三斤。汤色浅，头一泡清，第二泡有板栗香。"
            "水烧开晾两分钟再冲，不苦。四两一盒，铝箔袋封好，放冰箱不串味。"
        ),
        title_en="Yunping green tea",
        description_en=(
            "Picked in early spring, two leaves and a bud, and turned by hand in an iron pan; "
            "one night's work makes three jin. Pale in the cup: the first brew is clear, the "
            "second smells of chestnuts. Let boiling water stand two minutes and it will not be "
            "bitter. 200 grams, sealed in foil. The fridge keeps it fresh."
        ),
        price_minor=12000,
        unit="盒",
        stock=26,
        drawing="tea",
        days_ago=47,
    ),
    Good(
        slug="frosted-persimmons",
        seller="13800000004",
        through="liushu",
        place="liushu",
        category="preserves",
        title_zh="出霜柿饼",
        description_zh=(
            "去年霜降后削的皮，挂了一个多月，再捂出白霜。那层白的是柿子自己的糖。里面是软的，会流"
            "心。十二个一盒，一层油纸一层柿饼。放冰箱冷冻，拿出来回软就能吃。"
        ),
        title_en="Dried persimmons with their frost",
        description_en=(
            "Peeled after the first frosts, hung for over a month, then rested until the white "
            "bloom came out: it is the fruit's own sugar. Inside they are soft, almost running. "
            "Twelve to a box, with paper between the layers. Keep them in the freezer and let "
            "them soften before you eat."
        ),
        price_minor=3200,
        unit="盒",
        stock=40,
        drawing="persimmon-cakes",
        days_ago=22,
    ),
    Good(
        slug="chopped-chillies",
        seller="13800000007",
        through="liushu",
        place="liushu",
        category="preserves",
        title_zh="手剁辣椒",
        description_zh=(
            "自家地里的红辣椒，洗了晾一天，在木盆里用刀剁，放盐、蒜、一点白酒，封坛半个月再装瓶。"
            "辣，也香，蒸鱼、拌面一勺就够。开了盖放冰箱，用干净的勺子。"
        ),
        title_en="Hand-chopped chillies",
        description_en=(
            "Red chillies from our field, washed, dried for a day and chopped with a knife in a "
            "wooden tub. Salt, garlic and a little spirit, two weeks in a sealed jar, then "
            "bottled. Hot and fragrant; a spoonful is enough for steamed fish or noodles. Once "
            "open, keep it in the fridge and use a clean spoon."
        ),
        price_minor=1600,
        unit="瓶",
        stock=70,
        drawing="chilli-sauce",
        days_ago=14,
    ),
    Good(
        slug="pickle-crock",
        seller="13800000023",
        through=None,
        place="shiqiao",
        category="preserves",
        title_zh="老坛泡菜",
        description_zh=(
            "坛子是家里传下来的，老盐水养了二十年。萝卜、豇豆、嫩姜、辣椒都有，酸得干净，脆。一罐"
            "两斤，连水一起装。夹菜用干净的筷子，沾了油就会坏。吃不完放冰箱。"
        ),
        title_en="Pickles from the old crock",
        description_en=(
            "The crock has come down in the family, and the brine has been kept alive for twenty "
            "years. Radish, long beans, young ginger and chillies: clean, sour and crisp. One "
            "kilo a jar, in its brine. Use clean chopsticks, because a drop of oil spoils it. "
            "Keep the rest in the fridge."
        ),
        price_minor=2200,
        unit="罐",
        stock=30,
        drawing="pickle-crock",
        days_ago=17,
    ),
    Good(
        slug="string-of-chillies",
        seller="13800000023",
        through="shiqiao",
        place="shiqiao",
        category="preserves",
        title_zh="串晒干辣椒",
        description_zh=(
            "红透了才摘，用线串起来挂在土墙上晒，晒不干的日子收进屋里烘。香，中等辣，做辣椒油最好。"
            "按斤卖，一串两斤左右，整串寄。挂在厨房通风的地方，随用随摘。"
        ),
        title_en="Sun-dried chillies on the string",
        description_en=(
            "Picked when they are red all through, threaded and hung on the mud wall; on wet "
            "days they come in by the stove. Fragrant and of middling heat, best for chilli oil. "
            "Sold by weight and sent as a whole string of about a kilo. Hang it in an airy "
            "kitchen and pull them off as you cook."
        ),
        price_minor=1800,
        unit="斤",
        stock=50,
        drawing="chilli-string",
        days_ago=24,
    ),
    Good(
        slug="dried-shiitake",
        seller="13800000025",
        through="shiqiao",
        place="yunping",
        category="preserves",
        title_zh="花菇干",
        description_zh=(
            "青冈木上长的，冬天长得慢，菌盖厚，开花纹。白天晒，晚上用炭火烘。凉水泡三四个钟头，泡"
            "的水别倒，炖鸡用。半斤一袋，里面有干燥剂，扎紧放着，一年不坏。"
        ),
        title_en="Dried flower shiitake",
        description_en=(
            "Grown on oak logs, slowly, through the winter, so the caps are thick and cracked "
            "like flowers. Sun by day, charcoal by night. Soak them in cold water for three or "
            "four hours and save the water for the chicken. 250 grams a bag; tied tight, they "
            "keep a year."
        ),
        price_minor=3600,
        unit="袋",
        stock=38,
        drawing="mushrooms",
        days_ago=21,
    ),
)

"""Crafts and visits, in the words of those who offer them."""

from .good import Good

MADE: tuple[Good, ...] = (
    Good(
        slug="window-paper-cuts",
        seller="13800000003",
        through=None,
        place="liushu",
        category="crafts",
        title_zh="手剪窗花",
        description_zh=(
            "晚上坐在灯下剪的，红宣纸，一把小剪刀，不用刻刀也不用机器，所以每张都不太一样。直径一"
            "尺左右，贴窗、贴门、装框都可以。夹在硬纸板里寄，不会折。"
        ),
        title_en="Paper-cuts for the window",
        description_en=(
            "Cut by lamplight in the evenings from red rice paper, with one small pair of "
            "scissors: no knife, no machine, so no two are quite alike. About thirty centimetres "
            "across, for a window, a door or a frame. Sent flat between boards so that they do "
            "not crease."
        ),
        price_minor=1500,
        unit="张",
        stock=60,
        drawing="paper-cut",
        days_ago=7,
    ),
    Good(
        slug="cloth-shoes",
        seller="13800000004",
        through=None,
        place="liushu",
        category="crafts",
        title_zh="千层底绣花布鞋",
        description_zh=(
            "鞋底是旧布一层层糊的，麻线一针针纳，一双要做六天。鞋面黑蓝布，绣一朵花。下单请写脚长"
            "多少厘米，脚背高的也说一声。一盒一双，不合脚寄回来我改。"
        ),
        title_en="Embroidered cloth shoes with stitched soles",
        description_en=(
            "The soles are layers of old cotton, pasted and stitched through with hemp thread. "
            "One pair takes me six days. The uppers are dark blue with a flower. Tell me the "
            "length of your foot in centimetres, and whether your instep is high. One pair to a "
            "box. If they do not fit, send them back and I will alter them."
        ),
        price_minor=9500,
        unit="盒",
        stock=12,
        drawing="cloth-shoes",
        days_ago=33,
    ),
    Good(
        slug="embroidered-cloth",
        seller="13800000007",
        through=None,
        place="liushu",
        category="crafts",
        title_zh="绣花靛蓝布",
        description_zh=(
            "布是老式木机织的，蓝是板蓝根叶子泡出来的，染了八道。花样照院子里的花绣，没有图纸。一"
            "块一米见方，做桌布、挂墙都行。头几次单独洗，会掉一点颜色。"
        ),
        title_en="Embroidered indigo cloth",
        description_en=(
            "Woven on an old wooden loom and dyed eight times with indigo leaves. The flowers "
            "are the ones in my yard; I have no pattern. One metre square, for a table or a "
            "wall. Wash it by itself the first few times, as it gives off a little blue."
        ),
        price_minor=26000,
        unit="件",
        stock=8,
        drawing="embroidery",
        days_ago=41,
    ),
    Good(
        slug="peachwood-comb",
        seller="13800000021",
        through=None,
        place="shiqiao",
        category="crafts",
        title_zh="桃木梳子",
        description_zh=(
            "老桃树枯了，木头阴干三年才动手。齿是一根根锯的，磨到不挂头发，上一层薄茶油。大的手掌"
            "长，配一根红穗子。不要泡水，脏了用干布擦，半年抹一点油。"
        ),
        title_en="Peachwood comb",
        description_en=(
            "An old peach tree died, and I let the wood dry for three years before I touched it. "
            "Each tooth is sawn by hand and smoothed until no hair catches, then rubbed with "
            "camellia oil. The length of a palm, with a red tassel. Do not soak it: wipe it dry, "
            "and oil it twice a year."
        ),
        price_minor=3500,
        unit="个",
        stock=25,
        drawing="comb",
        days_ago=45,
    ),
    Good(
        slug="bamboo-basket",
        seller="13800000022",
        through="shiqiao",
        place="shiqiao",
        category="crafts",
        title_zh="手编竹篮（中）",
        description_zh=(
            "竹编做了三十多年。竹子是冬天砍的，不生虫，篾片刮得光，不扎手。中号口径一尺一，装十来"
            "斤菜没问题。现货不多，订做等五天。用久了颜色会变红，越用越好看。"
        ),
        title_en="Woven bamboo basket, medium",
        description_en=(
            "I have woven bamboo for more than thirty years. It is cut in winter, when no "
            "insects get into it, and scraped until it has no splinters. Thirty-six centimetres "
            "across; it carries five kilos of vegetables easily. Only a few are ready, and a new "
            "one takes five days. With use it turns a warm red."
        ),
        price_minor=3800,
        unit="个",
        stock=14,
        drawing="basket",
        days_ago=4,
    ),
    Good(
        slug="bamboo-mat",
        seller="13800000022",
        through=None,
        place="shiqiao",
        category="crafts",
        title_zh="人字纹竹席",
        description_zh=(
            "取头层青篾，一根一根剖细，编人字纹，一张要半个月。一米五宽，两米长，布包边。夏天躺着"
            "凉，不夹肉。卷着寄，收到用湿布擦一遍，晾干再铺。收的时候别折。"
        ),
        title_en="Herringbone bamboo mat",
        description_en=(
            "Only the green outer layer of the bamboo, split fine and woven in herringbone; one "
            "mat takes half a month. One and a half metres by two, bound in cloth. Cool to lie "
            "on in summer, and it does not pinch. It comes rolled: wipe it with a damp cloth, "
            "let it dry, then spread it. Roll it up afterwards, never fold it."
        ),
        price_minor=16000,
        unit="张",
        stock=7,
        drawing="mat",
        days_ago=50,
    ),
    Good(
        slug="night-at-the-farmhouse",
        seller="13800000007",
        through=None,
        place="liushu",
        category="visits",
        title_zh="农家住一晚",
        description_zh=(
            "两间空房，被子是晒过的棉被，窗外有一棵柿子树。晚饭跟我们一起吃，地里有什么做什么，早"
            "上有粥和鸡蛋。价钱是一位一晚，带两顿饭。村里晚上很静，狗会叫两声。"
        ),
        title_en="A night at the farmhouse",
        description_en=(
            "Two spare rooms, cotton quilts aired in the sun, a persimmon tree outside the "
            "window. Supper is with us, whatever the field has that day; porridge and eggs in "
            "the morning. The price is for one person, one night and both meals. The village is "
            "very quiet at night, apart from a dog or two."
        ),
        price_minor=12800,
        unit="位",
        stock=6,
        drawing="farmhouse",
        days_ago=30,
    ),
    Good(
        slug="bamboo-raft",
        seller="13800000005",
        through=None,
        place="hewan",
        category="visits",
        title_zh="坐竹筏看河湾",
        description_zh=(
            "从石桥撑到柳树，一个半钟头，水浅又平，老人小孩都能坐，都要穿救生衣。早上有雾最好看，"
            "路上靠岸看人捞虾。一筏坐四位，按位算钱。下大雨或涨水不走，改天或退钱。"
        ),
        title_en="The river bend by bamboo raft",
        description_en=(
            "From the stone bridge down to the willows, an hour and a half on shallow, quiet "
            "water. Old people and children are welcome; everybody wears a life jacket. Mornings "
            "with mist are best, and we stop to watch the shrimpers. Four to a raft, priced by "
            "the person. No trips in heavy rain or high water: another day, or your money back."
        ),
        price_minor=4500,
        unit="位",
        stock=16,
        drawing="raft",
        days_ago=37,
    ),
    Good(
        slug="terraces-walk",
        seller="13800000024",
        through=None,
        place="yunping",
        category="visits",
        title_zh="走云坪梯田",
        description_zh=(
            "我带路，从村口走到最高那层田，来回三个钟头，有几段陡。一路说说哪块田是谁开的，水从哪"
            "里来。中午在家里吃，红米饭和腊肉。穿防滑的鞋，带件外套，山上风大。"
        ),
        title_en="A walk through the Yunping terraces",
        description_en=(
            "I lead the way from the village to the highest field: three hours there and back, "
            "with some steep stretches. On the way I tell you how each terrace was made and "
            "where the water comes from. Lunch at home is red rice and smoked pork. Wear shoes "
            "that grip and bring a jacket, for the wind is strong."
        ),
        price_minor=6000,
        unit="位",
        stock=20,
        drawing="terraces",
        days_ago=32,
    ),
)

"""Words that say nothing about an interest: function words, question words and chat, in English and Chinese.

A phrase never begins or ends with one; a few may stand inside ("cup of tea").
"""

_ENGLISH = """
a about above across actually after again against ago ain't all almost along already also although always am among
an and another any anybody anymore anyone anything anyway anyways apart are aren't around as aside ask asked asking
at away back bad badly barely basically be became because become becomes been before behind being below besides best
better between beyond big bit both bring but by came can can't cannot cant certain certainly clearly come comes
coming completely could couldn't couldnt currently day days definitely despite did didn't didnt different do does
doesn't doesnt doing don't done dont down due during each easily easy either else end enough entire especially etc
even ever every everybody everyone everything everywhere exactly except extra extremely far favorite favourite feel
feeling feels felt few finally find finding first five for forever found four from full fully further gave generally
get gets getting give given gives giving go goes going gone gonna good got gotta gotten great had hadn't half happen
happened happening happens happy hard hardly has hasn't hate have haven't having he he'd he'll he's hello help
helped helpful helping helps hence her here here's hers herself hey hi high him himself his hope hopefully hoping
how how's however huge i i'd i'll i'm i've id idea ideas if ill im immediately in indeed inside instead interested
interesting into is isn't isnt it it'd it'll it's its itself ive just keep keeping keeps kept kind kinda knew know
knowing known knows large last lately later least leave left less let let's lets like liked likely likes liking
literally little long longer look looked looking looks lot lots love loved lovely loves loving low made mainly make
makes making many may maybe me mean means meant might mine minute minutes moment month months more most mostly much
must mustn't my myself near nearly need needed needing needs neither never new next nice no nobody none nope nor not
nothing now nowhere obviously of off often oh ok okay old on once one ones only onto or other others otherwise ought
our ours ourselves out outside over overall own part people per perfect perfectly perhaps person place please plenty
plus possible possibly prefer pretty probably properly put quite rather really recently right said same saw say
saying says second see seeing seem seemed seems seen self several shall she she'd she'll she's short should
shouldn't show side simply since six slightly small so some somebody somehow someone something sometimes somewhat
somewhere soon sort start started starting still stuff such suggest suggestion suggestions super supposed sure take
taken takes taking talk tell ten than thank thanks that that'd that'll that's thats the their theirs them themselves
then there there's therefore these they they'd they'll they're they've theyre thing things think thinking third this
those though thought thoughts three through throughout thus till time times to today together told tomorrow tonight
too took total totally toward towards tried true truly try trying turn two type types under unless unlike until up
upon us use used useful uses using usually various very via wait waiting wanna want wanted wanting wants was wasn't
way ways we we'd we'll we're we've week weekend weeks well went were weren't what what's whatever whats when when's
whenever where where's wherever whether which while who who's whoever whole whom whose why why's will wish with
within without won't wonder wondering wont worse worst worth would wouldn't wouldnt wow yeah year years yep yes
yesterday yet you you'd you'll you're you've your youre yours yourself yourselves aka anyhow asap awesome awful bc
btw bro cool cos crazy cuz dear def dude e.g eh fave fun fyi gimme glad gosh guess guy guys haha hahaha hehe hmm
hmmm honestly hooray http https hurray i.e idk imho imo insane itd itll lmao lmk lol lmfao luckily meh mid mmm nah
nbd ngl np nvm obsessed oi omg omfg oof ooh oops pic pics pls plz ppl proper recommend recommendation
recommendations recommended recs rn rofl seriously smh sooo soooo sorry stoked tbh thx tho thru tfw tldr ty u ugh uh
uhh um umm ur urgh vs w whoa wished woah wtf www xd xoxo y'all ya yay yo yup yummy hour hours bought buy buying fine
real km kg cm mm ml lb lbs oz ft min mins hr hrs sec secs a.m p.m pm jan feb mar apr jun jul aug sep sept oct nov
dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri s t re ve ll
"""

_CHINESE = """
的 了 着 过 地 得 之 所 者 们 也 都 就 才 又 还 再 却 只 仅 便 即 且 并 而 与 和 及 或 跟 同 把 被 将 让 使 叫 给 对
向 往 朝 从 自 由 于 在 到 至 因 为 以 按 据 比 像 如 若 虽 但 可 能 会 要 想 应 该 须 需 敢 肯 愿 必 是 有 无 没 不
别 未 非 莫 勿 很 太 最 更 极 挺 蛮 超 好 真 多 少 大 小 高 低 长 短 新 老 旧 快 慢 早 晚 远 近 全 半 整 每 各 某 另
其 此 这 那 哪 谁 啥 怎 几 何 我 你 您 他 她 它 咱 俺 己 人 个 些 点 种 次 回 遍 趟 下 上 里 内 外 中 前 后 间 左 右
东 西 边 旁 起 来 去 出 进 开 走 一 二 三 四 五 六 七 八 九 十 百 千 万 亿 两 零 第 年 月 日 号 天 周 时 分 秒 块 元
件 条 张 本 款 台 部 套 双 位 家 份 斤 公 做 作 用 买 卖 看 说 讲 问 找 学 吃 喝 玩 打 写 听 读 练 穿 戴 养 住 坐 拿
放 带 送 换 选 试 求 等 当 成 变 算 知 道 觉 爱 怕 行 吗 呢 吧 啊 呀 哦 噢 哟 嘛 啦 喽 咯 哈 嘿 嗯 呃 唉 哎 诶 喂 哇
呵 嘻 呜 么 咋 嘞 滴 哒 呗 噻 惹 捏 似 般 样 既 乃 则 呐 请 谢 总 正 刚 曾 已 常 仍 尚 渐 越 愈 数 我们 你们 他们
她们 它们 咱们 自己 人家 大家 别人 有人 各位 大佬 大神 朋友们 姐妹 姐妹们 兄弟们 宝子们 家人们 小伙伴 小伙伴们
友友们 集美 这个 那个 哪个 这些 那些 哪些 这样 那样 这么 那么 这里 那里 哪里 这儿 那儿 哪儿 这种 那种 哪种 这边 那边
这次 那次 这是 那是 此外 其他 其它 其中 其实 另外 某些 每个 每次 每天 每年 每月 每周 各种 各个 一个 一些 一种 一下
一点 一点儿 一直 一定 一起 一样 一般 一次 一款 一位 一家 一部 一套 一件 一台 一双 一只 一本 一张 一天 一年 一会
一会儿 两个 三个 几个 几次 几天 几年 多个 有点 有点儿 有些 好几 好多 许多 很多 不少 太多 大量 什么 什么样 为什么
为啥 怎么 怎么样 怎么办 怎样 怎么着 如何 几时 何时 多少 多久 多大 多长 多高 多少钱 是否 是不是 有没有 能不能
可不可以 会不会 要不要 好不好 行不行 值不值 难不难 贵不贵 咋样 咋办 咋整 哪家 哪款 哪部 哪本 谁能 谁有 谁知道 请问
求问 问问 问一下 请教 求教 求助 求推荐 求解 急求 跪求 因为 所以 因此 因而 由于 如果 要是 假如 只要 只有 除非 除了
虽然 尽管 但是 可是 不过 然而 而且 并且 以及 或者 还是 不但 不仅 不管 无论 即使 既然 于是 然后 接着 最后 首先 其次
同时 后来 以后 以前 之后 之前 之间 之一 之类 当时 当然 那就 就是 就算 就要 也是 也许 也有 都是 都有 还有 还要 还能
还会 还没 不是 不会 不能 不要 不用 不想 不同 不了 不到 不太 不再 不得 不得不 没有 没什么 没法 未必 已经 曾经 正在
刚刚 刚才 马上 立刻 终于 总是 经常 常常 偶尔 有时 有时候 从来 向来 始终 仍然 依然 居然 竟然 果然 究竟 到底 反正 毕竟
几乎 大概 可能 应该 必须 需要 可以 能够 想要 希望 打算 准备 开始 继续 特别 非常 十分 相当 比较 更加 越来越 稍微 实在
确实 真的 真是 真心 简直 完全 绝对 尤其 主要 基本 基本上 差不多 左右 大约 至少 最多 起来 出来 出去 进来 进去 上来
下来 下去 过来 过去 回来 回去 关于 对于 至于 根据 按照 通过 经过 随着 为了 以便 以免 比如 例如 譬如 像是 好像 似乎
觉得 感觉 认为 以为 知道 了解 发现 想到 看到 听到 听说 看看 试试 想想 说说 聊聊 看了 看着 喜欢 超爱 超级 好想 最爱
最近 现在 目前 今天 昨天 明天 今年 去年 明年 今晚 昨晚 早上 晚上 上午 下午 中午 周末 周一 周二 周三 周四 周五 周六
周日 星期 上周 下周 这周 本周 上个月 下个月 这个月 时候 时间 一段 小时 分钟 期间 哈哈 哈哈哈 哈哈哈哈 呵呵 嘿嘿 嘻嘻
呜呜 呜呜呜 啊啊 啊啊啊 嗯嗯 哎呀 天啊 天呐 我的天 妈呀 救命 绝了 绝绝子 yyds 太棒了 好的 好吧 行吧 谢谢 感谢 谢了
拜托 麻烦 你好 大家好 哈喽 加油 打卡 分享 推荐 安利 种草 拔草 避雷 不错 还行 可以的 很好 好用 好看 好吃 好玩 厉害
开心 快乐 舒服 方便 值得 适合 合适 建议 东西 事情 问题 地方 方面 部分 情况 方法 方式 样子 的话 来说 而言 来着 罢了
而已 什么的 之类的 等等 是的 对吧 对了 就行 算了 不行 不好 有用 没用 无语 说实话 老实说 讲真 真香 个人 本人 新手
小白 入门 有人能 家里 别的 所有 任何 全部 整个 乎 矣 兮 了吗 好了 完 掉 见 成为 变成 变得
"""

STOP_WORDS: frozenset[str] = frozenset(_ENGLISH.split()) | frozenset(_CHINESE.split())
"""Lower-cased tokens, as `tokenize` gives them."""

INSIDE_PHRASES = frozenset(
    {
        "of",
        "and",
        "the",
        "in",
        "for",
        "to",
        "on",
        "a",
        "an",
        "n",
        "at",
        "by",
        "with",
        "from",
        "de",
        "la",
        "du",
        "del",
        "di",
        "und",
    }
)
"""The stop words that may stand inside a phrase."""

_FOREIGN_STRONG_TEXT = """
quiero cómo qué porque para pero muy también más está estoy hacer tengo tiene nuestro ustedes cuál dónde mejor
mejores una esta este hola gracias não você uma muito também como fazer melhor onde isso meu minha pelo pela dos das
quero tenho aprender comprar je suis avec dans mais très nous vous leur cette c'est j'ai j'aime qu'est n'est
d'un d'une où être est-ce sont aux une meilleur meilleure quel quelle acheter faire nicht und der ein eine
einen einer für auf sich auch wie wir sind mein meine kein keine zum zur beim über oder haben möchte warum gut
sehr heute kann che sono della delle degli nella anche più perché questo questa gli dei alla voglio molto migliore
fare il è dove quando io mio het een niet voor zijn ik naar hoe wat waar mijn ook maar deze heb bij
"""
FOREIGN_STRONG = frozenset(_FOREIGN_STRONG_TEXT.split())
"""Frequent words of Spanish, Portuguese, French, German, Italian and Dutch that English texts never have."""

_FOREIGN_WEAK_TEXT = """
de la el le les en un con del du et da di se mi lo por al que es os em na ao per non ne und los las ist mit des pour van
dat op te den dem von zu nach ou sur au ce ich
"""
FOREIGN_WEAK = frozenset(_FOREIGN_WEAK_TEXT.split())
"""Frequent words of these languages that English texts have too, in names and quotations."""

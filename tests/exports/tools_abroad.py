"""Ten more shapes of tools in Chinese, German, Japanese and French."""

from exports import CHINESE_20, FRENCH, GERMAN, JAPANESE, Export, Said, kind, said, table, without, workbook


@kind
def store_reviews_chinese_xlsx() -> Export:
    """Reviews of an app by a tool for its rank: where, which version, a mark, a title of one's own above the words."""
    header = ["序号", "应用名称", "国家/地区", "发布时间", "作者", "评级", "标题", "内容", "版本", "开发者回复",
              "情感倾向", "是否被删除"]  # fmt: skip
    lines, told = [header], []
    for n, row in enumerate(said(CHINESE_20, users=["小鱼爱买菜", "阿宽2046", "momo_12"])):
        title = f"{row.text[2:6]}{n}"
        lines.append([len(lines), "鲜盒", "中国", row.time.replace("T", " "), row.user, int(row.rating), title,
                      row.text, ("5.2.1", "5.3.0")[n % 2], "感谢您的反馈,我们会继续努力" * (n % 4 == 0),
                      ("负面", "中性", "正面")[n % 3], "否"])  # fmt: skip
        told.append(Said(f"{title}\n{row.text}", row.user, row.time, row.rating))
    return Export("评论导出.xlsx", workbook(**{"评论明细": lines}), told)


@kind
def citizens_calls_chinese_xlsx() -> Export:
    """What citizens asked a town for: kinds of calls, who deals with it and how, how satisfied they were at last."""
    header = ["工单编号", "受理时间", "来电人", "所属区域", "诉求类别", "诉求标题", "诉求内容", "承办单位",
              "办理状态", "办理结果", "回访满意度", "是否超期"]  # fmt: skip
    words, marks = ("满意", "基本满意", "不满意", "非常满意", ""), (4, 3, 2, 5, None)
    lines, told = [header], []
    for n, row in enumerate(said(CHINESE_20, users=["王秀英", "李建国", "张小敏", "赵一鸣"])):
        lines.append([f"2026{n:08d}", row.time.replace("T", " "), row.user, ("东城区", "西城区")[n % 2],
                      ("投诉", "咨询", "建议")[n % 3], ("消费纠纷", "物业管理", "交通出行")[n % 3], row.text,
                      ("市场监管局", "住建局")[n % 2], "已办结", "经核实,已联系当事人并督促商家整改,请来电人知悉。",
                      words[n % 5], "否"])  # fmt: skip
        told.append(Said(row.text, row.user, row.time, marks[n % 5]))
    return Export("热线工单.xlsx", workbook(Sheet1=lines), told)


@kind
def patients_words_chinese_csv() -> Export:
    """What patients say of doctors: illness, how it was treated, two marks in words, how it went, what it cost."""
    header = ["患者", "所患疾病", "就诊科室", "医生", "就诊方式", "疗效", "态度", "看病经验及就诊过程", "花费",
              "发表时间", "有用数"]  # fmt: skip
    words, marks = ("很满意", "满意", "一般", "不满意"), (5, 4, 3, 2)
    lines, told = [], []
    for n, row in enumerate(said(CHINESE_20, users=["k***1", "m***8", "z***3"])):
        lines.append([row.user, ("胃炎", "失眠", "湿疹")[n % 3], ("消化内科", "皮肤科")[n % 2],
                      ("陈医生", "林医生")[n % 2], ("门诊", "线上问诊")[n % 2], words[n % 4], words[n % 2], row.text,
                      f"{200 + n}元", row.time[:10], n % 5])  # fmt: skip
        told.append(Said(row.text, row.user, row.time[:10], marks[n % 4]))
    return Export("患者评价.csv", table(header, lines, encoding="gb18030"), told)


@kind
def lessons_marks_chinese_xlsx() -> Export:
    """What students say of lessons: terms, numbers of courses, who teaches, marks out of a hundred, advice."""
    header = ["学年学期", "课程号", "课程名称", "开课学院", "任课教师", "学号", "评价总分", "对课程的意见与建议",
              "提交时间"]  # fmt: skip
    rows = [Said(row.text, row.user, row.time, 60.0 + 7 * n % 40) for n, row in enumerate(
        said(CHINESE_20, users=["20230117", "20230118", "20230204", "20230911"]))]  # fmt: skip
    lines = [header, *(["2025-2026-2", f"CS{100 + n % 3}", ("数据结构", "操作系统", "编译原理")[n % 3], "计算机学院",
                        ("周明", "吴倩")[n % 2], row.user, row.rating, row.text, row.time.replace("T", " ")]
                       for n, row in enumerate(rows))]  # fmt: skip
    return Export("学生评教.xlsx", workbook(**{"评教明细": lines}), rows)


@kind
def market_backend_chinese_csv() -> Export:
    """Reviews out of a market's backend: numbers of orders with a tab behind, marks of parts, later words."""
    header = ["订单编号", "商品ID", "商品标题", "商品规格", "用户评价分", "描述相符", "物流服务", "服务态度",
              "评价内容", "追评内容", "评价时间", "回复状态", "商家回复"]  # fmt: skip
    lines, told = [], []
    for n, row in enumerate(without(said(CHINESE_20), "user")):
        later = f"用了一周再来说,{CHINESE_20[-1 - n]}" if n % 5 == 0 else ""
        lines.append([f"260314-{n:015d}\t", 66012345 + n % 3, "有机蔬菜礼盒 顺丰包邮 现摘现发", "5斤装",
                      int(row.rating), 5, 4, 5, row.text, later, row.time.replace("T", " "),
                      ("已回复", "未回复")[n % 2], "亲,感谢您的支持哦" * (n % 2 == 0)])  # fmt: skip
        told.append(row)
        told += [Said(later, None, row.time, row.rating)] * bool(later)
    return Export("评价数据.csv", table(header, lines, encoding="gb18030"), told)


@kind
def robot_questions_chinese_csv() -> Export:
    """What visitors asked a robot, the question that it took it for, its answer, and whether that was of use."""
    header = ["会话ID", "消息ID", "用户提问", "命中问题", "匹配度", "机器人答案", "是否解决", "用户评价", "提问时间",
              "接入渠道", "访客ID"]  # fmt: skip
    rows = without(said(CHINESE_20, users=["v8801", "v8802", "v8803"]), "rating")
    known = ("如何查询物流进度", "忘记密码怎么办", "怎么使用优惠券")
    answers = ("您好,请在订单页面查看物流信息。", "您好,请点击忘记密码重新设置。", "您好,结算时勾选优惠券即可。")
    lines = [[f"s{n // 2:04d}", f"m{n:05d}", row.text, known[n % 3], 0.6 + n / 100, answers[n % 3],
              ("已解决", "未解决")[n % 2], ("有用", "没用", "未评价")[n % 3], row.time.replace("T", " "),
              ("小程序", "官网")[n % 2], row.user] for n, row in enumerate(rows)]  # fmt: skip
    return Export("机器人问答日志.csv", table(header, lines), rows, known=("命中问题",))


@kind
def film_comments_chinese_xlsx() -> Export:
    """Comments on a short film by a collector: levels, who is answered, numbers of accounts, what its author says."""
    header = ["序号", "视频标题", "视频链接", "评论ID", "评论内容", "评论层级", "父评论ID", "评论用户", "抖音号",
              "点赞数", "回复数", "IP属地", "评论时间", "是否作者"]  # fmt: skip
    rows = without(said(CHINESE_20, users=["dy77001", "dy77002", "dy77003", "dy77004"]), "rating")
    lines = [header]
    for n, row in enumerate(rows):
        film = ["今天去菜市场买了什么", "https://v.example/abc"]
        at = row.time.replace("T", " ")
        lines.append([len(lines), *film, f"73{n:05d}", row.text, ("一级", "二级")[n % 2],
                      "" if n % 2 == 0 else "7300001", f"昵称{row.user[-1]}", row.user, n % 9, n % 3,
                      ("广东", "浙江")[n % 2], at, "否"])  # fmt: skip
        if n % 6 == 0:
            lines.append([len(lines), *film, f"74{n:05d}", f"谢谢支持,第{n}次更新马上来", "二级", f"73{n:05d}",
                          "买菜日记", "maicai", 3, 0, "上海", at, "是"])  # fmt: skip
    return Export("评论采集.xlsx", workbook(**{"评论": lines}), rows)


@kind
def marks_of_school_german_csv() -> Export:
    """A form of an Austrian shop: a mark of which 1 is the best and 5 the worst, said in the header; a question."""
    header = ["Zeitstempel", "Filiale", "Kundenkartennummer",
              "Wie benoten Sie uns? (1 = Sehr gut, 5 = Nicht genügend)", "Was hat Ihnen gefallen oder gefehlt?",
              "Dürfen wir Sie anrufen?"]  # fmt: skip
    rows = said((*GERMAN, *(f"{text}, und das am Samstag" for text in GERMAN)), users=["40017", "40018", "40022"])
    lines = [[f"{row.at:%d.%m.%Y %H:%M:%S}", ("Graz", "Linz")[n % 2], row.user, int(6 - row.rating), row.text,
              ("Ja", "Nein")[n % 2]] for n, row in enumerate(rows)]  # fmt: skip
    return Export("umfrage.csv", table(header, lines, ";", "cp1252"), rows)


@kind
def stays_japanese_csv() -> Export:
    """Stays in inns: who wrote it with age and sex, days, a mark of the whole, a title, the inn's reply."""
    header = ["口コミID", "投稿者", "性別/年代", "宿泊年月", "投稿日", "総合", "部屋", "風呂", "料理(夕食)",
              "接客・サービス", "清潔感", "口コミタイトル", "口コミ本文", "宿からの返信"]  # fmt: skip
    lines, told = [], []
    texts = (*JAPANESE, *(f"{text}、また来たいです" for text in JAPANESE))
    for n, row in enumerate(said(texts, users=["たびねこ", "みかん33", "ヤマ"])):
        title = f"{n + 2}回目の滞在"
        lines.append([f"K{n:06d}", row.user, ("女性/30代", "男性/50代")[n % 2], f"{row.at:%Y年%m月}",
                      f"{row.at:%Y/%m/%d}", int(row.rating), 4, 5, 3, 4, 4, title, row.text,
                      "この度はご宿泊いただき誠にありがとうございました。" * (n % 2)])  # fmt: skip
        told.append(Said(f"{title}\n{row.text}", row.user, row.time[:10], row.rating))
    return Export("kuchikomi.csv", table(header, lines, encoding="cp932"), told)


@kind
def verified_reviews_french_csv() -> Export:
    """Reviews that a service checks: numbers of orders, three days, a mark, the shop's answer, states in words."""
    header = ["Référence commande", "Date d'expérience", "Date de l'avis", "Prénom", "Nom", "Email", "Note /5",
              "Commentaire", "Réponse du marchand", "Statut de modération", "Langue"]  # fmt: skip
    rows = said((*FRENCH, *(f"{text}, comme toujours" for text in FRENCH)), users=["ann@c.example", "luc@c.example"])
    lines = [[f"CMD{9000 + n}", "01/03/2026", f"{row.at:%d/%m/%Y %H:%M}", row.user[:3].title(), "L.", row.user,
              int(row.rating), row.text, "Merci pour votre retour !" * (n % 3 == 0), "Publié", "fr"]
             for n, row in enumerate(rows)]  # fmt: skip
    return Export("avis.csv", table(header, lines, ";"), [Said(r.text, r.user, r.time[:16], r.rating) for r in rows])

"""Ten shapes that were written after those of tools were right, and read for the first time then."""

from exports import CHINESE_20, ENGLISH_20, Export, Said, kind, said, table, without, workbook

ITALIAN = (
    "La consegna è arrivata con due ore di ritardo", "Non riesco più ad accedere dopo l'aggiornamento",
    "Le verdure erano fresche e croccanti", "Il servizio clienti mi ha aiutato subito",
    "Troppa plastica per un solo cetriolo", "Il buono sconto non funziona alla cassa",
    "I prezzi sono saliti molto da gennaio", "La ricerca non trova niente con due parole",
)  # fmt: skip
PORTUGUESE = (
    "A entrega chegou com duas horas de atraso", "Não consigo mais entrar depois da atualização",
    "Os legumes estavam frescos e crocantes", "O atendimento me ajudou muito rápido",
    "Plástico demais para um único pepino", "O cupom não funciona no caixa",
    "Os preços subiram muito desde janeiro", "A busca não encontra nada com duas palavras",
)  # fmt: skip


@kind
def tests_of_designs_csv() -> Export:
    """A test of a design: testers by numbers, how they got on in each mission, marks from 1 to 7, a question."""
    header = ["Tester ID", "Started at", "Device", "Mission 1 outcome", "Mission 1 duration (s)", "Misclick rate (%)",
              "How easy was it to find the basket? (1-7)", "What, if anything, confused you?"]  # fmt: skip
    rows = said(ENGLISH_20, users=[f"{5530000 + n}" for n in range(20)], best=7)
    lines = [[row.user, f"{row.at:%b %d, %Y %I:%M %p}", ("Desktop", "Mobile")[n % 2],
              ("Direct success", "Indirect success", "Give-up")[n % 3], 11.5 + n, 3 * n, int(row.rating), row.text]
             for n, row in enumerate(rows)]  # fmt: skip
    return Export("maze.csv", table(header, lines), [Said(r.text, r.user, r.time[:16], r.rating) for r in rows])


@kind
def replies_rated_csv() -> Export:
    """How customers found a reply: a mark out of ten with its end, who replied, the number of the ticket."""
    header = ["Rated", "Ticket", "Ticket subject", "Agent", "Team", "Customer", "Score", "Comment",
              "IP address"]  # fmt: skip
    lines, told = [], []
    for n, row in enumerate(said(ENGLISH_20, users=["ann@c.example", "bo@c.example", "cy@c.example"], best=10)):
        lines.append([f"{row.at:%d %b %Y, %H:%M}", f"#{4100 + n}", ("Order late", "Refund", "Re: Refund")[n % 3],
                      ("Kim Ode", "Lou Park")[n % 2], "First line", row.user, f"{int(row.rating)}/10", row.text,
                      f"192.0.2.{n}"])  # fmt: skip
        told.append(Said(row.text, row.user, row.time[:16], row.rating))
    return Export("ratings.csv", table(header, lines), told)


@kind
def launch_comments_csv() -> Export:
    """Comments below a launch: handles, headlines of people, votes, whether the maker wrote it."""
    header = ["comment_id", "parent_id", "username", "user_headline", "body", "votes", "is_maker", "created_at",
              "url"]  # fmt: skip
    rows = without(said(ENGLISH_20, users=["annw", "bolind", "cymarsh", "deeroe"]), "rating")
    lines = [[90100 + n, "" if n % 3 else 90100, row.user, "Founder and cook", f"<p>{row.text}</p>", n % 8, "false",
              row.time + "Z", f"https://hunt.example/c/{n}"] for n, row in enumerate(rows)]  # fmt: skip
    return Export("comments.csv", table(header, lines), rows)


@kind
def calls_of_sellers_csv() -> Export:
    """Calls out of a program for those who sell: inbound or outbound, with whom, by whom, what was talked about."""
    header = ["Record Id", "Call Owner", "Subject", "Call Type", "Call Start Time", "Call Duration", "Contact Name",
              "Related To", "Call Purpose", "Call Result", "Description", "Tag"]  # fmt: skip
    rows = without(said(ENGLISH_20, users=["Ann Lee", "Bo Lind", "Cy Marsh", "Dee Roe"]), "rating")
    lines = [[f"zcrm_{77000 + n}", ("Kim Ode", "Lou Park")[n % 2], f"Call with {row.user}",
              ("Inbound", "Outbound")[n % 2], f"{row.at:%Y-%m-%d %H:%M:%S}", f"{n}:20", row.user, "Lind Ltd",
              ("Prospecting", "Negotiation")[n % 2], ("Interested", "No response")[n % 2], row.text, ""]
             for n, row in enumerate(rows)]  # fmt: skip
    return Export("Calls.csv", table(header, lines), rows)


@kind
def crash_feedback_csv() -> Export:
    """What people say when a program fails: events, issues, addresses, releases, the page where it was."""
    header = ["event_id", "issue_id", "project", "name", "email", "comments", "date_created", "release",
              "environment", "url", "browser.name"]  # fmt: skip
    rows = without(said(ENGLISH_20, users=["ann@c.example", "bo@c.example", "cy@c.example"]), "rating")
    lines = [[f"{n:032x}", 3300 + n % 4, "web", row.user[:3].strip("@").title(), row.user, row.text, row.time + "Z",
              "web@4.2.0", "production", "https://shop.example/cart", "Firefox"]
             for n, row in enumerate(rows)]  # fmt: skip
    return Export("user-feedback.csv", table(header, lines), rows)


@kind
def wishes_pool_chinese_xlsx() -> Export:
    """Wishes in a table of a team: a title, what is meant, who brought it, from which department, what was decided."""
    header = ["需求编号", "需求标题", "需求描述", "提出人", "所属部门", "优先级", "状态", "提出时间", "产品负责人",
              "评审意见"]  # fmt: skip
    lines, told = [header], []
    for n, row in enumerate(without(said(CHINESE_20, users=["王小米", "李想", "陈一诺", "赵敏"]), "rating")):
        title = f"{row.text[:4]}的需求{n}"
        lines.append([f"REQ-{n:04d}", title, row.text, row.user, ("运营部", "客服部")[n % 2],
                      ("P0", "P1", "P2")[n % 3], ("待评审", "已排期")[n % 2], row.time.replace("T", " "),
                      ("刘产品", "周产品")[n % 2],
                      ("同意,排入下个版本", "暂缓", "")[n % 3]])  # fmt: skip
        told.append(Said(f"{title}\n{row.text}", row.user, row.time))
    return Export("需求池.xlsx", workbook(**{"数据表": lines}), told)


@kind
def shop_program_reviews_chinese_xlsx() -> Export:
    """Reviews out of a shop's program: the goods, who bought, one of three words, what was said then and later."""
    header = ["商品名称", "订单号", "买家昵称", "评价等级", "评价内容", "评价时间", "追加评价", "商家回复",
              "是否匿名"]  # fmt: skip
    words, marks = ("好评", "中评", "差评"), (3.0, 2.0, 1.0)
    lines, told = [header], []
    for n, row in enumerate(said(CHINESE_20, users=["小鱼儿", "大宽", "米粒"])):
        lines.append(["现摘蔬菜礼盒", f"E2026{n:012d}", row.user, words[n % 3], row.text,
                      row.time.replace("T", " "), "", "谢谢亲的支持" * (n % 2), "否"])  # fmt: skip
        told.append(Said(row.text, row.user, row.time, marks[n % 3]))
    return Export("评价.xlsx", workbook(Sheet1=lines), told)


@kind
def window_marks_chinese_csv() -> Export:
    """How visitors found a chat: a word of five, a remark, tags that were ticked, who served them."""
    header = ["会话ID", "客户名称", "接待客服", "客服分组", "满意度", "评价备注", "评价标签", "评价时间",
              "会话开始时间"]  # fmt: skip
    words, marks = ("非常满意", "满意", "一般", "不满意", "非常不满意"), (5, 4, 3, 2, 1)
    lines, told = [], []
    for n, row in enumerate(said(CHINESE_20, users=["访客广东1201", "访客浙江3302", "访客北京0418"])):
        lines.append([f"{880000 + n}", row.user, ("小周", "小吴")[n % 2], "售后组", words[n % 5], row.text,
                      ("回复慢;态度好", "专业", "")[n % 3], row.time.replace("T", " "),
                      "2026-03-01 08:00:00"])  # fmt: skip
        told.append(Said(row.text, row.user, row.time, marks[n % 5]))
    return Export("满意度评价.csv", table(header, lines, encoding="gb18030"), told)


@kind
def shop_and_goods_italian_csv() -> Export:
    """Two marks and two texts, of the shop and of the goods, and the shop's reply."""
    header = ["Data", "Numero ordine", "Nome", "Voto negozio", "Recensione negozio", "Prodotto", "Voto prodotto",
              "Recensione prodotto", "Replica"]  # fmt: skip
    lines, told = [], []
    texts = (*ITALIAN, *(f"{text}, purtroppo" for text in ITALIAN))
    for n, row in enumerate(said(texts, users=["Anna B.", "Luca C."])):
        goods = f"{ITALIAN[(n + 3) % 8]}, questa volta con il prodotto {n}"
        lines.append([f"{row.at:%d/%m/%Y}", 7700 + n, row.user, int(row.rating), row.text, "Cesta di verdure", 4, goods,
                      "Grazie mille!" * (n % 2)])  # fmt: skip
        told += [Said(row.text, row.user, row.time[:10], row.rating), Said(goods, row.user, row.time[:10], row.rating)]
    return Export("recensioni.csv", table(header, lines, ";"), told)


@kind
def chance_to_recommend_portuguese_csv() -> Export:
    """A mark from 0 to 10 beside the word for its group, a comment, tags, by which way it was asked."""
    header = ["Data da resposta", "Nome", "E-mail", "Nota NPS", "Classificação", "Comentário", "Tags", "Canal",
              "Loja"]  # fmt: skip
    texts = (*PORTUGUESE, *(f"{text}, infelizmente" for text in PORTUGUESE))
    rows = said(texts, users=["ana@c.example", "bia@c.example", "caio@c.example"], best=10, worst=0)
    groups = ["Detrator"] * 7 + ["Neutro"] * 2 + ["Promotor"] * 2
    lines = [[f"{row.at:%d/%m/%Y %H:%M}", row.user[:3].title(), row.user, int(row.rating), groups[int(row.rating)],
              row.text, ("entrega", "preço", "")[n % 3], ("E-mail", "WhatsApp")[n % 2], "Centro"]
             for n, row in enumerate(rows)]  # fmt: skip
    told = [Said(r.text, r.user, r.time[:16], r.rating) for r in rows]
    return Export("respostas.csv", table(header, lines, ";"), told)

"""A second round of kinds, written when those before could be read, to see how general the reading is."""

from exports import (
    CHINESE,
    GERMAN,
    JAPANESE,
    SPANISH,
    Export,
    Said,
    as_json,
    kind,
    said,
    table,
    without,
    workbook,
)

RUSSIAN = (
    "Доставка опоздала на два часа", "После обновления не могу войти", "Овощи были свежими и хрустящими",
    "Поддержка быстро мне помогла", "Слишком много пластика на один огурец", "Промокод не принимается на кассе",
)  # fmt: skip
KOREAN = (
    "배송이 약속한 시간보다 두 시간 늦었습니다", "업데이트 후에 로그인이 되지 않아요", "야채가 신선하고 아삭했습니다",
    "상담원이 빨리 도와주었어요", "오이 하나에 포장이 너무 많아요", "쿠폰이 결제할 때 적용되지 않아요",
)  # fmt: skip
POLISH = (
    "Dostawa spóźniła się o dwie godziny", "Po aktualizacji nie mogę się zalogować", "Warzywa były świeże i chrupiące",
    "Obsługa klienta szybko mi pomogła", "Za dużo plastiku na jeden ogórek", "Kupon nie działa przy kasie",
)  # fmt: skip


@kind
def google_forms_german_csv() -> Export:
    lines, told = [], []
    for n in range(4):
        time = f"{14 + n}.03.2026 09:26:53"
        lines.append([time, n + 2, "App, Webseite" if n % 2 else "Webseite", GERMAN[n], GERMAN[4 + n], "25-34"])
        told += [Said(text, None, f"2026-03-{14 + n}T09:26:53", n + 2) for text in (GERMAN[n], GERMAN[4 + n])]
    header = ["Zeitstempel", "Wie zufrieden sind Sie insgesamt? [1 = gar nicht, 5 = sehr]",
              "Was nutzen Sie? (Mehrfachauswahl)", "Was hat Ihnen nicht gefallen?", "Was sollten wir verbessern?",
              "Wie alt sind Sie?"]  # fmt: skip
    return Export("Umfrage (Antworten).csv", table(header, lines), told)


@kind
def wenjuanxing_xlsx() -> Export:
    words = ("非常不满意", "不满意", "一般", "满意", "非常满意")
    rows = without(said(CHINESE), "user")
    header = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", "1、您的性别是？",
              "2、您对我们的服务满意吗？",
              "3、您还有什么意见或建议？", "总分"]  # fmt: skip
    lines = [[n + 1, f"{r.at.year}/{r.at.month}/{r.at.day} {r.at:%H:%M:%S}", f"{60 + n}秒", "微信", "N/A",
              "203.0.113.5(上海-上海)", "男", words[int(r.rating) - 1], r.text, 0]
             for n, r in enumerate(rows)]  # fmt: skip
    return Export("问卷.xlsx", workbook(Sheet1=[header, *lines]), rows)


@kind
def app_store_feed_json() -> Export:
    rows = said(users=["nick1", "nick2", "nick3"])
    entries = [
        {"author": {"uri": {"label": f"https://example.org/{r.user}"}, "name": {"label": r.user}, "label": ""},
         "updated": {"label": r.time + "-07:00"}, "im:rating": {"label": str(int(r.rating))},
         "im:version": {"label": "4.1"}, "id": {"label": str(100 + n)}, "title": {"label": "Review"},
         "content": {"label": r.text, "attributes": {"type": "text"}}, "im:voteCount": {"label": "0"}}
        for n, r in enumerate(rows)
    ]  # fmt: skip
    told = [Said(r.text, r.user, r.time[:8], r.rating) for r in rows]
    return Export("reviews.json", as_json({"feed": {"author": {"name": {"label": "Store"}}, "entry": entries}}), told)


@kind
def reddit_submissions_jsonl() -> Export:
    import json

    rows = without(said(users=["ann", "bo"]), "rating")
    records = [{"id": f"t{n}", "author": r.user, "title": r.text, "selftext": "", "created_utc": r.epoch,
                "score": 40 * n, "num_comments": n, "subreddit": "shop", "url": "https://example.org/x"}
               for n, r in enumerate(rows)]  # fmt: skip
    return Export("submissions.jsonl", "\n".join(map(json.dumps, records)).encode(), rows)


@kind
def snscrape_tweets_jsonl() -> Export:
    import json

    rows = without(said(users=["ann", "bo"]), "rating")
    records = [{"_type": "snscrape.modules.twitter.Tweet", "url": f"https://example.org/{n}", "date": r.time + "+00:00",
                "rawContent": f"@shop {r.text} https://t.co/x", "id": 1770000 + n,
                "user": {"username": r.user, "id": n % 2, "displayname": "Kim", "followersCount": 5},
                "replyCount": 0, "retweetCount": n, "likeCount": 3 * n, "lang": "en"}
               for n, r in enumerate(rows)]  # fmt: skip
    return Export("tweets.jsonl", "\n".join(map(json.dumps, records)).encode(), rows)


@kind
def teams_chat_text() -> Export:
    rows = without(said(users=["Anna Lee", "Bo"]), "rating")
    lines = [f"[{r.at.month}/{r.at.day}/{r.at.year} {r.at:%I:%M %p}] {r.user}: {r.text}" for r in rows]
    return Export("chat.txt", "\n".join(lines).encode(), [Said(r.text, r.user, r.time[:16]) for r in rows])


@kind
def naver_reviews_csv() -> Export:
    rows = said(KOREAN, ["지민", "서준"])
    lines = [[r.user, f"{int(r.rating)}점", r.text, f"{r.at:%Y. %m. %d.}", "토마토 1kg"] for r in rows]
    told = [Said(r.text, r.user, r.time[:10], r.rating) for r in rows]
    return Export("리뷰.csv", table(["작성자", "별점", "리뷰 내용", "작성일", "상품명"], lines, encoding="cp949"), told)


@kind
def amazon_japan_csv() -> Export:
    rows = said(JAPANESE, ["太郎", "花子"])
    lines = [[r.user, f"5つ星のうち{r.rating:.1f}", "レビュー", r.text, f"{r.at.year}年{r.at.month}月{r.at.day}日", n]
             for n, r in enumerate(rows)]  # fmt: skip
    told = [Said(r.text, r.user, r.time[:10], r.rating) for r in rows]
    return Export(
        "reviews.csv",
        table(["投稿者", "星評価", "レビュータイトル", "レビュー本文", "投稿日", "役に立った"], lines),
        told,
    )


@kind
def polish_shop_csv() -> Export:
    rows = said(POLISH, ["k1", "k2", "k3"])
    lines = [[r.user, f"{int(r.rating)},0", r.text, f"{r.at.day} {('marca', 'kwietnia')[r.at.month - 3]} {r.at.year}"]
             for r in rows]  # fmt: skip
    told = [Said(r.text, r.user, r.time[:10], r.rating) for r in rows]
    return Export("opinie.csv", table(["Id klienta", "Ocena", "Treść opinii", "Data dodania"], lines, ";"), told)


@kind
def russian_reviews_csv() -> Export:
    rows = said(RUSSIAN, ["Анна", "Иван"])
    lines = [[r.user, int(r.rating), r.text, f"{r.at.day} {('марта', 'апреля')[r.at.month - 3]} {r.at.year}",
              "Спасибо за ваш отзыв, ждём вас снова!"] for r in rows]  # fmt: skip
    told = [Said(r.text, r.user, r.time[:10], r.rating) for r in rows]
    header = ["Имя пользователя", "Оценка", "Текст отзыва", "Дата публикации", "Ответ продавца"]
    return Export("отзывы.csv", table(header, lines, ";", "cp1251"), told)


@kind
def delighted_csv() -> Export:
    rows = said(best=10, worst=0)
    header = ["Response ID", "Response Timestamp", "Person Email", "Person Name", "Score", "Comment",
              "Comment Language", "Permalink", "Tags", "Country (property)"]  # fmt: skip
    lines = [[5000 + n, f"{r.at:%Y-%m-%d %H:%M:%S} UTC", f"{r.user}@example.org", "Kim", int(r.rating), r.text,
              "en",
              f"https://example.org/r/{n}", "vip", "DE"] for n, r in enumerate(rows)]  # fmt: skip
    told = [Said(r.text, f"{r.user}@example.org", r.time, r.rating) for r in rows]
    return Export("responses.csv", table(header, lines), told)


@kind
def assistant_logs_jsonl() -> Export:
    import json

    rows = without(said(users=["u1", "u2", "u3"]), "rating")
    records = [{"conversation_id": f"c{n}", "user_id": r.user, "created_at": r.time + "Z", "messages": [
                {"role": "system", "content": "You are a helpful assistant of a grocery shop."},
                {"role": "user", "content": r.text},
                {"role": "assistant", "content": "I am sorry to hear that. Let me look it up for you."}]}
               for n, r in enumerate(rows)]  # fmt: skip
    return Export("logs.jsonl", "\n".join(map(json.dumps, records)).encode(), rows)


@kind
def assistant_logs_csv() -> Export:
    rows = without(said(users=["u1", "u2", "u3"]), "rating")
    lines = []
    for n, r in enumerate(rows):
        lines.append([f"c{n}", r.user, "user", r.text, r.time])
        lines.append([f"c{n}", r.user, "assistant", "I am sorry to hear that, let me look it up for you", r.time])
    return Export("chatlog.csv", table(["conversation_id", "user_id", "role", "content", "timestamp"], lines), rows)


@kind
def servicenow_csv() -> Export:
    rows = without(said(users=["Ann Lee", "Bo Ray"]), "rating")
    header = ["Number", "Opened", "Caller", "Short description", "Description", "Priority", "State", "Assigned to",
              "Resolution notes"]  # fmt: skip
    lines = [[f"INC{n:07}", f"{r.at:%d-%m-%Y %H:%M:%S}", r.user, f"Trouble of kind {n}", r.text, "3 - Moderate",
              "Closed",
              "Agent Smith", "Restarted the service and told the caller."] for n, r in enumerate(rows)]  # fmt: skip
    told = [Said(f"Trouble of kind {n}\n{r.text}", r.user, r.time) for n, r in enumerate(rows)]
    return Export("incident.csv", table(header, lines, encoding="cp1252"), told)


@kind
def spanish_survey_with_names_of_answers() -> Export:
    rows = said(SPANISH)
    words = ("Muy insatisfecho", "Insatisfecho", "Neutro", "Satisfecho", "Muy satisfecho")
    header = ["Marca temporal", "Dirección de correo electrónico", "¿Qué tan satisfecho está con el servicio?",
              "¿Por qué?", "¿Con qué frecuencia compra?"]  # fmt: skip
    lines = [[f"{r.at.day}/{r.at.month}/{r.at.year} {r.at:%H:%M:%S}", f"{r.user}@example.org", words[int(r.rating) - 1],
              r.text, "Una vez por semana"] for r in rows]  # fmt: skip
    told = [Said(r.text, f"{r.user}@example.org", r.time, r.rating) for r in rows]
    return Export("Encuesta.csv", table(header, lines), told)


@kind
def taiwanese_reviews_csv() -> Export:
    texts = ("配送比約定的時間晚了兩個小時", "更新以後一直登入不了帳號", "蔬菜很新鮮,葉子都是脆的",
             "客服很快就幫我解決了問題",
             "一根黃瓜包了三層塑膠膜", "優惠券在付款的時候用不了")  # fmt: skip
    rows = said(texts, ["小林", "阿寬", "匿名"])
    lines = [[r.user, f"{int(r.rating)} 顆星", r.text, f"{r.at:%Y-%m-%d}", "謝謝您的評論"] for r in rows]
    told = [Said(r.text, None if r.user == "匿名" else r.user, r.time[:10], r.rating) for r in rows]
    return Export("評論.csv", table(["暱稱", "評分", "評論內容", "評論時間", "商家回覆"], lines, encoding="big5"), told)

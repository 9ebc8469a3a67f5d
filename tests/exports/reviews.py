"""Reviews and comments: shops, stores of apps, maps, books."""

from exports import (
    CHINESE,
    ENGLISH,
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

TITLES = ("Never again", "Locked out", "Please answer", "Tasteless", "Twice charged", "Poor search", "No discount here",
          "One wish", "Thank you", "Slow", "Let me go", "Think of the sea")  # fmt: skip


@kind
def app_store_reviews_csv() -> Export:
    rows = said(users=[f"nick{n}" for n in range(12)])
    header = ["App Name", "Storefront", "App Version", "Date", "Rating", "Title", "Review", "Nickname",
              "Developer Response", "Developer Response Date"]  # fmt: skip
    lines = [
        ["Grocer", "USA", "4.1.0", f"{row.at:%b} {row.at.day}, {row.at:%Y}", int(row.rating), title, row.text, row.user,
         "Thank you for telling us, we are looking into it and will be back soon.", ""]
        for row, title in zip(rows, TITLES, strict=True)
    ]  # fmt: skip
    told = [
        Said(f"{title}\n{row.text}", row.user, row.time[:10], row.rating)
        for row, title in zip(rows, TITLES, strict=True)
    ]
    return Export("reviews.csv", table(header, lines), told)


@kind
def trustpilot_json() -> Export:
    rows = said()
    reviews = [
        {"id": f"66a{n:05}", "consumer": {"id": row.user, "displayName": "Kim", "numberOfReviews": 3},
         "businessUnit": {"id": "b1", "displayName": "Grocer"}, "stars": int(row.rating), "title": "Review",
         "text": row.text, "language": "en", "createdAt": row.time + ".000Z", "updatedAt": None,
         "companyReply": {"text": "Dear Kim, we are very sorry to hear that.", "createdAt": "2026-07-01T00:00:00Z"},
         "isVerified": True, "numberOfLikes": 0, "tags": []}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    return Export("trustpilot.json", as_json({"links": [{"href": "https://example.org/1", "rel": "next"}],
                                              "reviews": reviews}), rows)  # fmt: skip


@kind
def steam_reviews_json() -> Export:
    rows = [Said(row.text, f"7656119{row.user[1]:>010}", row.time, float(n % 3 > 0)) for n, row in enumerate(said())]
    reviews = [
        {"recommendationid": str(180000 + n),
         "author": {"steamid": row.user, "num_games_owned": 42, "num_reviews": 3, "playtime_forever": 900 + n},
         "language": "english", "review": row.text, "timestamp_created": row.epoch,
         "timestamp_updated": row.epoch + 99, "voted_up": bool(row.rating), "votes_up": 3 * n,
         "votes_funny": 0, "weighted_vote_score": "0.52", "comment_count": 0, "steam_purchase": True}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    whole = {
        "success": 1,
        "query_summary": {"num_reviews": 12, "review_score": 8},
        "reviews": reviews,
        "cursor": "AoJ4",
    }
    return Export("reviews.json", as_json(whole), rows)


@kind
def douban_csv() -> Export:
    words = {1: "很差", 2: "较差", 3: "还行", 4: "推荐", 5: "力荐"}
    rows = said(CHINESE, users=["豆友一", "看客", "小林", "阿宽"])
    lines = [["虚构电影", row.user, words[int(row.rating)], row.text, row.time[:10], 7 * n, "https://example.org/c"]
             for n, row in enumerate(rows)]  # fmt: skip
    told = [Said(row.text, row.user, row.time[:10], row.rating) for row in rows]
    return Export("短评.csv", table(["电影名称", "用户名", "推荐程度", "短评", "评论时间", "有用数", "用户主页"], lines,
                                  encoding="utf-8-sig"), told)  # fmt: skip


@kind
def weibo_csv() -> Export:
    rows = without(said(CHINESE, users=["1001", "1002", "1003"]), "rating")
    header = ["id", "bid", "user_id", "用户昵称", "微博正文", "头条文章url", "发布位置", "艾特用户", "话题", "转发数",
              "评论数", "点赞数", "发布时间", "发布工具", "微博图片url", "retweet_id"]  # fmt: skip
    lines = [
        [f"50000{n}", f"Nx{n}", row.user, f"昵称{row.user}", f"#买菜日记#{row.text} http://t.cn/A6{n}", "", "上海", "",
         "买菜日记", n, 2, 100 * n, f"{row.at:%Y-%m-%d %H:%M}", "iPhone客户端", "", ""]
        for n, row in enumerate(rows)
    ]  # fmt: skip
    told = [Said(row.text, row.user, row.time[:16]) for row in rows]
    return Export("微博.csv", table(header, lines, encoding="utf-8-sig"), told)


@kind
def taobao_xlsx() -> Export:
    users = ["t***8(匿名)", "小***鱼", "x***1", "匿名买家"]
    rows = said(CHINESE, users)
    told = [Said(row.text, None if "匿名买家" in row.user else row.user, row.time[:10], row.rating) for row in rows]
    lines = [[f"{2000 + n}", row.user, row.text, f"{row.at:%Y年%m月%d日}", f"{int(row.rating)}星", "新鲜黄瓜 500g",
              "颜色分类:绿色", "", "亲,感谢您的支持,欢迎下次光临"] for n, row in enumerate(rows)]  # fmt: skip
    lines += [["2099", "y***2", "此用户没有填写评价。", "2026年05月03日", "5星", "新鲜黄瓜 500g", "", "", ""]]
    header = ["订单编号", "买家昵称", "评价内容", "评价时间", "评分", "商品名称", "规格", "追加评论", "商家回复"]
    return Export("评价.xlsx", workbook(评价导出=[header, *lines]), told)


@kind
def shopee_json() -> Export:
    rows = said(users=["a***b", "c***d", "e***f"])
    ratings = [
        {"orderid": 9000 + n, "itemid": 77, "cmtid": 300 + n, "ctime": row.epoch,
         "author_username": row.user, "rating_star": int(row.rating), "comment": row.text, "images": None,
         "like_count": None, "product_items": [{"itemid": 77, "name": "Bag of tomatoes", "model_name": "1 kg"}],
         "ItemRatingReply": {"comment": "Thank you dear customer, do come again!", "ctime": 1790000000}}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    return Export("get_ratings.json", as_json({"data": {"ratings": ratings, "summary": {"rating_total": 12}},
                                               "error": 0}), rows)  # fmt: skip


@kind
def booking_csv() -> Export:
    good, bad = ENGLISH[:6], ENGLISH[6:]
    header = ["Review date", "Guest name", "Reservation number", "Review title", "Positive review", "Negative review",
              "Review score", "Staff", "Cleanliness", "Location", "Property reply"]  # fmt: skip
    lines, told = [], []
    for n, (plus, minus) in enumerate(zip(good, bad, strict=True)):
        score, day = (7.5, 10, 3, 9.2, 5, 8)[n], f"2026-04-{10 + n:02}"
        minus = "" if n == 2 else minus
        lines.append([f"{day} 08:15:0{n}", f"Guest {n}", 4000 + n, "", plus, minus, score, 7.5, 10, 7.5,
                      "Dear guest, thank you very much for staying with us."])  # fmt: skip
        told += [Said(text, f"Guest {n}", f"{day}T08:15:0{n}", score) for text in (plus, minus) if text]
    return Export("guest-reviews.csv", table(header, lines), told)


@kind
def google_maps_reviews_json() -> Export:
    rows = without(said(), "user")
    features = [
        {"geometry": {"coordinates": [9.1, 48.7], "type": "Point"}, "type": "Feature",
         "properties": {"date": row.time + "Z", "five_star_rating_published": int(row.rating),
                        "google_maps_url": "https://example.org/maps?cid=1",
                        "location": {"address": "1 Invented Street, Sometown", "country_code": "DE", "name": "Grocer"},
                        "review_text_published": row.text}}
        for row in rows
    ]  # fmt: skip
    return Export("Reviews.json", as_json({"type": "FeatureCollection", "features": features}), rows)


@kind
def goodreads_es_csv() -> Export:
    rows = without(said(SPANISH), "user")
    header = ["Id del libro", "Título", "Autor", "ISBN", "Mi valoración", "Valoración promedio", "Editorial",
              "Número de páginas", "Año de publicación", "Fecha de lectura", "Fecha de adición", "Mi reseña",
              "Veces leído"]  # fmt: skip
    lines, told = [], []
    for n, row in enumerate(rows):
        rating = 0 if n == 3 else int(row.rating)
        lines.append([300 + n, f"El libro {n}", f"Autora {n % 3}", f'="97800000{n:05}"', rating, 3.9, "Prensa",
                      200 + n, 2001, f"{row.at:%Y/%m/%d}", "2026/01/02", row.text, 1])  # fmt: skip
        told.append(Said(row.text, None, row.time[:10], rating or None))
        lines.append([400 + n, f"Otro {n}", "Autor X", '=""', 0, 4.1, "Prensa", 99, 1999, "", "2026/01/02", "", 0])
    return Export("biblioteca.csv", table(header, lines), told)


@kind
def etsy_reviews_json() -> Export:
    rows = said(users=["Ann", "Bo", "Cy", "Di"])
    reviews = [{"reviewer": row.user, "date_reviewed": f"{row.at:%m/%d/%Y}", "star_rating": int(row.rating),
                "message": row.text, "order_id": 55 + n} for n, row in enumerate(rows)]  # fmt: skip
    return Export("reviews.json", as_json(reviews), [Said(r.text, r.user, r.time[:10], r.rating) for r in rows])


@kind
def youtube_takeout_csv() -> Export:
    rows = without(said(users=["UCabc"]), "rating")
    header = ["Channel ID", "Comment create timestamp", "Price", "Comment ID", "Parent comment ID", "Video ID",
              "Comment text", "Top-level comment ID"]  # fmt: skip
    lines = [["UCabc", row.time + ".123456+00:00", 0, f"Ugx{n}", "", f"vid{n % 4}", f'{{"text":"{row.text}"}}', ""]
             for n, row in enumerate(rows)]  # fmt: skip
    return Export("comments.csv", table(header, lines), rows)

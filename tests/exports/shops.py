"""Reviews, third round: tables of shops, feeds of stores, portals with marks of their own."""

from exports import CHINESE_20, ENGLISH_20, FRENCH, SPANISH, Export, Said, as_json, kind, said, table, workbook


@kind
def widget_reviews_csv() -> Export:
    """The shop's comment on a review, votes, sentiments, titles of reviews and of products."""
    header = ["Review ID", "Review Status", "Review Score", "Review Title", "Review Content", "Review Creation Date",
              "Reviewer Display Name", "Reviewer Email", "Reviewer Type", "Product ID", "Product Title", "Product URL",
              "Comment Content", "Comment Public", "Comment Date", "Votes Up", "Votes Down", "Sentiment"]  # fmt: skip
    lines, told = [], []
    for n, row in enumerate(said(ENGLISH_20, users=[f"p{n}@example.org" for n in range(7)])):
        title = f"My thoughts, part {n}"
        reply = ("Thanks so much for your kind words!", "We are sorry, please write to us.", "")[n % 3]
        lines.append([7000 + n, "Published", row.rating, title, row.text, f"{row.at:%Y-%m-%d %H:%M:%S}", f"P. {n % 7}",
                      row.user, "Verified Buyer", 11 + n % 3, ("Apron", "Basket", "Knife")[n % 3],
                      "https://shop.example/p", reply, "Yes" if reply else "", f"{row.at:%Y-%m-%d}" if reply else "",
                      n % 4, 0, 0.7])  # fmt: skip
        told.append(Said(f"{title}\n{row.text}", row.user, row.time, row.rating))
    return Export("yotpo_reviews.csv", table(header, lines), told, known=("Product Title",))


@kind
def plugin_reviews_csv() -> Export:
    """Short names, times with a zone, a reply with its date, addresses of machines, what is curated."""
    header = ["title", "body", "rating", "review_date", "source", "curated", "reviewer_name", "reviewer_email",
              "product_id", "product_handle", "reply", "reply_date", "picture_urls", "ip_address",
              "location"]  # fmt: skip
    lines, told = [], []
    texts = (*ENGLISH_20[:8], *FRENCH, *SPANISH[:4])
    for n, row in enumerate(said(texts, users=[f"{name}@example.org" for name in ("ann", "bo", "cy", "di")])):
        title = "" if n % 3 else f"Number {n} of my list"
        lines.append([title, row.text, row.rating, f"{row.time.replace('T', ' ')} UTC", ("web", "email")[n % 2], "ok",
                      row.user[:2].title(), row.user, 44 + n % 3, "linen-apron",
                      "Thank you for the review!" * (n % 4 == 0),
                      f"{row.time.replace('T', ' ')} UTC" * (n % 4 == 0), "", "203.0.113.9", "Leeds, GB"])  # fmt: skip
        told.append(Said(f"{title}\n{row.text}".strip(), row.user, row.time, row.rating))
    return Export("reviews.csv", table(header, lines), told)


@kind
def syndicated_reviews_json() -> Export:
    """Pros and cons, marks below marks, the maker's answers in lists, long texts about products beside."""
    results, told = [], []
    for n, row in enumerate(said(ENGLISH_20, users=["auth1", "auth2", "auth3", "auth4"])):
        results.append({"Id": str(800 + n), "CID": f"c{n}", "ProductId": "P1", "AuthorId": row.user,
                        "UserNickname": f"nick{row.user[-1]}", "Rating": row.rating, "RatingRange": 5,
                        "Title": f"Thought {n}", "ReviewText": row.text, "SubmissionTime": row.time + ".000+00:00",
                        "LastModificationTime": "2026-09-01T00:00:00.000+00:00", "IsRecommended": row.rating > 3,
                        "ContentLocale": "en_GB", "TotalPositiveFeedbackCount": n % 5, "TotalNegativeFeedbackCount": 0,
                        "ModerationStatus": "APPROVED", "Photos": [], "Videos": [], "Pros": None, "Cons": None,
                        "SecondaryRatings": {"Quality": {"Value": 5, "ValueRange": 5, "Id": "Quality"}},
                        "ClientResponses": [{"Department": "Care", "Name": "Kim", "Date": row.time + "Z",
                                             "Response": "Thank you for that."}] if n % 4 == 0 else []})  # fmt: skip
        told.append(Said(f"Thought {n}\n{row.text}", row.user, row.time, row.rating))
    products = {"P1": {"Id": "P1", "Name": "Linen apron", "Brand": {"Id": "b", "Name": "Shop"},
                       "Description": "A long apron that you will wear for many years. " * 9}}  # fmt: skip
    whole = {"Limit": 100, "Offset": 0, "TotalResults": 20, "Locale": "en_GB", "Results": results,
             "Includes": {"Products": products, "ProductsOrder": ["P1"]}, "HasErrors": False, "Errors": []}  # fmt: skip
    return Export("reviews.json", as_json(whole), told)


@kind
def places_chinese_csv() -> Export:
    """Marks in words with numbers, what somebody spent, the shop's answer, likes, dates with a word behind them."""
    header = ["店铺名称", "用户昵称", "用户等级", "总评", "口味", "环境", "服务", "人均消费", "点评内容", "点赞数",
    "回应数", "点评时间",
              "商家回复内容"]  # fmt: skip
    lines = []
    rows = said(CHINESE_20, users=["小林爱吃", "阿宽不吃辣", "王姐探店", "雨天"])
    rows = [Said(row.text, row.user, row.time[:16], row.rating) for row in rows]
    for n, row in enumerate(rows):
        lines.append(["湖边小馆", row.user, f"Lv{n % 4 + 2}", f"{row.rating:.1f}", "口味:4.5", "环境:4.0", "服务:5.0",
                      f"{60 + n}元/人", row.text, n % 6, 1, row.time.replace("T", " "),
                      "感谢您的光临,期待下次再见" * (n % 3 == 0)])  # fmt: skip
    return Export("点评.csv", table(header, lines, encoding="gb18030"), rows, known=("人均消费",), weight="点赞数")


@kind
def goods_comments_json() -> Export:
    """Comments with a later one in an object, the shop's answers in lists, counts of tags beside."""
    comments, told = [], []
    for n, row in enumerate(said(CHINESE_20[:16], users=["j***1", "j***2", "j***3"])):
        at = row.time.replace("T", " ")
        comment = {"id": 18000 + n, "guid": f"ab{n}", "content": row.text, "creationTime": at, "isDelete": False,
                   "isTop": False, "referenceId": "100", "referenceName": "亚麻围裙 厨房做饭 防水防油",
                   "score": int(row.rating),
                   "nickname": row.user, "userClient": 4, "productColor": "灰色", "productSize": "均码",
                   "plusAvailable": 103,
                   "usefulVoteCount": n % 5, "replyCount": 1, "days": 3, "afterDays": 0, "location": "四川",
                   "replies": [{"id": 9, "commentId": 18000 + n, "content": "感谢您对我们的支持与信任", "pin": "jd_x",
                                "nickname": "官方旗舰店", "creationTime": at}]}  # fmt: skip
        if n % 4 == 0:
            more = CHINESE_20[16 + n // 4]
            comment["afterUserComment"] = {"id": 77, "content": more, "created": at, "status": 1}
            told.append(Said(more, row.user, row.time, row.rating))
        comments.append(comment)
        told.append(row)
    whole = {"productAttr": None, "productCommentSummary": {"skuId": 100, "averageScore": 5, "goodRate": 0.97},
             "hotCommentTagStatistics": [{"id": "1", "name": "面料舒服", "count": 9}, {"id": "2", "name": "颜色好看",
             "count": 8}],
             "maxPage": 2, "score": 0, "comments": comments}  # fmt: skip
    return Export("productPageComments.json", as_json(whole), told)


@kind
def store_api_json() -> Export:
    """What is said in an object of attributes beside a type; who said it by a nickname."""
    rows = said((*ENGLISH_20[:12], *SPANISH), users=["kimmy99", "leo_b", "Tante Erna", "x"])
    data = [{"type": "customerReviews", "id": f"0000-{n:04d}",
             "attributes": {"rating": row.rating, "title": f"Thought {n}", "body": row.text,
             "reviewerNickname": row.user,
                            "createdDate": row.time + "-00:00", "territory": ("GBR", "ESP")[n % 2]},
             "relationships": {"response": {"links": {"self": "https://api.example/1", "related": "https://api.example/2"}}},
             "links": {"self": f"https://api.example/r/{n}"}} for n, row in enumerate(rows)]  # fmt: skip
    told = [Said(f"Thought {n}\n{row.text}", row.user, row.time, row.rating) for n, row in enumerate(rows)]
    whole = {"data": data, "links": {"self": "https://api.example/"}, "meta": {"paging": {"total": 20, "limit": 100}}}
    return Export("customerReviews.json", as_json(whole), told)


@kind
def store_monitor_chinese_xlsx() -> Export:
    """Titles of people's own, marks under a name of their own, the maker's answer and its day."""
    header = [
        "序号",
        "应用名称",
        "国家/地区",
        "评论时间",
        "作者",
        "评级",
        "标题",
        "评论内容",
        "版本",
        "是否被删除",
        "开发者回复",
        "开发者回复时间",
    ]
    lines, told = [["七日评论导出"], header], []
    for n, row in enumerate(said(CHINESE_20, users=[f"用户昵称{c}" for c in "甲乙丙丁戊己庚"])):
        title = f"说说第{n + 1}个感受"
        lines.append([n + 1, "买菜", "中国", f"{row.at:%Y-%m-%d %H:%M:%S}", row.user, int(row.rating), title, row.text,
                      f"3.{n % 4}.0", "否", "感谢您的反馈,我们会尽快改进" if n % 3 == 0 else "",
                      f"{row.at:%Y-%m-%d}" if n % 3 == 0 else ""])  # fmt: skip
        told.append(Said(f"{title}\n{row.text}", row.user, row.time, row.rating))
    return Export("评论列表.xlsx", workbook(**{"评论": lines}), told)


@kind
def travel_reviews_json() -> Export:
    """Ids of people in an object with where they live, the owner's answer, marks below marks, when they stayed."""
    rows = said(ENGLISH_20, users=["F0A1", "F0B2", "F0C3", "F0D4"])
    records = [
        {"id": str(9000 + n), "lang": "en", "locationId": "77", "publishedDate": row.time[:10],
        "publishedPlatform": "OTHER",
         "rating": row.rating, "helpfulVotes": n % 3, "title": f"Stay number {n}", "text": row.text,
         "url": f"https://travel.example/r{n}", "travelDate": "2026-02", "tripType": ("FAMILY", "SOLO")[n % 2],
         "placeInfo": {"id": "77", "name": "Harbour hotel", "rating": 4, "numberOfReviews": 900,
         "locationString": "Hull"},
         "user": {"userId": row.user, "name": f"Name {row.user[-1]}", "username": f"n{row.user[-1]}",
                  "contributions": {"totalContributions": 30 + n % 4, "helpfulVotes": 7},
                  "userLocation": {"shortName": "Leeds", "name": "Leeds, England", "id": "1"}},
         "subratings": [{"name": "Service", "value": 5}, {"name": "Rooms", "value": 4}], "photos": [],
         "ownerResponse": {"id": "1", "title": "Owner response", "text": "Dear guest, thank you for staying with us.",
                           "lang": "en", "publishedDate": row.time[:10], "responder": "Kim"} if n % 2 else None}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    told = [Said(f"Stay number {n}\n{row.text}", row.user, row.time[:10], row.rating) for n, row in enumerate(rows)]
    return Export("dataset.json", as_json(records), told)

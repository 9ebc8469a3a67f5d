"""Reviews, complaints, surveys, searches and posts, fourth round: one shape each of usual tools."""

import json
from email.utils import format_datetime
from xml.sax.saxutils import escape

from exports import ENGLISH_20, SPANISH, Export, Said, as_json, kind, said, table, without
from exports.threads_abroad import RUSSIAN
from exports.usual import PORTUGUESE

DUTCH = (
    "De bestelling kwam twee uur te laat aan", "Ik kan niet meer inloggen sinds de laatste update",
    "De groenten waren vers en knapperig", "De klantenservice heeft mij heel snel geholpen",
    "Veel te veel plastic voor één komkommer", "De kortingscode werkt niet bij het afrekenen",
    "De prijzen zijn sinds januari sterk gestegen", "De zoekfunctie vindt niets met twee woorden",
)  # fmt: skip


@kind
def store_reviews_listed_json() -> Export:
    """Reviews as lists of comments, of who uses it, then of who made it; seconds as texts; a tab before the words."""
    rows = said(ENGLISH_20[:16], users=[f"Name {n}" for n in range(16)])
    rows = [Said(row.text, row.user if n % 4 else None, row.time, row.rating) for n, row in enumerate(rows)]
    reviews = []
    for n, row in enumerate(rows):
        modified = {"seconds": str(row.epoch), "nanos": 120000000}
        mine = {"userComment": {"text": "\t" + row.text, "lastModified": modified, "starRating": int(row.rating),
                                "reviewerLanguage": "en", "device": "a54x", "androidOsVersion": 34,
                                "appVersionCode": 501, "appVersionName": "5.0.1", "thumbsUpCount": n % 3,
                                "thumbsDownCount": 0,
                                "deviceMetadata": {"productName": "a54x (Galaxy A54 5G)", "manufacturer": "Samsung",
                                                   "deviceClass": "FORM_FACTOR_PHONE", "ramMb": 5635}}}  # fmt: skip
        theirs = {"developerComment": {"text": "Thanks a lot for your review, we will look into it.",
                                       "lastModified": {"seconds": str(row.epoch + 9000), "nanos": 0}}}  # fmt: skip
        reviews.append({"reviewId": f"gp:AOqp{n}", "authorName": row.user or "",
                        "comments": [mine, theirs] if n % 3 == 0 else [mine]})  # fmt: skip
    whole = {"reviews": reviews, "tokenPagination": {"nextPageToken": "Cik"}}
    return Export("reviews.json", as_json(whole), rows)


@kind
def issues_with_weights_csv() -> Export:
    """Issues of a tracker: what they weigh is a guess of the work; who wrote it by a name and a short one."""
    header = ["Title", "Description", "Issue ID", "URL", "State", "Author", "Author Username", "Assignee",
              "Assignee Username", "Confidential", "Locked", "Due Date", "Created At (UTC)", "Updated At (UTC)",
              "Closed At (UTC)", "Milestone", "Weight", "Labels", "Time Estimate", "Time Spent"]  # fmt: skip
    rows = without(said(ENGLISH_20[:16], users=["annlee", "bochen", "cyort"]), "rating")
    lines, told = [], []
    for n, row in enumerate(rows):
        title, name = f"Trouble number {n}", {"annlee": "Ann Lee", "bochen": "Bo Chen", "cyort": "Cy Ortega"}[row.user]
        at = row.time.replace("T", " ")
        lines.append([title, row.text, n + 1, f"https://git.example/shop/-/issues/{n + 1}", ("Open", "Closed")[n % 2],
                      name, row.user, "Kim Sato", "kim", "No", "No", "", at, "2026-09-01 10:00:00",
                      "2026-08-30 10:00:00" if n % 2 else "", "v2", n % 3 + 1 if n % 4 else "", "bug,customer", 0,
                      0])  # fmt: skip
        told.append(Said(f"{title}\n{row.text}", row.user, row.time))
    return Export("issues.csv", table(header, lines), told, known=("Weight", "State"))


@kind
def film_with_comments_json() -> Export:
    """What a tool knows of one film, with its comments in a list; the film's own words are no comment."""
    rows = without(said(ENGLISH_20, users=[f"UCa{n}" for n in range(6)]), "rating")
    comments = []
    for n, row in enumerate(rows):
        comments.append(
            {
                "id": f"Ugx{n}",
                "parent": "root",
                "text": row.text,
                "like_count": n % 4,
                "author_id": row.user,
                "author": f"@name{row.user[-1]}",
                "author_thumbnail": "https://yt.example/a.jpg",
                "author_is_uploader": False,
                "author_is_verified": False,
                "is_favorited": False,
                "author_url": "https://yt.example/c",
                "_time_text": "2 weeks ago (edited)",
                "timestamp": row.epoch,
            }
        )
        if n % 6 == 0:
            comments.append({**comments[-1], "id": f"Ugx{n}.9", "parent": f"Ugx{n}", "author_id": "UCshop",
                             "author": "@theshop", "author_is_uploader": True,
                             "text": "Thank you so much for watching our film!"})  # fmt: skip
    formats = [
        {
            "format_id": str(n),
            "ext": "mp4",
            "protocol": "https",
            "url": "https://yt.example/v",
            "vcodec": "avc1",
            "format": f"{n} - 1280x720 (720p)",
            "http_headers": {"User-Agent": "Mozilla/5.0", "Accept": "text/html"},
        }
        for n in range(18, 24)
    ]
    film = {
        "id": "dQ1",
        "title": "Inside our kitchen: how we pack a basket",
        "formats": formats,
        "thumbnails": [{"url": "https://yt.example/t.jpg", "preference": -37, "id": "0"}],
        "description": "In this film we show you how a basket is packed in the morning.\nSubscribe for more!",
        "uploader": "The Shop",
        "uploader_id": "@theshop",
        "channel_id": "UCshop",
        "duration": 754,
        "view_count": 90210,
        "categories": ["Food"],
        "tags": ["kitchen", "basket"],
        "chapters": [{"start_time": 0.0, "title": "Morning", "end_time": 90.0}],
        "comments": comments,
        "comment_count": len(comments),
        "upload_date": "20260301",
        "like_count": 300,
        "extractor": "youtube",
        "epoch": 1790000000,
        "_type": "video",
    }
    return Export("film.info.json", as_json(film), rows)


@kind
def clothes_reviews_csv() -> Export:
    """A table as a notebook writes it: rows by a number without a name, ids of clothes, ages, votes; no people."""
    header = ["", "Clothing ID", "Age", "Title", "Review Text", "Rating", "Recommended IND", "Positive Feedback Count",
              "Division Name", "Department Name", "Class Name"]  # fmt: skip
    lines, told = [], []
    for n, row in enumerate(said(ENGLISH_20)):
        title = f"Not what I hoped {n}" if n % 3 else ""
        lines.append(
            [
                n,
                760 + n % 4,
                31 + n % 9,
                title,
                row.text,
                int(row.rating),
                int(row.rating > 2),
                n * n % 17,
                ("General", "General Petite")[n % 2],
                ("Tops", "Dresses", "Bottoms")[n % 3],
                "Knits",
            ]
        )
        told.append(Said(f"{title}\n{row.text}".strip(), None, None, row.rating))
    return Export("reviews.csv", table(header, lines), told, known=("Age", "Department Name"),
                  weight="Positive Feedback Count")  # fmt: skip


@kind
def complaints_csv() -> Export:
    """Complaints to an authority: few have a text, the company's answer is chosen from a list, days of two digits."""
    header = ["Date received", "Product", "Sub-product", "Issue", "Sub-issue", "Consumer complaint narrative",
              "Company public response", "Company", "State", "ZIP code", "Tags", "Consumer consent provided?",
              "Submitted via", "Date sent to company", "Company response to consumer", "Timely response?",
              "Consumer disputed?", "Complaint ID"]  # fmt: skip
    lines, told = [], []
    for n, row in enumerate(said(ENGLISH_20)):
        text = row.text if n % 2 else ""
        day = f"{row.at:%m/%d/%y}"
        lines.append(
            [
                day,
                ("Checking or savings account", "Credit card")[n % 2],
                "Checking account",
                "Problem with a purchase shown on your statement",
                "Card was charged for something you did not buy",
                text,
                "Company has responded to the consumer and chooses not to provide a public response",
                ("FIRST BANK", "OTHER BANK, N.A.")[n % 3 % 2],
                ("CA", "TX", "NY")[n % 3],
                f"{90000 + n}"[:3] + "XX",
                "Older American" * (n % 5 == 0),
                "Consent provided" if text else "Consent not provided",
                "Web",
                day,
                "Closed with explanation",
                "Yes",
                "N/A",
                7100000 + 37 * n,
            ]
        )
        told += [Said(text, None, row.time[:10])] * bool(text)
    return Export("complaints.csv", table(header, lines), told, known=("Product", "State"))


@kind
def study_records_csv() -> Export:
    """Codes for names; somebody answers at two visits; whether a form is complete in a number."""
    header = ["record_id", "redcap_event_name", "redcap_survey_identifier", "feedback_timestamp", "age", "sex",
              "satisfaction", "liked_most", "to_improve", "feedback_complete"]  # fmt: skip
    rows = said((*ENGLISH_20, *SPANISH[:4]), users=[f"P{n:03d}" for n in range(1, 7)])
    lines, told = [], []
    for n in range(12):
        row, more = rows[n], rows[n + 12].text if n % 3 else ""
        lines.append([row.user, ("baseline_arm_1", "month_3_arm_1")[n // 6], "", f"{row.time[:10]} {row.time[11:16]}",
                      40 + n % 6, n % 2 + 1, int(row.rating), row.text, more, 2])  # fmt: skip
        told += [Said(text, row.user, row.time[:16], row.rating) for text in (row.text, more) if text]
    return Export("Feedback_DATA_2026-09-01_1026.csv", table(header, lines), told, known=("redcap_event_name",))


@kind
def search_events_jsonl() -> Export:
    """Events whose parameters are pairs of a key and one of four kinds of values; microseconds as texts."""
    queries = (
        "wireless earbuds",
        "standing desk",
        "running shoes wide",
        "coffee grinder manual",
        "desk lamp warm light",
        "yoga mat thick",
        "usb c hub",
        "kids raincoat",
        "cast iron pan",
        "noise cancelling headphones",
        "office chair lumbar",
        "bread maker",
        "garden hose 25m",
        "phone case leather",
        "water filter jug",
        "bike light set",
    )
    rows = without(said(queries, users=["1188.771", "2299.882", "3300.993"]), "rating")
    lines = []
    for n, row in enumerate(rows):
        params = [{"key": "search_term", "value": {"string_value": row.text}},
                  {"key": "ga_session_id", "value": {"int_value": str(row.epoch)}},
                  {"key": "page_location", "value": {"string_value": f"https://shop.example/search?q={n}"}},
                  {"key": "page_title", "value": {"string_value": "Search results - My shop"}},
                  {"key": "engagement_time_msec", "value": {"int_value": "4210"}}]  # fmt: skip
        lines.append({"event_date": f"{row.at:%Y%m%d}", "event_timestamp": str(row.epoch * 1000000 + 120000),
                      "event_name": "view_search_results", "event_params": params, "user_pseudo_id": row.user,
                      "device": {"category": ("mobile", "desktop")[n % 2], "operating_system": "iOS"},
                      "geo": {"country": "United Kingdom", "city": "Leeds"}, "platform": "WEB",
                      "stream_id": "5512"})  # fmt: skip
    data = "\n".join(json.dumps(line) for line in lines)
    return Export("events_20260314.jsonl", data.encode(), rows, known=("geo.country",))


@kind
def own_searches_json() -> Export:
    """What one person looked for: times with the zone in brackets, lists of what was opened then."""
    queries = ("rainy day piano", "long podcasts about history", "songs from old films", "guitar for beginners",
               "sleep sounds ocean", "running playlist fast", "jazz with brushes", "audiobooks for children",
               "news in slow spanish", "choir christmas", "lofi study beats", "dance hits nineties")  # fmt: skip
    rows = without(said(queries), "user", "rating")
    entries = [{"platform": ("IPHONE_ARM64", "DESKTOP")[n % 2], "searchTime": f"{row.time}.120Z[UTC]",
                "searchQuery": row.text, "searchInteractionURIs": [f"spotify:track:{n}a7"] if n % 3 else []}
               for n, row in enumerate(rows)]  # fmt: skip
    return Export("SearchQueries.json", as_json(entries), rows)


@kind
def comments_feed_xml() -> Export:
    """A feed of comments: who wrote it also in the title, the same words plain and as markup, days with weekdays."""
    rows = without(said(ENGLISH_20[:15], users=["Ann Lee", "Bo Chen", "Cy Ortega"]), "rating")
    items = []
    for n, row in enumerate(rows):
        at = format_datetime(row.at).replace("-0000", "+0000")
        items.append(f"<item><title>\n\tBy: {row.user}\t</title><link>https://blog.example/a/#comment-{n}</link>"
                     f"<dc:creator><![CDATA[{row.user}]]></dc:creator><pubDate>{at}</pubDate>"
                     f'<guid isPermaLink="false">https://blog.example/?p=12#comment-{n}</guid>'
                     f"<description><![CDATA[{row.text}]]></description>"
                     f"<content:encoded><![CDATA[<p>{escape(row.text)}</p>\n]]></content:encoded></item>")  # fmt: skip
    head = ('<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<channel>\n<title>Comments on: How we pack a basket</title><link>https://blog.example/a/</link>"
            "<description>All about our kitchen and the people in it</description>"
            "<lastBuildDate>Tue, 01 Sep 2026 10:00:00 +0000</lastBuildDate><sy:updatePeriod "
            'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">hourly</sy:updatePeriod>')  # fmt: skip
    return Export("feed.xml", (head + "\n".join(items) + "</channel></rss>").encode(), rows)


@kind
def product_opinions_spanish_json() -> Export:
    """Opinions on a thing: title and text, what others find of them, when it was bought."""
    texts = (*SPANISH, *(f"{text} otra vez" for text in SPANISH[:4]))
    rows = said(texts, users=["80011", "80022", "80033", "80044"])
    reviews, told = [], []
    for n, row in enumerate(rows):
        title = f"Opinión número {n}"
        reviews.append({"id": 7100 + n, "reviewable_object": {"id": "MLA99", "type": "product"},
                        "date_created": row.time + "Z", "status": "published", "title": title, "content": row.text,
                        "rate": int(row.rating), "valorization": n % 4, "likes": n % 4, "dislikes": n % 2,
                        "reviewer_id": int(row.user), "buying_date": "2026-01-02T00:00:00Z", "relevance": 90 - n,
                        "forbidden_words": 0, "media": [], "reactions": []})  # fmt: skip
        told.append(Said(f"{title}\n{row.text}", row.user, row.time, row.rating))
    whole = {"paging": {"total": 12, "limit": 50, "offset": 0}, "reviews": reviews, "rating_average": 3.4,
             "rating_levels": {"one_star": 2, "five_star": 3},
             "attributes": [{"id": "QUALITY", "display_text": "Calidad", "reviews_quantity": 9}]}  # fmt: skip
    return Export("reviews.json", as_json(whole), told)


@kind
def complaints_portuguese_csv() -> Export:
    """Complaints with the company's answer beside, a mark from 0 to 10, and what somebody says in the end."""
    header = [
        "ID",
        "Título",
        "Reclamação",
        "Data da reclamação",
        "Status",
        "Nome do consumidor",
        "E-mail",
        "Cidade",
        "UF",
        "Resposta da empresa",
        "Data da resposta",
        "Consideração final do consumidor",
        "Voltaria a fazer negócio?",
        "Nota do consumidor",
    ]
    rows = said(
        (*PORTUGUESE, *(f"{text} de novo" for text in PORTUGUESE[:4])),
        users=["ana@cliente.example", "beto@cliente.example", "caio@cliente.example"],
        best=10,
        worst=0,
    )
    lines, told = [], []
    for n, row in enumerate(rows):
        title, end = f"Problema número {n}", f"No fim resolveram o caso {n} com muita paciência" if n % 4 == 0 else ""
        lines.append(
            [
                9100 + n,
                title,
                row.text,
                f"{row.at:%d/%m/%Y %H:%M}",
                ("Resolvido", "Não resolvido")[n % 2],
                row.user.split("@")[0].title(),
                row.user,
                "Recife",
                "PE",
                "Olá! Agradecemos o contato e já estamos verificando o seu caso.",
                f"{row.at:%d/%m/%Y} 23:10",
                end,
                ("Sim", "Não")[n % 2],
                int(row.rating),
            ]
        )
        told.append(Said(f"{title}\n{row.text}", row.user, row.time[:16], row.rating))
        told += [Said(end, row.user, row.time[:16], row.rating)] * bool(end)
    return Export("reclamacoes.csv", table(header, lines, ";", "cp1252"), told, known=("Status", "Cidade"))


@kind
def market_feedback_russian_json() -> Export:
    """What is good, what is bad and the rest in three texts, any of which may be empty; the seller's answer; goods."""
    feedbacks, told = [], []
    for n in range(12):
        user, time, mark = ("Ирина", "Пётр", "Олег", "Вера")[n % 4], f"2026-04-{n + 2:02d}T10:15:{n:02d}", n % 5 + 1
        text, pros = RUSSIAN[n] if n % 4 else "", "Быстрая доставка и хорошая упаковка" if n == 4 else ""
        cons = f"{RUSSIAN[(n + 5) % 12]} уже {n + 2} раза" if n % 3 == 0 or n % 4 == 0 else ""
        answer = {"text": "Здравствуйте! Спасибо за отзыв, нам жаль.", "state": "wbRu", "editable": False}
        feedbacks.append({"id": f"n5um{n}", "text": text, "pros": pros, "cons": cons, "productValuation": mark,
                          "createdDate": time + "Z", "answer": answer if n % 2 else None, "state": "wbRu",
                          "productDetails": {"nmId": 987654 + n % 3, "imtId": 123, "productName": "Кабель 1 м",
                                             "supplierArticle": "TC-1M", "brandName": "Провод", "size": "0"},
                          "photoLinks": None, "video": None, "wasViewed": True, "userName": user,
                          "matchingSize": "", "isAbleReturnProductOrders": False, "bables": []})  # fmt: skip
        told += [Said(part, user, time, mark) for part in (text, pros, cons) if part]
    whole = {
        "data": {"countUnanswered": 6, "countArchive": 99, "feedbacks": feedbacks},
        "error": False,
        "errorText": "",
        "additionalErrors": None,
    }
    return Export("feedbacks.json", as_json(whole), told)


@kind
def shop_reviews_dutch_json() -> Export:
    """Answers in lists within each review: a mark, a line, an opinion and a yes, each with its question beside."""
    reviews, told = [], []
    for n, row in enumerate(said((*DUTCH, *(f"{text}, helaas" for text in DUTCH[:4])), best=10, worst=1,
                                 users=[f"Naam {n}" for n in range(12)])):  # fmt: skip
        more = f"Bij mijn {n + 2}e bestelling was de bezorger erg vriendelijk" if n % 3 else ""
        asked = [("DEFAULT_OVERALL", "INT", int(row.rating), "Totaalscore"),
                 ("DEFAULT_ONELINER", "TEXT", row.text, "Beschrijf uw ervaring in één zin"),
                 ("DEFAULT_OPINION", "TEXT", more, "Licht uw beoordeling toe"),
                 ("DEFAULT_RECOMMEND", "BOOLEAN", row.rating > 5, "Beveelt u ons aan?")]  # fmt: skip
        content = [
            {"questionGroup": group, "questionType": type_, "rating": value, "order": at, "questionTranslation": asks}
            for at, (group, type_, value, asks) in enumerate(asked)
            if value != ""
        ]
        reviews.append({"reviewId": f"8a1f-{n}", "reviewAuthor": row.user, "city": ("Utrecht", "Gent")[n % 2],
                        "rating": int(row.rating), "reviewContent": content, "reviewComments": "",
                        "dateSince": row.time + ".123Z", "updatedSince": row.time + ".123Z",
                        "referenceCode": ""})  # fmt: skip
        told += [Said(text, row.user, row.time, row.rating) for text in (row.text, more) if text]
    whole = {"locationId": "1047", "locationName": "De Winkel", "averageRating": 8.4, "numberReviews": 12,
             "reviews": reviews}  # fmt: skip
    return Export("reviews.json", as_json(whole), told)

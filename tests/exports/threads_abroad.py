"""Talks in Chinese, Russian and Korean, fourth round: windows, groups, transcripts and comments of films."""

import json
from html import escape

from exports import CHINESE_20, KOREAN, Export, Said, as_json, kind, said, without, workbook

RUSSIAN = (
    "Курьер опоздал на два часа и не позвонил", "После обновления не могу войти в приложение",
    "Овощи были свежие и хрустящие", "Поддержка ответила очень быстро",
    "Слишком много пластика на один огурец", "Промокод не принимается при оплате",
    "Цены сильно выросли с января", "Поиск по двум словам ничего не находит",
    "Возврат денег шёл больше двух недель", "Хлеб привезли ещё тёплым",
    "Карта показывает мой дом на другой улице", "Уведомления приходят посреди ночи",
)  # fmt: skip
REPLIES = ("亲,在的,请问有什么可以帮您", "您好,麻烦提供一下订单号", "已经为您加急处理了哦")


@kind
def seller_window_chinese_text() -> Export:
    """A name, a moment in brackets, a colon and the words on a line; the shop's people bear its name."""
    rows = without(said(CHINESE_20[:16], users=["tb_xiaoyu88", "akuan_1990", "wangjie2020"]), "rating")
    lines = []
    for n, row in enumerate(rows):
        at = row.time.replace("T", " ")
        lines += [f"{row.user}({at}): {row.text}", f"菜园子旗舰店:小美({at}): {REPLIES[n % 3]}"]
        lines += [f"{row.user}({at}): [图片]"] * (n % 5 == 0)
    return Export("聊天记录.txt", "\r\n".join(lines).encode("gb18030"), rows)


@kind
def desk_sessions_chinese_json() -> Export:
    """Sessions with messages whose content is JSON within a text; who says it in a word, the system among them."""
    rows = without(said(CHINESE_20[:16], users=["88101", "88102", "88103", "88104"]), "rating")
    sessions = []
    for at in range(4):
        logs = []
        for n, row in enumerate(rows[at::4]):
            when = row.time.replace("T", " ")
            for side, kind_, content in (("sys", "info", "客服小美接入会话"), ("customer", "message", row.text),
                                         ("customer", "image", "https://x.example/a.png"),
                                         ("agent", "message", REPLIES[n % 3])):  # fmt: skip
                packed = json.dumps({"type": kind_, "data": {"content": content}}, ensure_ascii=False)
                logs.append({"id": 70 + len(logs), "sender": side, "created_at": when, "content": packed,
                             "agent_id": 7 if side == "agent" else None})  # fmt: skip
        sessions.append({"id": 500 + at, "customer_id": int(rows[at].user), "customer_name": f"访客{at}",
                         "agent_id": 7, "platform": "web", "started_at": rows[at].time.replace("T", " "),
                         "logs": logs})  # fmt: skip
    return Export("im_sessions.json", as_json({"code": 1000, "meta": {"total_count": 4}, "sessions": sessions}), rows)


@kind
def office_messages_chinese_json() -> Export:
    """Contents as JSON within a text, in another shape for each type; people and programs by a word, milliseconds."""
    rows = without(said(CHINESE_20[:16], users=["ou_7d8a", "ou_84aa", "ou_c9f2"]), "rating")

    def item(row: Said, kind: str, content: object, who: str = "user") -> dict[str, object]:
        at = str(row.epoch * 1000)
        return {"message_id": f"om_{row.epoch}{kind}", "msg_type": kind, "create_time": at, "update_time": at,
                "deleted": False, "updated": False, "chat_id": "oc_a0553eda",
                "sender": {"id": row.user if who == "user" else "cli_9f42", "sender_type": who, "tenant_key": "736588",
                           "id_type": "open_id" if who == "user" else "app_id"},
                "body": {"content": json.dumps(content, ensure_ascii=False)}}  # fmt: skip

    items = []
    for n, row in enumerate(rows):
        post = {"title": "", "content": [[{"tag": "text", "text": row.text, "style": []}]]}
        items.append(item(row, "post", post) if n % 4 == 3 else item(row, "text", {"text": row.text}))
        if n % 5 == 0:
            items.append(item(row, "image", {"image_key": "img_v2_041b"}))
            items.append(
                item(
                    row,
                    "interactive",
                    {"title": "每日报表", "elements": [[{"tag": "text", "text": "今日订单共有三百单"}]]},
                    "app",
                )
            )
            items.append(item(row, "system", {"template": "{from_user} invited {to_chatters} to this chat.",
                                              "from_user": ["阿宽"], "to_chatters": ["小林"]}))  # fmt: skip
    whole = {"code": 0, "msg": "success", "data": {"has_more": False, "page_token": "", "items": items}}
    return Export("messages.json", as_json(whole), rows)


@kind
def group_messages_chinese_json() -> Export:
    """A group by a tool: people with numbers and names, words in parts and as a whole, a yes for the system."""
    rows = without(said(CHINESE_20[:18], users=["u_aQ1", "u_bW2", "u_cE3"]), "rating")
    names = {"u_aQ1": ("小林", "10012345"), "u_bW2": ("阿宽", "20023456"), "u_cE3": ("王姐", "30034567")}
    messages = []
    for n, row in enumerate(rows):
        own = {
            "id": f"7391{n}",
            "seq": str(n),
            "timestamp": row.epoch * 1000,
            "time": row.time.replace("T", " "),
            "sender": {"uid": row.user, "uin": names[row.user][1], "name": names[row.user][0]},
            "recalled": False,
        }
        messages.append(
            {
                **own,
                "type": "type_1",
                "system": False,
                "content": {
                    "text": row.text,
                    "html": f"<span>{row.text}</span>",
                    "resources": [],
                    "mentions": [],
                    "elements": [{"type": "text", "data": {"text": row.text}}],
                },
            }
        )
        if n % 5 == 0:
            messages.append(
                {
                    **own,
                    "type": "type_1",
                    "system": False,
                    "id": f"8391{n}",
                    "content": {
                        "text": "[图片: a.jpg]",
                        "html": "<img>",
                        "mentions": [],
                        "resources": [{"type": "image", "filename": "a.jpg", "size": 7031}],
                        "elements": [{"type": "image", "data": {"filename": "a.jpg", "size": 7031}}],
                    },
                }
            )
            messages.append({**own, "type": "system", "system": True, "id": f"9391{n}",
                             "sender": {"uid": "", "uin": "0", "name": "系统消息"},
                             "content": {"text": "小林邀请阿宽加入了群聊", "html": "", "resources": [], "mentions": [],
                                         "elements": []}})  # fmt: skip
    whole = {
        "metadata": {"name": "群聊记录导出", "version": "5.0.0"},
        "chatInfo": {"name": "买菜内测群", "type": "group"},
        "statistics": {
            "totalMessages": len(messages),
            "senders": [{"uid": "u_aQ1", "name": "小林", "messageCount": 6}],
        },
        "messages": messages,
    }
    return Export("group.json", as_json(whole), rows)


@kind
def interview_minutes_chinese_text() -> Export:
    """What a program heard: a title, a day, key words, then who speaks and when on a line, the words below."""
    rows = without(said(CHINESE_20[:16], users=["林小雨", "说话人 2"]), "time", "rating")
    lines = ["买菜小程序用户访谈", "2026年3月14日 下午 3:04|34分钟 12秒", "", "关键词:", "配送、会员、优惠券、退款", "",
             "文字记录:", ""]  # fmt: skip
    for n, row in enumerate(rows):
        lines += [f"{row.user} {n:02d}:{17 + n}", row.text, ""]
    return Export("访谈.txt", "\n".join(lines).encode(), rows)


@kind
def film_replies_chinese_json() -> Export:
    """Comments and the replies below them as a site answers: people in objects with what they say of themselves."""
    rows = without(said(CHINESE_20[:18], users=["34610001", "34610002", "34610003"]), "rating")

    def reply(row: Said, text: str, below: list[dict[str, object]] | None) -> dict[str, object]:
        return {"rpid": row.epoch * 10, "oid": 1150, "type": 1, "mid": int(row.user), "root": 0, "parent": 0,
                "count": len(below or []), "rcount": len(below or []), "state": 0, "attr": 0, "ctime": row.epoch,
                "rpid_str": str(row.epoch * 10), "like": row.epoch % 7, "action": 0,
                "member": {"mid": row.user, "uname": f"用户{row.user[-1]}", "sex": "保密", "avatar": "https://x.example/a",
                           "sign": "生活明朗，万物可爱，每天都要努力学习", "level_info": {"current_level": 5},
                           "vip": {"vipType": 1, "vipDueDate": 1787000000000}},
                "content": {"message": text, "members": [], "jump_url": {}, "max_line": 6}, "replies": below,
                "reply_control": {"time_desc": "3天前发布", "location": "IP属地：四川"}}  # fmt: skip

    tops = [
        reply(
            rows[n],
            rows[n].text,
            [reply(rows[n + 1], f"回复 @用户1 :{rows[n + 1].text}", None), reply(rows[n + 2], rows[n + 2].text, None)],
        )
        for n in range(0, 18, 3)
    ]
    whole = {"code": 0, "message": "0", "ttl": 1,
             "data": {"page": {"num": 1, "size": 20, "count": 18}, "config": {"showtopic": 1}, "replies": tops,
                      "upper": {"mid": 99}, "top": None, "notice": None}}  # fmt: skip
    return Export("reply.json", as_json(whole), rows)


@kind
def messenger_page_russian_html() -> Export:
    """A page of messages as a messenger's desktop writes them; who goes on talking has no name again; days between."""
    rows = [Said(row.text, ("Анна", "Борис", "Вера")[n // 2 % 3], row.time) for n, row in enumerate(said(RUSSIAN))]
    lines = [
        "<!DOCTYPE html>",
        "<html>",
        '<head><meta charset="utf-8"/><title>Exported Data</title>'
        "<style>.message { margin: 0 -10px; }</style><script>function CheckLocation() { return 1; }</script></head>",
        '<body><div class="page_wrap"><div class="page_header"><div class="text bold">\nСадоводы\n</div></div>'
        '<div class="page_body chat_page"><div class="history">',
    ]
    for n, row in enumerate(rows):
        if n % 4 == 0:
            lines += [f'<div class="message service" id="message-{n + 1}">\n<div class="body details">\n'
                      f"{row.at.day} March 2026\n</div>\n</div>"]  # fmt: skip
        joined = n % 2 == 1
        date = f'<div class="pull_right date details" title="{row.at:%d.%m.%Y %H:%M:%S}">\n{row.at:%H:%M}\n</div>'
        name = "" if joined else f'<div class="from_name">\n{row.user}\n</div>'
        face = "" if joined else ('<div class="pull_left userpic_wrap">\n<div class="userpic userpic3">\n'
                                  f'<div class="initials">\n{row.user[0]}\n</div>\n</div>\n</div>')  # fmt: skip
        lines += [
            f'<div class="message default clearfix{" joined" * joined}" id="message{n + 10}">\n{face}\n'
            f'<div class="body">\n{date}\n{name}\n<div class="text">\n{escape(row.text)}\n</div>\n</div>\n</div>'
        ]
    lines += ["</div></div></div></body>", "</html>"]
    return Export("messages.html", "\n".join(lines).encode(), rows)


@kind
def window_workbook_korean_xlsx() -> Export:
    """A workbook of a chat window: talks, people and messages on a sheet each; kinds of persons in a word."""
    texts = (*KOREAN, *(text + " 정말 아쉽네요" for text in KOREAN[:6]))
    rows = without(said(texts, users=["user-69df", "user-70ab", "user-71cd"]), "rating")
    talks = [["id", "userId", "name", "state", "managerIds", "tags", "replyCount", "createdAt", "closedAt"]]
    people = [["id", "memberId", "name", "mobileNumber", "sessionsCount", "country", "createdAt"]]
    lines = [["chatId", "personType", "personId", "plainText", "createdAt"]]
    names = ("김하나", "이준", "박서연")
    for n, user in enumerate(("user-69df", "user-70ab", "user-71cd")):
        talks.append(
            [f"chat-{n}", user, names[n], "closed", "77", "배송", 4, "2026-03-14 09:00:00", "2026-06-01 10:00:00"]
        )
        people.append([user, f"m{n}", names[n], "", 3 + n, "KR", "2026-01-02 10:00:00"])
    for n, row in enumerate(rows):
        at, chat = row.time.replace("T", " "), f"chat-{n % 3}"
        lines += [[chat, "user", row.user, row.text, at],
                  [chat, "manager", "77", ("확인해 보겠습니다.", "주문 번호를 알려 주세요.")[n % 2], at]]  # fmt: skip
        lines += [[chat, "bot", "bot-1", "안녕하세요, 무엇을 도와드릴까요?", at]] * (n < 3)
    return Export("chats.xlsx", workbook(**{"UserChat data": talks, "User data": people, "Message data": lines}), rows)

"""Questions with answers beside them, and short words beside texts whose names both may be those of texts."""

from exports import CHINESE_20, ENGLISH_20, GERMAN, Export, Said, kind, said, table, without, workbook

ASKED = ("What do you like most about us?", "What should we improve?", "Is there anything else?")
ANSWERS = ("You can change it below Account.", "Please write to us, we will help.", "It is sent within a day.")


@kind
def answers_of_nobody_csv() -> Export:
    """A row an answer, with its question beside, marks among them; nothing says who answers."""
    rows = without(said(ENGLISH_20), "user")
    lines, told = [], []
    for n, row in enumerate(rows):
        lines.append([row.time[:10], ASKED[n % 3], row.text, ("Web", "Shop")[n % 2]])
        lines.append([row.time[:10], "How satisfied are you with your order?", n % 5 + 1, "Web"])
        told.append(Said(row.text, None, row.time[:10]))
    return Export("answers.csv", table(["Date", "Question", "Answer", "Channel"], lines), told, known=("Channel",))


@kind
def answers_of_nobody_chinese_xlsx() -> Export:
    """The same without days, as a form's backend lists it."""
    rows = without(said(CHINESE_20), "user", "time", "rating")
    asked = ("您最喜欢我们的哪一点？", "您希望我们改进什么？")
    lines = [["序号", "题目", "答案"], *([n + 1, asked[n % 2], row.text] for n, row in enumerate(rows))]
    return Export("答题明细.xlsx", workbook(Sheet1=lines), rows)


@kind
def asked_and_answered_csv() -> Export:
    """What people asked, each something else, what was answered and how they found it by a thumb."""
    rows = without(said(ENGLISH_20), "user", "rating")
    lines = [[f"c{n}", row.text, f"{ANSWERS[n % 3]} See page {n}.", "👍👎"[n % 2], row.time]
             for n, row in enumerate(rows)]  # fmt: skip
    header = ["Conversation", "Question", "Answer", "Feedback", "Timestamp"]
    return Export("faq_log.csv", table(header, lines), [Said(r.text, None, r.time, float(n % 2 == 0))
                                                        for n, r in enumerate(rows)])  # fmt: skip


@kind
def asked_and_answered_german_csv() -> Export:
    """Questions and answers in German, where the word for an answer is also one for a text."""
    rows = without(said((*GERMAN, *(f"{text}, was nun" for text in GERMAN))), "user", "rating")
    answer = "Bitte öffnen Sie Seite {} der Hilfe."
    lines = [[f"{row.at:%d.%m.%Y %H:%M}", row.text, answer.format(n)] for n, row in enumerate(rows)]
    return Export("fragen.csv", table(["Datum", "Frage", "Antwort"], lines, ";"),
                  [Said(row.text, None, row.time[:16]) for row in rows])  # fmt: skip


@kind
def words_and_verdicts_chinese_csv() -> Export:
    """What customers say in one column and, under the likelier name of a text, one of three words."""
    words, marks = ("好评", "中评", "差评"), (3.0, 2.0, 1.0)
    rows = [Said(r.text, r.user, r.time, marks[n % 3]) for n, r in enumerate(said(CHINESE_20))]
    lines = [[row.user, words[n % 3], row.text, row.time.replace("T", " ")] for n, row in enumerate(rows)]
    return Export("反馈.csv", table(["客户编号", "评价", "反馈内容", "反馈时间"], lines), rows)


@kind
def words_and_marks_chinese_csv() -> Export:
    """The same with a number, and a word that is on no scale beside."""
    rows = said(CHINESE_20)
    lines = [[row.user, int(row.rating), ("已采纳", "待处理", "已关闭")[n % 3], row.text, row.time.replace("T", " ")]
             for n, row in enumerate(rows)]  # fmt: skip
    return Export("意见.csv", table(["客户编号", "评价", "回复", "意见内容", "提交时间"], lines), rows)


@kind
def words_and_lists_csv() -> Export:
    """A short list under the likeliest name of a text, and what people wrote under a later one."""
    rows = said(ENGLISH_20)
    lines = [[row.user, row.time, ("Complaint", "Praise", "Question")[n % 3], row.text, int(row.rating)]
             for n, row in enumerate(rows)]  # fmt: skip
    header = ["Member", "Sent", "Comment", "Details", "Review"]
    return Export("cards.csv", table(header, lines), rows, known=("Comment",))

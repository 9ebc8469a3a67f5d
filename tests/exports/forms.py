"""Surveys, third round: answers in objects, in long tables, beside what a tool knows of who answers."""

from exports import CHINESE_20, ENGLISH_20, FRENCH, SPANISH, Export, Said, as_json, kind, said, table, workbook


@kind
def field_survey_csv() -> Export:
    """When a form was begun and sent, numbers of the tool with a line before them, marks in words."""
    header = ["start", "end", "In which town do you live?", "How satisfied are you with the shop?",
              "What should we change first?", "Anything else that you want to tell us?", "_id", "_uuid",
              "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "__version__", "_tags",
              "_index"]  # fmt: skip
    words = ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied")
    lines, told = [], []
    for n in range(20):
        day, mark = f"2026-04-{n + 1:02d}", 3 * n % 5 + 1
        more = SPANISH[n % 8] if n % 3 == 0 and n < 8 else ""
        lines.append([f"{day}T08:01:12.000+00:00", f"{day}T08:05:40.000+00:00", ("Leeds", "York", "Hull")[n % 3],
                      words[mark - 1], ENGLISH_20[n], more, 4400 + n, f"0b5c{n:02d}-aa", f"{day}T08:06:02", "", "",
                      "submitted_via_web", "", "vQx8", "", n + 1])  # fmt: skip
        told += [Said(text, None, day, mark) for text in (ENGLISH_20[n], more) if text]
    return Export("Shop_-_all_versions_-_labels_-_2026-06-01.csv", table(header, lines, ";"), told,
                  known=("In which town do you live?",))  # fmt: skip


@kind
def product_survey_csv() -> Export:
    """Numbered questions with dots, ids of answers and of people, what the browser said, tags and notes of the team."""
    header = ["No.", "Response ID", "Timestamp", "Finished", "Survey ID", "Formbricks ID (internal)", "User ID", "Tags",
              "1. How disappointed would you be if you could no longer use the shop?",
              "2. What is the main benefit you receive from the shop?", "3. How can we improve the shop for you?",
              "plan", "Source", "URL", "Browser", "OS", "Device", "Country"]  # fmt: skip
    lines, told = [], []
    for n in range(20):
        at, user = f"2026-04-{n + 1:02d}T10:1{n % 6}:00.000Z", f"acc-{n % 6}"
        better = SPANISH[n % 8] + f" ({n})" if n % 2 else ""
        lines.append([n + 1, f"cm{n:04d}q7", at, "Yes", "cs1", f"ci{n:04d}", user, "",
                      ("Very disappointed", "Somewhat disappointed", "Not disappointed")[n % 3], ENGLISH_20[n], better,
                      ("free", "pro")[n % 2], "", "https://shop.example/app", "Chrome", "macOS", "desktop",
                      "GB"])  # fmt: skip
        told += [Said(text, user, at[:16]) for text in (ENGLISH_20[n], better) if text]
    return Export("responses.csv", table(header, lines), told, known=("plan", "Browser"))


@kind
def office_form_chinese_xlsx() -> Export:
    """Marks with their unit, who sent it by name, open questions without a mark, how to be reached."""
    header = [
        "提交时间",
        "提交人",
        "部门",
        "您对本次试用的整体满意度",
        "最喜欢哪个功能,为什么",
        "还希望我们改进哪些地方",
        "是否愿意接受回访",
        "联系方式",
    ]
    lines, told = [header], []
    people = [f"{family}{given}" for family in "王李张刘陈" for given in ("敏", "伟", "静", "强")]
    for n in range(20):
        at, mark = f"2026-04-{n + 1:02d} 1{n % 10}:20", n * 3 % 5 + 1
        better = CHINESE_20[(n + 7) % 20] + "呀" if n % 2 else "无"
        lines.append([at, people[n], ("市场部", "研发部")[n % 2], f"{mark}分", CHINESE_20[n], better,
                      ("是", "否")[n % 2], f"1380013{8000 + n}"])  # fmt: skip
        told += [Said(t, people[n], at.replace(" ", "T"), mark) for t in (CHINESE_20[n], better) if len(t) > 1]
    return Export("试用反馈.xlsx", workbook(**{"收集结果": lines}), told, known=("部门",))


@kind
def responses_with_labels_json() -> Export:
    """Answers by the codes of questions, once more as labels, and which of them were shown."""
    rows = said(ENGLISH_20, users=[f"R_{n:03d}x" for n in range(20)])
    responses = [
        {"responseId": row.user, "values": {
            "startDate": row.time + "Z", "endDate": row.time + "Z", "status": 0, "ipAddress": "203.0.113.7",
            "progress": 100, "duration": 64 + n, "finished": 1, "recordedDate": row.time + ".5Z", "_recordId": row.user,
            "locationLatitude": "53.8", "locationLongitude": "-1.5", "distributionChannel": "anonymous",
            "userLanguage": "EN", "QID1": int(row.rating), "QID2_TEXT": row.text},
         "labels": {"status": "IP Address", "finished": "True",
                    "QID1": ("Very poor", "Poor", "Fair", "Good", "Excellent")[int(row.rating) - 1]},
         "displayedFields": ["QID1", "QID2_TEXT"], "displayedValues": {"QID1": [1, 2, 3, 4, 5]}}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    return Export("Shop survey.json", as_json({"responses": responses}), rows)


@kind
def answers_below_each_other_csv() -> Export:
    """A row an answer: who, which question, what; marks, choices and words below each other in one column."""
    header = ["respondent_id", "submitted_at", "question_id", "question", "question_type", "answer"]
    lines, told = [], []
    for n in range(16):
        user, at, mark = f"p{n:03d}", f"2026-04-{n + 1:02d}T09:00:00", 3 * n % 10 + 1
        why, more = ENGLISH_20[n], FRENCH[n % 8] if n % 2 and n < 8 else None
        own = [user, at + "Z"]
        lines += [
            [*own, "q1", "How likely are you to recommend us to a friend?", "nps", mark],
            [*own, "q2", "What is the main reason for your score?", "open", why],
            [*own, "q3", "Which device do you use most?", "single_choice", ("Phone", "Tablet", "Laptop")[n % 3]],
        ]
        lines += [[*own, "q4", "What else should we know?", "open", more]] if more else []
        told += [Said(text, user, at, mark) for text in (why, more) if text]
    return Export("answers.csv", table(header, lines), told)


@kind
def website_poll_csv() -> Export:
    """A question twice: what was chosen and what was said to it; a number that the tool gives to who answers."""
    header = ["Response uuid", "Respondent uuid", "Date & Time (UTC)",
    "Q#1: How likely are you to recommend us? (Answer)",
              "Q#1: How likely are you to recommend us? (Comment)", "Q#2: What were you looking for today? (Answer)",
              "Page", "Survey language", "ua"]  # fmt: skip
    lines, told = [], []
    for n in range(20):
        at, mark, user = f"2026-04-{n + 1:02d} 11:2{n % 6}:05", n * 7 % 11, f"9c1e-{n % 9:02d}ab"
        why = CHINESE_20[n] if n % 5 == 4 else ""
        lines.append([f"77aa-{n:02d}", user, at, mark, why, ENGLISH_20[n], "https://shop.example/cart",
                      "en", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"])  # fmt: skip
        told += [Said(text, user, at.replace(" ", "T"), mark) for text in (why, ENGLISH_20[n]) if text]
    return Export("survey-results.csv", table(header, lines), told)


@kind
def interviews_french_csv() -> Export:
    """Marks with their ends in the header, answers in French, a comma as the decimal mark."""
    header = ["Horodateur", "Numéro de participant", "Tranche d'âge", "Note globale (0 = mauvais, 10 = excellent)",
              "Qu'est-ce qui vous a plu ?", "Qu'est-ce qui pourrait être amélioré ?", "Panier moyen (€)"]  # fmt: skip
    lines, told = [], []
    for n in range(16):
        user, mark, day = f"P{n:02d}", n * 3 % 11, f"{n + 1:02d}/04/2026"
        likes, better = (
            FRENCH[n % 8] + ("", " vraiment")[n // 8],
            "RAS" if n % 2 else FRENCH[(n // 2 + 3) % 8] + " hélas",
        )
        lines.append([f"{day} 18:0{n % 6}:00", user, ("18-29 ans", "30-49 ans", "50 ans et +")[n % 3], mark, likes,
        better,
                      f"{20 + n},50"])  # fmt: skip
        told += [Said(t, user, f"2026-04-{n + 1:02d}T18:0{n % 6}", mark) for t in (likes, better) if len(t) > 3]
    return Export(
        "reponses.csv", table(header, lines, ";", "cp1252"), told, known=("Tranche d'âge", "Panier moyen (€)")
    )

"""Surveys: forms of several makers, in several languages."""

from exports import (
    ENGLISH,
    FRENCH,
    GERMAN,
    JAPANESE,
    Export,
    Said,
    as_json,
    kind,
    said,
    table,
    without,
    workbook,
)


@kind
def surveymonkey_csv() -> Export:
    header = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
              "Last Name", "Custom Data 1", "How satisfied are you with our shop?", "What do you like most?",
              "Which of these do you use? (Select all that apply)", "", "", "What should we change?"]  # fmt: skip
    below = ["", "", "", "", "", "", "", "", "", "Response", "Open-Ended Response", "App", "Website", "Telephone",
             "Open-Ended Response"]  # fmt: skip
    words = ("Very dissatisfied", "Dissatisfied", "Neither satisfied nor dissatisfied", "Satisfied", "Very satisfied")
    lines, told = [below], []
    for n in range(6):
        user, rating, day = f"1180000{n}", (2 * n) % 5 + 1, 10 + n
        lines.append([user, "4500001", f"05/{day}/2026 09:0{n}:11 AM", f"05/{day}/2026 09:1{n}:12 PM", "203.0.113.7",
                      "", "", "", "", words[rating - 1], ENGLISH[n], "App" if n % 2 else "", "Website", "",
                      ENGLISH[6 + n]])  # fmt: skip
        told += [Said(text, user, f"2026-05-{day}T21:1{n}:12", rating) for text in (ENGLISH[n], ENGLISH[6 + n])]
    return Export("Customer survey.csv", table(header, lines), told)


@kind
def ms_forms_xlsx() -> Export:
    rows = said()
    header = ["ID", "Start time", "Completion time", "Email", "Name", "How would you rate our service?",
              "Which shop do you visit?", "Please tell us why you gave this rating"]  # fmt: skip
    lines = [[n + 1, row.at.replace(hour=1), row.at, "anonymous", "", int(row.rating), ("North", "South")[n % 2],
              row.text] for n, row in enumerate(rows)]  # fmt: skip
    return Export("Feedback(1-12).xlsx", workbook(Form1=[header, *lines]), without(rows, "user"))


@kind
def typeform_json() -> Export:
    rows = said(best=10, worst=0)
    items = [
        {"landing_id": f"l{n}", "token": f"tok{n}", "response_id": f"tok{n}", "landed_at": "2026-01-01T00:00:00Z",
         "submitted_at": row.time + "Z", "hidden": {"user_id": row.user}, "metadata": {"platform": "mobile"},
         "answers": [
             {"field": {"id": "aaa", "type": "opinion_scale", "ref": "how_likely_to_recommend"}, "type": "number",
              "number": int(row.rating)},
             {"field": {"id": "bbb", "type": "long_text", "ref": "reason"}, "type": "text", "text": row.text},
             {"field": {"id": "ccc", "type": "multiple_choice", "ref": "shop"}, "type": "choice",
              "choice": {"label": "North"}}]}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    return Export("responses.json", as_json({"total_items": 12, "page_count": 1, "items": items}), rows)


@kind
def nps_german_csv() -> Export:
    rows = said(GERMAN, best=10, worst=0)
    header = ["Teilnehmer-Nr.", "Ausgefüllt am",
              "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen? (0-10)",
              "Was ist der wichtigste Grund für Ihre Bewertung?", "Altersgruppe", "Jahresumsatz"]  # fmt: skip
    lines = [[row.user, f"{row.at:%d.%m.%Y %H:%M}", int(row.rating), row.text, "30-39", "1.299,00"] for row in rows]
    told = [Said(row.text, row.user, row.time[:16], row.rating) for row in rows]
    return Export("NPS Export.csv", table(header, lines, ";", "cp1252"), told)


@kind
def nps_french_csv() -> Export:
    rows = said(FRENCH, best=10, worst=0)
    header = ["N° client", "Date de réponse", "Note de recommandation (0 à 10)", "Commentaire", "Agence"]
    months = {3: "mars", 4: "avril"}
    lines = [[row.user, f"{row.at.day} {months[row.at.month]} 2026", int(row.rating), row.text, "Lyon"] for row in rows]
    told = [Said(row.text, row.user, row.time[:10], row.rating) for row in rows]
    return Export("nps.csv", table(header, lines, ";"), told)


@kind
def nps_japanese_csv() -> Export:
    rows = said(JAPANESE)
    words = {1: "不満", 2: "やや不満", 3: "どちらともいえない", 4: "やや満足", 5: "満足"}
    header = ["回答者ID", "回答日時", "満足度", "ご意見・ご感想をお聞かせください", "性別"]
    lines = [[row.user, f"{row.at:%Y/%m/%d %H:%M:%S}", words[int(row.rating)], row.text, "女性"] for row in rows]
    return Export("アンケート.csv", table(header, lines, encoding="utf-8-sig"), rows)


@kind
def form_with_totals_xlsx() -> Export:
    rows = without(said(GERMAN, worst=1, best=6), "time")
    header = ["", "Mitarbeiter-ID", "Note", "Anmerkungen"]
    lines = [["", row.user, row.rating, row.text] for row in rows]
    sheet = [["Mitarbeiterbefragung 2026"], ["Stand: 30.04.2026"], [], header, *lines, ["Durchschnitt", "", 3.4, ""]]
    notes = [["Hinweise"], ["Bitte vertraulich behandeln"]]
    return Export("befragung.xlsx", workbook(Antworten=sheet, Hinweise=notes), rows)

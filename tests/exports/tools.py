"""Ten more shapes of tools in English: calls, mentions, courses, employers, sites, communities, deals, wards."""

from exports import ENGLISH_20, Export, Said, kind, said, table, without

ANSWERS = ("Thank you for telling us.", "We are looking into it and will write again.", "Sorry for the trouble.")


@kind
def calls_with_survey_csv() -> Export:
    """Calls with what callers said after them: who called by a number, marks by keys, words as a program heard them."""
    header = ["Contact ID", "ANI", "DNIS", "Queue", "Agent Full Name", "Agent ID", "Call Start (UTC)",
              "Talk Time (sec)", "Survey Status", "Q1 - Issue Resolved (Y/N)", "Q2 - Agent Rating (1-5)",
              "Voice Comment Transcript", "Transcription Confidence", "Recording URL"]  # fmt: skip
    rows = said(ENGLISH_20, users=["+15550101", "+15550102", "+15550103", "+15550104"])
    lines = []
    for n, row in enumerate(rows):
        own = [f"c-77{n:03d}", row.user, "+18005550000", ("Billing", "Orders")[n % 2], ("Kim Ode", "Lou Park")[n % 2],
               4100 + n % 2, f"{row.at:%m/%d/%Y %H:%M:%S}", 120 + 13 * n]  # fmt: skip
        lines.append([*own, "Completed", "YN"[n % 2], int(row.rating), row.text, 0.8 + n / 200,
                      f"https://calls.example/r/{n}"])  # fmt: skip
        if n % 5 == 0:
            lines.append([f"c-99{n:03d}", *own[1:], "Abandoned", "", "", "", "", ""])
    return Export("post_call_survey.csv", table(header, lines), rows)


@kind
def mentions_csv() -> Export:
    """Mentions by a tool that listens: lines above, a title and a snippet made from the text, what is passed on."""
    header = ["Query Id", "Query Name", "Date", "Title", "Snippet", "Url", "Domain", "Sentiment", "Page Type",
              "Language", "Country Code", "Author", "Full Name", "Full Text", "Gender", "Account Type", "Likes",
              "Comments", "Shares", "Impressions", "Reach (new)", "Thread Id", "Resource Id", "Starred"]  # fmt: skip
    rows = without(said(ENGLISH_20, users=["ann_w", "bo.lind", "cy77", "dee_r"]), "rating")
    lines = []
    for n, row in enumerate(rows):
        texts = [row.text] + [f"RT @ann_w: {row.text}"] * (n % 4 == 1)
        for part, text in enumerate(texts):
            lines.append([1999, "Freshbox", f"{row.at:%Y-%m-%d %H:%M:%S}.0", f"{text[:28]}...", f"... {text[4:36]} ...",
                          f"http://x.example/{row.user}/status/{n}{part}", "x.example",
                          ("negative", "neutral", "positive")[n % 3], "x", "en", "USA",
                          row.user if not part else "someone", row.user.title(), text, "unknown", "individual", n % 6,
                          0, part, 120 + n, 300 + n, 0, f"9{n:05d}{part}", "false"])  # fmt: skip
    above = "Report:,Bulk Mentions Download\r\nBrand:,Freshbox\r\nFrom:,2026-03-01\r\nTo:,2026-07-01\r\n\r\n"
    return Export("mentions.csv", above.encode() + table(header, lines), rows)


@kind
def course_reviews_csv() -> Export:
    """Reviews of courses with half stars, questions that are ticked, and the teacher's answer."""
    header = ["Timestamp", "Course Name", "Student Name", "Rating", "Comment",
              "Are you learning valuable information?", "Are the explanations of concepts clear?",
              "Is the instructor's delivery engaging?", "Instructor Response", "Response Timestamp"]  # fmt: skip
    ticks = ("Yes", "No", "Not sure", "")
    rows = [Said(r.text, r.user, r.time, r.rating - 0.5 * (n % 2)) for n, r in enumerate(
        said(ENGLISH_20, users=["Ann L.", "Bo Lind", "Cy Marsh", "Dee R."]))]  # fmt: skip
    lines = [[row.time + "Z", ("Bread for Beginners", "Knife Skills")[n % 2], row.user, row.rating, row.text,
              ticks[n % 4], ticks[n % 3], ticks[(n + 1) % 4], ANSWERS[n % 3] * (n % 4 == 0),
              "2026-09-01T08:00:00Z" * (n % 4 == 0)] for n, row in enumerate(rows)]  # fmt: skip
    return Export("reviews_export.csv", table(header, lines), rows)


@kind
def employer_reviews_csv() -> Export:
    """Reviews of firms by who works there: marks of parts, signs for yes and no, a headline, pros and cons."""
    header = ["firm", "date_review", "job_title", "current", "location", "overall_rating", "work_life_balance",
              "culture_values", "career_opp", "comp_benefits", "recommend", "ceo_approv", "outlook", "headline",
              "pros", "cons"]  # fmt: skip
    lines, told = [], []
    for n, row in enumerate(without(said(ENGLISH_20), "user")):
        day, worse = row.time[:10], f"{ENGLISH_20[-1 - n]} on most days"
        lines.append([("Freshbox", "Greenly")[n % 2], day, ("Picker", "Driver", " Anonymous Employee")[n % 3],
                      ("Current Employee", "Former Employee, more than 1 year")[n % 2], ("Leeds", "")[n % 2],
                      int(row.rating), 1.0 + n % 5, 1.0 + n % 4, 3.0, "", "vxo"[n % 3], "vro"[n % 3], "vrx"[n % 3],
                      f"Headline {n}", row.text, worse])  # fmt: skip
        told += [Said(row.text, None, day, row.rating), Said(worse, None, day, row.rating)]
    return Export("employers.csv", table(header, lines), told)


@kind
def site_feedback_csv() -> Export:
    """Feedback of a button on a site: a mark beside a chance to be recommended, what the browser is, few addresses."""
    header = ["ID", "Date", "Location", "Url", "User Agent", "Browser", "Viewport", "Labels", "Rating", "NPS",
              "Comment", "Email", "Image", "Starred"]  # fmt: skip
    lines, told = [], []
    for n, row in enumerate(said(ENGLISH_20, users=["ann@client.example", "bo@client.example", ""])):
        lines.append([f"6f{n:022x}", row.time + ".000Z", "Leeds, United Kingdom", f"https://shop.example/p/{n % 5}",
                      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36", "Chrome 140", "1280x720",
                      ("bug", "", "idea,menu")[n % 3], int(row.rating), n % 11, row.text, row.user, "",
                      "false"])  # fmt: skip
        told.append(Said(row.text, row.user or None, row.time, row.rating))
    return Export("feedback-buttons.csv", table(header, lines, ";"), told)


@kind
def community_posts_csv() -> Export:
    """Posts of a community: a title of one's own above markup, who wrote it by name and address, likes and states."""
    header = ["Post ID", "Space", "Post title", "Post body", "URL", "Author name", "Author email", "Likes",
              "Comments", "Pinned", "Status", "Published at"]  # fmt: skip
    lines, told = [], []
    users = ["ann@m.example", "bo@m.example", "cy@m.example"]
    for n, row in enumerate(without(said(ENGLISH_20, users=users), "rating")):
        title = f"A word on number {n + 40}"
        lines.append([88100 + n, ("General", "Wishes", "Say hello")[n % 3], title,
                      f'<div class="trix-content"><div>{row.text}<br></div></div>',
                      f"https://club.example/c/{n}", row.user[:3].strip("@").title() + " Lee", row.user, n % 7, n % 3,
                      "false", "published", f"{row.at:%Y-%m-%d %H:%M:%S} UTC"])  # fmt: skip
        told.append(Said(f"{title}\n{row.text}", row.user, row.time))
    return Export("posts.csv", table(header, lines), told)


@kind
def deal_notes_csv() -> Export:
    """Notes of those who sell on what somebody told them: the person beside the user of the program, deals, firms."""
    header = ["ID", "Content", "Deal", "Organization", "Person", "User", "Add time", "Update time",
              "Pinned to deal"]  # fmt: skip
    rows = without(said(ENGLISH_20, users=["Ann Lee", "Bo Lind", "Cy Marsh", "Dee Roe", "Ed Stone"]), "rating")
    lines = [[n + 1, f"<p>{row.text}</p>", f"{row.user.split()[1]} deal", f"{row.user.split()[1]} Ltd", row.user,
              ("Kim Ode", "Lou Park")[n % 2], f"{row.at:%Y-%m-%d %H:%M:%S}", "2026-10-01 08:00:00", "No"]
             for n, row in enumerate(rows)]  # fmt: skip
    return Export("notes.csv", table(header, lines), rows)


@kind
def wards_csv() -> Export:
    """What patients say of wards: a mark in words with a neither and a don't know, two questions, a consent."""
    header = ["Record No", "Response Date", "Site", "Ward", "Method",
              "Overall, how was your experience of our service?", "Please can you tell us why you gave your answer?",
              "Please tell us about anything that we could have done better", "Age band",
              "Happy to be published?"]  # fmt: skip
    words = ("Very good", "Good", "Neither good nor poor", "Poor", "Very poor", "Don't know")
    marks = (5, 4, 3, 2, 1, None)
    lines, told = [], []
    for n, row in enumerate(without(said(ENGLISH_20), "user")):
        day, better = row.time[:10], f"{ENGLISH_20[-1 - n]} at night" if n % 3 == 0 else ("", "N/A")[n % 2]
        lines.append([f"R{n:04d}", f"{row.at:%d/%m/%Y}", "St Mary", ("A1", "B2")[n % 2], ("SMS", "Card")[n % 2],
                      words[n % 6], row.text, better, ("16-24", "25-34", "65-74")[n % 3],
                      ("Yes", "No")[n % 2]])  # fmt: skip
        told.append(Said(row.text, None, day, marks[n % 6]))
        if n % 3 == 0:
            told.append(Said(better, None, day, marks[n % 6]))
    return Export("fft_responses.csv", table(header, lines), told)


@kind
def keyword_ideas_csv() -> Export:
    """Words that people search for, by a tool for advertising: two lines above, tabs, changes in percent, sums."""
    words = ("vegan cheese", "oat milk delivery", "gluten free bread", "gift card online", "cancel subscription",
             "ripe avocado", "baby food box", "free range eggs", "refund my order", "opening hours sunday",
             "cake to order", "fresh basil", "coffee beans", "cat food", "student discount")  # fmt: skip
    header = ["Keyword", "Currency", "Avg. monthly searches", "Three month change", "YoY change", "Competition",
              "Competition (indexed value)", "Top of page bid (low range)",
              "Top of page bid (high range)"]  # fmt: skip
    lines = [[word, "GBP", 5000 - 300 * n, f"{n - 5}%", "0%", ("Low", "Medium", "High")[n % 3], 10 + n, 0.2 + n / 100,
              1.1] for n, word in enumerate(words)]  # fmt: skip
    above = "Keyword Stats 2026-11-30 at 12_00_00\r\n1 November 2025 - 31 October 2026\r\n"
    data = (above + table(header, lines, "\t").decode()).encode("utf-16")
    return Export("Keyword Stats.csv", data, [Said(word) for word in words], weight="Avg. monthly searches")


@kind
def traces_csv() -> Export:
    """What an assistant was asked and what it put out, a row each, with times, costs and ids of sessions."""
    header = ["id", "timestamp", "name", "userId", "sessionId", "release", "input", "output", "latency", "totalCost",
              "level", "tags", "bookmarked"]  # fmt: skip
    rows = without(said(ENGLISH_20, users=["u-21", "u-22", "u-23"]), "rating")
    lines = [[f"tr-{n:08x}", row.time + ".120Z", "chat", row.user, f"s-{n // 2}", "v4", row.text,
              f"{ANSWERS[n % 3]} In the meantime you may want to open the page on question {n}.", 1.2 + n / 10,
              0.0021 + n / 10000, "DEFAULT", "[]", "false"] for n, row in enumerate(rows)]  # fmt: skip
    return Export("traces.csv", table(header, lines), rows)

"""Support desks and trackers."""

from exports import ENGLISH, Export, Said, as_json, kind, said, table, without

SUBJECTS = ("Parcel in the rain", "Login broken", "Unreachable hotline", "Bad tomatoes", "Double charge",
            "Search fails", "Voucher refused", "Wish for dark mode", "Praise for a driver", "Late again",
            "How to cancel", "Plastic")  # fmt: skip
SIGNED = (
    "\n\nKind regards,\nRobin Example\n\nOn Mon, 2 Mar 2026 at 09:11, Help <help@example.org> wrote:\n> How are you?"
)


@kind
def hubspot_tickets_csv() -> Export:
    rows = without(said(users=["101", "102", "103"]), "rating")
    header = ["Ticket ID", "Ticket name", "Ticket description", "Pipeline", "Ticket status", "Create date",
              "Close date", "Ticket owner", "Source", "Associated Contact IDs", "Associated Contact"]  # fmt: skip
    lines = [[70 + n, subject, f"Hi,\n\n{row.text}{SIGNED}", "Support Pipeline", "Closed", f"{row.at:%Y-%m-%d %H:%M}",
              "2026-08-01 10:00", "Agent Smith", "EMAIL", row.user, f"Person {row.user}"]
             for n, (row, subject) in enumerate(zip(rows, SUBJECTS, strict=True))]  # fmt: skip
    told = [Said(f"{subject}\n{row.text}", row.user, row.time[:16])
            for row, subject in zip(rows, SUBJECTS, strict=True)]  # fmt: skip
    return Export("hubspot-tickets.csv", table(header, lines), told)


@kind
def freshdesk_csv() -> Export:
    rows = without(said(users=["ann@example.org", "bo@example.org", "cy@example.org"]), "rating")
    header = ["Ticket ID", "Subject", "Status", "Priority", "Source", "Type", "Agent", "Group", "Created time",
              "Due by Time", "Resolved time", "Last update time", "Description", "Agent interactions",
              "Customer interactions", "Tags", "Full name", "Email", "Contact ID"]  # fmt: skip
    lines = [[n, "Request", "Closed", "Low", "Email", "Question", "Agent Smith", "Desk", f"{row.at:%Y-%m-%d %H:%M:%S}",
              "2026-08-01 10:00:00", "2026-08-01 11:00:00", "2026-08-01 12:00:00", row.text, 2, 1, "", "A Name",
              row.user, ""] for n, row in enumerate(rows)]  # fmt: skip
    return Export("tickets-export.csv", table(header, lines), rows)


@kind
def help_scout_json() -> Export:
    first, second = said(ENGLISH[:6]), said(ENGLISH[6:])
    conversations = [
        {"id": 900 + n, "type": "email", "subject": "Hello", "status": "closed", "createdAt": a.time + "Z",
         "customer": {"id": n, "email": f"{a.user}@example.org", "first": "Kim", "last": "Example"},
         "tags": [], "_embedded": {"threads": [
             {"id": 1, "type": "customer", "body": f"<p>{a.text}</p>", "createdAt": a.time + "Z",
              "createdBy": {"id": int(a.user[1]), "type": "customer", "email": f"{a.user}@example.org"}},
             {"id": 2, "type": "message", "body": "<p>Dear Kim, we will look into this at once.</p>",
              "createdAt": "2026-08-01T00:00:00Z", "createdBy": {"id": 5, "type": "user", "email": "us@example.org"}},
             {"id": 3, "type": "note", "body": "Ask the warehouse about this one", "createdAt": "2026-08-01T00:00:00Z",
              "createdBy": {"id": 5, "type": "user", "email": "us@example.org"}},
             {"id": 4, "type": "customer", "body": b.text, "createdAt": b.time + "Z",
              "createdBy": {"id": int(a.user[1]), "type": "customer", "email": f"{a.user}@example.org"}}]}}
        for n, (a, b) in enumerate(zip(first, second, strict=True))
    ]  # fmt: skip
    told = [Said(x.text, a.user[1], x.time) for a, b in zip(first, second, strict=True) for x in (a, b)]
    return Export("conversations.json", as_json({"_embedded": {"conversations": conversations},
                                                 "page": {"size": 50, "totalElements": 6}}), told)  # fmt: skip


@kind
def jira_csv() -> Export:
    rows = without(said(users=["ann", "bo", "cy"]), "rating")
    header = ["Summary", "Issue key", "Issue id", "Issue Type", "Status", "Priority", "Assignee", "Reporter", "Created",
              "Updated", "Labels", "Labels", "Labels", "Description", "Watchers", "Comment", "Comment"]  # fmt: skip
    lines = [[subject, f"SHOP-{n}", 10000 + n, "Bug", "Done", "Medium", "dev1", row.user, f"{row.at:%d/%b/%y %I:%M %p}",
              "01/Aug/26 10:00 AM", "app", "web" if n % 2 else "", "", row.text, "dev1",
              "01/Aug/26 10:00 AM;dev1;I could reproduce it, will fix it in the next release", ""]
             for n, (row, subject) in enumerate(zip(rows, SUBJECTS, strict=True))]  # fmt: skip
    told = [Said(f"{subject}\n{row.text}", row.user, row.time[:16])
            for row, subject in zip(rows, SUBJECTS, strict=True)]  # fmt: skip
    return Export("Jira 2026-08-01.csv", table(header, lines), told)


@kind
def github_issues_json() -> Export:
    rows = without(said(users=["octo", "cat", "mona"]), "rating")
    issues = [
        {"url": f"https://example.org/issues/{n}", "html_url": f"https://example.org/i/{n}", "id": 2000 + n,
         "node_id": f"I_{n}", "number": n, "title": subject,
         "user": {"login": row.user, "id": n % 3, "type": "User", "site_admin": False},
         "labels": [{"id": 1, "name": "bug", "color": "ff0000"}], "state": "open", "locked": False, "comments": n,
         "created_at": row.time + "Z", "updated_at": "2026-08-01T00:00:00Z", "closed_at": None,
         "author_association": "NONE", "body": f"{row.text}\n\n```py\nimport shop\nshop.open()\n```",
         "reactions": {"total_count": n, "+1": n, "-1": 0}}
        for n, (row, subject) in enumerate(zip(rows, SUBJECTS, strict=True))
    ]  # fmt: skip
    robot = {**issues[0], "id": 1, "title": "Bump lib from 1 to 2", "body": "Bumps the library from one to two.",
             "user": {"login": "dependabot[bot]", "id": 77, "type": "Bot", "site_admin": False}}  # fmt: skip
    told = [Said(f"{subject}\n{row.text}", row.user, row.time) for row, subject in zip(rows, SUBJECTS, strict=True)]
    return Export("issues.json", as_json([*issues, robot]), told)

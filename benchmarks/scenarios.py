"""Writes docs/scenarios.md and docs/scenarios.zh-CN.md: the seven settings, with what their studies really say.

usage: python benchmarks/scenarios.py
Texts are in benchmarks/scenarios/, figures and names come from the sample studies (built where they are not yet).
"""

from datetime import date
from pathlib import Path
from typing import Any

import interest
from interest.config import studies_folder
from interest.findings import Finding
from interest.library import MARKER
from interest.study import Study

ROOT = Path(__file__).parent.parent
TEXTS = {"en": "scenarios.md", "zh": "scenarios.zh-CN.md"}
SETTINGS = ("shop", "search", "social", "education", "health", "entertainment", "marketing")
QUERIES = ("EV charger", "怎么给猫 cat food")


def sample_study(name: str) -> Study:
    """The study of a sample as it is kept, else a new one."""
    kept = studies_folder() / name
    return interest.open_study(kept) if (kept / MARKER).is_file() else interest.build(ROOT / "sample_data" / name)


def names(study: Study, ids: Any, separator: str = " · ") -> str:
    return separator.join(study.tree[node].name for node in ids)


def found(study: Study, kind: str) -> list[Finding]:
    return [finding for finding in study.findings() if finding.kind == kind]


def size(study: Study) -> dict[str, Any]:
    largest = found(study, "largest")[0]
    return {
        "statements": f"{len(study.statements):,}", "users": len(study.users),
        "categories": len(study.tree.level("category")), "topics": len(study.tree.level("topic")),
        "largest": names(study, largest.nodes), "first": study.tree[largest.node].name, "first_users": largest.users,
        "first_share": f"{largest.share:.0%}", "breadth": f"{largest.against:.1f}",
        "kinds": {finding.kind for finding in study.findings()},
    }  # fmt: skip


def facts_of_shop(study: Study) -> dict[str, Any]:
    desk = next(node for node in study.tree.level("topic") if "desk" in node.name.lower())
    fans = study.profiles[study.profiles["node_id"] == desk.id]
    user = fans.sort_values(["lift", "user_id"], ascending=[False, True])["user_id"].iloc[0]
    top, items = study.profile(user).top("topic", 1).iloc[0], study.recommend_items(user, 3)
    suggested, texts = study.recommend(user, 1).iloc[0], study.items.set_index("item_id")["text"]
    return {
        "desk": desk.name, "desk_users": desk.users, "user": user, "weight": f"{top['weight']:.0%}",
        "lift": f"{top['lift']:.1f}", "interest": study.tree[suggested["node_id"]].name,
        "like": suggested["because"].count, "of": suggested["because"].of,
        "items": " · ".join(texts[item] for item in items["item_id"]), "item": texts[items["item_id"].iloc[0]],
        "item_topic": names(study, items["because"].iloc[0].nodes),
    }  # fmt: skip


def facts_of_search(study: Study) -> dict[str, Any]:
    rising, (fading, *_) = found(study, "rising"), found(study, "fading")
    day: date = rising[0].since.date()
    compared = study.compare(day)
    facts: dict[str, Any] = {
        "since": day, "fading": study.tree[fading.node].name, "fading_before": f"{fading.against:.1%}",
        "fading_now": f"{fading.share:.1%}", "earlier": len(compared.earlier.users),
        "later": len(compared.later.users), "shared": compared.shared_users, "moved": len(compared.moved),
        "changed": int(compared.nodes["significant"].sum()),
    }  # fmt: skip
    for number, finding in enumerate(rising[:2], start=1):
        facts |= {f"rising_{number}": study.tree[finding.node].name, f"now_{number}": f"{finding.share:.1%}"}
        facts[f"before_{number}"] = f"{finding.against:.1%}"
    for number, query in enumerate(QUERIES, start=1):
        result = study.search(query)
        facts |= {f"query_{number}": query, f"intent_{number}": study.tree[result.intent.topic].name}
    return facts


def social_segments(study: Study) -> tuple[str, str]:
    """Two segments, by the two largest categories; gives their names."""
    first, second = sorted(study.tree.level("category"), key=lambda node: (-node.users, node.id))[:2]
    for node in (first, second):
        if node.name not in study.segments:
            study.segments.add_node(node.name, node.id, above=0.2)
    return first.name, second.name


def facts_of_social(study: Study) -> dict[str, Any]:
    a, b = social_segments(study)
    members = [set(study.segments.members(name)) for name in (a, b)]
    rising, fading = found(study, "rising")[0], found(study, "fading")[0]
    over = sum(len(study.segments.profile(name).over_indexed("topic")) for name in (a, b))
    return {
        "a": a, "b": b, "n_a": len(members[0]), "n_b": len(members[1]), "both": len(members[0] & members[1]),
        "over": over, "rising": study.tree[rising.node].name, "fading": study.tree[fading.node].name,
        "before": f"{fading.against:.1%}", "now": f"{fading.share:.1%}", "since": fading.since.date(),
    }  # fmt: skip


def silent_learner(study: Study) -> str:
    """The first of those who took courses and wrote nothing."""
    return min(set(study.users) - set(study.statements["user_id"]))


def facts_of_education(study: Study) -> dict[str, Any]:
    user, texts = silent_learner(study), study.items.set_index("item_id")["text"]
    items, learned = study.recommend_items(user, 3), study.learn().learned
    return {
        "user": user, "items": " · ".join(texts[item] for item in items["item_id"]), "courses": len(study.items),
        "reason": names(study, items["because"].iloc[0].nodes), "mean": f"{learned.mrr_mean:.3f}",
        "learned": f"{learned.mrr_learned:.3f}", "low": f"{learned.interval[0]:.3f}", "tested": learned.n_users,
        "high": f"{learned.interval[1]:.3f}", "chosen": learned.chosen, "accuracy": f"{learned.label_accuracy:.0%}",
        "majority": f"{learned.label_majority:.0%}",
    }  # fmt: skip


def facts_of_health(study: Study) -> dict[str, Any]:
    plans = study.statements.drop_duplicates("user_id")["label"].value_counts()
    study.segments.add_rule("clinic", label="clinic")
    over = study.segments.profile("clinic").over_indexed("category").iloc[0]
    handout = interest.report.hand_out(study, interest.Privacy(pseudonymous=True, quotes=False, min_users=5), "en")
    return {
        "clinic": plans["clinic"], "coach": plans["coach"], "free": plans["free"], "q": f"{over['q']:.3f}",
        "over": study.tree[over["node_id"]].name, "share": f"{over['share_a']:.0%}",
        "others": f"{over['share_b']:.0%}", "left": len(handout.tree.level("topic")),
        "alone": study.tree[found(study, "concentrated")[0].node].name,
    }  # fmt: skip


def facts_of_entertainment(study: Study) -> dict[str, Any]:
    scifi = next(node for node in study.tree.level("topic") if "科幻" in node.name)
    languages = study.statements.loc[study.statements["topic"] == scifi.id, "language"].value_counts()
    user = study.users[0]
    alike = study.similar_users(user, 1).iloc[0]
    return {
        "topic": scifi.name, "zh": languages["zh"], "en": languages["en"], "user": user, "alike": alike["user_id"],
        "score": f"{alike['score']:.2f}", "shared": names(study, alike["shared"]),
        "rated": int(study.statements["rating"].notna().sum()),
    }  # fmt: skip


def facts_of_marketing(study: Study) -> dict[str, Any]:
    sources = study.statements.groupby("source")["user_id"].nunique().sort_values(ascending=False)
    quality = study.quality()
    topics = quality.nodes[quality.nodes["level"] == "topic"]
    node = max(study.tree.level("topic"), key=lambda node: node.users)
    study.segments.add_node("ask", node.id)
    return {
        "sources": " · ".join(f"{name} {n}" for name, n in sources.items()), "weak": int(topics["weak"].sum()),
        "weak_names": names(study, topics.loc[topics["weak"], "node_id"]),
        "stability": f"{topics['stability'].mean():.0%}", "topic": node.name,
        "members": len(study.segments.members("ask")),
        "outliers": f"{quality.whole.outliers:.0%}",
    }  # fmt: skip


FACTS = {
    "shop": facts_of_shop, "search": facts_of_search, "social": facts_of_social, "education": facts_of_education,
    "health": facts_of_health, "entertainment": facts_of_entertainment, "marketing": facts_of_marketing,
}  # fmt: skip


def check_told(name: str, kinds: set[str]) -> None:
    """The texts say what is not found; they have to be rewritten when it is."""
    absent = {
        "shop": {"rising", "fading", "pair", "disliked", "source"}, "education": {"rising", "fading"},
        "entertainment": {"pair", "disliked", "rising", "fading"}, "marketing": {"source", "rising", "fading"},
    }  # fmt: skip
    if surprise := absent.get(name, set()) & kinds:
        raise SystemExit(f"The study {name} now finds {surprise}: rewrite its section in benchmarks/scenarios/.")


def main() -> None:
    facts: dict[str, dict[str, Any]] = {}
    for name in SETTINGS:
        study = sample_study(name)
        facts[name] = size(study)
        check_told(name, facts[name]["kinds"])
        facts[name] |= FACTS[name](study)
    for language, file in TEXTS.items():
        text = (ROOT / "benchmarks" / "scenarios" / f"{language}.md").read_text("utf-8")
        (ROOT / "docs" / file).write_text(text.format(**facts), "utf-8")


if __name__ == "__main__":
    main()

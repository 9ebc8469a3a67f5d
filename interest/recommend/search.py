"""Free text → interests, users, statements and items."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.hierarchy.tree import LEVELS, InterestTree, Node
from interest.language import tokenize
from interest.recommend.intent import Intent, intent_of
from interest.recommend.people import reach_of_topics
from interest.users.vectors import SHORTEST, unit

LEXICAL = 0.3
"""The part of exact words in a score: enough that a statement with the word beats one that is merely near."""
NODE_PARTS = {"name": 0.4, "centroid": 0.3, "statements": 0.3}
BEST_TEXTS = 50
"""Where so many of the best texts lie says which nodes a query is about."""
STATEMENTS_A_USER = 5
DECAY = 0.6
"""A user's second-best statement counts 0.6 of the best, the third 0.36, …"""


@dataclass(frozen=True, eq=False)
class SearchResult:
    """What a text finds, each frame with the best first; empty frames where nothing fits."""

    interests: pd.DataFrame
    """node_id, score"""
    users: pd.DataFrame
    """user_id, score, statement_id (the user's best statement)"""
    statements: pd.DataFrame
    """statement_id (the first that says it), score, people (who said it in the same words)"""
    items: pd.DataFrame
    """item_id, score"""
    intent: Intent
    """The category and topic that the text is after."""


def search(contents: Contents, text: str, k: int = 10) -> SearchResult:
    """See `Study.search`."""
    stock, languages = contents.stock, contents.languages_of([text])
    return search_text(
        contents.meaning_of([text])[0], tokenize(text, *languages), contents.statements, contents.space.meaning,
        contents.tree, contents.topic_vectors, None if stock.items is None else contents.centred_items, stock.items, k,
        reach_of_topics(contents),
    )  # fmt: skip


def search_text(
    query_vector: np.ndarray,
    query_tokens: Sequence[str],
    statements: pd.DataFrame,
    vectors: np.ndarray,
    tree: InterestTree,
    node_vectors: Mapping[str, np.ndarray],
    item_vectors: np.ndarray | None = None,
    items: pd.DataFrame | None = None,
    k: int = 10,
    reach: float = 0.0,
) -> SearchResult:
    """The `k` best of each kind for a query, scores in (0, 1]; ties by id, of nodes by the order of the tree.

    `query_vector` (d,) comes from the encoder that gave `vectors` (n_statements, d), `item_vectors` (n_items, d) and
    the topic centroids `node_vectors`, all before centring; `query_tokens` are the query's words as
    `interest.language` splits them (they may be none); `reach` is the cosine from which an intent is clear.

    statements, items  0.7 × max(0, centred cosine) + 0.3 × the share of the query's idf mass found in the text
    users              √(Σ over the best five statements of 0.6^j × score² / Σ 0.6^j): several good statements beat a
                       single one, poor ones add next to nothing, and other interests take nothing away
    interests          0.4 × the idf share in the name (for a keyphrase half) + 0.3 × the centred cosine with the
                       centroid + 0.3 × the node's share of the 50 best texts beyond its share of all; topics, and
                       those categories and keywords whose name or keyphrases meet the query
    """
    words = list(dict.fromkeys(token.lower() for token in query_tokens if token.strip()))
    idf = _idf(words, statements["text"])
    near = _centred_cosine(query_vector, vectors)
    score = pd.Series(_blend(near, _idf_share(idf, statements["text"])), index=statements.index)
    found_items = pd.DataFrame({"item_id": pd.Series(dtype="str"), "score": pd.Series(dtype="float64")})
    if items is not None and item_vectors is not None:
        by_item = _blend(_centred_cosine(query_vector, item_vectors), _idf_share(idf, items["text"]))
        found_items = _best(pd.DataFrame({"item_id": items["item_id"], "score": by_item}).sort_values("item_id"), k)
    return SearchResult(
        interests=_best(_interests(query_vector, idf, score, statements, tree, node_vectors), k),
        users=_best(_users(score, statements).sort_values("user_id"), k),
        statements=_statements(score, statements, k),
        items=found_items,
        intent=intent_of(query_vector, tree, node_vectors, reach),
    )


def _best(found: pd.DataFrame, k: int) -> pd.DataFrame:
    """The `k` rows of the highest scores above 0, equal ones in the order in which they come."""
    found = found.assign(score=found["score"].round(9))
    found = found[found["score"] > 0].sort_values("score", ascending=False, kind="stable")
    return found.head(k).reset_index(drop=True)


def _statements(score: pd.Series, statements: pd.DataFrame, k: int) -> pd.DataFrame:
    """The best texts, each once: what many people search for would else fill the list."""
    best = statements[["statement_id", "text"]].assign(score=score).sort_values("statement_id").drop_duplicates("text")
    best = _best(best, k)
    same = statements[statements["text"].isin(best["text"])]
    people = same.groupby("text")["user_id"].nunique()
    return best.assign(people=best["text"].map(people).astype("int64")).drop(columns="text")


def _centred_cosine(query: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """The cosine of query (d,) and unit vectors (n, d), both minus the vectors' mean, without a centred copy of them.

    |v - c|² = |v|² - 2 v·c + |c|²
    """
    if len(vectors) == 0:
        return np.zeros(0)
    center = vectors.mean(axis=0)
    direction = unit(query - center)
    length2 = np.einsum("nd,nd->n", vectors, vectors) - 2 * (vectors @ center) + center @ center
    length = np.sqrt(np.maximum(length2, 0.0))
    dot = vectors @ direction - center @ direction
    # The root of a rounding error of float32 is far larger than the error itself.
    return np.divide(dot, length, out=np.zeros(len(vectors)), where=length > np.sqrt(SHORTEST))


def _blend(cosine: np.ndarray, lexical: np.ndarray) -> np.ndarray:
    """A text's score from the cosine and the share of exact words."""
    return (1 - LEXICAL) * np.clip(cosine, 0.0, 1.0) + LEXICAL * lexical


def _holds(word: str, texts: pd.Series) -> np.ndarray:
    """Which lower-cased texts hold a word: Latin ones as whole words, Chinese ones anywhere.

    A look into the text rather than at its tokens: no need to split everything anew at each query, and a Chinese word
    is found even where the text around it was split otherwise.
    """
    pattern = re.escape(word)
    if re.fullmatch(r"[a-z0-9_]", word[0]):
        pattern = rf"(?:^|[^a-z0-9_]){pattern}"
    if re.fullmatch(r"[a-z0-9_]", word[-1]):
        pattern = rf"{pattern}(?:$|[^a-z0-9_])"
    return texts.str.contains(pattern, regex=True).to_numpy(bool)


def _idf(words: Sequence[str], texts: pd.Series) -> dict[str, float]:
    """The inverse document frequency of each word as in BM25, log(1 + (n - df + ½) / (df + ½)): above 0."""
    lower = texts.str.lower()
    counts = {word: int(_holds(word, lower).sum()) for word in words}
    return {word: float(np.log1p((len(texts) - count + 0.5) / (count + 0.5))) for word, count in counts.items()}


def _idf_share(idf: Mapping[str, float], texts: pd.Series) -> np.ndarray:
    """The part of the query's idf mass that each text holds, of shape (n,), in [0, 1]."""
    lower = texts.str.lower()
    mass = np.zeros(len(texts))
    for word, value in idf.items():
        mass += value * _holds(word, lower)
    return mass / sum(idf.values()) if idf else mass


def _users(score: pd.Series, statements: pd.DataFrame) -> pd.DataFrame:
    """A score a user from the best few statements, with the best one."""
    rows = pd.DataFrame(
        {"user_id": statements["user_id"], "score": score.round(9), "statement_id": statements["statement_id"]}
    )
    rows = rows.sort_values(["score", "statement_id"], ascending=[False, True])
    rank = rows.groupby("user_id").cumcount()
    part = (rows["score"] ** 2 * DECAY**rank)[rank < STATEMENTS_A_USER]
    total = np.sqrt(part.groupby(rows["user_id"]).sum() / sum(DECAY**j for j in range(STATEMENTS_A_USER)))
    best = rows[rank == 0]
    return best.assign(score=total.reindex(best["user_id"]).to_numpy(np.float64)).reset_index(drop=True)


def _interests(
    query: np.ndarray,
    idf: Mapping[str, float],
    score: pd.Series,
    statements: pd.DataFrame,
    tree: InterestTree,
    node_vectors: Mapping[str, np.ndarray],
) -> pd.DataFrame:
    """A score a node; categories and keywords only where their words meet the query.

    A keyword that is called like its topic is left to the topic: nobody could tell the two apart.
    """
    nodes = [node for node in tree if not _is_namesake(node, tree)]
    names = _idf_share(idf, pd.Series([node.name for node in nodes], dtype="str"))
    phrases = _idf_share(idf, pd.Series(["\n".join(node.keyphrases) for node in nodes], dtype="str"))
    parts = pd.DataFrame({"name": np.maximum(names, phrases / 2)}, index=pd.Index([n.id for n in nodes], dtype="str"))
    parts["centroid"] = _node_cosine(query, tree, node_vectors)
    parts["statements"] = _excess(score, statements).reindex(parts.index, fill_value=0.0)
    entered = (parts["name"] > 0) | np.array([node.level == "topic" for node in nodes])
    total = (parts * pd.Series(NODE_PARTS)).sum(axis=1)[entered]
    return total.rename("score").rename_axis("node_id").reset_index()


def _is_namesake(node: Node, tree: InterestTree) -> bool:
    return node.level == "keyword" and node.name.casefold() == tree.parent(node.id).name.casefold()


def _node_cosine(query: np.ndarray, tree: InterestTree, node_vectors: Mapping[str, np.ndarray]) -> pd.Series:
    """The centred cosine above 0 of query and topic; a category has the mean of its topics', a keyword its topic's."""
    ids = list(node_vectors)
    cosine = _centred_cosine(query, np.array([node_vectors[topic] for topic in ids], dtype=np.float32))
    topics = dict(zip(ids, np.clip(cosine, 0.0, 1.0), strict=True))
    values = {}
    for node in tree:
        match node.level:
            case "category":
                values[node.id] = float(
                    np.mean([topics.get(topic.id, 0.0) for topic in tree.children(node.id)] or [0.0])
                )
            case "topic":
                values[node.id] = topics.get(node.id, 0.0)
            case "keyword":
                values[node.id] = topics.get(tree.parent(node.id).id, 0.0)
    return pd.Series(values, dtype="float64")


def _excess(score: pd.Series, statements: pd.DataFrame) -> pd.Series:
    """Each node's share of the best texts (by squared score) beyond its share of all texts, above 0; each text once."""
    order = np.lexsort((statements["statement_id"], -score.round(9)))
    texts = statements.iloc[order].drop_duplicates("text")
    best = texts.head(BEST_TEXTS)
    mass = score[best.index] ** 2
    shares = []
    for level in LEVELS if mass.sum() > 0 else ():
        found = (mass / mass.sum()).groupby(best[level]).sum()
        usual = texts[level].value_counts(normalize=True)
        shares.append((found - usual.reindex(found.index)).clip(lower=0.0))
    return pd.concat(shares) if shares else pd.Series(dtype="float64")

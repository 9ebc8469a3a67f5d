"""From statements to their space and their words: all that a tree is cut from."""

import pandas as pd

from interest.config import Config, Progress, no_progress
from interest.encoders import Encoder, encode_texts
from interest.engines import LOCAL, Engine, each
from interest.hierarchy.generic import parallel_names
from interest.hierarchy.space import Space
from interest.hierarchy.words import Words
from interest.language import IgnoreList, tokenize


def prepare(
    statements: pd.DataFrame,
    encoder: Encoder,
    config: Config,
    progress: Progress = no_progress,
    engine: Engine = LOCAL,
) -> tuple[Space, Words]:
    """Encode, find phrases, lay out; `progress` gets the stages encode, phrases, layout and map.

    Words that `config` ignores are neither encoded nor clustered; phrases have them, and names leave them out
    (`Words.named_by`).
    """
    texts, languages = statements["text"].tolist(), statements["language"].tolist()
    ignored = IgnoreList(config.ignore)
    encoded = [ignored.remove_from(text) for text in texts] if ignored else texts
    vectors = encode_texts(encoder, encoded, progress, engine)
    progress("phrases", 0.0)
    tokens = each(engine, tokenize, texts, languages)
    words = Words.of(texts, tokens, languages, encoder)
    telling = [ignored.filter(statement) for statement in tokens] if ignored else tokens
    rows = statements["row"].tolist()
    parallel = parallel_names(encoder) if len({*languages}) > 1 else {}
    return Space.of(vectors, texts, telling, languages, rows, config.seed, progress, parallel, engine), words

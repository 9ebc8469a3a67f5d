"""A transformer of two layers with random weights, quick to train, as a sentence-transformers folder."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory, planted_frame) -> Path:
    """Knows the words of the planted texts, English and Chinese; has a prompt, as the multilingual encoder does."""
    import torch
    import transformers
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    texts = [*planted_frame("en")["text"], *planted_frame("zh")["text"], "query :"]
    split = pre_tokenizers.BertPreTokenizer()
    words = sorted({word for text in texts for word, _ in split.pre_tokenize_str(text)})
    tokenizer = Tokenizer(
        models.WordLevel({w: i for i, w in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words])}, "[UNK]")
    )
    tokenizer.pre_tokenizer = split
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=len(words) + 5, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=64, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("tiny")
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder / "bert")
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]",
        mask_token="[MASK]", model_max_length=64,
    ).save_pretrained(folder / "bert")  # fmt: skip
    SentenceTransformer(
        modules=[Transformer(str(folder / "bert")), Pooling(32, "mean"), Normalize()],
        prompts={"query": "query: "},
        default_prompt_name="query",
        device="cpu",
    ).save(str(folder / "whole"), create_model_card=False)
    return folder / "whole"


@pytest.fixture(scope="session")
def labelled(planted_frame):
    """240 texts of 120 users with one of five labels each."""
    frame = planted_frame(n_users=120, statements=2, topics=5)
    return frame.assign(label=frame["planted_topic"])[["user_id", "text", "label"]]

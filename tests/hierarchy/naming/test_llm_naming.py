"""Names by a language model: asked for on the loopback interface, believed only as far as they are good."""

import copy
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import interest
from interest.errors import InputError, NamingError
from interest.hierarchy.naming import llm_client
from interest.hierarchy.naming.llm_naming import BATCH, LONGEST_STATEMENT, STATEMENTS, Endpoint, NamingResult
from interest.study import open_study

Answer = Callable[[dict], tuple[int, bytes]]


class Server(ThreadingHTTPServer):
    """Answers as the test says, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict] = []
        self.headers: list[dict] = []
        self.retry_after = ""
        self.drip = 0.0
        """Seconds before each byte."""
        self.answer: Answer = lambda request: chat({"names": titles(request)})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(request | {"path": self.path})
        self.server.headers.append(dict(self.headers))
        state, body = self.server.answer(request)
        self.send_response(state)
        if state == 302:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        if self.server.retry_after:
            self.send_header("Retry-After", self.server.retry_after)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for byte in body if self.server.drip else ():
            time.sleep(self.server.drip)
            self.wfile.write(bytes([byte]))
        if not self.server.drip:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


def nodes_of(request: dict) -> list[dict]:
    return json.loads(request["messages"][1]["content"])


def titles(request: dict) -> dict[str, str]:
    return {node["id"]: f"{node['name']} {node['id']}" for node in nodes_of(request)}


def chat(answer: object) -> tuple[int, bytes]:
    content = answer if isinstance(answer, str) else json.dumps(answer)
    return 200, json.dumps({"choices": [{"message": {"content": content}}]}).encode()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(llm_client, "PAUSE", 0.01)
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def endpoint(server: Server) -> Endpoint:
    return Endpoint(server.url, "tiny", "secret", timeout=5)


def renamed(study: interest.Study, endpoint: Endpoint) -> tuple[interest.Study, NamingResult]:
    """A copy of the study that was named, and what came of it."""
    other = copy.copy(study)
    return other, other.edit.rename_with(endpoint)


def named(study: interest.Study) -> dict[str, str]:
    return {node.id: node.name for node in study.tree if node.level != "keyword"}


def test_names_come_in_batches_with_key_and_model_and_survive_saving(small_study, server, endpoint, tmp_path):
    study, result = renamed(small_study, endpoint)
    before = named(small_study)
    assert (result.kept, result.problems) == (0, ())
    assert named(study) == {node_id: f"{name} {node_id}" for node_id, name in before.items()}
    assert [len(nodes_of(request)) for request in server.asked] == [BATCH] * (len(before) // BATCH) + (
        [len(before) % BATCH] if len(before) % BATCH else []
    )
    assert {request["path"] for request in server.asked} == {"/v1/chat/completions"}
    assert {request["model"] for request in server.asked} == {"tiny"}
    assert {headers["Authorization"] for headers in server.headers} == {"Bearer secret"}
    reopened = open_study(study.save(tmp_path / "named"))
    assert reopened.tree == study.tree
    assert "by tiny" in reopened.edits[-1].description
    assert study.recut().tree["c1"].name.endswith(" c1")  # as edits by hand are kept
    reopened.undo()
    assert named(reopened) == before
    assert study.statements.equals(small_study.statements)
    assert [n for n in study.tree if n.level == "keyword"] == [n for n in small_study.tree if n.level == "keyword"]


def test_what_is_shown_is_what_is_sent(small_study, server, endpoint):
    renamed(small_study, endpoint)
    assert [{k: v for k, v in request.items() if k != "path"} for request in server.asked] == (
        small_study.edit.naming_requests(endpoint)
    )
    texts = set(small_study.statements["text"].str[:LONGEST_STATEMENT])
    for request in server.asked:
        for node in nodes_of(request):
            assert len(node["texts"]) == STATEMENTS
            assert set(node["texts"]) <= texts
            assert set(node) <= {"id", "level", "name", "keywords", "topics", "category", "texts"}
        assert "user0" not in json.dumps(request)  # no ids of users


def test_answers_are_kept_by_model_and_request(small_study, server, endpoint):
    first, _ = renamed(small_study, endpoint)
    count = len(server.asked)
    assert renamed(small_study, endpoint)[0].tree == first.tree
    assert len(server.asked) == count
    renamed(small_study, replace(endpoint, model="other"))
    assert len(server.asked) == 2 * count


@pytest.mark.parametrize(
    "answer",
    [
        chat("Here you are: Travel, Music"),
        chat('{"names": ["Travel"]}'),
        chat('{"names": {"c1": "Tra'),
        chat("[]"),
        (200, b"<html>"),
        (200, b'{"choices": []}'),
        (200, b""),
        (200, b"\xff\xfe"),
    ],
)
def test_a_malformed_answer_changes_nothing(small_study, server, endpoint, answer):
    server.answer = lambda request: answer
    study, result = renamed(small_study, endpoint)
    assert study.tree == small_study.tree
    assert study.edits == ()
    assert (result.names, result.kept, len(result.problems)) == ({}, len(named(small_study)), 1)


def test_code_fences_and_quotes_are_taken_off(small_study, server, endpoint):
    server.answer = lambda request: chat('```json\n{"names": {"c1": " \\"Travel\\ntrips.\\" "}}\n```')
    assert renamed(small_study, endpoint)[0].tree["c1"].name == "Travel trips"


@pytest.mark.parametrize("bad", ["", "  ", "x" * 200, 7, None, ["a"], {"a": "b"}, "a\u0000b", "\u202egnp"])
def test_partial_answers_and_bad_names_fall_back_node_by_node(small_study, server, endpoint, bad):
    names = {"c1": "Travel trips", "c2": bad, "t999": "Nobody", "k1_1": "Keyword"}
    server.answer = lambda request: chat({"names": names})
    before, after = named(small_study), named(renamed(small_study, endpoint)[0])
    assert after == before | {"c1": "Travel trips"}


def test_a_name_that_tells_less_than_the_one_there_is_is_not_taken(small_study, server, endpoint):
    server.answer = lambda request: chat({"names": {"c1": "Quiet music", "c5": "Fine music"}})
    before, (study, result) = named(small_study), renamed(small_study, endpoint)
    assert named(study) == before | {"c5": "Fine music"}
    assert result.kept == len(before) - 1
    assert any("fit what people said less well" in problem for problem in result.problems)


def test_names_given_twice_are_not_taken(small_study, server, endpoint):
    taken = small_study.tree["c4"].name
    server.answer = lambda request: chat(
        {"names": {"c1": "Same", "c2": "same", "c3": taken.upper(), "c5": "Fine music"}}
    )
    before, after = named(small_study), named(renamed(small_study, endpoint)[0])
    assert after == before | {"c5": "Fine music"}


@pytest.mark.parametrize(("state", "attempts"), [(500, 2), (429, 2), (401, 1), (404, 1), (302, 1)])
def test_errors_of_the_server_end_the_asking(small_study, server, endpoint, state, attempts):
    server.answer = lambda request: (state, b"no")
    study, result = renamed(small_study, endpoint)
    assert study.tree == small_study.tree
    assert len(server.asked) == attempts
    assert f"HTTP state {state}" in result.problems[-1]
    assert "secret" not in result.problems[-1]


def test_a_passing_error_is_got_over(small_study, server, endpoint):
    server.answer = lambda request: (503, b"") if len(server.asked) == 1 else chat({"names": titles(request)})
    assert renamed(small_study, endpoint)[0].tree["c1"].name.endswith(" c1")


def test_a_busy_server_is_given_the_time_it_asks_for(server, monkeypatch):
    paused: list[float] = []
    monkeypatch.setattr(llm_client, "sleep", paused.append)
    server.answer = lambda request: (429, b"")
    for asked in ("3", "9" * 5000, "Wed, 21 Oct 2026 07:28:00 GMT", ""):
        server.retry_after = asked
        with pytest.raises(NamingError, match="HTTP state 429"):
            llm_client.ask(f"{server.url}/chat/completions", "", {"messages": [asked]}, 5, 2)
    assert paused == [3, 5, llm_client.PAUSE, llm_client.PAUSE]  # never longer than an answer may take


def test_an_answer_that_drips_in_is_given_up(server):
    server.answer = lambda request: chat("x" * 100)
    server.drip = 0.1
    start = time.perf_counter()
    with pytest.raises(NamingError, match=r"within 0\.5 seconds"):
        llm_client.ask(f"{server.url}/chat/completions", "", {"messages": []}, 0.5, 1)
    assert time.perf_counter() - start < 3


def test_a_password_in_the_url_is_used_and_never_told(small_study, server, endpoint):
    url = server.url.replace("//", "//ann:p%40ss@")
    known = Endpoint(url, "tiny")
    assert renamed(small_study, known)[1].problems == ()
    assert {headers["Authorization"] for headers in server.headers} == {"Basic YW5uOnBAc3M="}  # ann:p@ss
    assert known.address == endpoint.address
    assert replace(known, key="secret").authorization == "Bearer secret"
    assert "p%40ss" not in repr(known)
    server.answer = lambda request: (403, b"ann:p%40ss")
    gone = Endpoint("http://ann:p%40ss@127.0.0.1:9/v1", "tiny", attempts=1, timeout=2)
    results = [renamed(small_study, one)[1] for one in (replace(known, model="m"), gone)]
    for problem in [problem for result in results for problem in result.problems]:
        assert "127.0.0.1" in problem
        assert "ann" not in problem and "p%40ss" not in problem and "p@ss" not in problem


def test_a_slow_server_is_given_up(small_study, server, endpoint):
    def slow(request: dict) -> tuple[int, bytes]:
        time.sleep(1)
        return chat({"names": titles(request)})

    server.answer = slow
    start = time.perf_counter()
    study, result = renamed(small_study, replace(endpoint, timeout=0.2))
    assert study.tree == small_study.tree
    assert time.perf_counter() - start < 5
    assert "within 0.2 seconds" in result.problems[-1]


def test_nobody_there(small_study):
    study, result = renamed(small_study, Endpoint("http://127.0.0.1:9/v1", "tiny", attempts=1, timeout=2))
    assert study.tree == small_study.tree
    assert "can't be reached" in result.problems[-1]


def test_an_answer_without_end_is_refused(server, monkeypatch):
    monkeypatch.setattr(llm_client, "LARGEST_ANSWER", 100)
    server.answer = lambda request: chat("x" * 200)
    with pytest.raises(NamingError, match="larger than 100 bytes"):
        llm_client.ask(f"{server.url}/chat/completions", "", {"messages": []}, 5, 1)


def test_nothing_is_sent_unless_switched_on(planted_frame, fake_encoder, server, monkeypatch, tmp_path):
    """Configured alone is not switched on: a whole life of a study without a request."""
    monkeypatch.setenv("INTEREST_LLM_URL", server.url)
    monkeypatch.setenv("INTEREST_LLM_MODEL", "tiny")
    study = interest.build(planted_frame(topics=6), encoder=fake_encoder).ignore(["guitar"]).named_in("zh").recut(2)
    reopened = open_study(study.save(tmp_path / "study"), fake_encoder)
    reopened.edit.naming_requests(Endpoint.from_environment())
    reopened.search("puppy")
    assert server.asked == []


def test_the_endpoint_comes_from_the_environment(monkeypatch):
    for name in ("URL", "MODEL", "KEY"):
        monkeypatch.delenv(f"INTEREST_LLM_{name}", raising=False)
    assert Endpoint.from_environment() is None
    monkeypatch.setenv("INTEREST_LLM_URL", " https://host/v1/ ")
    with pytest.raises(InputError, match="INTEREST_LLM_MODEL"):
        Endpoint.from_environment()
    monkeypatch.setenv("INTEREST_LLM_MODEL", "m")
    monkeypatch.setenv("INTEREST_LLM_KEY", "secret")
    endpoint = Endpoint.from_environment()
    assert endpoint.address == "https://host/v1/chat/completions"
    assert endpoint.key == "secret"
    assert "secret" not in repr(endpoint)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "host/v1", "ftp://host", "http://", "http://host:port/v1", "http://[::1/v1",
        "ftp://ann:word@host/v1", "ann:word@host/v1", "http://ann:word@",
    ],
)  # fmt: skip
def test_only_http_is_an_endpoint(url):
    with pytest.raises(InputError, match="base URL") as refused:
        Endpoint(url, "m")
    assert "word" not in str(refused.value)


@pytest.mark.parametrize("key", ["secret\nHost: elsewhere", "sécret"])
def test_a_key_that_can_not_be_sent(key):
    with pytest.raises(InputError, match="INTEREST_LLM_KEY") as refused:
        Endpoint("https://host/v1", "m", key)
    assert "cret" not in str(refused.value)

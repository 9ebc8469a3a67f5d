"""A provider of OpenID Connect on this machine: it believes whoever says who they are, and signs it."""

import base64
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlparse

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "interest", "a secret between the app and its provider"
UNVERIFIED = "unverified "
"""What stands before the address of somebody whose address nobody has looked at."""
FORM = """<!doctype html><title>Provider</title><form action="/grant"><label>Address <input name="who"></label>
<input type="hidden" name="asked" value="{asked}"><button>Continue</button></form>"""


@dataclass
class Provider:
    """What the provider knows: its key, and to whom it gave which code for what."""

    address: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "only", "use": "sig"}))
    granted: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    ended: list[str] = field(default_factory=list)
    """Where people were sent to who logged out."""

    def about(self) -> dict[str, object]:
        """What others are told of it (OpenID Connect Discovery 1.0)."""
        places = {
            "authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys",
            "end_session_endpoint": "end",
        }  # fmt: skip
        return {
            "issuer": self.address,
            **{name: f"{self.address}/{path}" for name, path in places.items()},
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def token(self, code: str, sent_to: str) -> dict[str, object]:
        """What a code is good for, once: who it is, signed (OpenID Connect Core 1.0, 3.1.3)."""
        who, asked = self.granted.pop(code)
        assert sent_to == asked["redirect_uri"]
        now = int(time.time())
        said = {
            "iss": self.address, "aud": CLIENT, "sub": f"id of {who}", "nonce": asked["nonce"], "iat": now,
            "exp": now + 600, "email": who.removeprefix(UNVERIFIED), "email_verified": not who.startswith(UNVERIFIED),
        }  # fmt: skip
        signed = jwt.encode({"alg": "RS256", "kid": "only"}, said, self.key)
        return {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 600, "id_token": signed}


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, query = urlparse(self.path).path, parse_qs(urlparse(self.path).query)
            asked = {name: values[0] for name, values in query.items()}
            match path:
                case "/.well-known/openid-configuration":
                    self._json(provider.about())
                case "/keys":
                    self._json({"keys": [provider.key.as_dict(private=False)]})
                case "/authorize":
                    assert asked["client_id"] == CLIENT and asked["response_type"] == "code"
                    packed = base64.urlsafe_b64encode(json.dumps(asked).encode()).decode()
                    self._answer(FORM.format(asked=packed).encode(), "text/html")
                case "/grant":
                    request = json.loads(base64.urlsafe_b64decode(asked["asked"]))
                    code = secrets.token_urlsafe()
                    provider.granted[code] = (asked["who"], request)
                    self._to(f"{request['redirect_uri']}?{urlencode({'code': code, 'state': request['state']})}")
                case "/end":
                    provider.ended.append(asked["post_logout_redirect_uri"])
                    self._to(asked["post_logout_redirect_uri"])
                case _:
                    self.send_error(404)

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            known = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
            assert known == f"{CLIENT}:{SECRET}"
            self._json(provider.token(sent["code"][0], sent["redirect_uri"][0]))

        def _to(self, address: str) -> None:
            self.send_response(302)
            self.send_header("Location", address)
            self.end_headers()

        def _json(self, said: object) -> None:
            self._answer(json.dumps(said).encode(), "application/json")

        def _answer(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider that answers while the block lasts."""
    known = Provider()
    server = ThreadingHTTPServer(("localhost", 0), _handler(known))
    known.address = f"http://localhost:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()


def write_secrets(home: Path, provider: Provider, app: str) -> None:
    """What the app has to know of a provider, among the secrets of who runs it."""
    folder = home / ".streamlit"
    folder.mkdir(parents=True)
    (folder / "secrets.toml").write_text(
        f"""[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "{secrets.token_urlsafe(32)}"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{provider.address}/.well-known/openid-configuration"
""",
        "utf-8",
    )

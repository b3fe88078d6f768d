"""A small sign-in service of its own for the tests, on this machine: one person, whose words are set by the test."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "chibo", "khoa-bi-mat-cua-thu"


@dataclass
class SignInService:
    """Answers discovery, keys and tokens; ``words`` go into the identity token."""

    words: dict[str, Any] = field(default_factory=lambda: {"sub": "an-01"})
    algorithm: str = "RS256"
    asked: list[str] = field(default_factory=list)
    challenge: str = ""
    endpoints: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signing: Any = self.private
        answering = type("Answering", (_Answering,), {"service": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), answering)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server.server_port}"

    @property
    def issuer(self) -> str:
        return f"http://{self.host}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def discovery(self) -> dict[str, Any]:
        found = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/vao",
            "token_endpoint": f"{self.issuer}/the",
            "jwks_uri": f"{self.issuer}/khoa",
            "userinfo_endpoint": f"{self.issuer}/nguoi",
        }
        return found | self.endpoints

    def keys(self) -> dict[str, Any]:
        shown = jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {"keys": [shown | {"kid": "1", "alg": "RS256", "use": "sig"}]}

    def token(self, sent: dict[str, list[str]]) -> dict[str, Any]:
        verifier = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
        assert base64.urlsafe_b64encode(verifier).rstrip(b"=").decode() == self.challenge, "PKCE"
        assert (sent["client_id"], sent["client_secret"]) == ([CLIENT], [SECRET])
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60} | self.words
        signed = jwt.encode(said, self.signing, algorithm=self.algorithm, headers={"kid": "1"})
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed}


class _Answering(BaseHTTPRequestHandler):
    service: SignInService

    def do_GET(self) -> None:
        self.service.asked.append(self.path)
        self._answer(self.service.keys() if self.path == "/khoa" else self.service.discovery())

    def do_POST(self) -> None:
        self.service.asked.append(self.path)
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(self.service.token(parse_qs(sent)))

    def _answer(self, said: dict[str, Any]) -> None:
        content = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def asked_for(location: str) -> dict[str, str]:
    """What the program asks of the service, out of the address it leads to."""
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}

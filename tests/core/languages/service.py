# SPDX-License-Identifier: EUPL-1.2
"""A translation service for tests: a real HTTP server with the three protocols, which turns words round.

Ways to misbehave are set on the object: `fail` (status codes to answer first), `answer` (a text instead of the result),
`delay` (seconds), `raw` (bytes instead of JSON).
"""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "richtiger-schluessel"


def turned(text):
    """The text with every word turned round; tags, their ids and marks stay."""
    return re.sub(r"<[^<>]+>|\[\[\d+\]\]|\w+", lambda m: m[0] if m[0][0] in "<[" else m[0][::-1], text)


class Service:
    """The server; `url` is its address, `requests` what was sent: (path, headers, body)."""

    def __init__(self):
        self.requests, self.fail, self.answer, self.delay, self.raw = [], [], None, 0.0, None
        service = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args):
                pass

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.requests.append((self.path, dict(self.headers), body))
                time.sleep(service.delay)
                status, answer = service.respond(self.path, self.headers, body)
                data = service.raw if service.raw is not None and status == 200 else json.dumps(answer).encode()
                self.send_response(status)
                for name, value in service.headers(status):
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                with contextlib.suppress(OSError):  # whoever asked has given up
                    self.wfile.write(data)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def headers(self, status):
        yield "Content-Type", "application/json"
        if status == 429:
            yield "Retry-After", "0"
        if status == 302:
            yield "Location", "http://169.254.169.254/latest/meta-data/"

    def respond(self, path, headers, body):
        if self.fail:
            return self.fail.pop(0), {"error": "planned"}
        if path == "/translate":
            if body.get("api_key") != KEY:
                return 403, {"error": "Invalid API key"}
            return 200, {"translatedText": self.result(body["q"])}
        if path == "/v2/translate":
            if headers["Authorization"] != f"DeepL-Auth-Key {KEY}":
                return 403, {"message": "Forbidden"}
            texts = [{"detected_source_language": "DE", "text": self.result(text)} for text in body["text"]]
            return 200, {"translations": texts}
        if path == "/v1/chat/completions":
            if headers["Authorization"] != f"Bearer {KEY}":
                return 401, {"error": {"message": "Incorrect API key provided"}}
            content = self.result(body["messages"][-1]["content"])
            return 200, {"choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}
        return 404, {"error": "no such route"}

    def result(self, text):
        return turned(text) if self.answer is None else self.answer

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *args):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

"""What all proofs over the wire share: the recorder before the emulator, the program as a process, the count of checks."""

import contextlib
import http.client
import http.server
import json
import os
import pathlib
import re
import subprocess
import threading
import urllib.parse

import boto3
from botocore.config import Config

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLASS_PATH = os.pathsep.join([str(ROOT / "examples/target/classes"), str(ROOT / "examples/target/lib/*")])
JAVA = str(pathlib.Path(os.environ["JAVA_HOME"]) / "bin/java") if os.environ.get("JAVA_HOME") else "java"
REGION = "eu-west-1"
SECONDS = 300
OK, ELSE, REFUSED, USAGE = 0, 1, 2, 64
READ = re.compile(r"(Describe|List|Get|Head|Lookup|BatchGet|BatchCheck)")


class Recorder(http.server.ThreadingHTTPServer):
    """Hands each request on to the emulator and remembers which operation it was. What an emulator is known to get wrong and nothing can
    be proven without may be set right on the way: `amends` is given the body and a function that sends one, and answers the answer's body."""

    daemon_threads = True

    def __init__(self, upstream, amends=None):
        super().__init__(("127.0.0.1", 0), Relay)
        self.upstream = urllib.parse.urlsplit(upstream)
        self.amends = amends or (lambda body, send: send(body))
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.calls = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def writes(self):
        return [call for call in self.calls if not call["reads"]]


class Relay(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def relay(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.calls.append(describe(self.command, self.path, self.headers, body))
        answers = []

        def send(sent):
            upstream = http.client.HTTPConnection(self.server.upstream.netloc, timeout=60)
            try:
                upstream.request(self.command, self.path, sent, dict(self.headers) | ({"Content-Length": str(len(sent))} if sent else {}))
                answers.append(upstream.getresponse())
                return answers[-1].read()
            finally:
                upstream.close()

        payload = self.server.amends(body, send)
        answer = answers[-1]
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("content-length", "transfer-encoding", "connection", "date", "server"):
                self.send_header(name, value)
        # The answer to HEAD has no body and tells the length that one would have: the size of an object.
        length = answer.getheader("Content-Length") if self.command == "HEAD" else None
        self.send_header("Content-Length", length or str(len(payload)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(payload)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = relay

    def log_message(self, *ignored):
        pass


def describe(method, path, headers, body):
    target = headers.get("X-Amz-Target")
    form = urllib.parse.parse_qs(body.decode("utf-8", "replace")) if not target else {}
    if target:
        operation = target.rsplit(".", 1)[-1]
        reads = bool(READ.match(operation))
    elif "Action" in form:
        operation = form["Action"][0]
        reads = bool(READ.match(operation))
    else:
        operation = f"{method} {resource(path)}"
        reads = method in ("GET", "HEAD") or operation.endswith("/validators")  # AppConfig's ValidateConfiguration
    with contextlib.suppress(ValueError):
        return {"operation": operation, "reads": reads, "body": json.loads(body or b"{}")}
    return {"operation": operation, "reads": reads, "body": {}}


def resource(path):
    """The path, and what of it is meant where the query says so without a value, as S3 has it: /bucket?delete."""
    url = urllib.parse.urlsplit(path)
    meant = [part.rstrip("=") for part in url.query.split("&") if part and not part.partition("=")[2]]
    return url.path + (f"?{meant[0]}" if meant else "")


class Result:
    def __init__(self, process, recorder):
        self.code = process.returncode
        self.output = process.stdout + process.stderr
        self.writes = recorder.writes()
        self.calls = recorder.calls


def roll_back(endpoint, *arguments, environment=None, amends=None):
    """Runs the program as its users do, pointed at the emulator by the SDK's own settings."""
    recorder = Recorder(endpoint, amends)
    settings = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    settings |= {
        "AWS_ENDPOINT_URL": recorder.url,
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    } | (environment or {})
    settings = {name: value for name, value in settings.items() if value is not None}
    # What one check rolled away from is no business of the next one.
    journal = [] if "--journal" in arguments else ["--journal", "memory"]
    command = [JAVA, "-cp", CLASS_PATH, "dev.rollback.examples.RollBackOnAws", *arguments, *journal]
    try:
        process = subprocess.run(
            command, env=settings, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as late:
        process = subprocess.CompletedProcess(command, -1, text(late.stdout), text(late.stderr) + f"\nstill running after {SECONDS} s")
    finally:
        recorder.shutdown()
        recorder.server_close()
    return Result(process, recorder)


def text(output):
    return output.decode("utf-8", "replace") if isinstance(output, bytes) else output or ""


class Proof:
    """Counts checks; a failed one is printed with what the program said."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, name, holds, expected, actual, result=None):
        if holds:
            self.passed += 1
            print(f"ok      {name}", flush=True)
            return
        self.failed += 1
        print(f"FAILED  {name}\n        expected: {expected}\n        actual:   {actual}", flush=True)
        if result is not None:
            print("        calls:    " + ", ".join(call["operation"] for call in result.calls))
            print("        | " + "\n        | ".join(result.output.strip().splitlines()[-60:]), flush=True)

    def same(self, name, expected, actual, result=None):
        self.check(name, expected == actual, expected, actual, result)

    def exits(self, name, expected, result):
        codes = expected if isinstance(expected, tuple) else (expected,)
        self.check(f"{name}: exit code", result.code in codes, expected, result.code, result)

    def writes(self, name, expected, result):
        self.same(f"{name}: writes", expected, [call["operation"] for call in result.writes], result)


def client(service, endpoint):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        config=Config(retries={"total_max_attempts": 1}),
    )


def missing(proof, endpoint, name, argument):
    result = roll_back(endpoint, argument, "--accept-unproven")
    proof.exits(name, REFUSED, result)
    proof.writes(name, [], result)
    proof.check(f"{name}: says so in a sentence", not stack_trace(result), "no stack trace", "a stack trace", result)


def stack_trace(result):
    return bool(re.search(r"^\s+at [\w.$/]+\(", result.output, re.M)) or not result.output.strip()

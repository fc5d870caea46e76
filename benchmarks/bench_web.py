"""The server under load, on the loopback only: requests a second and p99 against a bare FastAPI endpoint, then a soak.

    python benchmarks/bench_web.py [--seconds 5] [--minutes 0.5]

Both servers run with one worker on the same uvicorn, in turn in one run, so that the ratio holds on a shared machine. The
bare endpoint reads the body and answers bytes of the same length: what is left is the price of the check. The soak asks for
everything in turn (checks, questions, pages, notices, files) and counts requests that were lost and memory that grew after a
warm-up. It ends by itself. Without wrk (`apt-get install wrk`) only the soak runs.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import yaml

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 8
CLIENTS = 4
WARM = 25
BARE = """
import sys
import uvicorn
from fastapi import FastAPI, Request
from starlette.responses import Response
app = FastAPI(openapi_url=None)
DATA = b"x" * int(sys.argv[2])
@app.post("/bare")
async def bare(request: Request) -> Response:
    await request.body()
    return Response(DATA, media_type="application/json")
uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False, http="h11")
"""


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def running(order: list[str], url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server, from when it answers until the block ends."""
    process = subprocess.Popen(order, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                httpx.get(url)
                break
            except httpx.TransportError:
                if process.poll() is not None:
                    raise SystemExit(f"did not start: {' '.join(order)}") from None
                time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        process.wait(30)


def banshi(port: int, *options: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "checker.cli",
        "serve",
        "--port",
        str(port),
        "--rate",
        "0",
        "--no-access-log",
        *options,
    ]


@dataclass(frozen=True)
class Found:
    """One measurement: requests a second, p99 and CPU of the server a request in ms, answers that were not 2xx or 3xx."""

    rate: float
    slow: float
    cpu: float
    wrong: int


def wrk(url: str, body: str, seconds: float, server: int) -> Found:
    """One measurement of a server, whose process has this id."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="utf-8") as script:
        script.write('wrk.method="POST"\nwrk.headers["Content-Type"]="application/json"\n')
        script.write(f"wrk.body=[==[{body}]==]\n")
        script.flush()
        order = [
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{max(1, round(seconds))}s",
            "--latency",
            "-s",
            script.name,
            url,
        ]
        before = cpu(server)
        told = subprocess.run(order, capture_output=True, text=True, check=True).stdout
        used = cpu(server) - before
    asked = re.search(r"([0-9]+) requests in", told)
    rate = re.search(r"Requests/sec:\s+([0-9.]+)", told)
    slow = re.search(r"99%\s+([0-9.]+)(us|ms|s)", told)
    wrong = re.search(r"Non-2xx or 3xx responses: ([0-9]+)", told)
    assert rate, told
    assert slow, told
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}[slow[2]]
    assert asked, told
    return Found(
        float(rate[1]),
        float(slow[1]) * scale,
        used * 1000 / max(1, int(asked[1])),
        int(wrong[1]) if wrong else 0,
    )


def cpu(pid: int) -> float:
    """CPU seconds of a process and of its workers."""
    total = 0
    for each in [pid, *children(pid)]:
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def against_bare(seconds: float) -> None:
    """Check and questions against a bare endpoint, twice in turn; the better run of each counts."""
    data = yaml.safe_load((ROOT / "examples/labour-dispatch/several-defects.yaml").read_text("utf-8"))
    check = json.dumps(data, ensure_ascii=False)
    asked = json.dumps(
        {"matter": "labour-dispatch", "on": "2026-02-13", "answers": data["facts"]}, ensure_ascii=False
    )
    port, bare_port = free_port(), free_port()
    base, bare = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{bare_port}"
    with running(banshi(port, "--workers", "1"), f"{base}/healthz") as ours:
        size = len(httpx.post(f"{base}/api/check", json=data).content)
        with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as program:
            program.write(BARE)
            program.flush()
            with running([sys.executable, program.name, str(bare_port), str(size)], f"{bare}/") as theirs:
                best: dict[str, Found] = {}
                for _ in range(2):
                    for name, url, body, pid in (
                        ("bare FastAPI endpoint", f"{bare}/bare", check, theirs.pid),
                        ("POST /api/check", f"{base}/api/check", check, ours.pid),
                        ("POST /api/questions", f"{base}/api/questions", asked, ours.pid),
                    ):
                        wrk(url, body, 1, pid)
                        found = wrk(url, body, seconds, pid)
                        if name not in best or found.rate > best[name].rate:
                            best[name] = found
    floor = best["bare FastAPI endpoint"]
    print(f"one worker, {CONNECTIONS} connections, answers of {size} bytes")
    for name, found in best.items():
        print(
            f"  {name:22s} {found.rate:7.0f} requests/s   p99 {found.slow:6.1f} ms   CPU {found.cpu:5.2f} ms a request"
            f" ({found.cpu / floor.cpu:4.1f} x bare)   wrong answers {found.wrong}"
        )


def memory(pid: int) -> int:
    """What the workers hold in kilobytes, shared pages divided among them."""
    total = 0
    for each in children(pid):
        text = Path(f"/proc/{each}/smaps_rollup").read_text()
        total += int(text.split("Pss:")[1].split()[0])
    return total


def soak(minutes: float) -> bool:
    """Everything in turn by four clients; True when no request was lost and memory grew by less than 5 %."""
    data = yaml.safe_load((ROOT / "examples/labour-dispatch/several-defects.yaml").read_text("utf-8"))
    state = json.dumps(
        {
            "matter": "labour-dispatch",
            "on": "2026-02-13",
            "answers": data["facts"],
            "documents": data["documents"],
        }
    )
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    ends = float("inf")
    warm = threading.Barrier(CLIENTS + 1)
    counted = {"asked": 0, "lost": 0, "wrong": 0}
    lock = threading.Lock()
    picture = b"\x89PNG\r\n\x1a\n" + b"\0" * 2000

    def client(number: int) -> None:
        with httpx.Client(base_url=base, timeout=60) as web:
            works = (
                lambda: web.post("/api/check", json=data),
                lambda: web.post(
                    "/api/questions", json={"matter": "labour-dispatch", "answers": data["facts"]}
                ),
                lambda: web.get("/"),
                lambda: web.get("/matters/labour-dispatch"),
                lambda: web.get("/", params={"q": "lwpq"}),
                lambda: web.post("/matters/labour-dispatch/check", data={"state": state, "go": "result"}),
                lambda: web.post("/matters/labour-dispatch/check", data={"state": state, "go": "save"}),
                lambda: web.post("/api/notice/html", json=data),
                lambda: web.get("/api/matters/food-business-licence-new"),
            )
            turn = number
            for _ in range(WARM):
                for work in works:
                    work()
            web.post("/api/uploads", files={"file": ("a.png", picture, "image/png")})
            warm.wait()
            warm.wait()
            while time.monotonic() < ends:
                turn += 1
                try:
                    if turn % 97 == 0:
                        answer = web.post("/api/uploads", files={"file": ("a.png", picture, "image/png")})
                    else:
                        answer = works[turn % len(works)]()
                    wrong = answer.status_code != 200
                    lost = False
                except httpx.HTTPError:
                    wrong, lost = False, True
                with lock:
                    counted["asked"] += 1
                    counted["wrong"] += wrong
                    counted["lost"] += lost

    with running(banshi(port, "--workers", "2"), f"{base}/healthz") as process:
        clients = [threading.Thread(target=client, args=(number * 3,)) for number in range(CLIENTS)]
        for each in clients:
            each.start()
        warm.wait()  # everything that is kept has been made
        before = memory(process.pid)
        ends = time.monotonic() + minutes * 60
        warm.wait()
        for each in clients:
            each.join()
        after = memory(process.pid)
    grown = (after - before) / before * 100
    print(
        f"soak of {minutes:g} minutes: {counted['asked']} requests, {counted['lost']} lost, {counted['wrong']} answered wrongly"
    )
    print(f"  memory of both workers {before / 1024:.1f} -> {after / 1024:.1f} MB ({grown:+.1f} %)")
    return not counted["lost"] and not counted["wrong"] and grown < 5


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=5, help="how long each measurement takes")
    parser.add_argument(
        "--minutes", type=float, default=0.5, help="how long the soak takes; 30 for the full one"
    )
    options = parser.parse_args()
    if shutil.which("wrk"):
        against_bare(options.seconds)
    else:
        print("wrk is not installed (apt-get install wrk): no comparison with a bare endpoint")
    return 0 if soak(options.minutes) else 1


if __name__ == "__main__":
    sys.exit(main())

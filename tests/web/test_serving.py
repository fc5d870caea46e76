"""The processes: a worker that is killed costs its own requests alone, a stop is quiet, what cannot start says why.

The server is the real command on a free port. Nothing here measures time; waiting is bounded and ends as soon as there is an
answer.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="worker processes are looked up in /proc (Linux)"
)
LONG = 60.0


@contextmanager
def serving(repository: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The command, and the address that it names."""
    order = [sys.executable, "-m", "checker.cli", "--root", str(repository), "serve", "--port", "0", *options]
    process = subprocess.Popen(order, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        found = re.search(r"http://[0-9.]+:[0-9]+", line)
        assert found, line
        yield found[0], process
    finally:
        process.terminate()
        try:
            process.wait(LONG)
        finally:
            process.kill()
            process.stdout.close()


def children(process: subprocess.Popen[str]) -> list[int]:
    return [
        int(each) for each in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    ]


def until(wanted: object, ask: object) -> None:
    """Wait until `ask()` is `wanted`."""
    ends = time.monotonic() + LONG
    while ask() != wanted:  # type: ignore[operator]  # a function
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_a_killed_worker_costs_its_own_request_alone(repository: Path) -> None:
    with serving(repository, "--workers", "2", "--rate", "0", "--no-access-log") as (url, process):
        for _ in range(3):
            assert httpx.get(f"{url}/healthz").status_code == 200
        before = children(process)
        assert len(before) == 2
        host, _, port = url.removeprefix("http://").partition(":")
        # a request in the middle of its body: one of the workers holds it
        with socket.create_connection((host, int(port))) as held:
            held.sendall(
                b"POST /api/check HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n{"
            )
            time.sleep(0.2)
            for pid in before:
                os.kill(pid, signal.SIGKILL)
            assert held.recv(100) == b""  # that one is lost
        # a request that comes now waits in the line of the listening socket for the successors
        answers = [
            httpx.post(f"{url}/api/check", json={"matter": "labour-dispatch"}, timeout=LONG)
            for _ in range(10)
        ]
        assert [answer.status_code for answer in answers] == [200] * 10
        until(2, lambda: len(children(process)))
        assert not set(before) & set(children(process))


def test_counts_of_all_workers_are_added_up(repository: Path) -> None:
    with serving(repository, "--workers", "3", "--rate", "0") as (url, _):
        for _ in range(12):
            httpx.get(f"{url}/api/matters?limit=1")
        text = httpx.get(f"{url}/metrics").text
        assert 'banshi_requests_total{method="GET",route="/api/matters",status="200"} 12.0' in text


def test_a_stop_is_quiet_and_leaves_nobody_behind(repository: Path) -> None:
    with serving(repository, "--workers", "2") as (url, process):
        assert httpx.get(f"{url}/healthz").status_code == 200
        workers = children(process)
        process.send_signal(signal.SIGINT)
        assert process.wait(LONG) == 0
        for pid in workers:
            until(False, lambda pid=pid: _alive(pid))


def test_workers_do_not_outlive_the_one_who_watches(repository: Path) -> None:
    with serving(repository, "--workers", "2") as (_, process):
        until(2, lambda: len(children(process)))
        workers = children(process)
        process.kill()
        for pid in workers:
            until(False, lambda pid=pid: _alive(pid))


def _alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_what_cannot_start_says_why(repository: Path, tmp_path: Path) -> None:
    def run(*options: str) -> subprocess.CompletedProcess[str]:
        order = [sys.executable, "-m", "checker.cli", "--root", str(repository), "serve", *options]
        return subprocess.run(order, capture_output=True, text=True, check=False, timeout=LONG)

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        found = run("--port", str(taken.getsockname()[1]))
    assert (found.returncode, "U24" in found.stderr) == (2, True)
    assert "U25" in run("--key", str(tmp_path / "none")).stderr
    (tmp_path / "bad").write_text("no key")
    assert "U20" in run("--key", str(tmp_path / "bad")).stderr


def test_a_key_is_made_once_and_verifies(repository: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        order = [sys.executable, "-m", "checker.cli", "--root", str(repository), *arguments]
        return subprocess.run(order, capture_output=True, text=True, check=False, timeout=LONG)

    key = tmp_path / "office.key"
    made = run("serve", "--new-key", str(key))
    assert made.returncode == 0
    assert key.stat().st_mode & 0o077 == 0
    again = run("serve", "--new-key", str(key))
    assert (again.returncode, "U23" in again.stderr) == (2, True)

    state = '{"matter": "labour-dispatch", "on": "2026-02-13", "answers": {"region.same": true}, "order": ["fact:region.same"]}'
    with serving(repository, "--key", str(key), "--workers", "1") as (url, _):
        saved = httpx.post(
            f"{url}/matters/labour-dispatch/check", data={"state": state, "go": "save"}, timeout=LONG
        )
        assert httpx.get(f"{url}/api/key").content == (tmp_path / "office.key.pub").read_bytes()
        assert (
            httpx.post(
                f"{url}/api/verify", content=saved.content, headers={"content-type": "application/json"}
            ).json()["seal"]
            == "unaltered"
        )
    file = tmp_path / "saved.json"
    file.write_bytes(saved.content)
    public = str(tmp_path / "office.key.pub")
    found = run("verify", str(file), "--key", public)
    assert (found.returncode, "没有被改过" in found.stdout) == (0, True)
    assert "规定和存的时候一样" in found.stdout
    unnamed = run("verify", str(file))
    assert (unnamed.returncode, "没有指定公钥" in unnamed.stdout) == (1, True)
    late = run("verify", str(file), "--key", public, "--on", "2099-01-01")
    assert (late.returncode, "已经过了" in late.stdout) == (1, True)
    file.write_bytes(saved.content.replace(b"true", b"false", 1))
    altered = run("verify", str(file), "--key", public, "--format", "json")
    assert (altered.returncode, '"seal": "altered"' in altered.stdout) == (1, True)
    assert run("verify", str(key)).returncode == 2
    assert run("verify", str(file), "--key", str(file)).returncode == 2
    assert run("verify", str(tmp_path / "none")).returncode == 2

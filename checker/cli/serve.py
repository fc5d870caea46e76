"""`banshi serve`: the pre-check as a web server, for applicants and for programs.

In: a catalogue, an address, a key. Out: a server, until Ctrl-C or SIGTERM (exit 0); 2 when it cannot start.
The surprising thing: without `--key` it signs saved files with a key that it makes up, and says so, because after a restart
nobody can tell any more whether such a file was altered.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from checker.cli.session import OK, Session, pass_session
from checker.finding import Finding, Place, Text
from checker.sealing import Key, make_key, read_key
from generators.writing import write_atomic

__all__ = ["serve"]


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on."
)
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Ed25519 key that signs saved files.",
)
@click.option(
    "--new-key",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Make a key in FILE and its public half in FILE.pub, and end.",
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Worker processes.")
@click.option(
    "--rate",
    default=20.0,
    show_default=True,
    type=click.FloatRange(0, 100_000),
    help="Requests a second for one client in the long run; 0: no limit.",
)
@click.option(
    "--burst",
    default=200,
    show_default=True,
    type=click.IntRange(1, 1_000_000),
    help="Requests at once for one client.",
)
@click.option(
    "--seconds",
    default=30.0,
    show_default=True,
    type=click.FloatRange(0.1, 600),
    help="Longest time for one request.",
)
@click.option(
    "--running",
    default=64,
    show_default=True,
    type=click.IntRange(1, 10_000),
    help="Requests that one worker handles at the same time.",
)
@click.option(
    "--behind-proxy",
    default="",
    metavar="ADDRESS",
    help="Believe X-Forwarded-For and -Proto when they come from here.",
)
@click.option("--no-access-log", is_flag=True, help="Write no line for each request.")
@pass_session
def serve(
    session: Session,
    host: str,
    port: int,
    key_file: Path | None,
    new_key: Path | None,
    workers: int,
    rate: float,
    burst: int,
    seconds: float,
    running: int,
    behind_proxy: str,
    no_access_log: bool,
) -> None:
    """Serve the guides and the pre-check, for people and for programs."""
    if new_key is not None:
        _make_key(session, new_key)
        raise SystemExit(OK)
    if not hasattr(os, "fork"):
        session.leave([_no_fork()])
    key = _key(session, key_file)
    session.desks()  # leaves when the rules are broken
    # here: no other command waits for the web framework
    from checker.uploads.limits import read_limits
    from checker.web.app import application
    from checker.web.buckets import Buckets
    from checker.web.log import start_logging
    from checker.web.metrics import shared_folder
    from checker.web.service import Service
    from checker.web.serving import listen
    from checker.web.serving import serve as run
    from checker.web.settings import Settings

    limits, findings = read_limits(session.root, session.catalogue.schemas)
    if limits is None:
        session.leave(findings)
    settings = Settings(
        key=key, today=session.today, version=session.version, language=session.language, rate=rate, burst=burst,
        seconds=seconds, running=running,
    )  # fmt: skip
    service = Service(session.catalogue, settings, limits)
    buckets = Buckets(rate, burst)
    try:
        listening = listen(host, port)
    except OSError as error:
        session.leave([_busy(host, port, error)])
    start_logging(access=not no_access_log)

    def ready() -> None:
        matters = len(session.catalogue.editions)
        text = Text(
            f"banshi：{listening.url} （{matters} 个事项，{workers} 个进程；按 Ctrl-C 停止）",
            f"banshi: {listening.url} ({matters} matters, {workers} workers; Ctrl-C stops)",
        )
        session.console.print(session.text(text), markup=False)
        if key_file is None:
            session.errors.print(session.text(_NO_KEY), markup=False)

    with shared_folder():
        raise SystemExit(run(lambda: application(service, buckets), listening, workers, behind_proxy, ready))


_NO_KEY = Text(
    "没有指定 --key：这次用临时密钥给保存的文件签名，重启以后就不能再验证这些文件。用 `banshi serve --new-key FILE` 生成一个。",
    "no --key: saved files are signed with a key made for this run, and cannot be verified after a restart. "
    "Make one with `banshi serve --new-key FILE`.",
)


def _make_key(session: Session, path: Path) -> None:
    """The key and its public half; a key that is there already is never overwritten."""
    if path.exists():
        session.leave(
            [
                Finding(
                    "U23", "key-exists", "error", Place(str(path)),
                    Text("这个文件已经存在，没有覆盖", "this file exists and was not overwritten"),
                    Text("换一个文件名", "choose another name"),
                )
            ]
        )  # fmt: skip
    key = make_key()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(key.pem())
        public = path.with_name(f"{path.name}.pub")
        write_atomic(public, key.public.pem())
    except OSError as error:
        session.leave([_unwritten(path, error)])
    text = Text(
        f"密钥 {path}（只放在服务器上）；公钥 {public}，编号 {key.public.name}（可以公开，用于 `banshi verify --key`）",
        f"key {path} (keep it on the server); public key {public}, name {key.public.name} (for `banshi verify --key`)",
    )
    session.console.print(session.text(text), markup=False)


def _key(session: Session, path: Path | None) -> Key:
    if path is None:
        return make_key()
    try:
        data = path.read_bytes()
    except OSError as error:
        session.leave([_unread(path, error)])
    key, findings = read_key(data, str(path))
    if key is None:
        session.leave(findings)
    return key


def _no_fork() -> Finding:
    return Finding(
        "U27",
        "no-fork",
        "error",
        Place("-"),
        Text("这个系统不能分出工作进程", "this system cannot fork worker processes"),
        Text("在 Linux 或者 macOS 上运行", "run it on Linux or macOS"),
    )


def _busy(host: str, port: int, error: OSError) -> Finding:
    reason = error.strerror or str(error)
    return Finding(
        "U24", "cannot-listen", "error", Place(f"{host}:{port}"),
        Text(f"不能在这个地址上提供服务：{reason}", f"cannot listen on this address: {reason}"),
        Text("换一个 `--port`，或者先停掉占用它的程序", "choose another `--port`, or stop the program that uses it"),
    )  # fmt: skip


def _unread(path: Path, error: OSError) -> Finding:
    reason = error.strerror or str(error)
    return Finding(
        "U25", "key-not-read", "error", Place(str(path)),
        Text(f"读不了这个文件：{reason}", f"this file cannot be read: {reason}"),
        Text("检查文件名和权限", "check its name and permissions"),
    )  # fmt: skip


def _unwritten(path: Path, error: OSError) -> Finding:
    reason = error.strerror or str(error)
    return Finding(
        "U26", "key-not-written", "error", Place(str(path)),
        Text(f"写不成：{reason}", f"cannot be written: {reason}"),
        Text("检查文件夹和权限", "check the folder and its permissions"),
    )  # fmt: skip

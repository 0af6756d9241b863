"""Real servers on loopback for the tests: nginx, and rclone's own. What this machine lacks is said, and the test skipped."""
from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

ENVIRONMENT = Path(sys.executable).parent  # where the tests' own rclone lies
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, f"the server ended at once: {process.args}"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise AssertionError(f"no server on port {port}")


def program(name: str) -> str:
    """The path of *name*, or the test is skipped."""
    found = shutil.which(name, path=os.pathsep.join((str(ENVIRONMENT), os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin")))
    if found is None:
        pytest.skip(f"{name} is not on this machine")
    return found


@contextmanager
def nginx(folder: Path, configuration: str) -> Iterator[None]:
    """nginx in the foreground with one server block, its own files in *folder*; the caller knows the port."""
    folder.mkdir(parents=True, exist_ok=True)
    module = f"load_module {BROTLI};\n" if BROTLI.exists() else ""
    user = "user root;\n" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    paths = "".join(f"{kind}_temp_path {folder / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "site.conf").write_text(configuration, encoding="utf-8")
    (folder / "nginx.conf").write_text(f"{module}{user}daemon off;\nworker_processes 1;\npid {folder / 'pid'};\nerror_log {folder / 'error.log'};\nevents {{}}\n"
                                       f"http {{\naccess_log off;\n{paths}include {folder / 'site.conf'};\n}}\n")
    command = [program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tested.returncode == 0 and "[warn]" not in tested.stderr, tested.stderr
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(int(configuration.partition("listen ")[2].partition(";")[0]), process)
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def rclone_serves(kind: str, folder: Path) -> Iterator[Mapping[str, str]]:
    """rclone as a "webdav", "sftp" or "s3" server of *folder*; gives the environment in which the remote ``xa:`` is that server."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    keys = {"s3": ["--auth-key", "khoa-mau,bi-mat-mau"], "sftp": ["--user", "thu", "--pass", "mau"], "webdav": []}[kind]
    process = subprocess.Popen([program("rclone"), "serve", kind, str(folder), "--addr", f"127.0.0.1:{port}", *keys],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "RCLONE_CONFIG": os.devnull})
    known = {"TYPE": kind, **{
        "webdav": {"URL": f"http://127.0.0.1:{port}", "VENDOR": "other"},
        "sftp": {"HOST": "127.0.0.1", "PORT": str(port), "USER": "thu", "PASS": "mau", "SHELL_TYPE": "unix"},
        "s3": {"PROVIDER": "Other", "ENDPOINT": f"http://127.0.0.1:{port}", "ACCESS_KEY_ID": "khoa-mau", "SECRET_ACCESS_KEY": "bi-mat-mau", "USE_MULTIPART_UPLOADS": "false"},
    }[kind]}
    if kind == "sftp":
        known["PASS"] = subprocess.run([program("rclone"), "obscure", known["PASS"]], capture_output=True, text=True, check=True).stdout.strip()
    path = os.pathsep.join((str(ENVIRONMENT), os.environ.get("PATH", "")))
    try:
        wait_for(port, process)
        yield {"PATH": path, "RCLONE_CONFIG": os.devnull, "AWS_CA_BUNDLE": "", **{f"RCLONE_CONFIG_XA_{name}": value for name, value in known.items()}}
    finally:
        process.terminate()
        process.wait(20)

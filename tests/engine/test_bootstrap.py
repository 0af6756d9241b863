"""The environment that tasks.py makes: from hashed wheels alone, and explained when it cannot be made."""
from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.engine import bootstrap

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("lock", sorted(bootstrap.LOCKS.values()))
def test_every_locked_package_has_an_exact_version_and_a_hash(lock):
    text = lock.read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-zA-Z0-9])", text)
    assert len(packages) > 5
    for package in packages:
        assert re.match(r"[A-Za-z0-9._-]+==[^ \\]+( ;[^\\]+)? \\\n(\s+--hash=sha256:[0-9a-f]{64}( \\)?\n?)+", package), package[:80]


@pytest.mark.parametrize("lock", sorted(bootstrap.LOCKS.values()))
def test_no_lock_names_a_server(lock):
    assert "://" not in lock.read_text(encoding="utf-8")


def test_both_locks_agree_where_they_meet():
    def versions(path):
        return dict(re.findall(r"^([a-z0-9._-]+)==([^ \\]+)(?= \\)", path.read_text(), re.M))

    site, tests = (versions(bootstrap.LOCKS[part]) for part in ("site", "tests"))
    assert {name: site[name] for name in site.keys() & tests.keys()} == {name: tests[name] for name in site.keys() & tests.keys()}


def test_a_changed_lock_makes_the_environment_stale(tmp_path, monkeypatch):
    lock = tmp_path / "requirements.lock"
    lock.write_text("a==1 \\\n    --hash=sha256:0\n")
    monkeypatch.setattr(bootstrap, "LOCKS", {"site": lock})
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path)
    stamp, fingerprint = bootstrap._stamp("site")
    bootstrap.python().parent.mkdir(parents=True)
    bootstrap.python().touch()
    stamp.write_text(fingerprint)
    assert bootstrap.ready("site")
    lock.write_text("a==2 \\\n    --hash=sha256:0\n")
    assert not bootstrap.ready("site")


def test_a_python_without_venv_is_told_which_package_to_install(monkeypatch):
    real = bootstrap.importlib.util.find_spec
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else real(name))
    with pytest.raises(bootstrap.CannotPrepare, match=r"sudo apt install python3\.\d+-venv"):
        bootstrap._make()


def test_the_bootstrap_imports_the_standard_library_alone():
    code = "import sys; from plugins.engine import bootstrap; print(sorted(m.split('.')[0] for m in sys.modules))"
    done = subprocess.run([sys.executable, "-S", "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_commands_are_listed_in_vietnamese(tasks):
    done = tasks()
    assert done.returncode == 0 and "Dựng cả trang" in done.stdout and "Chạy mọi phép thử" in done.stdout


@pytest.mark.parametrize("arguments, word", [
    (["biuld"], "không có lệnh"),
    (["build", "--khong-co"], "không có lệnh hay lựa chọn"),
    (["scrape"], "còn thiếu"),
    (["build", "--now", "hôm qua"], "không phải ngày"),
    (["build", "--without", "tim"], "không có phần"),
    (["build", "--content", "khong-co-thu-muc"], "không có thư mục"),
    (["build", "--siteurl", "vidu.vn"], "địa chỉ đầy đủ"),
])
def test_wrong_usage_is_explained_and_exits_with_2(tasks, arguments, word):
    done = tasks(*arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    assert word in done.stderr and "Traceback" not in done.stderr


def test_help_of_a_command_names_its_options_and_exit_codes(tasks):
    done = tasks("build", "--help")
    assert done.returncode == 0
    assert "--output" in done.stdout and "Mã thoát" in done.stdout

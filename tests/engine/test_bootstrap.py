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


def test_locks_agree_where_they_meet():
    found: dict[str, set[str]] = {}
    for path in bootstrap.LOCKS.values():
        for name, version in re.findall(r"^([a-z0-9._-]+)==([^ \\]+)(?= \\)", path.read_text(), re.M):
            found.setdefault(name, set()).add(version)
    assert len(found) > 50 and {name: versions for name, versions in found.items() if len(versions) > 1} == {}


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


def _offered(folder: Path, name: str) -> Path:
    """A folder in which pip finds one package: a source of which installing runs code, or the wheel of it."""
    import io
    import tarfile
    import zipfile

    folder.mkdir()
    if name.endswith(".whl"):
        with zipfile.ZipFile(folder / name, "w") as wheel:
            wheel.writestr("goi_mau.py", "A = 1\n")
            wheel.writestr("goi_mau-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: goi-mau\nVersion: 1.0\n")
            wheel.writestr("goi_mau-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: mau\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr("goi_mau-1.0.dist-info/RECORD", "goi_mau.py,,\ngoi_mau-1.0.dist-info/METADATA,,\ngoi_mau-1.0.dist-info/WHEEL,,\ngoi_mau-1.0.dist-info/RECORD,,\n")
        return folder / name
    with tarfile.open(folder / name, "w:gz") as source:
        for path, text in (("goi_mau-1.0/setup.py", f"open({str(folder / 'da-chay')!r}, 'w')\nfrom setuptools import setup\nsetup(name='goi-mau', version='1.0', py_modules=['goi_mau'])\n"),
                           ("goi_mau-1.0/goi_mau.py", "A = 1\n"), ("goi_mau-1.0/PKG-INFO", "Metadata-Version: 2.1\nName: goi-mau\nVersion: 1.0\n")):
            entry = tarfile.TarInfo(path)
            entry.size = len(text.encode())
            source.addfile(entry, io.BytesIO(text.encode()))
    return folder / name


@pytest.mark.parametrize("name, hashed, installed", [
    ("goi_mau-1.0-py3-none-any.whl", True, True), ("goi_mau-1.0-py3-none-any.whl", False, False), ("goi_mau-1.0.tar.gz", True, False),
], ids=["a wheel with its hash", "a wheel that was exchanged", "a source"])
def test_wheels_with_their_hash_are_installed_and_nothing_else_is(tmp_path, monkeypatch, name, hashed, installed):
    import hashlib

    package = _offered(tmp_path / "goi", name)
    sum = hashlib.sha256(package.read_bytes() if hashed else b"another").hexdigest()
    (tmp_path / "requirements.lock").write_text(f"goi-mau==1.0 \\\n    --hash=sha256:{sum}\n", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "LOCKS", {"site": tmp_path / "requirements.lock"})
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", Path(sys.prefix))
    for variable, value in (("PIP_NO_INDEX", "1"), ("PIP_FIND_LINKS", str(package.parent)), ("PIP_TARGET", str(tmp_path / "cai")), ("PIP_NO_BUILD_ISOLATION", "0"), ("PIP_CONFIG_FILE", "nul" if sys.platform == "win32" else "/dev/null")):
        monkeypatch.setenv(variable, value)
    if installed:
        bootstrap._install("site")
        assert (tmp_path / "cai/goi_mau.py").is_file()
    else:
        with pytest.raises(bootstrap.CannotPrepare):
            bootstrap._install("site")
        assert not (tmp_path / "cai").exists() and not (package.parent / "da-chay").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the environment is lent by links")
def test_a_command_waits_for_another_that_prepares_the_environment_and_then_uses_it(tmp_path, monkeypatch):
    home, lock = tmp_path / "moi truong", tmp_path / "requirements.lock"
    home.mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (home / name).symlink_to(Path(sys.prefix) / name)
    lock.write_text("goi-khong-co==1.0 \\\n    --hash=sha256:00\n")
    monkeypatch.setattr(bootstrap, "LOCKS", {"site": lock})
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", home)
    code = (f"from pathlib import Path\nfrom plugins.engine import bootstrap\nbootstrap.LOCKS = {{'site': Path({str(lock)!r})}}\n"
            f"bootstrap.ENVIRONMENT = Path({str(home)!r})\nbootstrap.ensure('site')\n")
    with bootstrap.alone():
        other = subprocess.Popen([sys.executable, "-X", "utf8", "-c", code], cwd=ROOT, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        assert "đợi lệnh ấy xong" in other.stderr.readline()
        stamp, fingerprint = bootstrap._stamp("site")
        stamp.write_text(fingerprint)
    told = other.stderr.read()
    assert other.wait() == 0 and "cài" not in told, told
    stamp.unlink()
    alone = subprocess.run([sys.executable, "-X", "utf8", "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert alone.returncode and "cài thư viện của trang" in alone.stderr and "đợi lệnh ấy xong" not in alone.stderr

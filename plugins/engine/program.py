"""The command line: invoke's parser with Vietnamese help, exit code 2 for wrong usage."""
from __future__ import annotations

import inspect
import os
import re
import sys
from importlib import import_module

from invoke import Collection, Exit, ParseError, Program
from invoke.exceptions import UnexpectedExit

from plugins import disk

_WORDS = (
    (r"'(.+)' did not receive required positional arguments: (.+)", r"lệnh '\1' còn thiếu: \2"),
    (r"No idea what '(.+)' is!", r"không có lệnh hay lựa chọn '\1'"),
    (r"Flag '(.+)' needed value and was not given one", r"lựa chọn '\1' cần một giá trị"),
    (r"Flag \"?'?(.+?)\"?'? needed value.*", r"lựa chọn '\1' cần một giá trị"),
    (r"'(.+)' is ambiguous.*", r"'\1' chưa rõ nghĩa: đặt các lựa chọn sau cùng"),
)


def in_vietnamese(error: str) -> str:
    """invoke's words for wrong usage, in Vietnamese.

    >>> in_vietnamese("No idea what 'biuld' is!")
    "không có lệnh hay lựa chọn 'biuld'"
    """
    for pattern, words in _WORDS:
        if re.fullmatch(pattern, error.strip()):
            return re.sub(pattern, words, error.strip())
    return error


class Later:
    """A module that is loaded when something is first asked of it: ``build`` need not wait for what only ``new`` uses."""

    def __init__(self, name: str):
        self._name = name

    def __getattr__(self, attribute: str) -> object:
        return getattr(import_module(self._name), attribute)


class Commands(Program):
    """``tasks.py`` and its commands; knows no other core options than help."""

    def run(self, argv: list[str] | None = None, exit: bool = True) -> None:
        compiled = sys.dont_write_bytecode
        try:
            self.create_config()
            self.parse_core(argv)
            sys.dont_write_bytecode = compiled  # invoke forbids it: each command would compile our modules again
            self.parse_collection()
            self.parse_tasks()
            self.parse_cleanup()
            self.update_config()
            self.execute()
        except ParseError as error:
            print(f"{in_vietnamese(str(error))}\nXem các lệnh: {self.called} --help", file=sys.stderr)
            sys.exit(2)
        except Exit as error:
            if error.message:
                print(error.message, file=sys.stderr)
            sys.exit(error.code)
        except UnexpectedExit as error:
            sys.exit(error.result.exited)
        except BrokenPipeError:  # whoever read what we print has left, such as ``head``
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except OSError as error:  # what a command itself does not tell; anything else than files is a fault of the program
            if error.filename is None and error.errno not in disk.REFUSED:
                raise
            print(f"Chưa làm được: {disk.refusal(error, os.getcwd())}.", file=sys.stderr)
            sys.exit(1)
        except KeyboardInterrupt:
            print("\nĐã dừng theo yêu cầu.", file=sys.stderr)
            sys.exit(130)

    @property
    def called(self) -> str:
        return "py tasks.py" if os.name == "nt" else "python3 tasks.py"

    def print_help(self) -> None:
        """The commands, one a line."""
        print(f"nhiemky: cổng tin của cấp ủy\n\nCách dùng: {self.called} LỆNH [lựa chọn]\n\nCác lệnh:")
        tasks = self.namespace.tasks
        width = max(map(len, tasks)) + 2
        for name in tasks:
            first = inspect.getdoc(tasks[name]).split("\n")[0]
            print(f"  {name:<{width}}{first}")
        print(f"\nXem lựa chọn của một lệnh: {self.called} LỆNH --help")

    def print_task_help(self, name: str) -> None:
        """What a command does, its options, the exit codes."""
        task, context = self.namespace[name], self.parser.contexts[name]
        required = " ".join(arg.name.upper() for arg in context.positional_args)
        print(f"Cách dùng: {self.called} {name} {required}".rstrip() + " [lựa chọn]\n")
        print(inspect.getdoc(task) + "\n")
        flags = context.help_tuples()
        if flags:
            print("Lựa chọn:")
            width = max(len(flag) for flag, _ in flags) + 2
            for flag, text in flags:
                print(f"  {flag.replace('STRING', '…').replace('INT', 'SỐ'):<{width}}{text}")
        print("\nMã thoát: 0 xong; 1 đầu vào có lỗi (đã liệt kê); 2 dùng sai lệnh.")


def main(module, argv: list[str]) -> None:
    """Run *module*'s tasks with *argv* (without the program's name)."""
    namespace = Collection.from_module(module, auto_dash_names=True)
    program = Commands(name="nhiemky", binary="tasks.py", namespace=namespace, version="0.1.0")
    if {"-h", "--help"} & set(argv[1:]):  # invoke would take it for a command's PATH
        argv = ["--help", argv[0]]
    program.run(["tasks.py", *argv])

"""The preview server, asked over a real socket."""
from __future__ import annotations

import http.client
import socket
import struct
import threading
from dataclasses import dataclass
from http import HTTPStatus

import pytest

from plugins.newsroom import preview
from plugins.problem import Problem


@dataclass
class Said:
    status: HTTPStatus
    kind: str
    body: bytes


def answer(query):
    return Said(HTTPStatus.OK if query else HTTPStatus.BAD_REQUEST, "application/json", f'"{query}"'.encode())


@pytest.fixture
def running(tmp_path):
    folder = tmp_path / "output"
    (folder / "tin").mkdir(parents=True)
    (folder / "index.html").write_text("<html><body>Trang nhất</body></html>", encoding="utf-8")
    (folder / "a.css").write_text("p{}")
    (tmp_path / "bi-mat.txt").write_text("bí mật", encoding="utf-8")
    state = preview.State()
    server = preview.server(folder, state, 0, {"/api/thu": answer})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], state
    server.shutdown()
    server.server_close()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, headers={"Host": f"localhost:{port}", **headers})
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


def test_a_page_is_served_with_the_script_that_reloads_it(running):
    status, text = ask(running[0], "/")
    assert status == 200 and "Trang nhất" in text and preview.SCRIPT in text


def test_other_files_are_served_as_they_are(running):
    assert ask(running[0], "/a.css") == (200, "p{}")


def test_the_version_grows_with_each_build(running):
    port, state = running
    before = ask(port, preview.VERSION)[1]
    state.show(())
    assert ask(port, preview.VERSION)[1] != before


def test_a_page_says_which_build_it_was_made_from_so_that_no_build_is_missed_while_it_loads(running):
    port, state = running
    for _ in range(2):
        state.show(())
        assert f'data-ban="{state.version}"' in ask(port, "/")[1]
    state.show((Problem("content/tin/a.md", 3, 7, "sai"),))
    assert f'data-ban="{state.version}"' in ask(port, "/", Accept="text/html")[1]


def test_a_build_that_began_before_a_save_does_not_settle_what_the_save_brought(running):
    port, state = running
    fault = Problem("content/tin/a.md", 3, 7, "sai")
    state.begin()
    state.show_at_once({"content/tin/a.md": (fault,)}, {})
    state.show((), {})
    assert state.problems == (fault,)
    state.begin()
    state.show_at_once({"content/tin/a.md": ()}, {"/": b"<html><body>moi</body></html>"})
    assert state.problems == () and "moi" in ask(port, "/")[1]
    state.show((fault,))
    assert state.problems == ()
    state.begin()
    state.show((Problem("content/tin/b.md", 1, 1, "khac"),))
    assert "moi" in ask(port, "/")[1]  # the build put nothing out
    state.begin()
    state.show((), {})
    assert "Trang nhất" in ask(port, "/")[1]


def test_problems_stand_in_the_page_with_file_and_line(running):
    port, state = running
    state.show((Problem("content/tin/a.md", 3, 7, "'<b>' sai", "sửa"),))
    status, text = ask(port, "/", Accept="text/html")
    assert status == 500 and "content/tin/a.md:3:7" in text and "&lt;b&gt;" in text


@pytest.mark.parametrize("path", ["/../bi-mat.txt", "/%2e%2e/bi-mat.txt", "/tin/..%2f..%2fbi-mat.txt", "//etc/passwd"])
def test_nothing_outside_the_folder_is_served(running, path):
    status, text = ask(running[0], path)
    assert status in (404, 400, 301) and "bí mật" not in text and "root:" not in text


def test_another_host_name_that_points_here_is_refused(running):
    assert ask(running[0], "/", Host="tan-cong.example")[0] == 421


@pytest.mark.parametrize("path", ["/", "/api/thu?q=a"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_writing_methods_are_refused(running, method, path):
    assert ask(running[0], path, method=method) == (405, "")


def test_a_route_answers_with_its_own_status_and_body(running):
    assert ask(running[0], "/api/thu?q=quy+ho%E1%BA%A1ch") == (200, '"q=quy+ho%E1%BA%A1ch"')
    assert ask(running[0], "/api/thu") == (400, '""')


def test_head_is_answered_without_a_body(running):
    assert ask(running[0], "/api/thu?q=a", method="HEAD") == (200, "")
    assert ask(running[0], "/api/thu", method="HEAD") == (400, "")
    assert ask(running[0], "/a.css", method="HEAD") == (200, "")
    assert ask(running[0], "/a.css", method="HEAD", Host="tan-cong.example") == (421, "")


def test_a_route_answers_while_the_content_has_problems(running):
    running[1].show((Problem("content/tin/a.md", 3, 7, "sai"),))
    assert ask(running[0], "/api/thu?q=a", Accept="text/html")[0] == 200


def test_a_route_is_closed_to_other_host_names(running):
    assert ask(running[0], "/api/thu?q=a", Host="tan-cong.example")[0] == 421


def test_the_page_waits_for_the_next_build_and_hears_of_it_at_once(running):
    port, state = running
    heard: list[str] = []
    waiting = threading.Thread(target=lambda: heard.append(ask(port, f"{preview.VERSION}?co={state.version}")[1]))
    waiting.start()
    before = state.version
    state.show(())
    waiting.join(5)
    assert heard == [str(before + 1)]


def test_a_draft_is_marked_and_listed_and_other_pages_only_say_that_this_is_a_preview(running):
    port, state = running
    state.show((), {"/": ("Trang <nháp>", "draft")})
    marked = ask(port, "/")[1]
    assert "Bản nháp: người đọc chưa thấy trang này" in marked and preview.STYLE in marked
    listed = ask(port, preview.LIST)[1]
    assert "Trang &lt;nháp&gt;" in listed and 'href="/"' in listed
    state.show((), {})
    assert "Bản nháp" not in ask(port, "/")[1] and "Xem thử trên máy này" in ask(port, "/")[1]
    assert "Không có bản nháp nào" in ask(port, preview.LIST)[1]


def test_problems_are_grouped_by_file_with_line_and_advice(running):
    running[1].show((Problem("content/tin/b.md", 3, 7, "sai", "viết: đúng"), Problem("content/tin/a.md", 0, 0, "hỏng")))
    text = ask(running[0], "/", Accept="text/html")[1]
    assert text.index("content/tin/a.md") < text.index("content/tin/b.md") and "dòng 3, cột 7" in text and "→ viết: đúng" in text and "cả tệp" in text


def test_a_page_that_was_closed_while_it_waited_is_no_fault_to_tell_of(running, capfd):
    port, state = running
    with socket.create_connection(("127.0.0.1", port)) as gone:
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closes with a reset, as a killed tab does
        gone.sendall(f"GET {preview.VERSION}?co={state.version} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
        ask(port, "/")  # by then the other is being waited for
    for _ in range(3):
        state.show(())
        ask(port, "/")
    assert "Traceback" not in capfd.readouterr().err


def test_a_port_that_cannot_be_had_is_told_in_vietnamese(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        for port, words in ((taken.getsockname()[1], "chương trình khác đang dùng cổng này"), (70_000, "từ 1 đến 65535")):
            with pytest.raises(preview.NoPort, match=words):
                preview.run(tmp_path, [tmp_path], port, lambda state: None, print)


@pytest.mark.parametrize("path", ["/khong-co/", "/tin/", "/khong-co.jpg"])
def test_a_missing_page_is_told_in_vietnamese_and_comes_by_itself_once_it_is_there(running, path):
    status, text = ask(running[0], path)
    assert status == 404 and "Không tìm thấy trang này" in text and preview.SCRIPT in text


def test_an_article_that_is_gone_or_has_moved_is_so_before_the_build_ends(running):
    port, state = running
    state.begin()
    state.show_at_once({}, {"/": None, "/moi/": b"<html><body>moi</body></html>"}, {"/moi/": ("Mới", "draft")}, {"/cu/": "/moi/"})
    assert ask(port, "/")[0] == 404 and ask(port, "/cu/")[0] == 302 and "Bản nháp" in ask(port, "/moi/")[1]
    state.show((), {})  # that build knew nothing of it
    assert ask(port, "/")[0] == 404 and "Bản nháp" in ask(port, "/moi/")[1]
    state.begin()
    state.show((), {})
    assert ask(port, "/")[0] == 200 and ask(port, "/cu/")[0] == 302

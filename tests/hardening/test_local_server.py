"""The local server is for this machine: what listens elsewhere would answer strangers."""
from __future__ import annotations

import socket
import sys
import threading

import pytest

from plugins.newsroom import preview


def answers(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), timeout=2).close()
    except OSError:
        return False
    return True


def others() -> list[str]:
    """Addresses of this machine besides the one that the server may listen on; on Linux all of 127.0.0.0/8 are."""
    found = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    return sorted(found | ({"127.0.0.2"} if sys.platform == "linux" else set()))


def test_the_local_server_listens_on_loopback_alone(tmp_path):
    server = preview.server(tmp_path, preview.State(), 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        port = server.server_address[1]
        assert answers("127.0.0.1", port)
        assert [address for address in others() if answers(address, port)] == []
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere 127.0.0.2 is nobody's")
def test_a_server_that_listens_everywhere_would_be_seen():
    with socket.create_server(("0.0.0.0", 0)) as everywhere:
        assert answers(others()[0], everywhere.getsockname()[1])

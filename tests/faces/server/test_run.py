from __future__ import annotations

import socket

from comity.faces.server.run import listening


def test_small_answers_do_not_wait_for_more() -> None:
    """Asyncio has a connection send at once (TCP_NODELAY) only if its listening socket says that it is of TCP."""
    with listening("127.0.0.1", 0) as taken:
        assert taken.proto == socket.IPPROTO_TCP

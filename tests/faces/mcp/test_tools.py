from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from comity.service import Service
from tests.faces.cli.running import PROGRAM, environment


def asked(service: Service, folder: Path, work: Callable[[ClientSession], Awaitable[Any]]) -> Any:  # noqa: ANN401
    """What `work` returns, given a session with `comity mcp` in a process of its own."""

    async def session() -> Any:  # noqa: ANN401
        parameters = StdioServerParameters(
            command=str(PROGRAM), args=["mcp", "--ledger", service.ledger], env=environment(folder)
        )
        async with stdio_client(parameters) as streams, ClientSession(*streams) as session:
            await session.initialize()
            return await work(session)

    return asyncio.run(session())


def told(result: Any) -> Any:  # noqa: ANN401
    assert not result.is_error, result.content
    return result.structured_content


def test_an_assistant_asks_and_every_answer_has_its_words(service: Service, tmp_path: Path) -> None:
    async def talk(session: ClientSession) -> dict[str, Any]:
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        assert set(tools) == {"read", "standing", "who", "timeline", "events", "why", "outlook"}
        assert all(tool.description and tool.output_schema for tool in tools.values())
        call = session.call_tool
        found = {"standing": told(await call("standing", {"one": "Russia", "two": "taliban"}))}
        found["who"] = told(await call("who", {"verb": "recognises", "name": "AFG"}))
        found["timeline"] = told(await call("timeline", {"one": "RUS", "two": "AFG"}))
        found["events"] = told(await call("events", {"actor": "CHN", "status": "denied"}))
        found["why"] = told(await call("why", {"id": found["who"]["result"][0]["standing"]["id"]}))
        found["read"] = told(await call("read", {"text": "Fiji recognised Kosovo on 10 March 2026."}))
        wrong = await call("who", {"verb": "likes", "name": "AFG"})
        inside = await call("read", {"address": "http://127.0.0.1:1/"})
        found["errors"] = [wrong.is_error, wrong.content[0].text, inside.is_error, inside.content[0].text]
        return found

    found = asked(service, tmp_path, talk)
    words = "Russia recognised the Taliban government of Afghanistan on 3 July 2025."
    assert found["standing"]["result"][0]["evidence"][0]["words"] == words
    assert found["who"]["result"][0]["actor"] == "RUS"
    assert found["timeline"]["result"][0]["reports"][0]["words"] == words
    assert "denied" in json.dumps(found["events"])
    assert found["why"]["supports"][0]["evidence"] == words
    assert found["read"]["reports"][0]["evidence"] == "Fiji recognised Kosovo on 10 March 2026."
    assert found["errors"][0] and "Nobody can be asked who" in found["errors"][1]
    assert found["errors"][2] and "only public addresses" in found["errors"][3]


@pytest.mark.parametrize("horizon", [30, 365])
def test_the_outlook_is_a_tool(tmp_path: Path, horizon: int) -> None:
    from comity.faces.mcp.server import Tools
    from comity.service import serving
    from comity.settings import Settings

    with serving(Settings(str(tmp_path / "ledger.sqlite"))) as service:
        service.ask.load_reference()
        found = Tools(service).outlook("XKX", horizon=horizon, limit=5)
        assert len(found) == 5
        assert all(0 <= one.low <= one.probability <= one.high <= 1 and one.horizon == horizon for one in found)
        assert all(one.basis for one in found)

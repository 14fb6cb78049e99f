# SPDX-License-Identifier: EUPL-1.2
"""A conversation with Microsoft's object model: JSON-RPC, one message per line, over stdio (Model Context Protocol)."""

import json
import subprocess
import threading

PATIENCE_SECONDS = 120


class ObjectModel:
    """The program, started for one `with`; it is ended when it does not answer a question in time."""

    def __init__(self, program):
        self.program, self.number = program, 0

    def __enter__(self):
        self.process = subprocess.Popen(
            [self.program, "--start"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        about = {"protocolVersion": "2024-11-05", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
        self._ask("initialize", about)
        self._send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        return self

    def __exit__(self, *_cause):
        self.process.kill()
        self.process.communicate()

    def open(self, folder):
        """What the program says of a folder with TMDL; ValueError with its words where it cannot load it."""
        answer = self.tool("connection_operations", operation="ConnectFolder", folderPath=str(folder))
        if "data" not in answer:
            raise ValueError(answer["message"])
        return answer["data"]

    def tool(self, name, **request):
        """The answer of a tool, as JSON; the text of a file where it gives one."""
        result = self._ask("tools/call", {"name": name, "arguments": {"request": request}})["result"]
        content = result["content"][0]
        return content["resource"]["text"] if content["type"] == "resource" else json.loads(content["text"])

    def _ask(self, method, params):
        self.number += 1
        guard = threading.Timer(PATIENCE_SECONDS, self.process.kill)
        guard.start()
        try:
            self._send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
            for line in self.process.stdout:
                message = json.loads(line)
                if message.get("id") == self.number:
                    return message
        finally:
            guard.cancel()
        raise TimeoutError(f"{method} was not answered")

    def _send(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

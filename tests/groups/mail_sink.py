"""A mail server in a thread, which can have a worker killed in the middle of a letter."""

import os
import re
import signal
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

MESSAGE_ID = re.compile(rb"^Message-ID: (\S+)", re.MULTILINE)


@dataclass
class Sink:
    """What arrived: (Message-ID, address) in turn. `killing` says at which letter a worker dies, and when.

    "before" the server has all of it, "after" the server has taken it and before it says so, "leaving" when the worker
    takes its leave.
    """

    killing: dict[int, str] = field(default_factory=dict)
    taken: list[tuple[str, str]] = field(default_factory=list)
    seen: int = 0
    port: int = 0
    worker: int = 0

    @property
    def mailboxes(self) -> dict[str, list[str]]:
        """What each address finds: of letters with one Message-ID a mailbox keeps one."""
        kept = dict.fromkeys(self.taken)
        return {address: [id_ for id_, to in kept if to == address] for _id, address in kept}

    def kill(self, when: str) -> bool:
        """Kill the worker if it is to die now."""
        if self.killing.get(self.seen) != when:
            return False
        del self.killing[self.seen]
        os.kill(self.worker, signal.SIGKILL)
        return True


class Conversation(socketserver.StreamRequestHandler):
    """What a worker and the server say to each other over one letter."""

    def handle(self) -> None:
        self._say("220 here")
        for line in self.rfile:
            if not self._answer(line):
                return
            self._say("250 well")

    def _answer(self, line: bytes) -> bool:
        """Do what a line asks; return False where there is nobody to answer any more."""
        word = line.split(b" ")[0].strip().upper()
        if word == b"RCPT":
            self.address = line.decode().split("<")[1].split(">")[0]
        if word == b"DATA":
            self._say("354 go on")
            return self._take()
        return word != b"QUIT" or not self.server.sink.kill("leaving")

    def _take(self) -> bool:
        """Read a letter to its end and keep it; return False where its worker is no more."""
        sink = self.server.sink
        sink.seen += 1
        if sink.kill("before"):
            return False
        content = b""
        while not content.endswith(b"\r\n.\r\n"):
            line = self.rfile.readline()
            if not line:
                return False
            content += line
        sink.taken.append((MESSAGE_ID.search(content)[1].decode(), self.address))
        return not sink.kill("after")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_sink(killing: dict[int, str]) -> Iterator[Sink]:
    """Run a mail server on a free port of this machine."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.sink = Sink(killing, port=server.server_address[1])
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server.sink
        server.shutdown()

"""The site served by gunicorn, as in production."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Server:
    """A server that is started and stopped, and answers at the same address each time."""

    def __init__(self, **environment: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._bind = f"127.0.0.1:{free.getsockname()[1]}"
        self.address = f"http://{self._bind}"
        self.environment = {**os.environ, **environment}

    def manage(self, *command: str) -> None:
        """Run a command of manage.py for the site."""
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, check=True)

    def start(self) -> None:
        """Serve, and return once a request is answered."""
        self._running = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", self._bind, "--threads", "4"],
            cwd=ROOT,
            env=self.environment,
            stderr=subprocess.DEVNULL,
        )
        for _attempt in range(150):
            try:
                urllib.request.urlopen(f"{self.address}/healthz", timeout=1)  # noqa: S310
            except OSError:
                time.sleep(0.1)
            else:
                return
        self.stop()
        raise TimeoutError

    def stop(self) -> None:
        self._running.terminate()
        self._running.wait(timeout=10)

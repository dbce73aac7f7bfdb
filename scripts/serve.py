"""Serve the site for development with the worker that sends letters beside it; whichever ends takes the other along."""

import signal
import subprocess
import sys
import time
from pathlib import Path

MANAGE = [sys.executable, str(Path(__file__).resolve().parent.parent / "manage.py")]


def stop(_number: int, _frame: object) -> None:
    sys.exit(0)


def main(address: str) -> None:
    signal.signal(signal.SIGTERM, stop)
    started = [
        subprocess.Popen([*MANAGE, "db_worker", "--no-reload", "--verbosity", "0"]),
        subprocess.Popen([*MANAGE, "runserver", address]),
    ]
    try:
        while all(process.poll() is None for process in started):
            time.sleep(0.5)
    except KeyboardInterrupt:
        pass
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()


if __name__ == "__main__":
    main(sys.argv[1])

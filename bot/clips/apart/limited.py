"""Limited: runs a program of ours with little of the machine. A program itself, alone.

    python limited.py CPU MEMORY PROGRAM [ARGUMENT ...]

CPU is in seconds and MEMORY in bytes, for all of the process: whoever started it has a limit of
time too, but may be gone by then. The rest is as for the program itself.
"""

import os
import resource
import runpy
import sys


def main() -> None:
    """Limit this process, and let it be the program that is named."""
    cpu, memory = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)  # turns go first
    del sys.argv[:3]
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()

"""What every script of a peer prints: one JSON object with seconds, processor seconds, the peer and its version."""
import json
import os
import resource
import time
from importlib.metadata import version

# Not of use to current numpy, and set by some machines.
os.environ.pop("OPENBLAS_CORETYPE", None)
os.environ.pop("OPENBLAS_L2_SIZE", None)


def used():
    """Processor seconds of this process and of those that it waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def timed(work):
    start, before = time.perf_counter(), used()
    result = work()
    return result, {"seconds": time.perf_counter() - start, "processorSeconds": used() - before}


def report(package, **figures):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"peer": f"{package} {version(package)}", "threads": os.cpu_count(), "peakMb": peak, **figures}))

"""Trains rows and seeds side by side on one device and collects what they wrote.

    python3 run_all.py --data FOLDER --out FOLDER [--parallel 5] [--seconds 500] ROW:SEED ...

OUT/results.json is what stands beside this file as results.json.
"""

import argparse
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def collect(folder: Path) -> None:
    """The scores of all runs, without their epochs."""
    every = [json.loads(path.read_text()) for path in sorted(folder.glob("*-*.json"))]
    scored = [each for each in every if "test" in each]
    if not scored:
        return

    def short(run: dict) -> dict:
        scores = {part: {name: round(value, 4) for name, value in run[part].items()} for part in ("train", "validation", "test")}
        kept = {name: run[name] for name in ("row", "seed", "finished", "parameters", "seconds")}
        return {**kept, "epochs": len(run["epochs"]), **scores}

    first = scored[0]
    whole = {"format": 1, "torch": first["torch"], "device": first["device"], "runs": [short(run) for run in scored]}
    (folder / "results.json").write_text(json.dumps(whole, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--parallel", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=500)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("jobs", nargs="+", help="ROW:SEED, in the order in which they start")
    chosen, passed = parser.parse_known_args()
    until = time.monotonic() + chosen.seconds
    chosen.out.mkdir(parents=True, exist_ok=True)

    def run(job: str) -> None:
        row, seed = job.split(":")
        left = until - time.monotonic()
        if left < 20:
            print(f"{job}: not started", flush=True)
            return
        command = [sys.executable, Path(__file__).with_name("twin.py"), "--row", row, "--seed", seed]
        command += ["--data", chosen.data, "--out", chosen.out / f"{row}-{seed}.json", "--device", chosen.device]
        command += ["--seconds", str(left - 10), *passed]
        done = subprocess.run([str(each) for each in command], capture_output=True, text=True)
        print(f"{job}: {round(chosen.seconds - until + time.monotonic())} s", done.stderr[-600:], flush=True)

    with ThreadPoolExecutor(chosen.parallel) as pool:
        list(pool.map(run, chosen.jobs))
    collect(chosen.out)


if __name__ == "__main__":
    main()

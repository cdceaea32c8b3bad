"""Writes the two data sets of these studies, each into a folder of its own below FOLDER, and how their rows are split.

Run: python3 prepare.py FOLDER     (scikit-learn 1.9, pandas; npm for the penguins)

The digits are those that scikit-learn's wheel ships (UCI, Alpaydin & Kaynak 1998: CC BY 4.0), the penguins those of the
npm package vega-datasets 3.2.1 (Gorman, Williams & Fraser 2014: CC0). Nothing of the data is changed; the splits are
stratified by class, 60 % training, 20 % validation and 20 % test, and stand beside this file.
"""
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile

import pandas as pd
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

HERE = pathlib.Path(__file__).parent
PENGUINS = "vega-datasets@3.2.1"


def digits():
    data = load_digits()
    rows = pd.DataFrame(data.data.astype(int), columns=[f"p{i}" for i in range(64)])
    rows["digit"] = data.target
    return rows, "digit"


def penguins():
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.check_output(["npm", "pack", PENGUINS, "--silent"], cwd=folder, text=True).strip()
        with tarfile.open(pathlib.Path(folder, packed)) as tar:
            rows = pd.DataFrame(json.load(tar.extractfile("package/data/penguins.json")))
    return rows, "Species"


def main(folder):
    for name, make in {"digits": digits, "penguins": penguins}.items():
        rows, label = make()
        target = pathlib.Path(folder, name)
        target.mkdir(parents=True, exist_ok=True)
        rows.to_csv(target / f"{name}.csv", index=False)
        rest, test = train_test_split(range(len(rows)), test_size=0.2, stratify=rows[label], random_state=0)
        train, validation = train_test_split(rest, test_size=0.25, stratify=rows[label].iloc[rest], random_state=0)
        split = {"train": sorted(train), "validation": sorted(validation), "test": sorted(test)}
        (HERE / f"{name}.split.json").write_text(json.dumps(split, separators=(", ", ": ")) + "\n")
        print(target / f"{name}.csv", len(rows), "rows")


main(sys.argv[1])

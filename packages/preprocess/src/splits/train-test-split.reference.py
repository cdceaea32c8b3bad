"""Sizes of scikit-learn's train_test_split, for train-test-split.test.ts.

python train-test-split.reference.py > train-test-split.reference.json
"""
import json

import numpy as np
from sklearn.model_selection import train_test_split

cases = []
for rows in (5, 10, 31, 103):
    for sizes in ({}, {"testSize": 0.1}, {"testSize": 0.29}, {"testSize": 3}, {"trainSize": 0.7}, {"trainSize": 4},
                  {"trainSize": 0.5, "testSize": 0.33}, {"trainSize": 0.99}, {"testSize": 0.5, "trainSize": 2}):
        words = {"testSize": "test_size", "trainSize": "train_size"}
        train, test = train_test_split(np.arange(rows), random_state=0, **{words[k]: v for k, v in sizes.items()})
        cases.append({"rows": rows, "sizes": sizes, "train": len(train), "test": len(test)})
stratified = []
for counts in ([10, 30, 61], [4, 5], [50, 2, 7]):
    for size in (0.25, 0.3, 20 if sum(counts) > 30 else 3):
        labels = np.repeat(np.arange(len(counts)), counts)
        answers = {
            tuple(
                tuple(np.bincount(part, minlength=len(counts)).tolist())
                for part in train_test_split(labels, test_size=size, stratify=labels, random_state=seed)
            )
            for seed in range(20)
        }
        if len(answers) == 1:  # where remainders tie, chance decides
            train, test = next(iter(answers))
            stratified.append({"counts": counts, "testSize": size, "train": train, "test": test})
print(json.dumps({"sizes": cases, "stratified": stratified}))

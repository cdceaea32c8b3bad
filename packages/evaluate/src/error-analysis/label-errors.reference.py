"""Confident learning from the paper's equations, in NumPy. Run: python3 label-errors.reference.py > label-errors.reference.json"""
import json

import numpy as np

rng = np.random.default_rng(7)
rows, classes = 240, 4
true = rng.integers(0, classes, rows)
given = true.copy()
flipped = rng.random(rows) < 0.12
given[flipped] = (given[flipped] + rng.integers(1, classes, flipped.sum())) % classes
logits = 2.5 * np.eye(classes)[true] + rng.normal(size=(rows, classes))
shares = np.exp(logits)
shares = np.round(shares / shares.sum(1, keepdims=True), 4)
shares[:, 0] += 1 - shares.sum(1)

thresholds = np.array([shares[given == c, c].mean() for c in range(classes)])
joint = np.zeros((classes, classes))
issues = []
for row in range(rows):
    above = [c for c in range(classes) if shares[row, c] >= thresholds[c]]
    if not above:
        continue
    likely = max(above, key=lambda c: (shares[row, c], -c))
    joint[given[row], likely] += 1
    if likely != given[row]:
        issues.append(row)
counts = np.bincount(given, minlength=classes)
joint = joint / joint.sum(1, keepdims=True) * counts[:, None]
joint /= joint.sum()
issues.sort(key=lambda row: -(shares[row].max() - shares[row, given[row]]))
print(json.dumps({"given": given.tolist(), "flipped": np.flatnonzero(flipped).tolist(), "shares": shares.ravel().tolist(),
                  "joint": joint.tolist(), "issues": issues, "thresholds": thresholds.tolist()}, separators=(",", ":")))

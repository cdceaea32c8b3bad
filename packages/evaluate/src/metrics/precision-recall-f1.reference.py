"""scikit-learn's scores for precision-recall-f1.test.ts: python precision-recall-f1.reference.py > precision-recall-f1.reference.json"""
import json
import random

from sklearn.metrics import precision_recall_fscore_support

cases = []
for seed in range(24):
    rng = random.Random(seed)
    classes = 2 if seed % 2 == 0 else 5
    rows = rng.choice([3, 12, 40])
    truth, predicted = ([rng.randrange(classes) for _ in range(rows)] for _ in range(2))
    for average in ("macro", "micro", "weighted", None) + (("binary",) if classes == 2 else ()):
        p, r, f, _ = precision_recall_fscore_support(truth, predicted, average=average, zero_division=0)
        scores = [s.tolist() if average is None else float(s) for s in (p, r, f)]
        cases.append({"truth": truth, "predicted": predicted, "average": average, "scores": scores})
print(json.dumps(cases))

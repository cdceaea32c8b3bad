"""The figures of evaluate-metrics.mjs with scikit-learn: python3 tools/bench/evaluate-metrics.py"""
import time

import numpy as np
from sklearn import metrics as sk

rng = np.random.default_rng(1)
truth = rng.integers(0, 10, 10_000)
scores = rng.random((10_000, 10)).astype(np.float32)
scores[np.arange(10_000), np.where(rng.random(10_000) < 0.9, truth, rng.integers(0, 10, 10_000))] += 1.5
scores /= scores.sum(1, keepdims=True)
predicted = scores.argmax(1)
onehot = np.eye(10)[truth]


def everything():
    sk.accuracy_score(truth, predicted)
    sk.confusion_matrix(truth, predicted)
    sk.precision_recall_fscore_support(truth, predicted)
    sk.balanced_accuracy_score(truth, predicted)
    sk.cohen_kappa_score(truth, predicted)
    sk.matthews_corrcoef(truth, predicted)
    sk.log_loss(truth, scores)
    np.mean(np.sum((scores - onehot) ** 2, axis=1))
    for k in (1, 2, 3, 5):
        sk.top_k_accuracy_score(truth, scores, k=k)
    sk.roc_auc_score(truth, scores, multi_class="ovr")
    sk.average_precision_score(onehot, scores)


times = []
for _ in range(15):
    started = time.perf_counter()
    everything()
    times.append(1000 * (time.perf_counter() - started))
times = sorted(times[3:])
print(f"everything: median {times[len(times) // 2]:.2f} ms, least {times[0]:.2f} ms")

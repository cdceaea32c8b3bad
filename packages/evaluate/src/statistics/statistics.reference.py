"""Values of SciPy for statistics.test.ts. Run: python3 statistics.reference.py > statistics.reference.json"""
import json

import numpy as np
import scipy
from scipy import stats
from scipy.optimize import minimize_scalar
from sklearn.calibration import calibration_curve

rng = np.random.default_rng(0)
ps = [1e-300, 1e-12, 1e-5, 0.01, 0.025, 0.07, 0.3, 0.5, 0.7, 0.925, 0.975, 0.999, 1 - 1e-10]
wilson = [[k, n, level, *stats.binomtest(k, n).proportion_ci(level, method="wilson")]
          for k, n in [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (8554, 10000), (9999, 10000), (849, 999)] for level in (0.8, 0.95, 0.99)]
student = [[t, df, 2 * stats.t.sf(t, df)] for t in (0.0, 0.3, 1.0, 2.5, 12.0, 80.0) for df in (1, 2, 4, 9, 49)]
quantile = [[level, df, stats.t.ppf(0.5 + level / 2, df)] for level in (0.5, 0.8, 0.95, 0.999) for df in (1, 2, 4, 9, 49)]
fisher = [[f, a, b, stats.f.sf(f, a, b)] for f in (0.1, 1.0, 3.3, 4.74, 25.0) for a, b in [(10, 5), (1, 9), (3, 30)]]
coins = [[k, n, stats.binom.cdf(k, n, 0.5), stats.binom.pmf(k, n, 0.5)] for k, n in [(0, 1), (1, 3), (5, 5), (20, 60), (400, 1000), (4800, 10000)]]
mcnemar = [[b, c, stats.binomtest(b, b + c).pvalue] for b, c in [(0, 1), (3, 9), (25, 25), (10, 40), (310, 402)]]

truth = rng.integers(0, 2, 200)
score = np.round(np.clip(0.55 * truth + rng.uniform(0, 0.45, 200), 0, 1), 3)
curves = {}
for strategy in ("uniform", "quantile"):
    right, confidence = calibration_curve(truth, score, n_bins=7, strategy=strategy)
    curves[strategy] = [right.tolist(), confidence.tolist()]

labels = rng.integers(0, 4, 300)
logits = 4 * rng.normal(size=(300, 4)) + 4 * np.eye(4)[labels]
shares = np.exp(logits - logits.max(1, keepdims=True))
shares = np.round(shares / shares.sum(1, keepdims=True), 6)
shares[:, 0] += 1 - shares.sum(1)
shares = np.clip(shares, 1e-6, 1)
shares /= shares.sum(1, keepdims=True)


def loss(inverse):
    z = inverse * np.log(shares)
    z -= z.max(1, keepdims=True)
    return -np.mean(z[np.arange(300), labels] - np.log(np.exp(z).sum(1)))


best = minimize_scalar(loss, bounds=(0.01, 20), method="bounded", options={"xatol": 1e-12})
confidence, predicted = shares.max(1), shares.argmax(1)
bins = np.clip(np.ceil(confidence * 15).astype(int) - 1, 0, 14)
ece = sum((bins == b).mean() * abs(confidence[bins == b].mean() - (predicted == labels)[bins == b].mean()) for b in set(bins))

print(json.dumps({
    "scipy": scipy.__version__,
    "normal": [[p, stats.norm.ppf(p)] for p in ps],
    "wilson": wilson, "student": student, "quantile": quantile, "fisher": fisher, "coins": coins, "mcnemar": mcnemar,
    "calibration": {"truth": truth.tolist(), "score": score.tolist(), **curves},
    "temperature": {"labels": labels.tolist(), "shares": [float(f"{v:.17g}") for v in shares.ravel()], "temperature": 1 / best.x, "loss": best.fun, "ece": ece},
}, separators=(",", ":")))

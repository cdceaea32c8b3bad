"""k-means of scikit-learn from given centres: python3 k-means.reference.py > k-means.reference.json"""
import json
import sys

import numpy as np
import sklearn
from sklearn.cluster import KMeans

random = np.random.default_rng(5)
x = np.round(random.normal(size=(60, 3)) + random.integers(0, 4, (60, 1)) * [2.0, -1.5, 0.5], 6)
weights = np.where(random.random(60) < 0.1, 0.0, np.round(random.gamma(1.5, size=60), 3))
start = x[:5]
# The last two centres have no rows at first.
far = np.vstack([x[:3], [[90.0, 90.0, 90.0], [-90.0, 90.0, 0.0]]])


def found(init, **more):
    model = KMeans(n_clusters=5, init=init, n_init=1, **more).fit(x, sample_weight=weights if more.pop("weighted", False) else None)
    return {"centres": model.cluster_centers_.tolist(), "labels": model.labels_.tolist(), "inertia": model.inertia_, "nIter": model.n_iter_}


weighted = KMeans(n_clusters=5, init=start, n_init=1).fit(x, sample_weight=weights)
json.dump(
    {
        "scikit-learn": sklearn.__version__,
        "rows": x.tolist(),
        "weights": weights.tolist(),
        "start": start.tolist(),
        "far": far.tolist(),
        "plain": found(start),
        "empty": found(far),
        "short": found(start, max_iter=2),
        "loose": found(start, tol=0.05),
        "weighted": {
            "centres": weighted.cluster_centers_.tolist(),
            "labels": weighted.labels_.tolist(),
            "inertia": weighted.inertia_,
            "nIter": weighted.n_iter_,
        },
        "inertiaOf50": float(np.mean([KMeans(n_clusters=5, random_state=s).fit(x).inertia_ for s in range(50)])),
    },
    sys.stdout,
)

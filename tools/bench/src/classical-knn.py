"""One measurement of scikit-learn's brute-force KNeighborsClassifier, as JSON: called by classical.mjs."""
import argparse
import base64
import json
import resource
import time

import numpy as np
from fashion_mnist import load
from sklearn.neighbors import KNeighborsClassifier

options = argparse.ArgumentParser()
options.add_argument("--k", type=int, default=7)
options.add_argument("--metric", default="euclidean")
options.add_argument("--dtype", default="float32")
options.add_argument("--test", type=int, default=10000)
options = options.parse_args()
x, y, xt, yt = load()
x, xt, yt = x.astype(options.dtype), xt[: options.test].astype(options.dtype), yt[: options.test]
start = time.perf_counter()
model = KNeighborsClassifier(options.k, metric=options.metric, algorithm="brute", n_jobs=-1).fit(x, y)
predicted = model.predict(xt)
seconds = time.perf_counter() - start
print(json.dumps({
    "seconds": seconds,
    "accuracy": float((predicted == yt).mean()),
    "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "predicted": base64.b64encode(predicted.astype(np.uint8).tobytes()).decode(),
}))

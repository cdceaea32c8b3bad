"""One measurement of scikit-learn's LogisticRegression (pixels / 255), as JSON: called by classical.ts."""
import argparse
import warnings

from measured import report, timed

import numpy as np
from fashion_mnist import load
from sklearn.linear_model import LogisticRegression

warnings.simplefilter("ignore")
options = argparse.ArgumentParser()
options.add_argument("--solver", default="lbfgs")
options.add_argument("--iterations", type=int, default=100)
options.add_argument("--dtype", default="float64")
options = options.parse_args()
x, y, xt, yt = load()
x, xt = (x / 255).astype(options.dtype), (xt / 255).astype(options.dtype)
model = LogisticRegression(max_iter=options.iterations, solver=options.solver, tol=1e-12, random_state=0)
_, times = timed(lambda: model.fit(x, y))
logs = model.predict_log_proba(x).astype(np.float64)
loss = -logs[np.arange(len(y)), y].mean() + 0.5 * (model.coef_.astype(np.float64) ** 2).sum() / len(y)
report("scikit-learn", fit=times, iterations=options.iterations, loss=loss, accuracy=model.score(xt, yt))

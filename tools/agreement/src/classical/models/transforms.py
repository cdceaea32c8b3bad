"""Fits transforms of scikit-learn on cases from standard input; rows that they make on standard output."""
import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn.decomposition import PCA
from sklearn.preprocessing import MinMaxScaler, StandardScaler

warnings.simplefilter("ignore")
TWINS = {"standardize": StandardScaler, "min-max": MinMaxScaler, "pca": PCA}


def answer(case):
    x, q = np.array(case["features"], dtype=float), np.array(case["queries"], dtype=float)
    # An offset changes none of them, and scikit-learn itself rounds away what far columns differ by.
    centre = x.mean(axis=0) if case["kind"] == "pca" else 0
    model = TWINS[case["kind"]](**case["params"]).fit(x - centre)
    made = model.transform(q - centre)
    return {"rows": made.tolist(), "scale": float(np.abs(model.transform(x - centre)).max())}


json.dump({"version": sklearn.__version__, "answers": [answer(case) for case in json.load(sys.stdin)]}, sys.stdout)

"""Fits transforms of scikit-learn on cases from standard input; rows that they make on standard output. null is a missing
value, or a case that scikit-learn rounds."""
import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import (
    KBinsDiscretizer,
    MinMaxScaler,
    OneHotEncoder,
    OrdinalEncoder,
    RobustScaler,
    StandardScaler,
)

warnings.simplefilter("ignore")
TWINS = {
    "standardize": StandardScaler,
    "min-max": MinMaxScaler,
    "robust-scale": RobustScaler,
    "pca": PCA,
    "impute": SimpleImputer,
    "quantile-bins": KBinsDiscretizer,
    "ordinal": OrdinalEncoder,
    "one-hot": OneHotEncoder,
}


def listed(rows):
    return [[None if np.isnan(value) else float(value) for value in row] for row in rows]


def rounds_quantiles(rows, bins):
    """Whether a quantile that lies between two rows is one of them but for rounding of percents: the mean of both is right."""
    percents = np.linspace(0, 100, bins + 1)
    return any(rows * at % bins == 0 and rows * (percents[at] / 100) != rows * at // bins for at in range(1, bins))


def answer(case):
    x, q = (np.array(case[name], dtype=float) for name in ("features", "queries"))
    if case["kind"] == "quantile-bins" and rounds_quantiles(len(x), case["params"]["n_bins"]):
        return None
    # An offset changes none of them, and scikit-learn itself rounds away what far columns differ by.
    centre = x.mean(axis=0) if case["kind"] == "pca" else 0
    params = {name: tuple(value) if isinstance(value, list) else value for name, value in case["params"].items()}
    model = TWINS[case["kind"]](**params).fit(x - centre)
    made = model.transform(q - centre)
    return {"rows": listed(made), "scale": float(np.nanmax(np.abs(model.transform(x - centre))))}


json.dump({"version": sklearn.__version__, "answers": [answer(case) for case in json.load(sys.stdin)]}, sys.stdout)

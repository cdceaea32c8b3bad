"""Parameters of scikit-learn's classes and functions with their defaults: names from standard input, JSON to standard output."""
import importlib
import inspect
import json
import sys

import sklearn
from sklearn.experimental import enable_halving_search_cv  # noqa: F401

MODULES = [
    importlib.import_module(f"sklearn.{name}")
    for name in (
        "calibration", "cluster", "compose", "decomposition", "discriminant_analysis", "dummy", "ensemble", "impute",
        "inspection", "linear_model", "metrics", "model_selection", "naive_bayes", "neighbors", "preprocessing", "svm", "tree",
    )
]  # fmt: skip
# Rows and labels that have a default.
DATA = {"y", "y_proba"}


def named(name):
    if name == "skimage.feature.hog":
        from skimage.feature import hog

        return hog
    first, *rest = name.split(".")
    found = next(getattr(module, first) for module in MODULES if hasattr(module, first))
    for part in rest:
        found = getattr(found, part)
    return found


def plain(value):
    is_plain = isinstance(value, (int, float, str, bool, type(None))) and value == value  # NaN is not JSON
    return value if is_plain else str(value)


def parameters(name):
    found = named(name)
    is_search = name.endswith("SearchCV")

    def is_data(key, each):
        if inspect.isclass(found):
            return is_search and key == "estimator"
        must_be_given = each.default is each.empty and each.kind is not each.KEYWORD_ONLY
        return must_be_given or key in DATA

    return {
        key: None if each.default is each.empty else plain(each.default)
        for key, each in inspect.signature(found).parameters.items()
        if not is_data(key, each)
    }


names = json.load(sys.stdin)
json.dump({"version": sklearn.__version__, "found": {name: parameters(name) for name in names}}, sys.stdout)

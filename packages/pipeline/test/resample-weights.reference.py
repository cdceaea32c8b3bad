"""Values of scikit-learn that resample-weights.test.ts compares with.

    python3 resample-weights.reference.py > resample-weights.reference.json
"""
import json
import warnings

import numpy as np
import sklearn
from sklearn.model_selection import GridSearchCV, KFold, learning_curve, validation_curve
from sklearn.naive_bayes import GaussianNB

warnings.simplefilter("ignore")
rng = np.random.default_rng(8)
labels = np.arange(45) % 3
rows = (labels[:, None] + 1.5 * rng.standard_normal((45, 2))).round(3)
weights = (rng.uniform(0, 3, 45) * np.where(labels == 1, 2, 1)).round(3)
weights[[4, 9, 30]] = 0
values = [1e-9, 0.3, 3.0]
folds = list(KFold(3, shuffle=True, random_state=1).split(rows))
fit = {"sample_weight": weights}

search = GridSearchCV(GaussianNB(), {"var_smoothing": values}, cv=folds).fit(rows, labels, **fit)
trained, tested = validation_curve(
    GaussianNB(), rows, labels, param_name="var_smoothing", param_range=values, cv=folds, params=fit
)
_, curve_trained, curve_tested = learning_curve(GaussianNB(), rows, labels, train_sizes=[1.0], cv=folds, params=fit)


def sizes(count, shares):
    """Rows that scikit-learn trains on for shares of `count` training rows."""
    few = np.arange(2 * count) % 2
    cv = [(np.arange(count), np.arange(count, 2 * count))]
    return learning_curve(GaussianNB(), few[:, None].astype(float), few, train_sizes=shares, cv=cv)[0].tolist()


print(json.dumps({
    "made": f"scikit-learn {sklearn.__version__}",
    "rows": rows.ravel().tolist(), "labels": labels.tolist(), "weights": weights.tolist(), "values": values,
    "folds": [{"train": train.tolist(), "test": test.tolist()} for train, test in folds],
    "search": [search.cv_results_[f"split{fold}_test_score"].tolist() for fold in range(3)],
    "best": search.best_params_["var_smoothing"],
    "validation": {"train": trained.tolist(), "test": tested.tolist()},
    "learning": {"train": curve_trained.tolist(), "test": curve_tested.tolist()},
    "sizes": [
        {"rows": count, "shares": shares, "found": sizes(count, shares)}
        for count, shares in [
            (7, [0.2, 0.5, 0.9, 1.0]), (10, [0.29, 0.55, 0.7, 0.99]), (33, [0.05, 0.1, 0.2, 0.5, 1.0]),
            (100, [0.29, 0.57, 0.58]), (3, [0.01, 0.34, 0.5, 1.0]),
        ]
    ],
}))

# Probabilities of scikit-learn's HistGradientBoostingClassifier for training rows: it cuts half way between bins of all
# rows, ours half way between those of the node, so other rows may go another way.
#   python3 gradient-boosting.reference.py > gradient-boosting.reference.json
import json

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier

random = np.random.default_rng(5)
rows, columns = 360, 6
labels = random.integers(0, 3, rows)
values = (random.normal(size=(rows, columns)) * 40 + 110 + 18 * labels[:, None] * np.arange(columns) / 3).clip(0, 250)
values = values.astype(np.uint8)
train = slice(0, 300)

cases = []
for given in (
    {"max_iter": 12, "learning_rate": 0.2, "max_leaf_nodes": 8, "l2_regularization": 1.0},
    {"max_iter": 5, "learning_rate": 0.5, "max_leaf_nodes": 31, "max_depth": 3, "l2_regularization": 0.1},
):
    model = HistGradientBoostingClassifier(min_samples_leaf=1, early_stopping=False, random_state=0, **given)
    model.fit(values[train], labels[train])
    cases.append({"given": given, "probabilities": model.predict_proba(values[train][:60]).round(7).tolist()})

# Two classes have one tree a round: the first of the three against the others.
binary = HistGradientBoostingClassifier(
    min_samples_leaf=1, early_stopping=False, random_state=0, max_iter=12, learning_rate=0.2, max_leaf_nodes=8, l2_regularization=1.0
).fit(values[train], labels[train] > 0)

print(json.dumps({
    "scikit-learn": sklearn.__version__,
    "values": values.tolist(),
    "labels": labels.tolist(),
    "cases": cases,
    "binary": binary.predict_proba(values[train][:60]).round(7).tolist(),
}))

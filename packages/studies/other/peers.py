"""What scikit-learn makes of the rows and parameters of the pipelines, written to peers.json beside this file.

Run: python3 peers.py FOLDER     (scikit-learn 1.9; FOLDER as for prepare.py)

Probabilities are rounded to float32, as ours are: log_loss clips a 0 to the precision of its type, so that a row costs at
most 15.9 in float32 and 36.0 in float64. Models that draw are fitted with the seeds 0 to 19; of their figures the mean, the least and the largest are kept.
"""
import json
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import make_column_transformer
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, log_loss
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent


TEXTS = {"Island": ["Biscoe", "Dream", "Torgersen"], "Sex": [".", "FEMALE", "MALE"]}


def encoded(*steps):
    """Categories as columns of 0 and 1, all 0 where the category is missing; numbers as they are; then the steps."""
    encoder = OneHotEncoder(categories=list(TEXTS.values()), handle_unknown="ignore", sparse_output=False)
    return make_pipeline(make_column_transformer((encoder, list(TEXTS)), remainder="passthrough"), *steps)


DIGITS = {
    "knn": lambda seed: KNeighborsClassifier(3),
    "decision-tree": lambda seed: DecisionTreeClassifier(random_state=seed),
    "gaussian-naive-bayes": lambda seed: GaussianNB(),
    "linear-discriminant-analysis": lambda seed: LinearDiscriminantAnalysis(),
    "logistic-regression": lambda seed: make_pipeline(StandardScaler(), LogisticRegression(C=1, max_iter=1000)),
    "linear-svm": lambda seed: make_pipeline(StandardScaler(), LinearSVC(C=0.1, max_iter=10000, random_state=seed)),
    "random-forest": lambda seed: RandomForestClassifier(200, random_state=seed),
    "extra-trees": lambda seed: ExtraTreesClassifier(200, random_state=seed),
    "boosting": lambda seed: HistGradientBoostingClassifier(
        max_iter=100, min_samples_leaf=1, early_stopping=False, random_state=seed
    ),
    "mlp": lambda seed: make_pipeline(
        StandardScaler(),
        MLPClassifier((100,), alpha=0, batch_size=64, max_iter=50, learning_rate_init=0.001, random_state=seed),
    ),
}
PENGUINS = {
    "knn": lambda seed: encoded(SimpleImputer(strategy="median"), StandardScaler(), KNeighborsClassifier(5)),
    "logistic-regression": lambda seed: encoded(
        SimpleImputer(strategy="median"), StandardScaler(), LogisticRegression(C=1, max_iter=1000)
    ),
    "gaussian-naive-bayes": lambda seed: encoded(SimpleImputer(strategy="median"), GaussianNB()),
    "decision-tree": lambda seed: encoded(DecisionTreeClassifier(random_state=seed)),
    "random-forest": lambda seed: encoded(RandomForestClassifier(200, random_state=seed)),
    "boosting": lambda seed: encoded(
        HistGradientBoostingClassifier(max_iter=100, min_samples_leaf=1, early_stopping=False, random_state=seed)
    ),
}
DRAWING = ("decision-tree", "random-forest", "extra-trees", "mlp")


def figures(model, rows, split, label):
    x, y = rows.drop(columns=label), rows[label]
    model.fit(x.iloc[split["train"]], y.iloc[split["train"]])
    test_x, test_y = x.iloc[split["test"]], y.iloc[split["test"]]
    predicted = model.predict(test_x)
    found = {"accuracy": accuracy_score(test_y, predicted), "macro-f1": f1_score(test_y, predicted, average="macro")}
    if hasattr(model, "predict_proba"):
        found["log-loss"] = log_loss(test_y, model.predict_proba(test_x).astype(np.float32))
    return found


def main(folder):
    written = {"scikit-learn": sklearn.__version__}
    for name, label, models in (("digits", "digit", DIGITS), ("penguins", "Species", PENGUINS)):
        rows = pd.read_csv(pathlib.Path(folder, name, f"{name}.csv"))
        split = json.loads((HERE / f"{name}.split.json").read_text())
        written[name] = {}
        for model, make in models.items():
            seeds = range(20) if model in DRAWING else range(1)
            found = pd.DataFrame([figures(make(seed), rows, split, label) for seed in seeds])
            written[name][model] = {
                metric: {"mean": found[metric].mean(), "least": found[metric].min(), "largest": found[metric].max()}
                for metric in found
            } | {"seeds": len(seeds)}
            print(name, model, written[name][model]["accuracy"])
    (HERE / "peers.json").write_text(json.dumps(written, indent=1) + "\n")


main(sys.argv[1])

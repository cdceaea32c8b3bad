"""Messy tables, and how well models of scikit-learn do on what pandas reads from them: messy-scores.reference.json.

python messy-scores.reference.py > messy-scores.reference.json

Boosting is compared on three classes: for two, scikit-learn grows one tree a round where ours grows one per class, whose
steps add up to twice the learning rate. Trees are small, because scikit-learn cuts at the next value of any row, ours half way
to the next of the node.
"""
import base64
import gzip
import io
import json

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, RobustScaler, StandardScaler
from sklearn.tree import DecisionTreeClassifier

TRAIN, TEST = 300, 800
r = np.random.default_rng(11)


def numbers(columns=3, classes=2, spread=1.0):
    y = r.integers(0, classes, TRAIN + TEST)
    x = r.normal(size=(len(y), columns)).round(2) + (spread * y[:, None] * (np.arange(columns) % 3 == 0)).round(2)
    return pd.DataFrame(x.round(2), columns=[f"c{i}" for i in range(columns)]), y


def holes(frame, share=0.15):
    return frame.mask(r.random(frame.shape) < share)


def texts(y, words):
    return np.array(words)[np.where(r.random(len(y)) < 0.7, y % len(words), r.integers(0, len(words), len(y)))]


lr = lambda: LogisticRegression(C=1.0, tol=1e-7, max_iter=5000)
hgb = lambda: HistGradientBoostingClassifier(
    max_iter=30, max_leaf_nodes=4, min_samples_leaf=1, l2_regularization=1.0, early_stopping=False)
LR = {"kind": "logistic-regression", "maxIter": 2000, "tol": 1e-7}
HGB = {"kind": "hist-gradient-boosting", "maxIter": 30, "maxLeafNodes": 4, "minChildWeight": 1e-3, "l2Regularization": 1}
cases = []


def case(name, frame, y, write, data, read, model, spec, preprocess=(), label="label", ending="csv", features=None, weights=None):
    """Writes a table twice, reads both back with pandas, and scores a model of scikit-learn."""
    frame = frame.assign(**{label: y})
    parts = [write(frame[:TRAIN]), write(frame[TRAIN:])]
    train, test = [read(io.BytesIO(text.encode())) for text in parts]
    target = train.columns[-1] if label not in train else label
    pick = lambda f: (features or (lambda g: g))(f.drop(columns=[target] + ([weights] if weights else [])))
    rows, others = pick(train), pick(test).reindex(columns=pick(train).columns, fill_value=0)
    fit = {"sample_weight": train[weights]} if weights else {}
    fitted = model.fit(rows.to_numpy(float), train[target].astype(str), **fit)
    score = fitted.score(others.to_numpy(float), test[target].astype(str))
    pack = lambda text: base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()
    cases.append({
        "name": name, "train": pack(parts[0]), "test": pack(parts[1]), "ending": ending,
        "data": data, "preprocess": list(preprocess), "model": spec, "score": score,
    })


csv = lambda f, **k: f.to_csv(index=False, **k)
IMPUTE, STANDARD = {"kind": "impute", "strategy": "median"}, {"kind": "standardize"}

x, y = numbers()
case("a byte order mark, semicolons, decimal commas and empty fields", holes(x), y,
     lambda f: "\ufeff" + csv(f, sep=";", decimal=","), {"decimal": ",", "missing": "nan"},
     lambda b: pd.read_csv(b, sep=";", decimal=","),
     make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), lr()), LR, [IMPUTE, STANDARD])

x, y = numbers()
case("CR alone", x, y, lambda f: csv(f, lineterminator="\r"), {}, pd.read_csv, GaussianNB(), {"kind": "gaussian-naive-bayes"})

x, y = numbers(3, 3)
x["town"] = texts(y, ["Bern", "Rome, Lazio", 'the "other"', "line\nend"])
case("quoted categories with delimiters and line ends", x, y, csv, {"categories": "one-hot"}, pd.read_csv,
     lr(), LR, features=lambda f: pd.get_dummies(f, columns=["town"]))

x, y = numbers(4, 3)
case("missing values as question marks, kept", holes(x.round(1)), y, lambda f: csv(f, na_rep="?"), {"missing": ["?"]},
     lambda b: pd.read_csv(b, na_values="?"), hgb(), HGB)

x, y = numbers(3, 3)
x["town"] = pd.Series(texts(y, ["a", "b", "c"])).mask(r.random(len(y)) < 0.2)
case("categories and numbers, both with missing values", holes(x), y, csv, {"categories": "one-hot", "missing": "nan"},
     pd.read_csv, hgb(), HGB, features=lambda f: pd.get_dummies(f, columns=["town"]))

x, y = numbers(120, 2, 0.3)
case("many columns", x.round(), y, lambda f: csv(f, float_format="%d"), {}, pd.read_csv,
     make_pipeline(StandardScaler(), lr()), LR, [STANDARD])

x, y = numbers()
x["flag"] = texts(y, [True, False])
x.insert(0, "id", [f"r{i}" for i in range(len(y))])
x.insert(2, "when", "2024-05-01")
case("an id, dates and booleans, and the label by another name", x, y, csv,
     {"label": "outcome", "id": "id", "drop": "when"}, pd.read_csv,
     make_pipeline(RobustScaler(), lr()), LR, [{"kind": "robust-scale"}], label="outcome",
     features=lambda f: f.drop(columns=["id", "when"]))

x, y = numbers(5, 3)
case("the index of a frame", x, y, lambda f: f.to_csv(), {}, lambda b: pd.read_csv(b, index_col=0),
     make_pipeline(StandardScaler(), KNeighborsClassifier(7)), {"kind": "knn", "k": 7}, [STANDARD])

x, y = numbers(4, 3)
case("no header, the label last", x, y, lambda f: f.to_csv(index=False, header=False), {"label": "last"},
     lambda b: pd.read_csv(b, header=None), DecisionTreeClassifier(max_depth=4, random_state=0),
     {"kind": "decision-tree", "maxDepth": 4})

x, y = numbers()
x["w"] = r.integers(1, 5, len(y))
case("tabs, exponents and weights of rows", x, y, lambda f: csv(f, sep="\t", float_format="%.2e"), {"weights": "w"},
     lambda b: pd.read_csv(b, sep="\t"), lr(), LR, weights="w")

x, y = numbers(4, 3)
x.columns = ["größe", "年", "c 2", "d"]
case("names beyond ASCII and labels that are large numbers", x, np.array([10115, 3, 60311])[y], csv, {}, pd.read_csv,
     LinearDiscriminantAnalysis(), {"kind": "linear-discriminant-analysis"})

x, y = numbers(2, 2)
x["town"] = texts(y, [10, 3, 7])
x["income"] = (r.exponential(size=len(y)) * 1000 * (1 + y)).round()
by_column = ColumnTransformer([
    ("a", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), [0, 1]),
    ("b", OneHotEncoder(), [2]),
    ("c", RobustScaler(), [3]),
])
x[["c0", "c1"]] = holes(x[["c0", "c1"]])
case("other steps for other columns", x, y, csv, {"missing": "nan"}, pd.read_csv, make_pipeline(by_column, lr()), LR, [{
    "kind": "columns",
    "transformers": [
        {"columns": ["c0", "c1"], "steps": [IMPUTE, STANDARD]},
        {"columns": ["town"], "steps": [{"kind": "one-hot"}]},
        {"columns": ["income"], "steps": [{"kind": "robust-scale"}]},
    ],
}])

x, y = numbers(4, 3)
case("a JSON object a line, with nulls", holes(x.round(1)), y, lambda f: f.to_json(orient="records", lines=True),
     {"missing": "nan"}, lambda b: pd.read_json(b, lines=True), hgb(), HGB, ending="jsonl")

x, y = numbers(4, 3)
case("missing values in a tree", holes(x), y, csv, {"missing": "nan"}, pd.read_csv,
     DecisionTreeClassifier(max_depth=5, random_state=0), {"kind": "decision-tree", "maxDepth": 5})

print(json.dumps({"scikit-learn": sklearn.__version__, "pandas": pd.__version__, "cases": cases}, ensure_ascii=False))

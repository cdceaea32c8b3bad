"""ColumnTransformer and encoders of scikit-learn 1.9 on a table: python columns.reference.py > columns.reference.json"""
import json

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler

r = np.random.default_rng(5)
size = 40
table = np.column_stack([
    r.normal(50, 20, size).round(1),      # age, some missing
    r.exponential(1000, size).round(2),   # income
    r.choice([10, 3, 7.5, -2], size),     # town: a category
    r.integers(0, 3, size),               # sex: a category
    r.normal(size=size).round(3),         # score
])
table[::6, 0] = np.nan
train, test = table[:25], table[25:].copy()
test[2, 0] = np.nan
listed = lambda a: [[None if np.isnan(v) else float(v) for v in row] for row in np.asarray(a, dtype=float)]
by_column = ColumnTransformer([
    ("a", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), [0, 1]),
    ("b", OneHotEncoder(sparse_output=False), [3, 2]),
    ("c", OrdinalEncoder(), [2]),
], remainder="passthrough").fit(train)
projected = ColumnTransformer([("p", PCA(1, svd_solver="full"), [1, 4])], remainder="drop").fit(train)
print(json.dumps({
    "train": listed(train),
    "test": listed(test),
    "byColumn": listed(by_column.transform(test)),
    "projected": listed(np.abs(projected.transform(test))),
    "ordinal": listed(OrdinalEncoder().fit(train[:, 2:4]).transform(test[:, 2:4])),
    "oneHot": listed(OneHotEncoder(sparse_output=False).fit(train[:, 2:4]).transform(test[:, 2:4])),
    "robust": listed(ColumnTransformer([("r", RobustScaler(), [4])], remainder="passthrough").fit(train).transform(test)),
}))

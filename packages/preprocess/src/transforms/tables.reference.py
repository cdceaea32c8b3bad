"""Transforms of tables as scikit-learn 1.9 fits them: python tables.reference.py > tables.reference.json"""
import json
import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import KBinsDiscretizer, RobustScaler

r = np.random.default_rng(3)
full = np.column_stack([r.normal(size=31).round(2), r.integers(0, 4, 31), r.exponential(size=31).round(3) * 1e3, np.full(31, 2.5)])
holes = full.copy(); holes[::4, 0] = np.nan; holes[3::7, 1] = np.nan
test = full[::-1][:9].copy(); test[0, 0] = np.nan; test[1, 2] = np.nan
listed = lambda a: [[None if np.isnan(v) else float(v) for v in row] for row in a]
fill = lambda **k: listed(SimpleImputer(**k).fit(holes).transform(test))
print(json.dumps({
    'full': listed(full), 'holes': listed(holes), 'test': listed(test),
    'mean': fill(strategy='mean'), 'median': fill(strategy='median'), 'most-frequent': fill(strategy='most_frequent'),
    'constant': fill(strategy='constant', fill_value=-1), 'indicator': fill(strategy='mean', add_indicator=True),
    'robust': listed(RobustScaler().fit(holes).transform(test)),
    'bins': [listed(KBinsDiscretizer(n, encode='ordinal', strategy='quantile', quantile_method='averaged_inverted_cdf').fit(full[:, :3]).transform(full[:, :3])) for n in (2, 4, 5, 7)],
}))

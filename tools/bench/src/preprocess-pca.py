"""Times a fit of scikit-learn's PCA on rows of float64 or bytes; prints seconds, processor seconds. Partner of preprocess-pca.ts."""
import sys
import time

import numpy
from sklearn.decomposition import PCA

path, kind, rows, columns, components, solver = sys.argv[1:]
x = numpy.fromfile(path, dtype=kind).reshape(int(rows), int(columns))
start, cpu = time.perf_counter(), time.process_time()
fitted = PCA(int(components), svd_solver=solver, random_state=0).fit(x)
print(time.perf_counter() - start, time.process_time() - cpu)
fitted.components_.astype("float64").tofile(path + ".directions")

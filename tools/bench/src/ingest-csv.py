"""Times one way of reading or writing the CSV; prints seconds. Partner of ingest-csv.mjs."""
import sys
import time

import numpy
import pandas

what, path = sys.argv[1:]
if what == "pandas-write":
    frame = pandas.read_csv(path, header=None, dtype=numpy.uint8)
start = time.perf_counter()
if what == "pandas":
    pandas.read_csv(path, header=None)
elif what == "pandas-uint8":
    pandas.read_csv(path, header=None, dtype=numpy.uint8)
elif what == "numpy":
    numpy.loadtxt(path, delimiter=",", dtype=numpy.uint8)
elif what == "pandas-write":
    frame.to_csv(path + ".pandas", header=False, index=False)
print(time.perf_counter() - start)

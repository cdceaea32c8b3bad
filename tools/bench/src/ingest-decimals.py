"""Writes the table of ingest-decimals.ts as CSV and Parquet, or reads one of them, as JSON."""
import json
import sys

from measured import report, timed

import numpy as np

what, path = sys.argv[1:]
if what == "write":
    import pandas as pd

    with open(path + "/shape.json") as file:
        rows, columns = json.load(file)
    values = np.fromfile(path + "/x.bin").reshape(rows, columns)
    table = pd.DataFrame(values, columns=[f"c{at}" for at in range(columns)])
    table["label"] = np.array(["a", "b", "c"])[np.fromfile(path + "/y.bin", np.uint8)]
    table.to_csv(path + "/table.csv", index=False)
    table.to_parquet(path + "/table.parquet", index=False)
else:
    is_csv = path.endswith(".csv")
    if what == "pandas":
        import pandas as pd

        read = pd.read_csv if is_csv else pd.read_parquet
    elif what == "polars":
        import polars

        read = polars.read_csv if is_csv else polars.read_parquet
    else:
        import pyarrow.parquet

        read = pyarrow.parquet.read_table
    table, times = timed(lambda: read(path))
    frame = table if what == "pandas" else table.to_pandas()
    report(what, fit=times, sum=float(frame.drop(columns="label").to_numpy().sum()))

"""Files as pyarrow and pandas write them, and what pandas reads from them: other-writers.reference.json.

python other-writers.reference.py > other-writers.reference.json
"""
import base64, datetime, io, json
import numpy as np, pandas as pd, pyarrow as pa, pyarrow.feather as feather, pyarrow.ipc as ipc, pyarrow.parquet as pq

rows = 40
n = np.arange(rows)
mixed = pa.table({
    'when': pa.array([datetime.datetime(2020, 1, 1)] * rows),
    'a': pa.array((n * 1.5).tolist()),
    'record': pa.array([{'k': 1, 't': 'x'}] * rows),
    'lists': pa.array([['a', 'b'][: i % 3] for i in range(rows)]),
    'sum': pa.array([None] * rows, pa.decimal128(5, 2)),
    'nothing': pa.nulls(rows),
    'flag': pa.array([i % 3 == 0 for i in range(rows)]),
    'count': pa.array([None if i % 10 == 7 else i for i in range(rows)], pa.int64()),
    'label': pa.DictionaryArray.from_arrays(pa.array([i % 2 for i in range(rows)], pa.int8()), pa.array(['dog', 'cat'])),
    'run': pa.array([b'\0\1'] * rows),
})
frame = pd.DataFrame({'label': ['a', 'b'] * (rows // 2), 'x': n / 4, 'y': n}, index=pd.Index(n + 100, name='key'))

def parquet(table, **options):
    out = io.BytesIO(); pq.write_table(table, out, **options); return out.getvalue()
def file(table, **options):
    out = io.BytesIO(); feather.write_feather(table, out, **options); return out.getvalue()
def stream(table, **options):
    out = io.BytesIO()
    with ipc.new_stream(out, table.schema, options=ipc.IpcWriteOptions(**options)) as writer: writer.write_table(table)
    return out.getvalue()

plain = pa.table({'label': frame.label.tolist(), 'x': frame.x.tolist(), 'y': pa.array(frame.y.tolist(), pa.int32())})
unused = pa.DictionaryArray.from_arrays(mixed['label'].chunk(0).indices, pa.array(['dog', 'cat', None]))
arrow_mixed = mixed.set_column(8, 'label', unused).append_column('view', pa.array(['a text that is longer than twelve'] * rows, pa.string_view()))
summed = parquet(plain, compression='none', use_dictionary=False, write_page_checksum=True)
place = summed.find(np.float64(5.25).tobytes())
flipped = bytearray(summed); flipped[place + 3] ^= 1
files = {
    'mixed.parquet': parquet(mixed),
    'mixed.arrow': file(arrow_mixed, compression='uncompressed'),
    'mixed-lz4.arrow': file(arrow_mixed, compression='lz4'),
    'mixed-zstd.arrows': stream(mixed, compression='zstd'),
    'legacy.arrows': stream(plain, use_legacy_format=True),
    'legacy-file.arrow': None,
    **{f'{codec}.parquet': parquet(plain, compression=codec) for codec in ['zstd', 'lz4', 'brotli', 'gzip', 'snappy', 'none']},
    'summed.parquet': summed,
    'flipped.parquet': bytes(flipped),
    'index.parquet': parquet(pa.Table.from_pandas(frame)),
    'feather1.feather': file(plain, version=1),
}
out = io.BytesIO()
with ipc.new_file(out, plain.schema, options=ipc.IpcWriteOptions(use_legacy_format=True)) as writer: writer.write_table(plain)
files['legacy-file.arrow'] = out.getvalue()
print(json.dumps({
    'files': {name: base64.b64encode(data).decode() for name, data in files.items()},
    'plain': {'labels': frame.label.tolist(), 'x': frame.x.tolist(), 'y': frame.y.tolist()},
    'count': [None if np.isnan(v) else v for v in mixed.to_pandas()['count'].tolist()],
}))

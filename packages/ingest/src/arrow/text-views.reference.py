"""Arrow files with texts as views, as pyarrow writes them (Polars does by default), and their labels.

python text-views.reference.py > text-views.reference.json
"""
import base64, io, json
import pyarrow as pa, pyarrow.ipc as ipc

names = ['a', 'a class of more than twelve bytes', 'exactly12byt', 'thirteen byte', 'ß and ü, more than twelve']
labels = [names[at % len(names)] for at in range(12)]
others = [None if at % 3 == 0 else f'{at} of a text that nobody reads' for at in range(12)]
table = pa.table({'x': [float(at) for at in range(12)], 'other': pa.array(others, pa.string_view()), 'label': pa.array(labels, pa.string_view())})
coded = table.set_column(2, 'label', pa.DictionaryArray.from_arrays(pa.array([at % len(names) for at in range(12)], pa.uint32()), pa.array(names, pa.string_view())))

def written(rows, **options):
    out = io.BytesIO()
    with ipc.new_file(out, rows.schema, options=ipc.IpcWriteOptions(**options)) as writer:
        for batch in rows.to_batches(max_chunksize=5): writer.write_batch(batch)
    return base64.b64encode(out.getvalue()).decode()

files = {
    'plain.arrow': (written(table), labels),
    'zstd.arrow': (written(table, compression='zstd'), labels),
    'lz4.arrow': (written(table, compression='lz4'), labels),
    'part.arrow': (written(table.slice(3, 7)), labels[3:10]),
    'dictionary.arrow': (written(coded), labels),
}
print(json.dumps({name: {'file': file, 'labels': wanted} for name, (file, wanted) in files.items()}))

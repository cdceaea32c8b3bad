# Writes open-picture-column.reference.json, the files as `datasets` does: a struct of bytes and path, ClassLabel names in the metadata.
import base64, io, json, numpy as np, pyarrow as pa, pyarrow.parquet as pq
from PIL import Image
r = np.random.default_rng(0)
def png(i):
    b = io.BytesIO(); Image.fromarray(np.full((4, 5, 3), 20 * i, np.uint8)).save(b, 'PNG'); return b.getvalue()
rows = [{'bytes': png(i), 'path': f'{i}.png'} for i in range(6)]
names = ['zebra', 'ant', 'mule']
meta = {'info': {'features': {'image': {'_type': 'Image'}, 'label': {'names': names, '_type': 'ClassLabel'}}}}
table = pa.table({'image': pa.array(rows, pa.struct([('bytes', pa.binary()), ('path', pa.string())])), 'label': pa.array([1, 0, 2, 1, 0, 2], pa.int64())}).replace_schema_metadata({'huggingface': json.dumps(meta)})
out = {}
for codec in ['snappy', 'zstd', 'none', 'gzip']:
    b = io.BytesIO(); pq.write_table(table, b, compression=codec, row_group_size=4); out[codec] = base64.b64encode(b.getvalue()).decode()
open('open-picture-column.reference.json', 'w').write(json.dumps(out, indent=2) + '\n')

"""Files with types that are seldom seen, as pyarrow writes them, and the numbers of their column 'v'.

python unusual-types.reference.py > unusual-types.reference.json
"""
import base64, decimal, io, json
import numpy as np, pyarrow as pa, pyarrow.parquet as pq, pyarrow.parquet.encryption as pe

labels = pa.array(['x', 'y', 'x', 'y'])
halves = pa.array(np.array([1.5, -0.25, 6e-8, 65504], np.float16))
coded = pa.array([10, 30, 10, None]).dictionary_encode()
flags = pa.array([True, False, False, True])
table = lambda values: pa.table({'v': values, 'label': labels})

def parquet_of(data, **options):
    out = io.BytesIO(); pq.write_table(data, out, **options); return out.getvalue()
def parquet(values, **options):
    return parquet_of(table(values), **options)
def arrow(data, new=pa.ipc.new_file):
    out = io.BytesIO()
    with new(out, data.schema) as writer: writer.write_table(data)
    return out.getvalue()

class Keys(pe.KmsClient):
    def __init__(self, _): super().__init__()
    def wrap_key(self, key, _): return base64.b64encode(key)
    def unwrap_key(self, key, _): return base64.b64decode(key)
def encrypted(plain_footer):
    config = pe.EncryptionConfiguration(footer_key='f', column_keys={'c': ['v']}, plaintext_footer=plain_footer)
    properties = pe.CryptoFactory(Keys).file_encryption_properties(pe.KmsConnectionConfig(), config)
    return parquet(flags, encryption_properties=properties)

parts = [['a', 'b'], ['c', 'd']]
replaced = pa.table({'v': pa.chunked_array([[1.0, 2.0], [3.0, 4.0]]),
                     'label': pa.chunked_array([pa.array(part).dictionary_encode() for part in parts])})
nulls = pa.array([None, None, 1.5, None])
of_flags = pa.DictionaryArray.from_arrays(pa.array([0, 1, 0, 1], pa.int8()), pa.array([True, False]))
within = pa.ListArray.from_arrays(pa.array([0, 1, 2, 3, 4], pa.int32()), labels.dictionary_encode())
ids = pa.ExtensionArray.from_storage(pa.uuid(), pa.array([bytes([i] * 16) for i in range(4)], pa.binary(16)))
pairs = pa.array([[1.0, 2.0]] * 4, pa.list_(pa.float64(), 2))
read = {
    'halves.parquet': (parquet(halves), halves),
    'halves.arrow': (arrow(table(halves)), halves),
    'coded.arrow': (arrow(table(coded)), coded),
    'flags.parquet': (parquet(flags, data_page_version='2.0', use_dictionary=False, column_encoding={'v': 'RLE', 'label': 'PLAIN'}), flags),
    'nulls-lz4.parquet': (parquet(nulls, compression='lz4', row_group_size=2), nulls),
    'replaced.arrows': (arrow(replaced, pa.ipc.new_stream), replaced['v']),
}
decimals = pa.array([decimal.Decimal('1.25')] * 4)
not_read = {
    'encrypted.parquet': encrypted(False),
    'encrypted-columns.parquet': encrypted(True),
    'decimals.parquet': parquet(decimals),
    'decimals.arrow': arrow(table(decimals)),
    'times.parquet': parquet(pa.array([1, 2, 3, 4], pa.time32('ms'))),
    'durations.parquet': parquet(pa.array([1, 2, 3, 4], pa.duration('ms'))),
    'records.arrow': arrow(table(pa.array([{'p': 1}] * 4))),
    'huge.parquet': parquet(pa.array([2**60] * 4)),
    'texts.arrow': arrow(table(pa.array(['p', 'q', 'p', 'r']))),
    'namesakes.arrow': arrow(pa.table([flags, flags, labels], names=['v', 'v', 'label'])),
    'no-rows.arrow': arrow(table(flags).slice(0, 0)),
    'not-utf-8.parquet': parquet_of(pa.table({'v': flags, 'label': pa.array([b'\xff', b'\xfe', b'\xff', b'a'])})),
    'no-rows.parquet': parquet_of(table(flags).slice(0, 0)),
    'dictionary-of-flags.arrow': arrow(table(of_flags)),
    'dictionary-in-lists.arrow': arrow(table(within)),
    'identifiers.arrow': arrow(table(ids)),
    'lists-and-numbers.arrow': arrow(table(pairs).append_column('w', coded)),
    'lists-and-numbers.parquet': parquet_of(table(pairs).append_column('w', coded)),
}
text = lambda data: base64.b64encode(data).decode()
print(json.dumps({
    'read': {name: {'file': text(data), 'numbers': [None if v is None else float(v) for v in values.to_pylist()]}
             for name, (data, values) in read.items()},
    'notRead': {name: text(data) for name, data in not_read.items()},
}))

"""Writes idx.reference.json: small arrays of every IDX type, as numpy lays them out (numpy 1.24.2)."""
import base64, json, pathlib
import numpy as np

CODES = {"uint8": 0x08, "int8": 0x09, "int16": 0x0B, "int32": 0x0C, "float32": 0x0D, "float64": 0x0E}
arrays = []
for name, code in CODES.items():
    for shape in [(3,), (2, 3), (2, 1, 2)]:
        count = int(np.prod(shape))
        values = (np.arange(count) * 37.5 - (0 if name == "uint8" else 40)).astype(name).reshape(shape)
        header = bytes([0, 0, code, len(shape)]) + np.array(shape, ">u4").tobytes()
        data = header + values.astype(values.dtype.newbyteorder(">")).tobytes()
        arrays.append({"type": name, "shape": list(shape), "base64": base64.b64encode(data).decode(), "values": values.ravel().tolist()})
pathlib.Path(__file__).with_name("idx.reference.json").write_text(json.dumps({"numpy": np.__version__, "arrays": arrays}, indent=1))

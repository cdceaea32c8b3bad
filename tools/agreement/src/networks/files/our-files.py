"""What Keras 3 and ONNX Runtime predict with files of ours. our-files.py FOLDER: reads n.keras, n.onnx, n.json; writes predicted.json"""
import json, pathlib, sys
import numpy as np
import keras
import onnxruntime

folder = pathlib.Path(sys.argv[1])
predicted = {}
for path in sorted(folder.glob("*.json")):
    if path.name == "predicted.json":
        continue
    case = json.loads(path.read_text())
    rows = np.array(case["features"], "float32").reshape([case["rows"], *case["inputShape"]])
    result = {}
    if path.with_suffix(".keras").exists():
        try:
            model = keras.models.load_model(path.with_suffix(".keras"))
            result["keras"] = np.asarray(model(rows, training=False)).ravel().tolist()
            del model
            keras.backend.clear_session()
        except Exception as error:
            result["kerasError"] = str(error)[:300]
    session = onnxruntime.InferenceSession(str(path.with_suffix(".onnx")), providers=["CPUExecutionProvider"])
    result["onnx"] = session.run(None, {"features": rows})[0].ravel().tolist()
    predicted[path.stem] = result
(folder / "predicted.json").write_text(json.dumps(predicted))

"""The order that Keras gives the layers of random graphs. Writes keras-order.reference.json. Needs keras 3."""
import json, pathlib
import numpy as np
import keras

r = np.random.default_rng(7)
cases = []
while len(cases) < 12:
    keras.backend.clear_session()
    outputs, used, layers = {"input": keras.Input((3,), name="input")}, set(), []
    for at in range(int(r.integers(3, 9))):
        names = list(outputs)
        if r.random() < 0.6:
            inputs = [str(r.choice(names))]
            outputs[f"d{at}"] = keras.layers.Dense(3, name=f"d{at}")(outputs[inputs[0]])
            layers.append({"kind": "dense", "units": 3, "name": f"d{at}", "inputs": inputs})
        elif len(names) > 1:
            inputs = [str(name) for name in r.choice(names, 2, replace=False)]
            outputs[f"a{at}"] = keras.layers.Add(name=f"a{at}")([outputs[name] for name in inputs])
            layers.append({"kind": "add", "name": f"a{at}", "inputs": inputs})
        used.update(layers[-1]["inputs"] if layers else [])
    ends = [name for name in outputs if name not in used]
    if len(ends) > 1:
        outputs["end"] = keras.layers.Add(name="end")([outputs[name] for name in ends])
        layers.append({"kind": "add", "name": "end", "inputs": ends})
    if len(layers) < 3:
        continue
    model = keras.Model(outputs["input"], list(outputs.values())[-1])
    cases.append({"layers": layers, "order": [layer.name for layer in model.layers[1:]]})
text = ",\n".join(json.dumps(case) for case in cases)
pathlib.Path(__file__).with_suffix(".json").write_text(f"[\n{text}\n]\n")

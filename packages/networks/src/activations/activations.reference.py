"""Values and slopes of Keras's activations in float64, written to activations.reference.json beside this file.

Run: KERAS_BACKEND=torch python3 activations.reference.py   (keras 3.15, torch 2.13)

The cases are those of the built package (npm run build): every activation with its defaults and its examples.
"""
import json
import os
import subprocess

os.environ.setdefault("KERAS_BACKEND", "torch")
import keras
import torch

keras.backend.set_floatx("float64")
ROWS = [[-30.0, -4.0, -2.5, -1.0, -0.25], [0.0, 0.1, 0.75, 2.0, 3.5], [40.0, -0.5, 1.5, -3.0001, 2.9999]]
WEIGHTS = [[1.0, -0.5, 2.0, 0.25, 1.5], [-1.0, 0.5, 1.25, -2.0, 0.75], [0.5, 1.0, -1.0, 2.0, 1.0]]
HERE = os.path.dirname(os.path.abspath(__file__))
LIST = "import('../../dist/testing/activation-cases.js').then((m) => console.log(JSON.stringify(m.activationCases())))"
CASES = json.loads(subprocess.check_output(["node", "-e", LIST], cwd=HERE))


def function_of(case):
    if "layer" in case:
        return getattr(keras.layers, case["layer"])(**case["keywords"])
    function = keras.activations.get(case["function"])
    return lambda x: function(x, **case["keywords"])


entries = []
for case in CASES:
    x = torch.tensor(ROWS, dtype=torch.float64, requires_grad=True)
    y = function_of(case)(x)
    (y * torch.tensor(WEIGHTS, dtype=torch.float64)).sum().backward()
    entries.append({"spec": case["spec"], "y": y.detach().flatten().tolist(), "gradient": x.grad.flatten().tolist()})
path = os.path.join(HERE, "activations.reference.json")
flat = lambda rows: [value for row in rows for value in row]
with open(path, "w") as file:
    json.dump({"keras": keras.__version__, "channels": 5, "x": flat(ROWS), "weights": flat(WEIGHTS), "entries": entries}, file)
    file.write("\n")

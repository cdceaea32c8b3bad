"""Values and slopes of Keras's activations in float64, written to activations.reference.json beside this file.

Run: KERAS_BACKEND=torch python3 activations.reference.py   (keras 3.15, torch 2.13)

The functions are listed by our names, so that a new activation finds its values here.
"""
import json
import os

os.environ.setdefault("KERAS_BACKEND", "torch")
import keras
import torch

keras.backend.set_floatx("float64")
ROWS = [[-30.0, -4.0, -2.5, -1.0, -0.25], [0.0, 0.1, 0.75, 2.0, 3.5], [40.0, -0.5, 1.5, -3.0001, 2.9999]]
WEIGHTS = [[1.0, -0.5, 2.0, 0.25, 1.5], [-1.0, 0.5, 1.25, -2.0, 0.75], [0.5, 1.0, -1.0, 2.0, 1.0]]
a = keras.activations
FUNCTIONS = [
    ({"kind": "linear"}, a.linear),
    ({"kind": "relu"}, a.relu),
    ({"kind": "leaky-relu"}, lambda x: a.leaky_relu(x, negative_slope=0.3)),
    ({"kind": "leaky-relu", "alpha": 0.05}, lambda x: a.leaky_relu(x, negative_slope=0.05)),
    ({"kind": "elu"}, a.elu),
    ({"kind": "elu", "alpha": 0.5}, lambda x: a.elu(x, alpha=0.5)),
    ({"kind": "gelu"}, a.gelu),
    ({"kind": "gelu", "approximate": True}, lambda x: a.gelu(x, approximate=True)),
    ({"kind": "tanh"}, a.tanh),
    ({"kind": "sigmoid"}, a.sigmoid),
    ({"kind": "softmax"}, a.softmax),
    ({"kind": "log-softmax"}, a.log_softmax),
    ({"kind": "swish"}, a.silu),
    ({"kind": "silu"}, a.silu),
    ({"kind": "mish"}, a.mish),
    ({"kind": "softplus"}, a.softplus),
    ({"kind": "hard-swish"}, a.hard_silu),
]
entries = []
for spec, function in FUNCTIONS:
    x = torch.tensor(ROWS, dtype=torch.float64, requires_grad=True)
    y = function(x)
    (y * torch.tensor(WEIGHTS, dtype=torch.float64)).sum().backward()
    entries.append({"spec": spec, "y": y.detach().flatten().tolist(), "gradient": x.grad.flatten().tolist()})
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "activations.reference.json")
flat = lambda rows: [value for row in rows for value in row]
with open(path, "w") as file:
    json.dump({"keras": keras.__version__, "channels": 5, "x": flat(ROWS), "weights": flat(WEIGHTS), "entries": entries}, file)
    file.write("\n")

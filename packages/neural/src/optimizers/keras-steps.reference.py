"""Weights after three steps of Keras's optimizers on small gradients. Writes keras-steps.reference.json. Needs keras 3."""
import json, pathlib
import numpy as np
import keras

keras.config.set_floatx("float64")
gradients = [[1e-3, -1e-5, 1e-7, 3e-9], [2e-3, 1e-5, -1e-7, 1e-9], [-1e-3, 2e-5, 1e-7, 2e-9]]
results = {}
for kind, optimizer in [
    ("rmsprop", keras.optimizers.RMSprop(0.01)),
    ("adam", keras.optimizers.Adam(0.01)),
    ("adagrad", keras.optimizers.Adagrad(0.01, initial_accumulator_value=0.0)),
]:
    w = keras.Variable(np.ones(4), dtype="float64")
    optimizer.build([w])
    for g in gradients:
        optimizer.apply_gradients([(np.array(g), w)])
    results[kind] = w.numpy().tolist()
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"keras": keras.__version__, "gradients": gradients, "after": results}, indent=2) + "\n")

"""Losses, accuracies and weights of small fits in Keras 3, beside which ours are tested. Writes keras-fit.reference.json.

Needs: tensorflow-cpu, keras 3. Rows and start weights are those of keras-fit.test.ts.
"""
import json, pathlib
import numpy as np
import keras

keras.config.set_floatx("float64")
ROWS, COLUMNS = 8, 3
x = ((np.arange(ROWS * COLUMNS) * 37 % 11) / 11 - 0.5).reshape(ROWS, COLUMNS)
labels = np.arange(ROWS) % 2
y = np.eye(2)[labels]
kernel = ((np.arange(COLUMNS * 2) * 7 % 5) / 5 - 0.4).reshape(COLUMNS, 2)
bias = np.array([-0.7, -0.3])

results = {}
for name, loss, weights, activation in [
    ("mean-squared-error, class weights", "mean_squared_error", {0: 1, 1: 3}, None),
    ("mean-squared-error after softmax, class weights", "mean_squared_error", {0: 1, 1: 3}, "softmax"),
    ("cross-entropy, class weights", keras.losses.CategoricalCrossentropy(from_logits=False), {0: 1, 1: 3}, "softmax"),
    ("cross-entropy, a weight of 0", keras.losses.CategoricalCrossentropy(from_logits=False), {0: 1, 1: 0}, "softmax"),
    ("mean-squared-error after log-softmax", "mean_squared_error", None, "log_softmax"),
    ("mean-squared-error, outputs below 0", "mean_squared_error", None, None),
]:
    model = keras.Sequential([keras.Input((COLUMNS,)), keras.layers.Dense(2, activation=activation)])
    model.set_weights([kernel, bias])
    before = model.predict(x, verbose=0)
    model.compile(keras.optimizers.SGD(0.1), loss=loss, metrics=["accuracy"])
    history = model.fit(x, y, batch_size=4, epochs=1, shuffle=False, class_weight=weights, verbose=0).history
    after = model.evaluate(x, y, verbose=0)
    results[name] = {
        "running": [history["loss"][0], history["accuracy"][0]],
        "train": after,
        "parameters": np.concatenate([w.ravel() for w in model.get_weights()]).tolist(),
        "classes": model.predict(x, verbose=0).argmax(1).tolist(),
    }
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"keras": keras.__version__, "cases": results}, indent=2) + "\n")

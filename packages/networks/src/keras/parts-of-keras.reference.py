"""A model of layers that are several of ours, as Keras 3 saves it, and what it predicts.

Writes parts-of-keras.reference.keras and .json. Needs: keras 3, tensorflow-cpu.
"""
import json, pathlib
import numpy as np
import keras

here = pathlib.Path(__file__)
L = keras.layers
rng = np.random.default_rng(3)
scaled = keras.initializers.VarianceScaling(2.0, "fan_out", "untruncated_normal")
x = keras.Input((7, 6, 2), name="rows")
h = L.SeparableConv2D(4, 3, strides=2, padding="same", depth_multiplier=2, activation="relu", name="a")(x)
h = L.SeparableConv2D(3, 2, use_bias=False, pointwise_initializer=scaled, depthwise_regularizer="l2", name="b")(h)
mean = L.GlobalAveragePooling2D(keepdims=True, name="mean")(h)
h = L.Multiply(name="excited")([h, L.Conv2D(3, 1, activation="sigmoid", name="e")(mean)])
h = L.Dropout(0.5, noise_shape=(None, 1, 1, 1), name="drop")(h)
model = keras.Model(x, L.Dense(3, activation="softmax", name="d")(L.Flatten()(L.Conv2D(5, 1, name="c")(h))))
for weight in model.weights:
    weight.assign(rng.normal(size=weight.shape))
features = rng.normal(size=(2, 7, 6, 2)).astype("float32")
model.save(here.with_suffix(".keras"))
predicted = np.asarray(model(features, training=False))
here.with_suffix(".json").write_text(json.dumps({"keras": keras.__version__, "features": features.ravel().tolist(), "predicted": predicted.ravel().tolist()}) + "\n")

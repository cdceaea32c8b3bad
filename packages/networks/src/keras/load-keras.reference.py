"""A model as Keras 3 saves it, and what it predicts. Writes load-keras.reference.{json,keras,h5,weights.h5}. Needs keras 3."""
import json, pathlib
import numpy as np
import keras

here = pathlib.Path(__file__)
L = keras.layers
i = keras.Input((6, 6, 2))
h = L.RandomFlip()(L.Rescaling(1 / 255)(i))
h = L.ReLU()(L.BatchNormalization()(L.Conv2D(4, 3, name="c")(h)))
h = L.Flatten()(L.LayerNormalization()(L.DepthwiseConv2D(2)(h)))
m = keras.Model(i, L.Dense(3, activation="softmax")(inputs=h))
for w in m.weights:
    if "float" in str(w.dtype):
        w.assign(np.abs(np.random.default_rng(1).normal(size=w.shape)))
m.save(here.with_suffix(".keras"))
m.save(here.with_suffix(".h5"))
m.save_weights(here.with_suffix(".weights.h5"))
x = ((np.arange(3 * 6 * 6 * 2) * 37 % 101) * 2.5).reshape(3, 6, 6, 2).astype("float32")
here.with_suffix(".json").write_text(json.dumps({"predicted": m.predict(x, verbose=0).ravel().tolist()}) + "\n")

"""Models that begin with layers of preprocessing, as Keras 3 saves them, and what they predict.

Writes preprocessing.reference.<name>.keras and preprocessing.reference.json. Needs: keras 3, tensorflow-cpu.
"""
import json, pathlib
import numpy as np
import keras

here = pathlib.Path(__file__)
L = keras.layers
rng = np.random.default_rng(3)
features = (rng.integers(0, 256, (2, 7, 6, 2)) * 1.0).astype("float32")
adapted, constant = L.Normalization(), L.Normalization()
adapted.adapt(features)
constant.adapt(features * [1, 0])

cases = {
    "normalization given": [L.Normalization(mean=[100.0, 120.0], variance=[4000.0, 0.0])],
    "normalization of all": [L.Normalization(axis=None, mean=100.0, variance=9.0)],
    "normalization learned": [adapted],
    "normalization without variance": [constant, L.Rescaling(1e-3)],
    "cropping": [L.Cropping2D(((1, 0), (2, 1)))],
    "center crop": [L.CenterCrop(4, 3)],
    "resizing up": [L.Resizing(9, 8)],
    "resizing down": [L.Resizing(4, 3, interpolation="nearest")],
    "upsampling": [L.UpSampling2D((2, 3), interpolation="bilinear"), L.RandomContrast(0.5)],
}
results = {}
for name, layers in cases.items():
    model = keras.Sequential([keras.Input((7, 6, 2)), *layers, L.Rescaling(1 / 255), L.Conv2D(2, 2, name="c"), L.Flatten(), L.Dense(3, activation="softmax", name="d")])
    for weight in model.get_layer("c").weights + model.get_layer("d").weights:
        weight.assign(rng.normal(size=weight.shape) * 0.5)
    model.save(here.with_name(f"preprocessing.reference.{name.replace(' ', '-')}.keras"))
    results[name] = model.predict(features, verbose=0).ravel().tolist()
here.with_suffix(".json").write_text(json.dumps({"keras": keras.__version__, "features": features.ravel().tolist(), "predicted": results}) + "\n")

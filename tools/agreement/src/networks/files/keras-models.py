"""Random Keras 3 models with odd options, saved with what they predict. keras-models.py FOLDER COUNT SEED"""
import json, sys, pathlib
import numpy as np
import keras
import tensorflow as tf
L = keras.layers
out, count, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
out.mkdir(parents=True, exist_ok=True)
r = np.random.default_rng(seed)
pick = lambda *a: a[r.integers(len(a))]
rare = lambda usual, *odd: pick(*odd) if r.random() < 0.08 else usual
acts = ["relu", "linear", "tanh", "sigmoid", "elu", "gelu", "softplus", "silu", "mish", "softmax", "relu6", "selu", "exponential"]
def common():
    return dict(activation=rare(pick(*acts), "leaky_relu", "hard_sigmoid"), use_bias=bool(r.integers(2)),
        kernel_initializer=rare(pick("glorot_uniform", "he_normal", "lecun_uniform", "orthogonal"), keras.initializers.Orthogonal(gain=2.0), keras.initializers.TruncatedNormal()),
        bias_regularizer=rare(None, "l2"), kernel_regularizer=rare(None, "l2", keras.regularizers.L1L2(0.1, 0.2)), trainable=bool(r.random() < 0.8))
def image_layer():
    k = r.integers(14)
    p = dict(padding=pick("same", "valid"))
    if k == 0: return L.Conv2D(int(r.integers(1, 5)), pick(1, 2, 3, (2, 3)), strides=pick(1, 2), dilation_rate=1, **p, **common())
    if k == 1:
        c = common(); c["depthwise_initializer"] = c.pop("kernel_initializer"); c["depthwise_regularizer"] = c.pop("kernel_regularizer")
        return L.DepthwiseConv2D(pick(1, 2, 3), depth_multiplier=pick(1, 2), depthwise_constraint=rare(None, "non_neg"), **p, **c)
    if k == 2: return L.MaxPooling2D(pick(2, 3, (2, 1)), strides=pick(None, 1, 2), **p)
    if k == 3: return L.AveragePooling2D(pick(2, 3), strides=pick(None, 1, 2), **p)
    if k == 4: return L.BatchNormalization(axis=rare(-1, 3, 1), momentum=pick(0.9, 0.99), epsilon=pick(1e-3, 1e-5), center=bool(r.integers(2)), scale=bool(r.integers(2)), gamma_regularizer=rare(None, "l2"), moving_mean_initializer=rare("zeros", "ones"))
    if k == 5: return L.LayerNormalization(axis=rare(-1, [-2], [1, 2], 3), center=bool(r.integers(2)), scale=bool(r.integers(2)), gamma_initializer=rare("ones", "zeros"))
    if k == 6: return pick(L.ReLU(), L.ReLU(max_value=pick(6, 6, 0, 2.5)), L.ReLU(negative_slope=0.3), L.ReLU(threshold=rare(0, 0.5)), L.LeakyReLU(0.2), L.ELU(0.5), L.Softmax(), L.Softmax(axis=rare(-1, -2, 1)))
    if k == 7: return pick(L.Dropout(0.3), L.SpatialDropout2D(0.2), L.GaussianNoise(0.1), L.GaussianDropout(0.1), L.RandomFlip())
    if k == 8: return L.ZeroPadding2D(pick(1, (1, 0), ((0, 1), (2, 0))))
    if k == 9: return L.Rescaling(rare(0.5, [0.5]), offset=rare(0.1, 0))
    if k == 12:
        c = common(); c["pointwise_initializer"] = c.pop("kernel_initializer"); c["pointwise_regularizer"] = c.pop("kernel_regularizer")
        return L.SeparableConv2D(int(r.integers(1, 5)), pick(1, 2, 3), strides=pick(1, 2), depth_multiplier=pick(1, 2), dilation_rate=rare(1, 2), **p, **c)
    if k == 10: return L.Activation(pick(*acts))
    if k == 11: return rare(L.Activation("tanh"), L.UpSampling2D(), L.Cropping2D(1), L.Normalization(mean=0.5, variance=2.0), L.CenterCrop(3, 3), L.Resizing(4, 4))
    return L.Conv2D(int(r.integers(1, 4)) * (g := pick(1, 2, 3)), pick(1, 2), padding="same", groups=g, dilation_rate=rare(1, 2))
made = 0
while made < count:
    keras.backend.clear_session()
    try:
        x = i = keras.Input((int(r.integers(4, 8)), int(r.integers(4, 8)), int(r.integers(1, 4))))
        seq = r.random() < 0.3
        layers = [image_layer() for _ in range(int(r.integers(1, 5)))] + pick([L.Flatten()], [L.GlobalAveragePooling2D(keepdims=False)], [L.GlobalAveragePooling2D(keepdims=True), L.Flatten()])
        layers += [L.Dense(int(r.integers(2, 6)), **common())] if r.random() < 0.5 else []
        layers += [L.Dense(3, activation=pick("softmax", None, "log_softmax"))]
        if seq: m = keras.Sequential([i] + layers)
        else:
            for layer in layers:
                y = layer(inputs=x) if r.random() < 0.1 else layer(x)
                if len(y.shape) == len(x.shape) and y.shape == x.shape and r.random() < 0.3: y = pick(L.Add(), L.Multiply(), L.Concatenate(axis=rare(-1, 1)))([x, y])
                x = y
            m = keras.Model(i, rare(x, {"a": x, "b": y}, [x, x]))
        for w in m.weights:
            if "float" in str(w.dtype): w.assign(np.abs(r.normal(size=w.shape)) * 0.5 + 0.1 if "variance" in w.name else r.normal(size=w.shape) * 0.5)
        data = r.normal(size=(4,) + m.input_shape[1:]).astype("float32")
        y = m(data, training=False)
        y = None if isinstance(y, (list, dict)) else np.asarray(y)
    except (ValueError, TypeError, NotImplementedError, tf.errors.OpError) as e:
        continue
    m.save(out / f"{made}.{pick('keras', 'keras', 'h5')}")
    (out / f"{made}.json").write_text(json.dumps({"features": data.ravel().tolist(), "rows": 4, "outputs": None if y is None else y.ravel().tolist()}))
    made += 1

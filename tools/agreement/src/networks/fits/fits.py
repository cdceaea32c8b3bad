"""Weights after small fits by Keras's fit and by a loop of PyTorch, both in float64, on the rows of fit-cases.ts.

fits.py RESULTS. Needs: keras 3, tensorflow-cpu, torch. A kind that a package has no word for is absent.
"""
import json, sys
import numpy as np
import keras
import torch
import torch.nn.functional as F
from torch.optim import swa_utils

keras.config.set_floatx("float64")
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
ROWS, COLUMNS, HIDDEN, CLASSES, BATCH, EPOCHS = 20, 4, 6, 3, 8, 3
STEPS = -(-ROWS // BATCH)
draw = lambda count, a, b: ((np.arange(count) * a % b) / b - 0.5)
x = np.float32(2 * draw(ROWS * COLUMNS, 37, 101)).astype("float64").reshape(ROWS, COLUMNS)
labels = np.arange(ROWS) * 7 % 5 % CLASSES
y = np.eye(CLASSES)[labels]
start = [np.float32(draw(n, a, b)).astype("float64") for n, a, b in
         [(COLUMNS * HIDDEN, 7, 23), (HIDDEN, 5, 7), (HIDDEN * CLASSES, 11, 19), (CLASSES, 3, 5)]]
CLASS_WEIGHTS = [1.0, 3.0, 0.5]
K, T = keras.optimizers, torch.optim


def keras_fit(optimizer, loss=None, penalty=None, norm=False, epochs=EPOCHS, callbacks=(), class_weight=None, softmax=False, validate=False):
    keras.backend.clear_session()
    hidden = [keras.layers.Dense(HIDDEN, kernel_regularizer=penalty)]
    hidden += [keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-3)] if norm else []
    model = keras.Sequential([keras.Input((COLUMNS,)), *hidden, keras.layers.ReLU(),
                              keras.layers.Dense(CLASSES, kernel_regularizer=penalty, activation="softmax" if softmax else None)])
    kernels = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    kernels[0].set_weights([start[0].reshape(COLUMNS, HIDDEN), start[1]])
    kernels[1].set_weights([start[2].reshape(HIDDEN, CLASSES), start[3]])
    model.compile(optimizer, loss=loss or keras.losses.CategoricalCrossentropy(from_logits=True))
    history = model.fit(x, y, batch_size=BATCH, epochs=epochs, shuffle=False, verbose=0, callbacks=list(callbacks),
                        class_weight=class_weight, validation_data=(x, y) if validate else None).history
    state = [w for layer in model.layers for w in layer.non_trainable_weights]
    return {"weights": np.concatenate([np.asarray(w).ravel() for w in model.trainable_weights]).tolist(),
            "state": np.concatenate([np.asarray(w).ravel() for w in state]).tolist() if state else [],
            "running": history["loss"]}


class Net(torch.nn.Module):
    def __init__(self, norm):
        super().__init__()
        self.a, self.b = torch.nn.Linear(COLUMNS, HIDDEN), torch.nn.Linear(HIDDEN, CLASSES)
        self.norm = torch.nn.BatchNorm1d(HIDDEN, momentum=0.1, eps=1e-3) if norm else torch.nn.Identity()
        with torch.no_grad():
            self.a.weight.copy_(torch.tensor(start[0].reshape(COLUMNS, HIDDEN).T)); self.a.bias.copy_(torch.tensor(start[1]))
            self.b.weight.copy_(torch.tensor(start[2].reshape(HIDDEN, CLASSES).T)); self.b.bias.copy_(torch.tensor(start[3]))

    def forward(self, rows):
        return self.b(torch.relu(self.norm(self.a(rows))))


def torch_fit(optimizer, loss=None, penalty=None, norm=False, epochs=EPOCHS, clip=None, per_step=None, per_epoch=None, ema=None, swa=False, plateau=None):
    net, rows, hot, index = Net(norm), torch.tensor(x), torch.tensor(y), torch.tensor(labels)
    opt = optimizer(net.parameters())
    scheduler = (per_step or per_epoch or plateau or (lambda o: None))(opt)
    average = swa_utils.AveragedModel(net, multi_avg_fn=ema) if ema else swa_utils.AveragedModel(net, use_buffers=False) if swa else None
    loss = loss or (lambda logits, hot, index: F.cross_entropy(logits, index))
    for _ in range(epochs):
        net.train()
        for at in range(0, ROWS, BATCH):
            opt.zero_grad()
            value = loss(net(rows[at:at + BATCH]), hot[at:at + BATCH], index[at:at + BATCH])
            if penalty:
                value = value + penalty(net.a.weight) + penalty(net.b.weight)
            value.backward()
            if clip:
                clip(net.parameters())
            opt.step()
            if per_step:
                scheduler.step()
            if ema:
                average.update_parameters(net)
        if swa:
            average.update_parameters(net)
        if per_epoch:
            scheduler.step()
        if plateau:
            net.eval()
            with torch.no_grad():
                scheduler.step(F.cross_entropy(net(rows), index))
    if swa and norm:
        swa_utils.update_bn([rows[at:at + BATCH] for at in range(0, ROWS, BATCH)], average)
    result = average.module if average else net
    weights = [result.a.weight.T, result.a.bias, *([result.norm.weight, result.norm.bias] if norm else []), result.b.weight.T, result.b.bias]
    state = [result.norm.running_mean, result.norm.running_var] if norm else []
    flat = lambda tensors: [v for tensor in tensors for v in tensor.detach().reshape(-1).tolist()]
    return {"weights": flat(weights), "state": flat(state)}


RATE, TOTAL = 0.2, EPOCHS * STEPS
sgd = lambda p: T.SGD(p, lr=RATE)
momentum = dict(momentum=0.9)
smoothed = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)
plateau = dict(factor=0.5, patience=2, cooldown=2)
clip_norm = lambda p: torch.nn.utils.clip_grad_norm_(p, 0.1)
cases = {
    "sgd": (lambda: keras_fit(K.SGD(RATE)), lambda: torch_fit(sgd)),
    "momentum": (lambda: keras_fit(K.SGD(0.05, **momentum)), lambda: torch_fit(lambda p: T.SGD(p, lr=0.05, **momentum))),
    "nesterov": (lambda: keras_fit(K.SGD(0.05, nesterov=True, **momentum)), lambda: torch_fit(lambda p: T.SGD(p, lr=0.05, nesterov=True, **momentum))),
    "momentum and a step": (lambda: keras_fit(K.SGD(0.05, **momentum), callbacks=[keras.callbacks.LearningRateScheduler(lambda epoch: 0.05 * 0.1 ** epoch)]),
                            lambda: torch_fit(lambda p: T.SGD(p, lr=0.05, **momentum), per_epoch=lambda o: T.lr_scheduler.StepLR(o, 1, 0.1))),
    "adam": (lambda: keras_fit(K.Adam(0.01)), lambda: torch_fit(lambda p: T.Adam(p, lr=0.01, eps=1e-7))),
    "adamw": (lambda: keras_fit(K.AdamW(0.01, weight_decay=0.05)), lambda: torch_fit(lambda p: T.AdamW(p, lr=0.01, eps=1e-7, weight_decay=0.05))),
    "rmsprop": (lambda: keras_fit(K.RMSprop(0.01, rho=0.9)), lambda: torch_fit(lambda p: T.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-7))),
    "rmsprop with momentum": (lambda: keras_fit(K.RMSprop(0.01, rho=0.9, **momentum)),
                              lambda: torch_fit(lambda p: T.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-7, **momentum))),
    "adam with weight decay": (lambda: keras_fit(K.Adam(0.01, weight_decay=0.1)), lambda: torch_fit(lambda p: T.Adam(p, lr=0.01, eps=1e-7, weight_decay=0.1))),
    "adagrad": (lambda: keras_fit(K.Adagrad(0.05)), lambda: torch_fit(lambda p: T.Adagrad(p, lr=0.05, eps=1e-7, initial_accumulator_value=0.1))),
    "l2 penalty": (lambda: keras_fit(K.SGD(RATE), penalty=keras.regularizers.L2(0.05)), lambda: torch_fit(sgd, penalty=lambda w: 0.05 * (w ** 2).sum())),
    "l1 penalty": (lambda: keras_fit(K.SGD(RATE), penalty=keras.regularizers.L1(0.02)), lambda: torch_fit(sgd, penalty=lambda w: 0.02 * w.abs().sum())),
    "class weights": (lambda: keras_fit(K.SGD(RATE), class_weight=dict(enumerate(CLASS_WEIGHTS))),
                      lambda: torch_fit(sgd, loss=lambda l, h, i: F.cross_entropy(l, i, weight=torch.tensor(CLASS_WEIGHTS)))),
    "label smoothing": (lambda: keras_fit(K.SGD(RATE), loss=smoothed), lambda: torch_fit(sgd, loss=lambda l, h, i: F.cross_entropy(l, i, label_smoothing=0.1))),
    "class weights and label smoothing": (lambda: keras_fit(K.SGD(RATE), loss=smoothed, class_weight=dict(enumerate(CLASS_WEIGHTS))),
                                          lambda: torch_fit(sgd, loss=lambda l, h, i: F.cross_entropy(l, i, weight=torch.tensor(CLASS_WEIGHTS), label_smoothing=0.1))),
    "mean squared error": (lambda: keras_fit(K.SGD(RATE), loss="mean_squared_error", softmax=True),
                           lambda: torch_fit(sgd, loss=lambda l, h, i: F.mse_loss(F.softmax(l, -1), h))),
    "batch normalization": (lambda: keras_fit(K.SGD(RATE), norm=True), lambda: torch_fit(sgd, norm=True)),
    "cosine": (lambda: keras_fit(K.SGD(K.schedules.CosineDecay(RATE, TOTAL))), lambda: torch_fit(sgd, per_step=lambda o: T.lr_scheduler.CosineAnnealingLR(o, TOTAL))),
    "one-cycle": (None, lambda: torch_fit(sgd, per_step=lambda o: T.lr_scheduler.OneCycleLR(o, RATE, TOTAL, cycle_momentum=False))),
    "step": (lambda: keras_fit(K.SGD(RATE), callbacks=[keras.callbacks.LearningRateScheduler(lambda epoch: RATE * 0.5 ** epoch)]),
             lambda: torch_fit(sgd, per_epoch=lambda o: T.lr_scheduler.StepLR(o, 1, 0.5))),
    "exponential": (lambda: keras_fit(K.SGD(K.schedules.ExponentialDecay(RATE, STEPS, 0.5))), lambda: torch_fit(sgd, per_epoch=lambda o: T.lr_scheduler.ExponentialLR(o, 0.5))),
    "plateau with cooldown": (lambda: keras_fit(K.SGD(RATE), epochs=12, validate=True, callbacks=[keras.callbacks.ReduceLROnPlateau(min_delta=10, **plateau)]),
                              lambda: torch_fit(sgd, epochs=12, plateau=lambda o: T.lr_scheduler.ReduceLROnPlateau(o, threshold=10, threshold_mode="abs", **plateau))),
    "clip by norm": (lambda: keras_fit(K.SGD(RATE, global_clipnorm=0.1)), lambda: torch_fit(sgd, clip=clip_norm)),
    "clip by value": (lambda: keras_fit(K.SGD(RATE, clipvalue=0.02)), lambda: torch_fit(sgd, clip=lambda p: torch.nn.utils.clip_grad_value_(p, 0.02))),
    "weight decay and momentum": (lambda: keras_fit(K.SGD(0.05, weight_decay=0.1, **momentum)), lambda: torch_fit(lambda p: T.SGD(p, lr=0.05, weight_decay=0.1, **momentum))),
    "clip by norm and weight decay": (lambda: keras_fit(K.SGD(RATE, weight_decay=0.1, global_clipnorm=0.1)),
                                      lambda: torch_fit(lambda p: T.SGD(p, lr=RATE, weight_decay=0.1), clip=clip_norm)),
    "ema": (lambda: keras_fit(K.SGD(RATE, use_ema=True, ema_momentum=0.9)), lambda: torch_fit(sgd, ema=swa_utils.get_ema_multi_avg_fn(0.9))),
    "swa": (None, lambda: torch_fit(sgd, swa=True)),
    "swa and batch normalization": (None, lambda: torch_fit(sgd, swa=True, norm=True)),
}
results = {name: {who: make() for who, make in zip(("keras", "pytorch"), both) if make} for name, both in cases.items()}
versions = {"keras": keras.__version__, "pytorch": torch.__version__}
open(sys.argv[1], "w").write(json.dumps({"versions": versions, "cases": results}))

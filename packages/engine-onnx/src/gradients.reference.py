"""Losses, outputs and gradients of gradients.cases.json by PyTorch's autograd in float64.

Run: /usr/bin/python3 gradients.reference.py   (torch 1.13; writes gradients.reference.json beside this file)
"""
import json
import math
import os
import struct

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
here = os.path.dirname(os.path.abspath(__file__))
SEED, STEP = 5, 3
U32 = 0xFFFFFFFF


def mix(h):
    h &= U32
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & U32
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & U32
    return h ^ (h >> 16)


def noise_key(node):
    high, low = 0x9747B28C, 0x2545F491
    words = struct.unpack("<2I", struct.pack("<d", SEED))
    for word in (*words, STEP, node):
        high = mix(high ^ ((word * 0xCC9E2D51) & U32))
        low = mix(((low * 5 + 0xE6546B64) & U32) ^ high)
    return high, low


def draw(key, i):
    return mix(mix(i + key[0]) ^ key[1]) >> 8


def mask(node, shape, rate):
    key = noise_key(node)
    kept = [0.0 if draw(key, i) < round(rate * 2**24) else 1 / (1 - rate) for i in range(math.prod(shape))]
    return torch.tensor(kept).reshape(shape)


def gaussian(node, shape, stddev):
    key = noise_key(node)
    values = [stddev * math.sqrt(-2 * math.log((draw(key, 2 * i) + 1) / 2**24))
              * math.cos(2 * math.pi * draw(key, 2 * i + 1) / 2**24) for i in range(math.prod(shape))]
    return torch.tensor(values).reshape(shape)


def parameter(i):
    return ((i * 7919 + 13) % 1000) / 1000 * 0.8 - 0.4


def pair(value):
    return list(value) if isinstance(value, list) else [value, value]


def same(size, kernel, stride):
    total = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
    return [total // 2, total - total // 2]


class Run:
    """One forward pass; images are NHWC, as in the declaration."""

    def __init__(self, case, training):
        self.case, self.training = case, training
        self.parameters, self.count, self.states, self.node = [], 0, [], 0

    def take(self, shape, trainable=True):
        size = math.prod(shape)
        values = [parameter(self.count + i) for i in range(size)]
        self.count += size
        value = torch.tensor(values).reshape(shape).requires_grad_(True)
        self.parameters.append((value, trainable))
        return value

    def forward(self, x):
        outputs, names, last = {"input": x}, 0, x
        for position, spec in enumerate(self.case["layers"]):
            self.node += 1
            inputs = [outputs[name] for name in spec["inputs"]] if "inputs" in spec else [last]
            last = self.layer(spec, inputs)
            activation = spec.get("activation") if spec["kind"] != "activation" else None
            if activation not in (None, "linear"):
                is_head = position == len(self.case["layers"]) - 1 and "oftmax" in activation
                if is_head:
                    return last, activation
                self.node += 1
                last = self.activation(activation, last, spec)
            outputs[spec.get("name", f"layer {names}")] = last
            names += 1
        return last, "linear"

    def activation(self, name, x, spec):
        alpha = spec.get("alpha")
        return {
            "relu": lambda: F.relu(x), "leaky-relu": lambda: F.leaky_relu(x, 0.3 if alpha is None else alpha),
            "elu": lambda: F.elu(x, 1.0 if alpha is None else alpha), "gelu": lambda: F.gelu(x),
            "tanh": lambda: torch.tanh(x), "sigmoid": lambda: torch.sigmoid(x),
            "softmax": lambda: F.softmax(x, -1), "log-softmax": lambda: F.log_softmax(x, -1),
        }[name]()

    def conv(self, spec, x, filters, groups):
        kernel, strides = pair(spec["kernelSize"]), pair(spec.get("strides", 1))
        weight = self.take([*kernel, x.shape[3] // groups, filters])
        bias = self.take([filters]) if spec.get("useBias", True) else None
        x = x.permute(0, 3, 1, 2)
        if spec.get("padding") == "same":
            top, left = (same(x.shape[2 + axis], kernel[axis], strides[axis]) for axis in (0, 1))
            x = F.pad(x, [*left, *top])
        return F.conv2d(x, weight.permute(3, 2, 0, 1), bias, strides, groups=groups).permute(0, 2, 3, 1)

    def pool(self, spec, x, largest):
        size = pair(spec.get("poolSize", 2))
        strides = pair(spec.get("strides", size))
        x = x.permute(0, 3, 1, 2)
        pads = [0, 0, 0, 0]
        if spec.get("padding") == "same":
            top, left = (same(x.shape[2 + axis], size[axis], strides[axis]) for axis in (0, 1))
            pads = [*left, *top]
        if largest:
            y = F.max_pool2d(F.pad(x, pads, value=-math.inf), size, strides)
        else:
            sums = F.avg_pool2d(F.pad(x, pads), size, strides, divisor_override=1)
            y = sums / F.avg_pool2d(F.pad(torch.ones_like(x), pads), size, strides, divisor_override=1)
        return y.permute(0, 2, 3, 1)

    def normalize(self, spec, x):
        channels, frozen = x.shape[-1], spec.get("trainable", True) is False
        gamma = self.take([channels]) if spec.get("scale", True) else torch.ones(channels)
        beta = self.take([channels]) if spec.get("center", True) else torch.zeros(channels)
        start = sum(2 * state["size"] for state in self.states)
        mean = torch.tensor([0.25 * parameter(start + i) for i in range(channels)])
        variance = torch.tensor([1 + parameter(start + channels + i) for i in range(channels)])
        moving = (mean, variance)
        if self.training and not frozen:
            axes = list(range(x.dim() - 1))
            mean, variance = x.mean(axes), x.var(axes, unbiased=False)
            keep = spec.get("momentum", 0.99)
            moving = [keep * old + (1 - keep) * new.detach() for old, new in zip(moving, (mean, variance))]
        self.states.append({"size": channels, "values": [*moving[0].tolist(), *moving[1].tolist()]})
        return (x - mean) / torch.sqrt(variance + spec.get("epsilon", 1e-3)) * gamma + beta

    def layer(self, spec, inputs):
        kind, x = spec["kind"], inputs[0]
        if kind == "dense":
            weight = self.take([x.shape[-1], spec["units"]])
            y = x @ weight
            return y + self.take([spec["units"]]) if spec.get("useBias", True) else y
        if kind == "conv2d":
            return self.conv(spec, x, spec["filters"], spec.get("groups", 1))
        if kind == "depthwise-conv2d":
            return self.conv(spec, x, x.shape[3] * spec.get("depthMultiplier", 1), x.shape[3])
        if kind in ("max-pooling2d", "average-pooling2d"):
            return self.pool(spec, x, kind == "max-pooling2d")
        if kind == "global-average-pooling2d":
            return x.mean([1, 2])
        if kind == "batch-normalization":
            return self.normalize(spec, x)
        if kind == "layer-normalization":
            shape = [x.shape[-1]]
            gamma = self.take(shape) if spec.get("scale", True) else None
            beta = self.take(shape) if spec.get("center", True) else None
            return F.layer_norm(x, shape, gamma, beta, spec.get("epsilon", 1e-3))
        if kind == "dropout":
            return x * mask(self.node, x.shape, spec["rate"]) if self.training else x
        if kind == "spatial-dropout2d":
            shape = [x.shape[0], 1, 1, x.shape[3]]
            return x * mask(self.node, shape, spec["rate"]) if self.training else x
        if kind == "gaussian-noise":
            return x + gaussian(self.node, x.shape, spec["stddev"]) if self.training else x
        if kind == "activation":
            return self.activation(spec["activation"], x, spec)
        if kind == "flatten":
            return x.reshape(x.shape[0], -1)
        if kind == "reshape":
            return x.reshape(x.shape[0], *spec["targetShape"])
        if kind == "add":
            return sum(inputs)
        if kind == "concatenate":
            return torch.cat(inputs, -1)
        if kind == "zero-padding2d":
            (top, bottom), (left, right) = spec["padding"]
            return F.pad(x, [0, 0, left, right, top, bottom])
        if kind == "rescaling":
            return x * spec["scale"] + spec.get("offset", 0)
        raise ValueError(kind)


def run(case):
    shape = [case["rows"], *case["inputShape"]]
    size = math.prod(shape)
    constant = case.get("constantInput")
    values = [((i * 104729 + 7) % 1009) / 1009 * 2 - 1 if constant is None else constant for i in range(size)]
    x = torch.tensor(values, dtype=torch.float64).reshape(shape)
    training = Run(case, True)
    outputs, head = training.forward(x)
    targets = torch.tensor([((i * 31 + 5) % 17) / 17 + 0.1 for i in range(outputs.numel())]).reshape(outputs.shape)
    if case["loss"] == "cross-entropy":
        loss = -(targets * F.log_softmax(outputs, -1)).sum() / case["rows"]
    else:
        y = {"linear": lambda v: v, "softmax": lambda v: F.softmax(v, -1), "log-softmax": lambda v: F.log_softmax(v, -1)}[head](outputs)
        loss = F.mse_loss(y, targets)
    loss.backward()
    predicted, _ = Run(case, False).forward(x)
    short = lambda tensor: [float(f"{v:.7g}") for v in tensor.reshape(-1).tolist()]
    return {
        "loss": loss.item(), "outputs": short(outputs), "predicted": short(predicted),
        "gradients": [g for value, _ in training.parameters for g in short(value.grad)],
        "state": [float(f"{v:.7g}") for state in training.states for v in state["values"]],
    }


with open(os.path.join(here, "gradients.cases.json")) as file:
    cases = json.load(file)
with open(os.path.join(here, "gradients.reference.json"), "w") as file:
    json.dump({"torch": torch.__version__, "cases": {case["name"]: run(case) for case in cases}}, file)

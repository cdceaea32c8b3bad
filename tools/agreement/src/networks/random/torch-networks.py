"""Outputs, losses, gradients and statistics of networks by PyTorch in float64. torch-networks.py CASES RESULTS

CASES has a JSON object a line: { seed, nodes, parameters, state, features, targets, weights, loss, head, rows }. `margin` of a
result is how near a kink or a tie of two maxima the float32 of an engine may step over it, relative to what is there.
"""
import json, math, sys
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


class Run:
    def __init__(self, case, training):
        self.case, self.training, self.margin = case, training, math.inf
        self.parameters = torch.tensor(case["parameters"]).requires_grad_(True)
        self.state = list(case["state"])

    def near(self, x, *kinks):
        scale = max(1.0, float(x.detach().abs().max()))
        for kink in kinks:
            self.margin = min(self.margin, float((x.detach() - kink).abs().min()) / scale)

    def slot(self, node, role):
        for slot in node["parameters"]:
            if slot["role"] == role:
                return self.parameters[slot["offset"]:slot["offset"] + slot["size"]].reshape(slot["shape"])
        return None

    def forward(self, x):
        values = [x]
        for node in self.case["nodes"][1:]:
            values.append(self.node(node, [values[i] for i in node["inputs"]]))
        return values[-1]

    def activation(self, a, x):
        kind = a["kind"]
        if kind in ("relu", "leaky-relu", "elu", "selu"):
            self.near(x, 0)
        if kind == "relu6":
            self.near(x, 0, 6)
        if kind == "hard-swish":
            self.near(x, -3, 3)
        return {
            "relu": lambda: F.relu(x), "leaky-relu": lambda: F.leaky_relu(x, a.get("alpha", 0)),
            "elu": lambda: F.elu(x, a.get("alpha", 0)), "linear": lambda: x, "tanh": lambda: torch.tanh(x),
            "gelu": lambda: F.gelu(x, approximate="tanh" if a.get("approximate") else "none"),
            "sigmoid": lambda: torch.sigmoid(x), "silu": lambda: F.silu(x), "mish": lambda: F.mish(x),
            "relu6": lambda: F.relu6(x), "selu": lambda: F.selu(x), "exponential": lambda: torch.exp(x),
            "softplus": lambda: F.softplus(x), "hard-swish": lambda: F.hardswish(x),
            "softmax": lambda: F.softmax(x, -1), "log-softmax": lambda: F.log_softmax(x, -1),
        }[kind]()

    def pool(self, o, x):
        top, bottom, left, right = o["pads"]
        x = x.permute(0, 3, 1, 2)
        pads, size, strides = [left, right, top, bottom], o["poolSize"], o["strides"]
        if o["kind"] == "max-pooling2d":
            wide = F.pad(x, pads, value=-math.inf)
            windows = wide.detach().unfold(2, size[0], strides[0]).unfold(3, size[1], strides[1]).flatten(4)
            if windows.shape[-1] > 1:
                best = windows.topk(2, -1).values
                gaps = (best[..., 0] - best[..., 1])
                gaps = gaps[(gaps > 0) & torch.isfinite(gaps)]
                if gaps.numel():
                    self.margin = min(self.margin, float(gaps.min()) / max(1.0, float(x.detach().abs().max())))
            y = F.max_pool2d(wide, size, strides)
        else:
            sums = F.avg_pool2d(F.pad(x, pads), size, strides, divisor_override=1)
            y = sums / F.avg_pool2d(F.pad(torch.ones_like(x), pads), size, strides, divisor_override=1)
        return y.permute(0, 2, 3, 1)

    def normalize(self, node, o, x):
        mean, variance = [torch.tensor(self.state[s["offset"]:s["offset"] + s["size"]]) for s in node["state"]]
        if self.training and node["trainable"]:
            axes = list(range(x.dim() - 1))
            seen = (x.mean(axes), x.var(axes, unbiased=False))
            for slot, old, new in zip(node["state"], (mean, variance), seen):
                moved = o["momentum"] * old + (1 - o["momentum"]) * new.detach()
                self.state[slot["offset"]:slot["offset"] + slot["size"]] = moved.tolist()
            mean, variance = seen
        return self.affine(node, (x - mean) / torch.sqrt(variance + o["epsilon"]))

    def affine(self, node, x):
        gamma, beta = self.slot(node, "gamma"), self.slot(node, "beta")
        x = x if gamma is None else x * gamma
        return x if beta is None else x + beta

    def node(self, node, inputs):
        o, x = node["operation"], inputs[0]
        kind = o["kind"]
        kernel, bias = self.slot(node, "kernel"), self.slot(node, "bias")
        if kind == "dense":
            y = x @ kernel
            return y if bias is None else y + bias
        if kind == "conv2d":
            top, bottom, left, right = o["pads"]
            wide = F.pad(x.permute(0, 3, 1, 2), [left, right, top, bottom]).contiguous()
            y = F.conv2d(wide, kernel.permute(3, 2, 0, 1).contiguous(), bias, o["strides"], groups=o["groups"])
            return y.permute(0, 2, 3, 1)
        if kind in ("max-pooling2d", "average-pooling2d"):
            return self.pool(o, x)
        if kind == "global-average-pooling2d":
            return x.mean([1, 2])
        if kind == "batch-normalization":
            return self.normalize(node, o, x)
        if kind == "layer-normalization":
            return self.affine(node, F.layer_norm(x, x.shape[-1:], eps=o["epsilon"]))
        if kind == "activation":
            return self.activation(o["activation"], x)
        if kind == "reshape":
            return x.reshape(x.shape[0], *o["targetShape"])
        if kind == "add":
            return sum(inputs[1:], inputs[0])
        if kind == "multiply":
            return math.prod(inputs[1:], start=inputs[0])
        if kind == "concatenate":
            return torch.cat(inputs, -1)
        if kind == "zero-padding2d":
            top, bottom, left, right = o["pads"]
            return F.pad(x, [0, 0, left, right, top, bottom])
        if kind == "rescaling":
            return x * o["scale"] + o["offset"]
        if kind == "axis-maps":
            return torch.einsum("ip,npqc,jq->nijc", torch.tensor(o["rows"]).double(), x, torch.tensor(o["columns"]).double())
        raise ValueError(kind)


def result_of(case):
    shape = [case["rows"], *case["nodes"][0]["outputShape"]]
    x = torch.tensor(case["features"]).reshape(shape)
    training = Run(case, True)
    outputs = training.forward(x)
    targets = torch.tensor(case["targets"]).reshape(outputs.shape)
    if case["loss"] == "cross-entropy":
        loss = -(targets * F.log_softmax(outputs, -1)).sum() / case["rows"]
    else:
        head = {"linear": lambda v: v, "softmax": lambda v: F.softmax(v, -1), "log-softmax": lambda v: F.log_softmax(v, -1)}
        row = ((head[case["head"]](outputs) - targets) ** 2).mean(-1)
        loss = (row * torch.tensor(case["weights"])).mean()
    if training.parameters.numel():
        loss.backward()
    predicted = Run(case, False).forward(x)
    grad = training.parameters.grad
    return {
        "seed": case["seed"], "loss": loss.item(), "predicted": predicted.flatten().tolist(),
        "gradients": [] if grad is None else grad.tolist(), "state": training.state, "margin": min(training.margin, 1e9),
    }


with open(sys.argv[1]) as cases, open(sys.argv[2], "w") as results:
    for line in cases:
        results.write(json.dumps(result_of(json.loads(line))) + "\n")

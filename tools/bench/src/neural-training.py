"""PyTorch's side of neural-training.ts: says its version, reads one job per line, answers with the times of a step.

A job is JSON: {"net", "batch", "threads", "channelsLast", "mode": "train" | "predict", "steps"}.
A training step is forward, loss, backward and Adam, as torch runs it by default.
"""
import json
import statistics
import sys
import time

import torch
from torch import nn


def conv(inputs, filters):
    return nn.Conv2d(inputs, filters, 3, padding=1)


class Inception(nn.Module):
    """Four branches beside each other, as googlenet.ts has them."""

    def __init__(self, inputs, one, three, five, pooled):
        super().__init__()

        self.branches = nn.ModuleList([
            nn.Sequential(nn.Conv2d(inputs, one, 1), nn.ReLU()),
            nn.Sequential(nn.Conv2d(inputs, three[0], 1), nn.ReLU(), nn.Conv2d(three[0], three[1], 3, padding=1), nn.ReLU()),
            nn.Sequential(nn.Conv2d(inputs, five[0], 1), nn.ReLU(), nn.Conv2d(five[0], five[1], 5, padding=2), nn.ReLU()),
            nn.Sequential(nn.MaxPool2d(3, 1, 1), nn.Conv2d(inputs, pooled, 1), nn.ReLU()),
        ])

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


def googlenet():
    """Cut down to five modules, as in googlenet.ts."""
    return nn.Sequential(
        conv(1, 64), nn.ReLU(), nn.MaxPool2d(3, 2, 1), conv(64, 192), nn.ReLU(), nn.MaxPool2d(3, 2, 1),
        Inception(192, 64, (96, 128), (16, 32), 32), Inception(256, 128, (128, 192), (32, 96), 64),
        nn.MaxPool2d(3, 2, 1),
        Inception(480, 192, (96, 208), (16, 48), 64), Inception(512, 160, (112, 224), (24, 64), 64),
        Inception(512, 128, (128, 256), (24, 64), 64),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(.4), nn.Linear(512, 10))


NETS = {
    "ann.cnn": lambda: nn.Sequential(
        conv(1, 16), nn.ReLU(), nn.MaxPool2d(2), conv(16, 32), nn.ReLU(), nn.MaxPool2d(2), conv(32, 64), nn.ReLU(),
        nn.Flatten(), nn.Linear(3136, 64), nn.ReLU(), nn.Linear(64, 10)),
    "ann.mlp": lambda: nn.Sequential(
        nn.Flatten(), nn.Linear(784, 500), nn.ReLU(), nn.Linear(500, 250), nn.ReLU(), nn.Linear(250, 125), nn.ReLU(),
        nn.Linear(125, 10)),
    "korea.cnn5": lambda: nn.Sequential(
        conv(1, 64), nn.BatchNorm2d(64), nn.ReLU(), conv(64, 64), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(2),
        nn.Dropout(.25), conv(64, 128), nn.BatchNorm2d(128), nn.ReLU(), conv(128, 256), nn.BatchNorm2d(256), nn.ReLU(),
        nn.MaxPool2d(2), nn.Dropout(.25), nn.Flatten(), nn.Linear(12544, 512), nn.ReLU(), nn.Dropout(.5),
        nn.Linear(512, 10)),
    "six.convolutions": lambda: nn.Sequential(
        conv(3, 32), nn.ReLU(), conv(32, 32), nn.ReLU(), nn.MaxPool2d(2), conv(32, 64), nn.ReLU(), conv(64, 64),
        nn.ReLU(), nn.MaxPool2d(2), conv(64, 128), nn.ReLU(), conv(128, 128), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(8192, 10)),
    "googlenet": googlenet,
}
SHAPES = {"six.convolutions": (3, 64, 64)}
made = {}


def prepare(job):
    key = (job["net"], job["batch"], job["channelsLast"])
    if key not in made:
        torch.manual_seed(0)
        net = NETS[job["net"]]()
        x = torch.rand(job["batch"], *SHAPES.get(job["net"], (1, 28, 28)))
        if job["channelsLast"]:
            net, x = net.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
        y = torch.randint(0, 10, (job["batch"],))
        made[key] = net, x, y, torch.optim.Adam(net.parameters(), lr=1e-3), nn.CrossEntropyLoss()
    return made[key]


def step(net, x, y, optimizer, loss):
    optimizer.zero_grad()
    value = loss(net(x), y)
    value.backward()
    optimizer.step()
    return value.item()


def measure(job):
    net, x, y, optimizer, loss = prepare(job)
    training = job["mode"] == "train"
    net.train(training)
    times = []
    with torch.inference_mode(not training):
        for at in range(job["steps"]):
            if at == 1:  # the first one is left out
                processor = time.process_time()
            start = time.perf_counter()
            if training:
                step(net, x, y, optimizer, loss)
            else:
                net(x)
            times.append(time.perf_counter() - start)
    processor = time.process_time() - processor
    return {"seconds": statistics.median(times[1:]), "processorSeconds": processor / (len(times) - 1)}


print(json.dumps({"version": torch.__version__.split("+")[0]}), flush=True)
for line in sys.stdin:
    job = json.loads(line)
    torch.set_num_threads(job["threads"])
    print(json.dumps(measure(job)), flush=True)

"""PyTorch's side of neural-training.mjs: reads one job per line, answers with the milliseconds per step.

A job is JSON: {"net", "batch", "threads", "channelsLast", "mode": "train" | "predict", "steps"}.
A training step is forward, loss, backward and Adam, as torch runs it by default.
"""
import json
import sys
import time

import torch
from torch import nn


def conv(inputs, filters):
    return nn.Conv2d(inputs, filters, 3, padding=1)


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
}
made = {}


def prepare(job):
    key = (job["net"], job["batch"], job["channelsLast"])
    if key not in made:
        torch.manual_seed(0)
        net = NETS[job["net"]]()
        x = torch.rand(job["batch"], 1, 28, 28)
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


for line in sys.stdin:
    job = json.loads(line)
    torch.set_num_threads(job["threads"])
    net, x, y, optimizer, loss = prepare(job)
    times = []
    if job["mode"] == "train":
        net.train()
        for _ in range(job["steps"]):
            start = time.perf_counter()
            step(net, x, y, optimizer, loss)
            times.append(time.perf_counter() - start)
    else:
        net.eval()
        with torch.inference_mode():
            for _ in range(job["steps"]):
                start = time.perf_counter()
                net(x)
                times.append(time.perf_counter() - start)
    print(json.dumps({"ms": [1000 * t for t in times]}), flush=True)

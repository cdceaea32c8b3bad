"""The study rows below their reported figure, trained in PyTorch from the same declaration.

    python3 twin.py --row korea.cnn5 --seed 0 --data FOLDER --out FILE [--device cuda] [--rows 55000] [--epochs 30]

FOLDER holds the four archives of Fashion-MNIST. Same split, statistics, network, initial distributions, batches (a new
order every epoch, the last one smaller), loss, penalties, optimizer, learning rate at every step, augmentation (one
affine map for each image and epoch, bilinear, black outside) and choice of the epoch as the row's pipeline file; the
draws are PyTorch's own, so figures agree in distribution and not digit by digit. FILE is written after every epoch.
"""

import argparse
import gzip
import json
import math
import time
from pathlib import Path

import numpy
import torch
import torch.nn.functional as F
from torch import nn

from networks import NETWORKS
from rows import ROWS, Row


def idx(path: Path) -> numpy.ndarray:
    with gzip.open(path) as file:
        content = file.read()
    dimensions = content[3]
    shape = [int.from_bytes(content[4 + 4 * at : 8 + 4 * at], "big") for at in range(dimensions)]
    return numpy.frombuffer(content, numpy.uint8, offset=4 + 4 * dimensions).reshape(shape)


class Data:
    """Pixels prepared by statistics of the training rows alone, on the device."""

    def __init__(self, folder: Path, row: Row, rows: int, device: torch.device):
        images, labels = idx(folder / "train-images-idx3-ubyte.gz"), idx(folder / "train-labels-idx1-ubyte.gz")
        held = 60000 - row.train_rows
        chosen = slice(0, rows)
        pixels = images[: row.train_rows][chosen].astype(numpy.float64)
        mean, deviation = (0.0, 255.0) if row.preprocess == "scale" else (pixels.mean(), pixels.std())

        def put(part: numpy.ndarray) -> torch.Tensor:
            scaled = ((part.astype(numpy.float64) - mean) / deviation).astype(numpy.float32)
            return torch.from_numpy(scaled).unsqueeze(1).to(device)

        def classes(part: numpy.ndarray) -> torch.Tensor:
            return torch.from_numpy(part.astype(numpy.int64)).to(device)

        test_images, test_labels = idx(folder / "t10k-images-idx3-ubyte.gz"), idx(folder / "t10k-labels-idx1-ubyte.gz")
        self.train = put(images[: row.train_rows][chosen]), classes(labels[: row.train_rows][chosen])
        self.validation = put(images[-held:]), classes(labels[-held:])
        self.test = put(test_images), classes(test_labels)
        self.black = float(-mean / deviation)


def augment(images: torch.Tensor, row: Row, black: float) -> torch.Tensor:
    """Turns, then shifts, then mirrors, as one map from target to source with one interpolation."""
    if row.rotate == row.shift == 0 and not row.flip:
        return images
    count, _, height, width = images.shape

    def around(largest: float) -> torch.Tensor:
        return (torch.rand(count, device=images.device) * 2 - 1) * largest

    angle = around(row.rotate * math.pi / 180)
    down, right = around(row.shift * height), around(row.shift * width)
    mirror = torch.where(torch.rand(count, device=images.device) < (0.5 if row.flip else 0.0), -1.0, 1.0)
    cos, sin = angle.cos(), angle.sin()
    # Normalised coordinates with aligned corners: -1 and 1 are the centres of the outermost pixels.
    shift_x, shift_y = right * 2 / (width - 1), down * 2 / (height - 1)
    x = torch.stack([mirror * cos, -sin, -cos * shift_x + sin * shift_y], 1)
    y = torch.stack([mirror * sin, cos, -sin * shift_x - cos * shift_y], 1)
    grid = F.affine_grid(torch.stack([x, y], 1), list(images.shape), align_corners=True)
    return F.grid_sample(images - black, grid, mode="bilinear", padding_mode="zeros", align_corners=True) + black


def learning_rate(row: Row, epochs: int, step: int, steps: int) -> float:
    """At a step (from 0) of a run with `steps` in each epoch."""
    if row.schedule == "exponential":
        return row.rate * row.gamma ** (step / steps)
    if row.schedule == "cosine":
        done = min(1.0, step / max(1, steps * epochs - 1))
        return row.rate * 0.5 * (1 + math.cos(math.pi * done))
    return row.rate


class Step:
    """One training step on a fixed number of rows: captured as a CUDA graph, or run as it is on a processor."""

    def __init__(self, trainer: "Trainer", size: int):
        self.trainer, self.graph = trainer, None
        self.rows = torch.zeros(size, dtype=torch.int64, device=trainer.device)

    def __call__(self, rows: torch.Tensor) -> None:
        if self.trainer.device.type != "cuda":
            self.trainer.step(rows)
            return
        self.rows.copy_(rows)
        if self.graph is None:
            # Allocates, and chooses algorithms, outside of the capture; this is a training step like any other.
            stream = torch.cuda.Stream()
            stream.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(stream):
                self.trainer.step(self.rows)
            torch.cuda.current_stream().wait_stream(stream)
            self.graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(self.graph):
                self.trainer.step(self.rows)
        else:
            self.graph.replay()


class Trainer:
    def __init__(self, row: Row, data: Data, epochs: int, device: torch.device):
        self.row, self.data, self.epochs, self.device = row, data, epochs, device
        self.model = NETWORKS[row.network]().to(device)
        self.rate = torch.tensor(row.rate, device=device)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=self.rate, eps=1e-7, capturable=device.type == "cuda")
        self.penalised = [each.weight for each in self.model.modules() if getattr(each, "l2", 0) > 0]
        self.loss = torch.zeros((), device=device)

    def step(self, rows: torch.Tensor) -> None:
        images, labels = self.data.train
        batch = augment(images[rows], self.row, self.data.black)
        self.optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(self.model(batch), labels[rows])
        for kernel in self.penalised:
            loss = loss + self.row.l2 * kernel.square().sum()
        loss.backward()
        self.optimizer.step()
        self.loss.copy_(loss.detach())

    @torch.no_grad()
    def scores(self, part: tuple[torch.Tensor, torch.Tensor]) -> dict[str, float]:
        self.model.eval()
        images, labels = part
        logits = torch.cat([self.model(images[at : at + 1000]) for at in range(0, len(images), 1000)])
        self.model.train()
        predicted = logits.argmax(1)
        counts = torch.bincount(labels * 10 + predicted, minlength=100).reshape(10, 10).double()
        f1 = 2 * counts.diag() / (counts.sum(0) + counts.sum(1)).clamp(min=1)
        return {
            "accuracy": float((predicted == labels).double().mean()),
            "macro-f1": float(f1.mean()),
            "loss": float(F.cross_entropy(logits, labels)),
        }


def train(row: Row, seed: int, data: Data, epochs: int, device: torch.device, out: Path, until: float) -> None:
    torch.manual_seed(seed)
    trainer = Trainer(row, data, epochs, device)
    trainer.model.train()
    count, size = len(data.train[0]), row.batch
    batches = math.ceil(count / size)
    steps = {length: Step(trainer, length) for length in {size, count - size * (batches - 1)}}
    best, best_state, waited, records = math.inf, None, 0, []
    started = time.monotonic()
    for epoch in range(epochs):
        order = torch.randperm(count, device=device)
        for at, rows in enumerate(order.split(size)):
            trainer.rate.fill_(learning_rate(row, epochs, epoch * batches + at, batches))
            steps[len(rows)](rows)
        held = trainer.scores(data.validation)
        records.append({"epoch": epoch + 1, "train.loss": float(trainer.loss), **{f"validation.{k}": v for k, v in held.items()}})
        if row.patience:
            if held["loss"] < best:
                best, waited = held["loss"], 0
                best_state = {name: value.detach().clone() for name, value in trainer.model.state_dict().items()}
            else:
                waited += 1
        finished = epoch + 1 == epochs or (row.patience and waited >= row.patience) or time.monotonic() > until
        result = {
            "row": row.name,
            "seed": seed,
            "finished": bool(finished) and time.monotonic() <= until,
            "parameters": sum(each.numel() for each in trainer.model.parameters()),
            "torch": torch.__version__,
            "device": torch.cuda.get_device_name() if device.type == "cuda" else "cpu",
            "seconds": round(time.monotonic() - started, 1),
            "epochs": records,
        }
        if finished:
            if best_state is not None:
                trainer.model.load_state_dict(best_state)
            result["validation"], result["test"] = trainer.scores(data.validation), trainer.scores(data.test)
            result["train"] = trainer.scores(data.train)
        out.write_text(json.dumps(result))
        if finished:
            break


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--row", required=True, choices=sorted(ROWS))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--rows", type=int, help="only the first training rows")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--seconds", type=float, default=math.inf, help="ends the training after this time")
    chosen = parser.parse_args()
    until = time.monotonic() + chosen.seconds
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    row, device = ROWS[chosen.row], torch.device(chosen.device)
    data = Data(chosen.data, row, chosen.rows or row.train_rows, device)
    train(row, chosen.seed, data, chosen.epochs or row.epochs, device, chosen.out, until)


if __name__ == "__main__":
    main()

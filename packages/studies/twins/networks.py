"""The rows' networks with Keras's initial distributions: kernels of Glorot, or He where the row says so, biases 0."""

import torch
from torch import nn


class GaussianNoise(nn.Module):
    """Of a standard deviation, while training."""

    def __init__(self, deviation: float):
        super().__init__()
        self.deviation = deviation

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return images + self.deviation * torch.randn_like(images) if self.training else images


class ChannelsLastFlatten(nn.Module):
    """Rows of (height, width, channels), as Keras flattens them."""

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return images.permute(0, 2, 3, 1).flatten(1)


def glorot(layer: nn.Module, l2: bool = False) -> nn.Module:
    nn.init.xavier_uniform_(layer.weight)
    nn.init.zeros_(layer.bias)
    layer.l2 = float(l2)
    return layer


def he(layer: nn.Module, l2: bool = False) -> nn.Module:
    """Keras's he_normal: a normal distribution cut at two deviations, widened so that its variance is 2 / fan-in."""
    deviation = (2 / layer.weight[0].numel()) ** 0.5 / 0.87962566103423978
    nn.init.trunc_normal_(layer.weight, std=deviation, a=-2 * deviation, b=2 * deviation)
    nn.init.zeros_(layer.bias)
    layer.l2 = float(l2)
    return layer


def conv(inputs: int, filters: int) -> nn.Conv2d:
    return nn.Conv2d(inputs, filters, 3, padding="same")


def mlp() -> nn.Module:
    widths = [784, 512, 512, 512]
    hidden = [each for a, b in zip(widths, widths[1:]) for each in (glorot(nn.Linear(a, b)), nn.ReLU())]
    return nn.Sequential(nn.Flatten(), *hidden, glorot(nn.Linear(512, 10)))


def convnet(filters: list[int], poolings: int) -> nn.Module:
    layers: list[nn.Module] = [GaussianNoise(0.1)]
    side = 28
    for at, (inputs, outputs) in enumerate(zip([1, *filters], filters)):
        layers += [glorot(conv(inputs, outputs)), nn.ReLU()]
        if at < poolings:
            layers += [nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.01), nn.MaxPool2d(2), nn.Dropout(0.3)]
            side //= 2
    dense = [glorot(nn.Linear(side * side * filters[-1], 128)), nn.ReLU(), nn.Dropout(0.3), glorot(nn.Linear(128, 10))]
    return nn.Sequential(*layers, ChannelsLastFlatten(), *dense)


def normalised(inputs: int, filters: int, l2: bool = False) -> list[nn.Module]:
    return [he(conv(inputs, filters), l2), nn.BatchNorm2d(filters, eps=1e-5, momentum=0.1), nn.ReLU()]


def cnn_model_4() -> nn.Module:
    widths = [1, 32, 64, 128]
    blocks = [each for a, b in zip(widths, widths[1:]) for each in (*normalised(a, b, True), nn.MaxPool2d(2))]
    return nn.Sequential(*blocks, ChannelsLastFlatten(), glorot(nn.Linear(1152, 10), True))


def cnn_model_5() -> nn.Module:
    return nn.Sequential(
        *normalised(1, 64),
        *normalised(64, 64),
        nn.MaxPool2d(2),
        nn.Dropout(0.25),
        *normalised(64, 128),
        *normalised(128, 256),
        nn.MaxPool2d(2),
        nn.Dropout(0.25),
        ChannelsLastFlatten(),
        he(nn.Linear(12544, 512)),
        nn.ReLU(),
        nn.Dropout(0.5),
        glorot(nn.Linear(512, 10)),
    )


NETWORKS = {
    "keras-mlp": mlp,
    "cnn-3-reg": lambda: convnet([32, 64, 128], 3),
    "cnn-4": lambda: convnet([32, 64, 128, 128], 3),
    "cnn-model-4": cnn_model_4,
    "cnn-model-5": cnn_model_5,
}

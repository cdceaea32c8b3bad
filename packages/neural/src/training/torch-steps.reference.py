"""One step and a hundred steps of PyTorch's optimisers on a small MLP and a small CNN, for torch-steps.test.ts.

python3 torch-steps.reference.py > torch-steps.reference.json      (PyTorch 2.13.0)
"""
import json
import torch
from torch import nn

torch.manual_seed(0)
torch.set_num_threads(1)
ROWS, CLASSES = 8, 4


class Mlp(nn.Module):
    shape = [6]

    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(6, 7), nn.Linear(7, CLASSES)])

    def forward(self, x):
        return self.layers[1](torch.relu(self.layers[0](x)))


class Cnn(nn.Module):
    shape = [6, 6, 2]

    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Conv2d(2, 3, 3, padding=1), nn.Linear(27, CLASSES)])

    def forward(self, x):
        seen = torch.max_pool2d(torch.relu(self.layers[0](x.permute(0, 3, 1, 2))), 2)
        return self.layers[1](seen.permute(0, 2, 3, 1).reshape(len(x), -1))


def canonical(values):
    """Weights (or gradients) one after the other, kernels as Keras keeps them."""
    out = []
    for value in values:
        if value.dim() == 4:
            value = value.permute(2, 3, 1, 0)
        elif value.dim() == 2:
            value = value.t()
        out.extend(value.reshape(-1).tolist())
    return [float('%.9g' % number) for number in out]


class Muon(torch.optim.Optimizer):
    """K. Jordan's Muon, its steps of Newton and Schulz in float64: torch.optim.Muon takes them in bfloat16.

    Kernels but the last by Muon, convolutions as matrices of [filters, all else]; the rest by AdamW.
    """

    def __init__(self, parameters, adjusted):
        parameters = list(parameters)
        kernels = [p for p in parameters if p.dim() > 1][:-1]
        rest = [p for p in parameters if all(p is not kernel for kernel in kernels)]
        super().__init__(kernels, {})
        self.rest = torch.optim.AdamW(rest, lr=0.01, eps=1e-7, weight_decay=0.05)
        self.adjusted = adjusted
        self.velocities = [torch.zeros_like(p) for p in kernels]

    def zero_grad(self):
        super().zero_grad()
        self.rest.zero_grad()

    def step(self):
        self.rest.step()
        with torch.no_grad():
            for p, velocity in zip(self.param_groups[0]['params'], self.velocities):
                velocity.mul_(0.95).add_(p.grad)
                update = (p.grad + 0.95 * velocity).reshape(len(p), -1)
                rows, columns = update.shape
                wide = max(1, rows / columns) ** 0.5
                factor = wide if self.adjusted == 'original' else 0.2 * max(rows, columns) ** 0.5
                p.mul_(1 - 0.01 * 0.05)
                p.sub_(0.01 * factor * newton_schulz(update).reshape(p.shape))


def newton_schulz(g):
    x = g.double() / (g.double().norm() + 1e-7)
    for _ in range(5):
        a = x @ x.T
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return x.float()


OPTIMISERS = {
    'sgd': lambda p: torch.optim.SGD(p, lr=0.05),
    'momentum': lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01),
    'nesterov': lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True),
    'adam': lambda p: torch.optim.Adam(p, lr=0.01, eps=1e-7),
    'adamw': lambda p: torch.optim.AdamW(p, lr=0.01, eps=1e-7, weight_decay=0.05),
    'rmsprop': lambda p: torch.optim.RMSprop(p, lr=0.003, alpha=0.9, eps=1e-7),
    'adagrad': lambda p: torch.optim.Adagrad(p, lr=0.03, eps=1e-7, initial_accumulator_value=0.1),
    'muon': lambda p: Muon(p, 'match-rms-adamw'),
    'muon-original': lambda p: Muon(p, 'original'),
}

cases = []
for name, make in {'mlp': Mlp, 'cnn': Cnn}.items():
    features = torch.randn(ROWS, *make.shape)
    labels = torch.randint(CLASSES, (ROWS,))
    start = make()
    for optimiser, build in OPTIMISERS.items():
        net = make()
        net.load_state_dict(start.state_dict())
        steps = build(net.parameters())
        case = {'net': name, 'optimiser': optimiser, 'start': canonical(list(net.parameters()))}
        for step in range(100):
            steps.zero_grad()
            loss = nn.functional.cross_entropy(net(features), labels)
            loss.backward()
            if step == 0:
                case['loss'] = loss.item()
                case['gradients'] = canonical([p.grad for p in net.parameters()])
            steps.step()
            if step == 0:
                case['after1'] = canonical(list(net.parameters()))
        case['after100'] = canonical(list(net.parameters()))
        case['features'] = [float('%.9g' % number) for number in features.reshape(-1).tolist()]
        case['labels'] = labels.tolist()
        cases.append(case)
print(json.dumps({'torch': torch.__version__, 'cases': cases}))

"""Kernels that torch.nn.init.dirac_ fills, in the order of Keras, for dirac.test.ts.

python3 dirac.reference.py > dirac.reference.json      (PyTorch 2.13.0)
"""
import json
import torch

cases = []
for shape, groups in [((6, 4, 3, 3), 1), ((3, 5, 2, 3), 1), ((4, 4, 1, 1), 1), ((6, 2, 3, 3), 2), ((4, 3, 4, 2), 2)]:
    kernel = torch.empty(shape)
    torch.nn.init.dirac_(kernel, groups)
    keras = kernel.permute(2, 3, 1, 0)
    ones = [at for at, value in enumerate(keras.reshape(-1).tolist()) if value == 1]
    assert keras.sum() == len(ones)
    cases.append({'shape': list(keras.shape), 'groups': groups, 'ones': ones})
print(json.dumps({'torch': torch.__version__, 'cases': cases}))

# Writes policy-operations.reference.json: an image changed by Pillow (12.3).
import json
import numpy as np
from PIL import Image, ImageEnhance, ImageOps

side = 7
values = np.random.default_rng(0).integers(20, 230, (side, side + 2, 3), dtype=np.uint8)
image = Image.fromarray(values)
grey = Image.fromarray(values[..., 0])

def enhance(kind, picture, magnitude):
    return getattr(ImageEnhance, kind)(picture).enhance(1 + magnitude * 0.9)

cases = []
for name, picture in (('colour', image), ('grey', grey)):
    for magnitude in (-0.5, 0.3, 1):
        for operation, kind in (('brightness', 'Brightness'), ('color', 'Color'), ('contrast', 'Contrast'), ('sharpness', 'Sharpness')):
            cases.append((name, operation, magnitude, enhance(kind, picture, magnitude)))
        cases.append((name, 'posterize', magnitude, ImageOps.posterize(picture, 8 - round(abs(magnitude) * 4))))
        cases.append((name, 'solarize', magnitude, ImageOps.solarize(picture, 255 * (1 - abs(magnitude)))))
    cases.append((name, 'autoContrast', 0, ImageOps.autocontrast(picture)))
    cases.append((name, 'equalize', 0, ImageOps.equalize(picture)))
flat = lambda picture: np.asarray(picture).reshape(-1).tolist()
out = {
    'images': {'colour': {'shape': [side, side + 2, 3], 'values': flat(image)}, 'grey': {'shape': [side, side + 2, 1], 'values': flat(grey)}},
    'cases': [{'image': a, 'operation': b, 'magnitude': c, 'values': flat(d)} for a, b, c, d in cases],
}
open('policy-operations.reference.json', 'w').write(json.dumps(out) + '\n')

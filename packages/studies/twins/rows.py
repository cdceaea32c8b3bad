"""What the pipeline files of the rows say."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Row:
    name: str
    network: str
    train_rows: int
    epochs: int
    batch: int
    rate: float = 0.001
    preprocess: str = "standardize"
    schedule: str = "constant"
    gamma: float = 1.0
    # Epochs without a smaller validation loss that are waited for; 0: no early stopping, the last epoch counts.
    patience: int = 0
    # Degrees, share of the side, whether half of the images are mirrored.
    rotate: float = 0.0
    shift: float = 0.0
    flip: bool = False
    l2: float = 0.0


korea = {"train_rows": 55000, "batch": 64, "rotate": 15.0, "shift": 0.2, "flip": True}
cnn5 = Row("korea.cnn5", "cnn-model-5", epochs=30, schedule="cosine", patience=6, **korea)
cnn4 = Row("korea.cnn4", "cnn-model-4", epochs=20, schedule="exponential", gamma=0.85, l2=1e-4, **korea)
mild = {"rotate": 0.0, "shift": 2 / 28}
plain = {"rotate": 0.0, "shift": 0.0, "flip": False}

ROWS = {
    row.name: row
    for row in [
        Row("uci.keras", "keras-mlp", 48000, 22, 512, rate=0.0007, preprocess="scale"),
        Row("padova.cnn-3-reg", "cnn-3-reg", 50000, 20, 32),
        Row("padova.cnn-4", "cnn-4", 50000, 20, 32),
        cnn4,
        replace(cnn4, name="korea.cnn4.mild", **mild),
        replace(cnn4, name="korea.cnn4.plain", **plain),
        cnn5,
        # Readings of what the report leaves open.
        replace(cnn5, name="korea.cnn5.mild", **mild),
        replace(cnn5, name="korea.cnn5.plain", **plain),
        replace(cnn5, name="korea.cnn5.rate-0003", rate=0.0003),
        replace(cnn5, name="korea.cnn5.converged", epochs=150, schedule="constant", rate=0.0003, patience=10),
        replace(cnn5, name="korea.cnn5.converged-mild", epochs=150, schedule="constant", rate=0.0003, patience=10, **mild),
    ]
}

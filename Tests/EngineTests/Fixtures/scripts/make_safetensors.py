"""../formats.safetensors: each format that is read and one that is not, by Python's safetensors."""
import os
import torch
from safetensors.torch import save_file

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "formats.safetensors")
values = torch.tensor([[1.5, -2.25, 0.1], [65504.0, 6e-8, -0.0]])
save_file({
    "single": values, "half": values.half(), "brain": values.bfloat16(),
    "whole": torch.tensor([1, 2, 3]), "number": torch.tensor(0.5), "none": torch.zeros(0, 4),
}, OUT, metadata={"note": "caf\u00e9 \U0001F600 \"quoted\"\n"})

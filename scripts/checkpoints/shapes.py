"""Writes checkpoints of random weights in the shapes of published models, each with the ONNX file that PyTorch's exporter makes of it, in int8 as ONNX
Runtime's quantize_dynamic has it: what `npm run bench -- architectures` compares.

    python3 -m venv VENV && VENV/bin/pip install transformers==4.57.1 torch==2.15.0 onnx onnxruntime onnxscript
    VENV/bin/python scripts/checkpoints/shapes.py FOLDER [NAME …]
"""
import pathlib
import sys

import torch
import transformers
from onnxruntime.quantization import QuantType, quantize_dynamic

MODERN = dict(vocab_size=102400, max_position_embeddings=8192, pad_token_id=0, bos_token_id=2, eos_token_id=3, cls_token_id=2, sep_token_id=3, global_rope_theta=160000.0, local_rope_theta=10000.0, local_attention=128, global_attn_every_n_layers=3, reference_compile=False)
SHAPES = {
    "modernbert-30m": ("ModernBertForMaskedLM", {**MODERN, "hidden_size": 256, "num_hidden_layers": 10, "num_attention_heads": 4, "intermediate_size": 1024}),
    "modernbert-130m": ("ModernBertForMaskedLM", {**MODERN, "hidden_size": 512, "num_hidden_layers": 19, "num_attention_heads": 8, "intermediate_size": 2048}),
    "deberta-v2-base": ("DebertaV2ForMaskedLM", dict(vocab_size=22012, hidden_size=768, num_hidden_layers=12, num_attention_heads=12, intermediate_size=3072, max_position_embeddings=512, type_vocab_size=0, relative_attention=True, position_buckets=256, norm_rel_ebd="layer_norm", share_att_key=True, pos_att_type=["p2c", "c2p"], position_biased_input=False, conv_kernel_size=3, conv_act="gelu", layer_norm_eps=1e-7)),
    "albert-base": ("AlbertForMaskedLM", dict(vocab_size=32000, embedding_size=128, hidden_size=768, num_hidden_layers=12, num_attention_heads=12, intermediate_size=3072, max_position_embeddings=512)),
}


def export(model, path):
    ids = torch.tensor([[2, 10, 4, 11, 3]])
    arguments = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    axes = {name: {0: "batch", 1: "sequence"} for name in [*arguments, "logits"]}
    torch.onnx.export(model, (), path, kwargs=arguments, input_names=[*arguments], output_names=["logits"], dynamic_axes=axes, opset_version=17, dynamo=False)


def main():
    target = pathlib.Path(sys.argv[1])
    for name in sys.argv[2:] or SHAPES:
        kind, settings = SHAPES[name]
        torch.manual_seed(1)
        folder = target / name
        (folder / "onnx").mkdir(parents=True, exist_ok=True)
        config = getattr(transformers, kind).config_class(**settings, attn_implementation="eager")
        model = getattr(transformers, kind)(config).eval()
        model.save_pretrained(folder)
        whole = folder / "onnx" / "model.onnx"
        with torch.no_grad():
            export(Logits(model), whole)
        quantize_dynamic(whole, folder / "onnx" / "model_quantized.onnx", weight_type=QuantType.QInt8, per_channel=True)
        whole.unlink()
        print(name, sum(parameter.numel() for parameter in model.parameters()))


class Logits(torch.nn.Module):
    """Of a model's outputs the one that is compared."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        return self.model(input_ids=input_ids, attention_mask=attention_mask).logits


main()

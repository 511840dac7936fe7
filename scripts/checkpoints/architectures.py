"""Writes tests/fixtures/architectures: one small checkpoint with random weights for each architecture, laid out by transformers' own save_pretrained
as the published ones are, and what PyTorch computes of it.

    python3 -m venv VENV && VENV/bin/pip install transformers==4.57.1 torch==2.15.0 safetensors==0.6.2
    VENV/bin/python scripts/checkpoints/architectures.py
"""
import json
import pathlib

import torch
import transformers

TARGET = pathlib.Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "architectures"
VOCABULARY = 96
LONGEST = 40

COMMON = dict(vocab_size=VOCABULARY, hidden_size=32, num_hidden_layers=3, num_attention_heads=4, intermediate_size=48, max_position_embeddings=LONGEST)
RELATIVE = dict(relative_attention=True, position_biased_input=False, type_vocab_size=0, max_relative_positions=LONGEST, pos_att_type=["p2c", "c2p"], norm_rel_ebd="layer_norm")

# With tie_word_embeddings transformers 4.57 lays the word embeddings over the dense layer of the head that is not "legacy", whatever their shapes.
# Name of the folder, class, configuration, whether as safetensors. Windows and buckets are so small that sentences reach beyond them,
# and 37 is no multiple of anything.
MODELS = [
    ("roberta", "RobertaForMaskedLM", {**COMMON, "max_position_embeddings": LONGEST + 2, "type_vocab_size": 1, "layer_norm_eps": 1e-5, "pad_token_id": 1}, False),
    ("xlm-roberta", "XLMRobertaForMaskedLM", {**COMMON, "max_position_embeddings": LONGEST + 2, "type_vocab_size": 1, "layer_norm_eps": 1e-5, "pad_token_id": 1}, True),
    ("distilbert", "DistilBertForMaskedLM", dict(vocab_size=VOCABULARY, dim=32, n_layers=3, n_heads=4, hidden_dim=48, max_position_embeddings=LONGEST), True),
    ("albert", "AlbertForMaskedLM", {**COMMON, "num_hidden_layers": 4, "num_hidden_groups": 2, "embedding_size": 16}, False),
    ("electra", "ElectraForMaskedLM", {**COMMON, "embedding_size": 16}, True),
    ("modernbert", "ModernBertForMaskedLM", {**COMMON, "num_hidden_layers": 5, "local_attention": 8, "global_attn_every_n_layers": 3, "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2, "cls_token_id": 1, "sep_token_id": 2, "reference_compile": False}, True),
    ("deberta-v2", "DebertaV2ForMaskedLM", {**COMMON, **RELATIVE, "position_buckets": 8, "share_att_key": True, "conv_kernel_size": 3, "conv_act": "gelu"}, True),
    ("deberta-v2-lm", "DebertaV2ForMaskedLM", {**COMMON, **RELATIVE, "num_hidden_layers": 2, "norm_rel_ebd": "none", "pos_att_type": ["c2p"], "share_att_key": False, "position_biased_input": True, "type_vocab_size": 2, "conv_kernel_size": 3, "conv_act": "tanh", "legacy": False, "tie_word_embeddings": False}, True),
    ("ernie", "ErnieForMaskedLM", {**COMMON, "num_hidden_layers": 2, "intermediate_size": 37, "use_task_id": False}, True),
    ("roberta-untied", "RobertaForMaskedLM", {**COMMON, "num_hidden_layers": 2, "max_position_embeddings": LONGEST + 1, "type_vocab_size": 1, "pad_token_id": 0, "tie_word_embeddings": False}, False),
    ("modernbert-biased", "ModernBertForMaskedLM", {**COMMON, "num_hidden_layers": 2, "intermediate_size": 37, "local_attention": 5, "global_attn_every_n_layers": 2, "local_rope_theta": None, "norm_bias": True, "attention_bias": True, "mlp_bias": True, "classifier_bias": True, "tie_word_embeddings": False, "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2, "cls_token_id": 1, "sep_token_id": 2, "reference_compile": False}, True),
    ("deberta-v2-absolute", "DebertaV2ForMaskedLM", {**COMMON, "num_hidden_layers": 2, "relative_attention": False, "position_biased_input": True, "type_vocab_size": 0, "embedding_size": 16}, False),
]


def rounded(tensor):
    return [float(f"{value:.7g}") for value in tensor.flatten().tolist()]


def randomise(model):
    for name, parameter in model.named_parameters():
        noise = torch.randn(parameter.shape) * 0.2
        is_norm = "norm" in name.lower() and name.endswith("weight")
        parameter.data.copy_(1 + noise if is_norm else noise)


@torch.no_grad()
def answers(model):
    expected = []
    for length, masks in ((7, 1), (13, 2), (LONGEST, 2), (3, 1)):
        ids = torch.randint(5, VOCABULARY, (length,))
        positions = sorted(torch.randperm(length)[:masks].tolist())
        output = model(input_ids=ids[None], attention_mask=torch.ones(1, length, dtype=torch.long), output_attentions=True)
        logs = torch.log_softmax(output.logits[0], dim=-1)
        each = {"ids": ids.tolist(), "tokenTypes": [0] * length, "positions": positions, "logProbabilities": [rounded(logs[position]) for position in positions], "nextSentence": []}
        if length <= 13:
            each["attentions"] = rounded(torch.stack([attention[0] for attention in output.attentions]))
        expected.append(each)
    return expected


def main():
    for name, kind, settings, safe in MODELS:
        torch.manual_seed(sum(map(ord, name)))
        architecture = getattr(transformers, kind)
        config = architecture.config_class(**settings)
        config._attn_implementation = "eager"
        model = architecture(config).eval()
        randomise(model)
        model.tie_weights()
        folder = TARGET / name
        model.save_pretrained(folder, safe_serialization=safe)
        (folder / "generation_config.json").unlink(missing_ok=True)
        (folder / "expected.json").write_text(json.dumps(answers(model), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

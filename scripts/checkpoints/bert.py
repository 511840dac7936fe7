"""BertForPreTraining's forward pass in plain PyTorch, and random weights for it: the reference the engine is held to.

Names and arithmetic are those of Hugging Face's modeling_bert.py; dropout is left out (inference).
"""
import math

import torch
import torch.nn.functional as F


def random_weights(config, seed, scale=0.2):
    """A state_dict under Hugging Face's names for BertForPreTraining; the decoder is tied to the word embeddings."""
    generator = torch.Generator().manual_seed(seed)

    def normal(*shape, std=scale):
        return torch.randn(*shape, generator=generator) * std

    hidden, inner = config["hidden_size"], config["intermediate_size"]
    weights = {}

    def linear(name, outputs, inputs):
        weights[f"{name}.weight"] = normal(outputs, inputs)
        weights[f"{name}.bias"] = normal(outputs)

    def layer_norm(name):
        weights[f"{name}.LayerNorm.weight"] = 1 + normal(hidden)
        weights[f"{name}.LayerNorm.bias"] = normal(hidden)

    weights["bert.embeddings.word_embeddings.weight"] = normal(config["vocab_size"], hidden)
    weights["bert.embeddings.position_embeddings.weight"] = normal(config["max_position_embeddings"], hidden)
    weights["bert.embeddings.token_type_embeddings.weight"] = normal(config["type_vocab_size"], hidden)
    layer_norm("bert.embeddings")
    for index in range(config["num_hidden_layers"]):
        prefix = f"bert.encoder.layer.{index}"
        for part in ("query", "key", "value"):
            linear(f"{prefix}.attention.self.{part}", hidden, hidden)
        linear(f"{prefix}.attention.output.dense", hidden, hidden)
        layer_norm(f"{prefix}.attention.output")
        linear(f"{prefix}.intermediate.dense", inner, hidden)
        linear(f"{prefix}.output.dense", hidden, inner)
        layer_norm(f"{prefix}.output")
    linear("bert.pooler.dense", hidden, hidden)
    linear("cls.predictions.transform.dense", hidden, hidden)
    layer_norm("cls.predictions.transform")
    weights["cls.predictions.bias"] = normal(config["vocab_size"])
    linear("cls.seq_relationship", 2, hidden)
    return weights


def forward(config, weights, ids, token_types):
    """One sentence. Returns (log probabilities [S, V], attention weights [layers, heads, S, S], next-sentence logits [2])."""
    hidden, heads = config["hidden_size"], config["num_attention_heads"]
    size = hidden // heads
    activation = {"gelu": F.gelu, "gelu_new": gelu_tanh, "relu": F.relu}[config["hidden_act"]]

    def linear(name, x):
        return F.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"])

    def layer_norm(name, x):
        return F.layer_norm(x, (hidden,), weights[f"{name}.LayerNorm.weight"], weights[f"{name}.LayerNorm.bias"], config["layer_norm_eps"])

    def split(x):
        return x.view(len(ids), heads, size).transpose(0, 1)

    words = weights["bert.embeddings.word_embeddings.weight"]
    x = words[ids] + weights["bert.embeddings.token_type_embeddings.weight"][token_types]
    x = layer_norm("bert.embeddings", x + weights["bert.embeddings.position_embeddings.weight"][: len(ids)])
    attentions = []
    for index in range(config["num_hidden_layers"]):
        prefix = f"bert.encoder.layer.{index}"
        query, key, value = (split(linear(f"{prefix}.attention.self.{part}", x)) for part in ("query", "key", "value"))
        attention = torch.softmax(query @ key.transpose(1, 2) / math.sqrt(size), dim=-1)
        attentions.append(attention)
        context = (attention @ value).transpose(0, 1).reshape(len(ids), hidden)
        x = layer_norm(f"{prefix}.attention.output", x + linear(f"{prefix}.attention.output.dense", context))
        inner = activation(linear(f"{prefix}.intermediate.dense", x))
        x = layer_norm(f"{prefix}.output", x + linear(f"{prefix}.output.dense", inner))
    pooled = torch.tanh(linear("bert.pooler.dense", x[0]))
    head = layer_norm("cls.predictions.transform", activation(linear("cls.predictions.transform.dense", x)))
    logits = F.linear(head, words, weights["cls.predictions.bias"])
    return torch.log_softmax(logits, dim=-1), torch.stack(attentions), linear("cls.seq_relationship", pooled)


def gelu_tanh(x):
    return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))

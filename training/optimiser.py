"""Muon for the encoder's matrices, AdamW for everything else.

Muon (Jordan et al. 2024): the momentum of a matrix is brought near the closest orthogonal matrix by five
Newton-Schulz steps; scaled by 0.2 sqrt(max(rows, columns)) (Liu et al. 2025) so that its size is AdamW's.
Matrices of one shape go through the steps together.

A rare piece's row has few gradients, and AdamW makes each of them as long as any other's: rows are moved by chance
more than by what they are told, and the longer a model has been trained the more of its loss is that noise. So the
rows and their biases may have a part of the rate only (`embedding_rate`).
"""
import torch

EMBEDDINGS = ("bert.embeddings.word_embeddings.weight", "cls.predictions.bias")


def is_hidden_matrix(name, tensor):
    return tensor.dim() == 2 and name.startswith("bert.encoder.")


def orthogonalised(stack, compute):
    """[count, rows, columns], rows <= columns; singular values brought near 1.

    On a CPU products are of float32 and rounded to `compute`: few CPUs multiply bfloat16, and on the others PyTorch is
    slow at it and rounds within a product too.
    """
    x = stack / (stack.flatten(1).norm(dim=1)[:, None, None] + 1e-7)
    cpu = stack.device.type == "cpu"
    rounded = (lambda t: t.to(compute).float()) if cpu else (lambda t: t)
    x = rounded(x) if cpu else x.to(compute)
    a, b, c = 3.4445, -4.7750, 2.0315
    for _ in range(5):
        gram = rounded(torch.bmm(x, x.transpose(1, 2)))
        x = rounded(torch.baddbmm(x, rounded(torch.baddbmm(gram, gram, gram, beta=b, alpha=c)), x, beta=a))
    return x.float()


class Optimiser:
    def __init__(self, parameters, compute, muon_scale=2.0, embedding_rate=1.0, momentum=0.95, betas=(0.9, 0.98), epsilon=1e-8,
                 decay=0.02):
        self.parameters, self.compute, self.muon_scale = parameters, compute, muon_scale
        self.embedding_rate = embedding_rate
        self.momentum, self.betas, self.epsilon, self.decay = momentum, betas, epsilon, decay
        self.steps = 0
        self.groups = {}
        self.state = {}
        for name, p in parameters.items():
            if is_hidden_matrix(name, p):
                self.groups.setdefault(tuple(sorted(p.shape)), []).append(name)
                self.state[name] = torch.zeros_like(p)
            else:
                self.state[name] = (torch.zeros_like(p), torch.zeros_like(p))

    @torch.no_grad()
    def clip(self, norm, longest):
        """Scales the gradients, of this norm together, to the longest that is allowed (none: any)."""
        if longest:
            scale = (longest / torch.as_tensor(norm)).clamp(max=1)
            for p in self.parameters.values():
                if p.grad is not None:
                    p.grad.mul_(scale)

    @torch.no_grad()
    def step(self, rate):
        self.steps += 1
        for names in self.groups.values():
            updates = []
            for name in names:
                p, m = self.parameters[name], self.state[name]
                m.lerp_(p.grad, 1 - self.momentum)
                update = p.grad.lerp(m, self.momentum)
                updates.append(update.t() if update.shape[0] > update.shape[1] else update)
            updates = orthogonalised(torch.stack(updates), self.compute)
            for name, update in zip(names, updates):
                p = self.parameters[name]
                if p.shape[0] > p.shape[1]:
                    update = update.t()
                size = 0.2 * max(p.shape) ** 0.5
                p.mul_(1 - rate * self.muon_scale * self.decay)
                p.add_(update, alpha=-rate * self.muon_scale * size)
        first, second = self.betas
        correction1, correction2 = 1 - first ** self.steps, 1 - second ** self.steps
        for name, p in self.parameters.items():
            if isinstance(self.state[name], tuple) and p.grad is not None:
                m, v = self.state[name]
                m.lerp_(p.grad, 1 - first)
                v.mul_(second).addcmul_(p.grad, p.grad, value=1 - second)
                scale = (v / correction2).sqrt_().add_(self.epsilon)
                own = rate * self.embedding_rate if name in EMBEDDINGS else rate
                if p.dim() == 2:
                    p.mul_(1 - own * self.decay)
                p.addcdiv_(m, scale, value=-own / correction1)
        for p in self.parameters.values():
            p.grad = None

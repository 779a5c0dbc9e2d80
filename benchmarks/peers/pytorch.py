"""PyTorch beside DeepStock: python3 pytorch.py TASK.json THREADS, started by `deepstock bench`.

Written as one would write it for speed: lanes in rows, all lanes at once, activations in place where autograd
allows it, gradients straight from `autograd.grad`, and no autograd at all where none is asked for. Tells in
lines of JSON what it is and, for every number of steps read from standard input, what they took and found.
"""

import json
import os
import sys
import time

THREADS = sys.argv[2]
os.environ.setdefault("OMP_NUM_THREADS", THREADS)
os.environ.setdefault("OPENBLAS_NUM_THREADS", THREADS)

try:
    import numpy as np
    import torch
    from torch.nn import functional as F
except ImportError as error:
    print(json.dumps({"absent": f"{error}; on Debian: apt-get install python3-torch libopenblas0-pthread"}))
    sys.exit(0)

# Lanes that are simulated together without a gradient, so that their activations stay in cache: of 4,096 to
# 1,000,000 this was the fastest.
CHUNK = 16384


class Inputs:
    """The numbers of the task, row by row."""

    def __init__(self, task):
        self.lanes = task["lanes"]
        self.numbers = torch.from_numpy(np.fromfile(task["inputs"], dtype=np.float32))
        self.at = 0

    def matrix(self, rows, columns):
        size = rows * columns
        taken = self.numbers[self.at : self.at + size].reshape(rows, columns).clone()
        self.at += size
        return taken

    def lane_rows(self, rows):
        """[lanes × rows]"""
        return self.matrix(rows, self.lanes).t().contiguous()


def lost_sales(task):
    inputs, widths = Inputs(task), task["widths"]
    layers = [
        (inputs.matrix(rows, columns), inputs.matrix(1, rows)[0]) for columns, rows in zip(widths, widths[1:])
    ]
    on_hand, *due = inputs.lane_rows(1 + task["leadTime"]).split(1, dim=1)
    features = inputs.lane_rows(task["features"])
    demand = [inputs.lane_rows(1) for _ in range(task["periods"])]
    parameters = [tensor for layer in layers for tensor in layer]
    start = on_hand, due, features, demand

    def step():
        if task["kind"] == "train":
            cost, _ = rollout(*start)
            gradient = torch.autograd.grad(cost, parameters)
            return float(cost), lambda: float(torch.sqrt(sum((part.double() ** 2).sum() for part in gradient)))
        total, orders = 0.0, []
        for lanes in zip(*[tensor.split(CHUNK) for tensor in (on_hand, *due, features, *demand)]):
            first, coming, rest = lanes[0], list(lanes[1 : 1 + len(due)]), lanes[1 + len(due) :]
            cost, order = rollout(first, coming, rest[0], rest[1:])
            total += float(cost)
            orders.append(order)
        return total, lambda: float(torch.cat(orders).double().mean())

    def network(seen):
        for weights, bias in layers[:-1]:
            seen = F.elu_(F.linear(seen, weights, bias))
        return F.softplus(F.linear(seen, *layers[-1]))

    def rollout(on_hand, due, features, demand):
        nets = []
        for demanded in demand:
            available = on_hand + due[0]
            order = network(torch.cat([available, *due[1:], features], dim=1))
            net = available - demanded
            on_hand = F.relu(net)
            due = [*due[1:], order]
            nets.append(net)
        net = torch.cat(nets, dim=1)
        return F.relu(net).sum() + task["shortageCost"] * F.relu(-net).sum(), order

    if task["kind"] == "train":
        for parameter in parameters:
            parameter.requires_grad_()
        return step
    return torch.inference_mode()(step)


def products(task):
    inputs, widths = Inputs(task), task["widths"]
    weights = [inputs.matrix(rows, columns) for columns, rows in zip(widths, widths[1:])]
    start = inputs.lane_rows(widths[0])
    spare = [torch.empty_like(start), torch.empty_like(start)]

    @torch.inference_mode()
    def step():
        x = start
        for _ in range(task["periods"]):
            for layer, matrix in enumerate(weights):
                x = torch.mm(x, matrix.t(), out=spare[layer % 2])
            if len(weights) % 2:
                spare.reverse()
        return 0.0, lambda: float(torch.linalg.norm(x[:, 0].double()))

    return step


def main():
    with open(sys.argv[1], encoding="utf8") as file:
        task = json.load(file)
    torch.set_num_threads(int(THREADS))
    step = products(task) if task["kind"] == "products" else lost_sales(task)
    print(json.dumps({"ready": f"PyTorch {torch.__version__}"}), flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        for _ in range(int(line)):
            loss, probe = step()
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "loss": loss, "probe": probe()}), flush=True)


main()

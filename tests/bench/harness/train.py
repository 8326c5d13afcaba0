"""The benchmark's network in PyTorch on the processor: reads numbers of steps from standard input, answers milliseconds a step."""
import os
import sys
import time

import torch
from torch import nn

channels, batch, latent = map(int, sys.argv[1:4])
torch.manual_seed(1)
# All cores, whatever the environment says.
torch.set_num_threads(os.cpu_count())

encoder = [(1, channels, 3, 1)] + [(channels, channels, 3, 1)] * 4 + [(channels, channels, 3, 3)] * 2 + [(channels, latent, 2, 1)]
decoder = [(latent, channels, 2, 1)] + [(channels, channels, 3, 3)] * 2 + [(channels, channels, 3, 1)] * 4
layers = []
for size_in, size_out, kernel, stride in encoder:
    layers += [nn.Conv2d(size_in, size_out, kernel, stride), nn.ReLU(), nn.BatchNorm2d(size_out)]
for size_in, size_out, kernel, stride in decoder:
    layers += [nn.ConvTranspose2d(size_in, size_out, kernel, stride), nn.ReLU(), nn.BatchNorm2d(size_out)]
model = nn.Sequential(*layers, nn.ConvTranspose2d(channels, 1, 3), nn.Sigmoid())
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
images = torch.rand(batch, 1, 28, 28)


def step():
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(images), images)
    loss.backward()
    optimizer.step()
    return loss.item()


step()
print("ready", torch.__version__, torch.get_num_threads(), flush=True)
for line in sys.stdin:
    steps = int(line)
    start = time.perf_counter()
    for _ in range(steps):
        loss = step()
    print((time.perf_counter() - start) * 1000 / steps, loss, flush=True)

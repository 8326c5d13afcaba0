/** Buffers by name that are kept from frame to frame and grow where they must: drawing again allocates nothing. */

export class KeptBuffers {
  private readonly device: GPUDevice;
  private readonly label: string;
  private readonly buffers = new Map<string, GPUBuffer>();

  constructor(device: GPUDevice, label: string) {
    this.device = device;
    this.label = label;
  }

  /** The buffer of this name, made anew where it is too small. */
  get(name: string, size: number, usage: number): GPUBuffer {
    const known = this.buffers.get(name);
    if (known && known.size >= size) return known;
    known?.destroy();
    const made = this.device.createBuffer({ label: `${this.label} ${name}`, size, usage });
    this.buffers.set(name, made);
    return made;
  }

  /** The buffer of this name with these bytes in it, before whatever is submitted next. */
  upload(name: string, bytes: ArrayBuffer, usage: number): GPUBuffer {
    const buffer = this.get(name, bytes.byteLength, usage | GPUBufferUsage.COPY_DST);
    this.device.queue.writeBuffer(buffer, 0, bytes);
    return buffer;
  }

  dispose(): void {
    for (const buffer of this.buffers.values()) buffer.destroy();
    this.buffers.clear();
  }
}

/** A queue by time: the earliest first, and of one time what was put first. */
interface Entry<T> {
  readonly at: number;
  readonly order: number;
  readonly value: T;
}

export class Queue<T> {
  private readonly heap: Entry<T>[] = [];
  private count = 0;

  put(at: number, value: T): void {
    this.heap.push({ at, order: this.count, value });
    this.count += 1;
    this.rise(this.heap.length - 1);
  }

  /** The time of the first; undefined when empty. */
  peek(): number | undefined {
    return this.heap[0]?.at;
  }

  take(): T | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (this.heap.length > 0) {
      this.heap[0] = last;
      this.sink(0);
    }
    return first.value;
  }

  private before(one: number, other: number): boolean {
    const [a, b] = [this.heap[one], this.heap[other]];
    if (a === undefined || b === undefined) return b === undefined;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  private swap(one: number, other: number): void {
    const [a, b] = [this.heap[one], this.heap[other]];
    if (a === undefined || b === undefined) return;
    this.heap[one] = b;
    this.heap[other] = a;
  }

  private rise(index: number): void {
    const parent = (index - 1) >> 1;
    if (index === 0 || !this.before(index, parent)) return;
    this.swap(index, parent);
    this.rise(parent);
  }

  private sink(index: number): void {
    const children = [2 * index + 1, 2 * index + 2].filter((child) => child < this.heap.length);
    const [least] = children.sort((one, other) => (this.before(one, other) ? -1 : 1));
    if (least === undefined || !this.before(least, index)) return;
    this.swap(index, least);
    this.sink(least);
  }
}

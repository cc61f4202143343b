export function addStart(): void {}

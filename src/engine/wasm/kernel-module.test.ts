import { afterEach, expect, it, vi } from "vitest";

afterEach(() => vi.restoreAllMocks());

it("says what fast math needs where it is not there, and the default does without", async () => {
  // Kernels that another test had compiled would need no leave.
  vi.resetModules();
  const { createWasmExecutor } = await import("../executors/wasm.js");
  vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  const fast = () => createWasmExecutor({ fastMath: true });
  expect(fast).toThrow(expect.objectContaining({ name: "InputError" }));
  expect(fast).toThrow("relaxed SIMD");
  expect(createWasmExecutor().name).toBe("wasm");
});

import { expect, it, vi } from "vitest";
import { InputError } from "../../base/errors.js";
import { createWasmExecutor } from "../executors/wasm.js";

it("says what fast math needs where it is not there, and the default does without", () => {
  const validate = vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  expect(() => createWasmExecutor({ fastMath: true })).toThrow(InputError);
  expect(() => createWasmExecutor({ fastMath: true })).toThrow("relaxed SIMD");
  expect(createWasmExecutor().name).toBe("wasm");
  validate.mockRestore();
});

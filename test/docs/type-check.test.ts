import { expect, test } from "vitest";
import { repositoryRoot } from "../architecture/source-tree.js";
import { typeErrorsOf } from "./type-check.js";

test("a text that is wrong is found, with its name; one that is right is not", () => {
  const texts = new Map([
    ["right.ts", `import { parseDate } from "./src/base/dates.js";\nawait parseDate("2025-01-01");`],
    ["wrong.ts", `import { parseDate } from "./src/base/dates.js";\nparseDate(7);`],
    ["absent.ts", `import { gone } from "./src/base/dates.js";`],
  ]);
  const errors = typeErrorsOf(texts, repositoryRoot);
  expect(errors).toHaveLength(2);
  expect(errors[0]).toContain("wrong.ts(2,11)");
  expect(errors[1]).toContain("absent.ts(1,10)");
});

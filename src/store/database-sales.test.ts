import fc from "fast-check";
import { expect, test } from "vitest";
import { databasePlace, tableParts, withoutPassword } from "./database-sales.js";

test("a table's name is taken apart at its dots, not at those in quotes", () => {
  expect(tableParts("sales")).toEqual(["sales"]);
  expect(tableParts("shop.sales 2024")).toEqual(["shop", "sales 2024"]);
  expect(tableParts('shop."a.b"')).toEqual(["shop", "a.b"]);
  for (const wrong of ["", ".", "a.", ".a", 'a"b', '"a', '""']) expect(tableParts(wrong)).toBeUndefined();
});

test("any names come back from quotes", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (parts) => {
      const written = parts.map((part) => `"${part.replaceAll('"', '""')}"`).join(".");
      expect(tableParts(written)).toEqual(parts);
    }),
  );
});

test("an address is kept without its password, and with the variable that stands for one", () => {
  const kept = (postgres: string) => withoutPassword({ postgres, table: "s" }).postgres;
  expect(kept("postgresql://shop:a@b:c@host:5432/shop")).toBe("postgresql://shop@host:5432/shop");
  expect(kept("postgresql://shop:${SECRET}@host/shop")).toBe("postgresql://shop:${SECRET}@host/shop");
  expect(kept("postgresql://shop:x${SECRET}@host/shop")).toBe("postgresql://shop@host/shop");
  expect(kept("${DATABASE_URL}")).toBe("${DATABASE_URL}");
  expect(kept("postgresql://host:5432/shop")).toBe("postgresql://host:5432/shop");
  expect(kept("shop:secret@host")).toBe("host");
});

test("no message shows a password, whatever it is", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (secret) => {
      const postgres = `postgresql://shop:<${secret}>@host/shop`;
      const place = databasePlace({ postgres, query: "select 1" });
      expect(place).toBe("postgres postgresql://shop@host/shop, its query");
    }),
  );
});

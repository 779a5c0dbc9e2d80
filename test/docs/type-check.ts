import { join } from "node:path";
import ts from "typescript";

/** Type-checks texts as if they were programs beside `src/` that import "deepstock"; gives what is wrong. */
export function typeErrorsOf(texts: ReadonlyMap<string, string>, root: string): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    types: ["node"],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    paths: { deepstock: [join(root, "src", "index.ts")] },
  };
  const virtual = new Map([...texts].map(([name, text]) => [join(root, name), `${text}\nexport {};\n`]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.getCurrentDirectory = () => root;
  host.fileExists = (path) => virtual.has(path) || fileExists(path);
  host.readFile = (path) => virtual.get(path) ?? readFile(path);
  host.getSourceFile = (path, ...rest) => {
    const text = virtual.get(path);
    if (text === undefined) return getSourceFile(path, ...rest);
    return ts.createSourceFile(path, text, { ...options, languageVersion: ts.ScriptTarget.ES2023, ...esm });
  };
  const program = ts.createProgram([...virtual.keys()], options, host);
  return [...virtual.keys()].flatMap((path) => {
    const source = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map((diagnostic) => ts.formatDiagnostic(diagnostic, host).trim());
  });
}

const esm = { impliedNodeFormat: ts.ModuleKind.ESNext } as const;

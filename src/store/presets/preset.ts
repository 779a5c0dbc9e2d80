import type { EpochDay } from "../../demand/panel.js";
import type { Database } from "../duckdb.js";
import type { FileData, FolderData, ReadData } from "../file-data.js";
import type { FileGroup } from "../sales-files.js";

/** How a publisher laid out his files, so that the folder can be imported as it was downloaded. */
export interface Preset {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** The columns by which files of sales are recognised, and those of the files beside them. */
  readonly sales: ColumnPatterns;
  /** Columns of which fuller publications of the same sales hold more; absent where all files are read. */
  readonly publishedAgain?: RegExp;
  readonly companions: Readonly<Record<string, CompanionFile>>;
  /** What `keep` may name: numbers per period, each with a sentence. */
  readonly keeps: Readonly<Record<string, string>>;
  /** Says how the files are read. */
  read(found: FoundFolder): Promise<PresetData>;
}

/** Columns that a file must have, by what they are to us: the names that publishers gave them. */
export type ColumnPatterns = Readonly<Record<string, RegExp>>;

export interface CompanionFile {
  readonly columns: ColumnPatterns;
  /** What the file is usually called. */
  readonly usually: string;
  /** What nobody knows where the file is missing; undefined where that is nothing. */
  readonly tells?: string;
}

/** The files of a folder that a preset knows. */
export interface FoundFolder {
  readonly database: Database;
  readonly options: FolderData;
  readonly sales: FoundFile;
  /** A file beside the sales; undefined where there is none. */
  companion(name: string): FoundFile | undefined;
  /** The same of a file that is needed. @throws InputError that names it, and says for what. */
  needed(name: string, purpose: string): FoundFile;
}

/** Files of one layout. */
export interface FoundFile {
  readonly paths: readonly string[];
  /** All its column names. */
  readonly names: readonly string[];
  /** The name of a column by what it is to us. */
  readonly column: Readonly<Record<string, string>>;
  /** SQL that reads it, with columns as in the file. */
  readonly table: string;
  readonly groups: readonly FileGroup[];
  /** SQL of a column that may not be there. @throws InputError where it is not. */
  cell(name: string): string;
  /** The same as a text. */
  text(name: string): string;
  /** SQL of the number in a column, by the marks that the user named; NULL where it is none. */
  number(name: string): string;
  /** The lines on which a column holds a text, as a message begins. */
  placeOf(column: string, text: string): Promise<string>;
}

/** How the files of a preset are read. */
export interface PresetData extends Pick<FileData, "columns"> {
  readonly layout?: FileData["layout"];
  readonly absentRows?: FileData["absentRows"];
  readonly seriesStart?: FileData["seriesStart"];
  readonly weekStart?: FileData["weekStart"];
  readonly periods?: ReadonlyMap<string, EpochDay>;
  readonly derived?: ReadData["derived"];
  /** Files of attributes, or SQL with the columns of keys. */
  readonly attributes?: readonly (string | Selection)[];
  /** Numbers per period by their name in `keeps`: SQL that is asked where the user keeps them. */
  readonly perPeriod?: Readonly<Record<string, () => Promise<PerPeriodSelection> | PerPeriodSelection>>;
  /** Plain sentences a user must know. */
  readonly notes?: readonly string[];
}

export interface Selection {
  readonly select: string;
}

export interface PerPeriodSelection extends Selection {
  /** The cells that become the numbers: texts of yes or no, or of a number, are read afterwards. */
  readonly of: { readonly file: FoundFile; readonly column: string; readonly kind: "flag" | "number" };
  /** Of periods without a row: the last number stays, or it is 0. */
  readonly absent: "last" | "zero";
}

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { folderDataSchema } from "../../src/store/file-data.js";
import { importSales } from "../../src/store/import-sales.js";
import { refusal, temporaryFolder } from "./temporary.js";

/** Small folders as publishers lay them out, with made-up numbers, and what is done to them. */

export type Files = Readonly<Record<string, string | Uint8Array>>;
type Options = Readonly<Record<string, unknown>>;

/** Writes the files into a folder of their own. */
export async function folderOf(files: Files): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** Imports them. */
export async function imported(files: Files, options: Options = {}) {
  const folder = await folderOf(files);
  return importSales(folderDataSchema.parse({ folder, frequency: "day", ...options }));
}

/** The message with which they are refused. */
export const refused = (files: Files, options: Options = {}) => refusal(imported(files, options));

/** The same file with the columns in the opposite order. */
export function turned(text: string): string {
  return text.replace(/^.+$/gm, (line) => line.split(",").reverse().join(","));
}

/** As a spreadsheet exports it where commas are decimal marks. */
export function exported(text: string): string {
  const day = (_: string, year: string, month: string, date: string) => `${date}.${month}.${year}`;
  const cells = text.replaceAll(".", "\u0000").replaceAll(",", ";").replaceAll("\u0000", ",");
  return `\uFEFF${cells.replace(/(\d{4})-(\d{2})-(\d{2})/g, day).replaceAll("\n", "\r\n")}`;
}

/** Every file changed. */
export const all = (files: Files, change: (text: string) => string) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name, change(String(text))]));

export const favorita = {
  "train.csv": `id,date,store_nbr,item_nbr,unit_sales,onpromotion
0,2016-02-28,1,103665,7.5,True
1,2016-02-29,1,103665,-1.0,False
2,2016-03-01,1,103665,2.0,
3,2016-02-29,2,99197,3.0,False
`,
  "items.csv": "item_nbr,family,class,perishable\n103665,BREAD,2712,1\n99197,GROCERY I,1067,0\n",
  "stores.csv": "store_nbr,city,state,type,cluster\n1,Quito,Pichincha,D,13\n2,Manta,Manabi,C,4\n",
  "holidays_events.csv": `date,type,locale,locale_name,description,transferred
2016-02-28,Holiday,Local,Manta,Fundacion de Manta,False
2016-02-29,Holiday,National,Ecuador,Carnaval,True
2016-03-01,Transfer,National,Ecuador,Traslado Carnaval,False
`,
  "oil.csv": "date,dcoilwtico\n2016-02-29,32.1\n",
  "transactions.csv": "date,store_nbr,transactions\n2016-02-29,1,770\n",
  "test.csv": "id,date,store_nbr,item_nbr,onpromotion\n9,2016-03-02,1,103665,False\n",
};

export const m5 = {
  "sales_train_validation.csv": `id,item_id,dept_id,cat_id,store_id,state_id,d_1,d_2,d_3
FOODS_3_001_CA_1_validation,FOODS_3_001,FOODS_3,FOODS,CA_1,CA,0,2,3
`,
  "sales_train_evaluation.csv": `id,item_id,dept_id,cat_id,store_id,state_id,d_1,d_2,d_3,d_4
FOODS_3_001_CA_1_evaluation,FOODS_3_001,FOODS_3,FOODS,CA_1,CA,0,2,3,4
FOODS_3_001_TX_3_evaluation,FOODS_3_001,FOODS_3,FOODS,TX_3,TX,1,0,0,9
`,
  "calendar.csv": `date,wm_yr_wk,weekday,wday,month,year,d,event_name_1,event_type_1,snap_CA,snap_TX
2012-02-28,11105,Tuesday,4,2,2012,d_1,,,0,0
2012-02-29,11105,Wednesday,5,2,2012,d_2,LeapDay,National,1,0
2012-03-01,11105,Thursday,6,3,2012,d_3,,,0,1
2012-03-02,11106,Friday,7,3,2012,d_4,,,0,0
2012-03-03,11106,Saturday,1,3,2012,d_5,,,0,0
`,
  "sell_prices.csv": `store_id,item_id,wm_yr_wk,sell_price
CA_1,FOODS_3_001,11105,2.5
CA_1,FOODS_3_001,11106,2.25
TX_3,FOODS_3_001,11106,3
`,
};

export const rossmann = {
  "train.csv": `Store,DayOfWeek,Date,Sales,Customers,Open,Promo,StateHoliday,SchoolHoliday
1,2,2014-07-01,5263,555,1,1,0,1
2,2,2014-07-01,6064,625,1,0,0,0
1,1,2014-06-30,0,0,0,0,a,0
1,7,2014-06-29,40,4,1,0,0,0
`,
  "store.csv": `Store,StoreType,Assortment,CompetitionDistance
1,c,a,1270
2,a,a,570
`,
};

export const fresh = {
  "train.csv": `store_id,first_category_id,product_id,dt,sale_amount,stock_hour6_22_cnt,discount,activity_flag
1,5,38,2024-03-28,0.1,0,1.0,0
1,5,38,2024-03-29,0.2,3,0.86,1
1,5,38,2024-03-30,0.0,16,1.0,0
`,
  "eval.csv": `store_id,first_category_id,product_id,dt,sale_amount,stock_hour6_22_cnt,discount,activity_flag
1,5,38,2024-03-31,0.4,0,1.0,0
`,
};

/** The folder of each preset. */
export const folders: [string, Files][] = [
  ["favorita", favorita],
  ["m5", m5],
  ["rossmann", rossmann],
  ["fresh-retail-net", fresh],
];

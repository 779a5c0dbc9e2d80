import { promised, type Command } from "../command.js";
import { recommendText } from "../format/recommend-text.js";

export const recommendCommand: Command = {
  name: "recommend",
  summary: "Writes the orders for the period after a date.",
  argument: "<RUN>",
  options: [
    { flag: "--stock STOCK.csv", meaning: "what is on hand: item, location, on_hand", required: true },
    { flag: "--on-order ONORDER.csv", meaning: "what is coming: item, location, quantity, due" },
    { flag: "--sales SALES.csv", meaning: "history newer than the run's, or a CONFIG.yaml that has it" },
    { flag: "--as-of DATE", meaning: "the last period that is known", required: true },
    { flag: "--no-explain", meaning: "leave out what moved each target and what to expect; takes less time" },
    { flag: "--out ORDERS.csv", meaning: "file to write the orders to", required: true },
  ],
  async run({ argument, values, switches }, context) {
    const { runRecommend } = await import("../../jobs/recommend.js");
    const options = {
      run: promised(argument),
      stock: promised(values.stock),
      onOrder: values.onOrder,
      sales: values.sales,
      asOf: promised(values.asOf),
      explain: switches.explain === true,
      out: promised(values.out),
    };
    const result = await runRecommend(options, context);
    return { result, text: recommendText(result) };
  },
};

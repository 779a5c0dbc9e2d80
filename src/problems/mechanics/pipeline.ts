import { type Value, column, concat, constant } from "../../engine/index.js";

/** Rows of the pipeline: units due in 0, 1, … periods at the start of a period, before receipt. */
export function pipelineRows(longestLeadTime: number): number {
  return Math.max(longestLeadTime, 1);
}

/** Splits what is due at the start of a period into today's receipt and what stays on order. */
export function receive(due: Value): { received: Value; onOrder: Value | undefined } {
  return { received: due.row(0), onOrder: due.rows > 1 ? due.slice(1, due.rows) : undefined };
}

/**
 * Places an order and lets a period pass. The order joins what is due in `leadTime` periods; with lead
 * time 0 it is at hand at once, with a negative one it never arrives.
 */
export function place(
  order: Value,
  leadTime: Value,
  onOrder: Value | undefined,
): { atOnce: Value; neverArriving: Value; due: Value } {
  const rows = (onOrder?.rows ?? 0) + 1;
  const periods = column(Array.from({ length: rows }, (_, row) => row + 1));
  const arriving = order.mul(leadTime.equal(periods));
  return {
    atOnce: order.mul(leadTime.equal(0)),
    neverArriving: order.mul(constant(0).greater(leadTime)),
    due: onOrder ? concat([onOrder, constant(0)]).add(arriving) : arriving,
  };
}

/** An experiment of scenario A, with costs (minus the discounted returns) by lifetime 2, 3, 4, 5. */
export interface PublishedExperiment {
  readonly experiment: number;
  readonly issuing: "fifo" | "lifo";
  readonly leadTime: number;
  readonly wasteCost: number;
  readonly optimal: readonly number[];
  readonly baseStock: readonly number[];
}

export const lifetimes = [2, 3, 4, 5];

/**
 * Scenario A of De Moor, Gijsbrechts and Boute (2022), European Journal of Operational Research 301(2);
 * means over simulated paths as printed by Farrington et al. (2025), table 3.
 */
export const published: readonly PublishedExperiment[] = [
  {
    experiment: 1, issuing: "lifo", leadTime: 1, wasteCost: 7,
    optimal: [1553, 1490, 1459, 1443], baseStock: [1565, 1500, 1476, 1454],
  },
  {
    experiment: 2, issuing: "fifo", leadTime: 1, wasteCost: 7,
    optimal: [1457, 1424, 1422, 1422], baseStock: [1474, 1435, 1430, 1430],
  },
  {
    experiment: 3, issuing: "lifo", leadTime: 1, wasteCost: 10,
    optimal: [1571, 1498, 1465, 1446], baseStock: [1581, 1512, 1481, 1460],
  },
  {
    experiment: 4, issuing: "fifo", leadTime: 1, wasteCost: 10,
    optimal: [1463, 1425, 1422, 1422], baseStock: [1485, 1436, 1430, 1430],
  },
  {
    experiment: 5, issuing: "lifo", leadTime: 2, wasteCost: 7,
    optimal: [1551, 1513, 1480, 1463], baseStock: [1590, 1533, 1496, 1480],
  },
  {
    experiment: 6, issuing: "fifo", leadTime: 2, wasteCost: 7,
    optimal: [1461, 1435, 1432, 1432], baseStock: [1495, 1456, 1453, 1453],
  },
  {
    experiment: 7, issuing: "lifo", leadTime: 2, wasteCost: 10,
    optimal: [1569, 1526, 1489, 1467], baseStock: [1606, 1544, 1505, 1484],
  },
  {
    experiment: 8, issuing: "fifo", leadTime: 2, wasteCost: 10,
    optimal: [1469, 1437, 1432, 1432], baseStock: [1504, 1457, 1453, 1453],
  },
];

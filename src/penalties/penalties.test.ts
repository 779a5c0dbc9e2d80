import { penaltyContract } from "../../test/contracts/penalty-contract.js";
import { penalties } from "./index.js";

penalties.forEach(penaltyContract);

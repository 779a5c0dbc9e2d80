import { exp4, log4, sigmoid4, softplus4, tanh4 } from "./transcendental";

// What an elementwise instruction does to four numbers. A class without fields, so that the compiler writes a
// loop for each; its methods are called on nothing.

@final @unmanaged
export class Copy {
  @inline of(x: v128): v128 { return x; }
}

@final @unmanaged
export class Negate {
  @inline of(x: v128): v128 { return f32x4.neg(x); }
}

@final @unmanaged
export class Exp {
  @inline of(x: v128): v128 { return exp4(x); }
}

@final @unmanaged
export class Log {
  @inline of(x: v128): v128 { return log4(x); }
}

@final @unmanaged
export class Sqrt {
  @inline of(x: v128): v128 { return f32x4.sqrt(x); }
}

@final @unmanaged
export class Tanh {
  @inline of(x: v128): v128 { return tanh4(x); }
}

@final @unmanaged
export class Sigmoid {
  @inline of(x: v128): v128 { return sigmoid4(x); }
}

@final @unmanaged
export class Softplus {
  @inline of(x: v128): v128 { return softplus4(x); }
}

@final @unmanaged
export class Floor {
  @inline of(x: v128): v128 { return f32x4.floor(x); }
}

@final @unmanaged
export class Round {
  @inline of(x: v128): v128 { return f32x4.nearest(x); }
}

@final @unmanaged
export class Add {
  @inline of(a: v128, b: v128): v128 { return f32x4.add(a, b); }
}

@final @unmanaged
export class Subtract {
  @inline of(a: v128, b: v128): v128 { return f32x4.sub(a, b); }
}

@final @unmanaged
export class Multiply {
  @inline of(a: v128, b: v128): v128 { return f32x4.mul(a, b); }
}

@final @unmanaged
export class Divide {
  @inline of(a: v128, b: v128): v128 { return f32x4.div(a, b); }
}

@final @unmanaged
export class Min {
  @inline of(a: v128, b: v128): v128 { return f32x4.min(a, b); }
}

@final @unmanaged
export class Max {
  @inline of(a: v128, b: v128): v128 { return f32x4.max(a, b); }
}

@final @unmanaged
export class Greater {
  @inline of(a: v128, b: v128): v128 { return v128.and(f32x4.gt(a, b), f32x4.splat(1)); }
}

@final @unmanaged
export class Equal {
  @inline of(a: v128, b: v128): v128 { return v128.and(f32x4.eq(a, b), f32x4.splat(1)); }
}

/** 1, 0 or 1/2. */
@final @unmanaged
export class Step {
  @inline of(a: v128, b: v128): v128 {
    const otherwise = v128.andnot(f32x4.splat(0.5), f32x4.lt(a, b));
    return v128.bitselect(f32x4.splat(1), otherwise, f32x4.gt(a, b));
  }
}

/** a * (min(b, 0) + 1) */
@final @unmanaged
export class EluBackward {
  @inline of(a: v128, b: v128): v128 {
    return f32x4.mul(a, f32x4.add(f32x4.pmin(b, f32x4.splat(0)), f32x4.splat(1)));
  }
}

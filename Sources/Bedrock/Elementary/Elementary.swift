/// Elementary functions that give the same bits on every CPU and operating system.
///
/// The platforms' mathematical libraries differ in the last bits. These functions are made of
/// operations that IEEE 754 rounds exactly (+ − × ÷ √, fused multiply-add and integers), so their
/// results are a function of their arguments and of nothing else.
///
/// Laws, for every function here:
/// - a NaN that comes out is the canonical positive quiet NaN, whatever NaN went in;
/// - results at zeros, infinities, poles and outside the domain are those of C's Annex F;
/// - the error bound that a function states holds over its whole range, subnormals included, in
///   units in the last place of the exact result.
///
/// Functions of `Float` that kernels use (`exp`, `log`, `tanh`, `sigmoid`, `erf`, `sin`, `cos`)
/// also take vectors, with the same bits lane by lane: one algorithm over ``FloatLanes`` is both.
public enum Elementary {}

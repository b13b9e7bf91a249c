using System.Collections.Immutable;

namespace Drayage.Workflows.Resolution;

/// <summary>What a matrix comes to.</summary>
/// <param name="Legs">In GitHub's order. Where the matrix is told only at run time, one leg of which nothing is known.</param>
/// <param name="IsKnown">Whether these are all legs, with all their values.</param>
public sealed record MatrixLegs(ImmutableArray<MatrixLeg> Legs, bool IsKnown);

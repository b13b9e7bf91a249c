using System.Collections.Immutable;

namespace Drayage.Benchmarks.Measuring;

/// <summary>One side of a comparison: a command line that ends by itself.</summary>
internal sealed record Contender(string Name, string Program, params ImmutableArray<string> Arguments)
{
    public required string Directory { get; init; }

    /// <summary>Makes the state that a run starts from; not measured.</summary>
    public Action Prepare { get; init; } = () => { };
}

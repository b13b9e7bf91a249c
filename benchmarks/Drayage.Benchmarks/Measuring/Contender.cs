using System.Collections.Immutable;

namespace Drayage.Benchmarks.Measuring;

/// <summary>One side of a comparison: a command line that ends by itself.</summary>
internal sealed record Contender(string Name, string Program, params ImmutableArray<string> Arguments)
{
    public required string Directory { get; init; }

    /// <summary>Set on top of this program's own environment.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether the work is done by what a shell starts, so that the shell's own memory says nothing.</summary>
    public bool IsScript => Program == "bash";

    /// <summary>Processor seconds of the servers that it talks to, from a point of no interest on.</summary>
    public Func<double> ServerSeconds { get; init; } = () => 0;

    /// <summary>Makes the state that a run starts from; not measured.</summary>
    public Action Prepare { get; init; } = () => { };
}

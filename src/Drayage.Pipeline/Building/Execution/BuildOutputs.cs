using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Planning;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>What the build stage left: for every step its outputs as stored bytes.</summary>
public sealed record BuildOutputs(ImmutableSortedDictionary<string, ImmutableArray<BuiltFile>> BySteps)
{
    /// <summary>The file behind an output of a step.</summary>
    /// <param name="step">Step id.</param>
    /// <param name="output">The planned output's name.</param>
    public BuiltFile Find(string step, string output) =>
        BySteps.TryGetValue(step, out var files) && files.FirstOrDefault(f => f.Planned.Name == output) is { } file
            ? file
            : throw new InvalidOperationException($"the plan has no output '{output}' of step '{step}'");
}

/// <summary>One output.</summary>
/// <param name="Planned">What the plan said.</param>
/// <param name="Name">Its name with the toolchain's part filled in.</param>
/// <param name="Path">Absolute path of the stored bytes; not to be changed.</param>
public sealed record BuiltFile(PlannedOutput Planned, string Name, Digest Digest, long Size, string Path);

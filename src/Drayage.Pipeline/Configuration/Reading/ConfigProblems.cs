using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Pipeline.Configuration.Reading;

/// <summary>Collects what is wrong while a configuration is read.</summary>
public sealed class ConfigProblems
{
    private readonly List<ConfigProblem> found = [];

    public ImmutableArray<ConfigProblem> All => [.. found.OrderBy(p => p.At.Line).ThenBy(p => p.At.Column)];

    public bool Any => found.Count > 0;

    public void Add(string message, SourceLocation at, string? hint = null) => found.Add(new ConfigProblem(message, at, hint));
}

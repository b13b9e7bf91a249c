using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Model;
using Drayage.Workflows.Linting;

namespace Drayage.Cli.Commands.Workflows;

/// <summary><c>--rule</c></summary>
internal static class RuleOption
{
    public static Option<string[]> Create() => new("--rule") { Description = "Only this rule; may be repeated.", DefaultValueFactory = _ => [] };

    /// <exception cref="ReleaseException">There is no such rule.</exception>
    public static ImmutableHashSet<string> Parse(string[] ids)
    {
        var known = RuleInfo.All.Select(rule => rule.Id).ToImmutableHashSet();
        return ids.FirstOrDefault(id => !known.Contains(id)) is { } unknown
            ? throw new ReleaseException(ExitCode.Usage, $"--rule: there is no rule '{unknown}'", null, "the rules stand in docs/lint.md")
            : [.. ids];
    }
}

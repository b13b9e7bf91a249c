using System.Collections.Immutable;
using System.IO.Enumeration;
using Drayage.Model;
using Drayage.Model.Planning;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>Finds the files that a step was planned to leave.</summary>
internal static class OutputCollector
{
    /// <exception cref="ReleaseException">An output is missing, or a pattern fits several files.</exception>
    public static ImmutableArray<(PlannedOutput Planned, string Path)> Collect(BuildStep step, string root, string output) =>
        [.. step.Outputs.Select(planned => (planned, Find(step, planned, Expand(planned.Path, root, output))))];

    public static string Expand(string text, string root, string output) =>
        text.Replace(PlannedCommand.Root, root).Replace(PlannedCommand.Out, output);

    private static string Find(BuildStep step, PlannedOutput planned, string pattern)
    {
        var directory = Path.GetDirectoryName(pattern)!;
        var name = Path.GetFileName(pattern);
        var found = Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory).Where(f => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(f), ignoreCase: false)).Order(StringComparer.Ordinal).ToArray()
            : [];
        if (found.Length == 1)
            return found[0];
        throw new ReleaseException(
            ExitCode.Refused,
            $"build step {step.Id}: the {planned.Kind} {planned.Name} is not where it was planned",
            found.Length == 0
                ? $"nothing fits {pattern} after the toolchain ended without an error"
                : $"{pattern} fits {string.Join(" and ", found.Select(Path.GetFileName))}",
            "look at the step's log in dist/logs, and compare the package's own settings with its component in drayage.yaml");
    }
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Model.Versions.Tags;
using Drayage.Pipeline.Configuration;

namespace Drayage.Workflows.Generating;

/// <summary>The tags that start a release: those of every line whose tag comes first.</summary>
internal static partial class TagFilters
{
    /// <summary>As GitHub's filter patterns (GitHub docs, "Filter pattern cheat sheet").</summary>
    public static ImmutableArray<string> GitHub(ProjectSettings project) =>
        [.. Patterns(project).Select(tag => $"{Special().Replace(tag.Prefix, @"\$0")}[0-9]+.[0-9]+.[0-9]+*{Special().Replace(tag.Suffix, @"\$0")}").Distinct(StringComparer.Ordinal)];

    /// <summary>As regular expressions of GitLab's rules (RE2), without slashes around them.</summary>
    public static ImmutableArray<string> GitLab(ProjectSettings project) =>
        [.. Patterns(project).Select(tag => $@"^{Escape(tag.Prefix)}\d+\.\d+\.\d+.*{Escape(tag.Suffix)}$").Distinct(StringComparer.Ordinal)];

    private static IEnumerable<TagPattern> Patterns(ProjectSettings project) => project.Components
        .Where(component => component.Tagging == Tagging.Before && !component.To.IsEmpty)
        .Select(component => TagPattern.Parse(component.Tag, component.Id.Text));

    private static string Escape(string text) => Regex.Escape(text).Replace("/", @"\/", StringComparison.Ordinal);

    [GeneratedRegex(@"[*?+\[\]!\\]")]
    private static partial Regex Special();
}

using System.Collections.Immutable;
using Drayage.Ecosystems.Go.Detection;
using Drayage.Model;

namespace Drayage.Ecosystems.Go.Locking;

/// <summary>A module that a <c>go.mod</c> requires, after its replacements.</summary>
/// <param name="IsIndirect">Marked as one that the module itself imports nothing from.</param>
internal sealed record GoRequirement(string Path, string Version, bool IsIndirect, SourceLocation At);

/// <summary>What a <c>go.mod</c> needs checksums for.</summary>
/// <param name="Module">The path of the module itself.</param>
internal sealed record GoRequirements(string? Module, ImmutableArray<GoRequirement> Resolved)
{
    /// <exception cref="ReleaseException">The file is none that the go command reads.</exception>
    public static GoRequirements Parse(string text, string path)
    {
        var directives = GoDirectiveReader.Read(text, path);
        var replacements = directives.Where(directive => directive.Verb.Text == "replace")
            .Select(directive => (Replacement: GoReplacement.Parse(directive), IsOfOneVersion: directive.Arguments is [_, not { Text: "=>" }, ..]))
            .ToLookup(replace => replace.Replacement.Module.Text, StringComparer.Ordinal);
        var resolved = from directive in directives
                       where directive.Verb.Text == "require" && directive.Arguments.Length == 2
                       let requirement = new GoRequirement(
                           directive.Arguments[0].Text,
                           directive.Arguments[1].Text,
                           directive.Comment?.StartsWith("indirect", StringComparison.Ordinal) == true,
                           directive.Arguments[0].At)
                       let after = Replaced(requirement, [.. replacements[requirement.Path]])
                       where after is not null
                       select after;
        return new GoRequirements(directives.FirstOrDefault(directive => directive.Verb.Text == "module")?.Arguments.FirstOrDefault().Text, [.. resolved]);
    }

    // A directory has no checksum; which of several replacements holds is left to the go command.
    private static GoRequirement? Replaced(GoRequirement requirement, (GoReplacement Replacement, bool IsOfOneVersion)[] replacements) => replacements switch
    {
        [] => requirement,
        [(var only, IsOfOneVersion: false)] when !only.IsLocal && only.TargetVersion is { } version => requirement with { Path = only.Target.Text, Version = version },
        _ => null,
    };
}

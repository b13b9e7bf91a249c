using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>What detection reads of one <c>go.mod</c>.</summary>
internal sealed record GoModFile
{
    public required GoToken Module { get; init; }

    /// <summary>The go command's <c>// Deprecated:</c> comment on the module directive.</summary>
    public string? Deprecation { get; init; }

    public GoToken? Language { get; init; }

    public GoToken? Toolchain { get; init; }

    public ImmutableArray<(GoToken Module, GoToken Version)> Requirements { get; init; } = [];

    public ImmutableArray<GoReplacement> Replacements { get; init; } = [];

    public ImmutableArray<GoToken> Retractions { get; init; } = [];

    public static GoModFile Parse(string text, string path)
    {
        var directives = GoDirectiveReader.Read(text, path);
        var module = directives.FirstOrDefault(directive => directive.Verb.Text == "module")
            ?? throw GoSyntax.Error("there is no module directive", new SourceLocation(path, 1, 1));
        return new GoModFile
        {
            Module = One(module),
            Deprecation = DeprecationOf(module, text),
            Language = Optional(directives, "go"),
            Toolchain = Optional(directives, "toolchain"),
            Requirements = [.. All(directives, "require").Select(Requirement)],
            Replacements = [.. All(directives, "replace").Select(GoReplacement.Parse)],
            Retractions = [.. All(directives, "retract").Where(directive => directive.Arguments.Length > 0).Select(Retraction)],
        };
    }

    private static IEnumerable<GoDirective> All(ImmutableArray<GoDirective> directives, string verb) =>
        directives.Where(directive => directive.Verb.Text == verb);

    private static GoToken? Optional(ImmutableArray<GoDirective> directives, string verb) =>
        All(directives, verb).FirstOrDefault() is { } directive ? One(directive) : null;

    private static GoToken One(GoDirective directive) => directive.Arguments is [var only]
        ? only
        : throw GoSyntax.Error($"'{directive.Verb.Text}' takes one argument", directive.Verb.At);

    private static (GoToken Module, GoToken Version) Requirement(GoDirective directive) => directive.Arguments is [var module, var version]
        ? (module, version)
        : throw GoSyntax.Error("'require' takes a module path and a version", directive.Verb.At);

    private static GoToken Retraction(GoDirective directive) =>
        new(string.Concat(directive.Arguments.Select(token => token.Text)).Replace(",", ", "), directive.Arguments[0].At);

    private static string? DeprecationOf(GoDirective module, string text)
    {
        const string Mark = "Deprecated:";
        var lines = text.Split('\n');
        var above = lines.Take(module.Verb.At.Line - 1).Reverse()
            .TakeWhile(line => line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .Select(line => line.Trim()[2..].Trim());
        return above.Reverse().Append(module.Comment)
            .FirstOrDefault(comment => comment?.StartsWith(Mark, StringComparison.Ordinal) == true)?[Mark.Length..].Trim();
    }
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Drayage.Model.Changes;

/// <summary>A commit message read by Conventional Commits 1.0.0 (conventionalcommits.org).</summary>
public sealed partial record ConventionalCommit
{
    private const string BreakingToken = "BREAKING CHANGE";

    /// <summary>Lower case: <c>feat</c>, <c>fix</c>, <c>docs</c> …; empty where the message does not follow the convention.</summary>
    public required string Type { get; init; }

    /// <summary>What stands in parentheses; null for none.</summary>
    public string? Scope { get; init; }

    /// <summary>The subject without type and scope; the whole subject where the message does not follow the convention.</summary>
    public required string Description { get; init; }

    /// <summary>Paragraphs between subject and footers; empty for none.</summary>
    public required string Body { get; init; }

    public required ImmutableArray<CommitFooter> Footers { get; init; }

    /// <summary>Whether a <c>!</c> or a footer says that users have to change something.</summary>
    public required bool IsBreaking { get; init; }

    /// <summary>What the footer says of it; null where only the <c>!</c> does.</summary>
    public string? BreakingNote { get; init; }

    public bool IsConventional => Type.Length > 0;

    /// <summary>Reads any message; one that does not follow the convention has no type.</summary>
    /// <param name="subject">The first paragraph on one line.</param>
    /// <param name="body">The rest.</param>
    public static ConventionalCommit Parse(string subject, string body)
    {
        var (text, footers) = CommitFooter.Split(body.Replace("\r\n", "\n"));
        var head = Head().Match(subject);
        var note = footers.FirstOrDefault(footer => footer.Token == BreakingToken)?.Value;
        return new ConventionalCommit
        {
            Type = head.Success ? head.Groups["type"].Value.ToLowerInvariant() : "",
            Scope = head.Groups["scope"] is { Success: true } scope ? scope.Value.Trim() : null,
            Description = head.Success ? head.Groups["description"].Value.Trim() : subject.Trim(),
            Body = text,
            Footers = footers,
            IsBreaking = head.Groups["breaking"].Success || note is not null,
            BreakingNote = note,
        };
    }

    [GeneratedRegex(@"^(?<type>[A-Za-z][A-Za-z0-9_-]*)(\((?<scope>[^()\r\n]+)\))?(?<breaking>!)?:\s+(?<description>\S.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Head();
}

using System.Text.RegularExpressions;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>What <c>uses</c> names.</summary>
public abstract partial record ActionReference
{
    private ActionReference(ScalarText text) => Text = text;

    public ScalarText Text { get; }

    public static ActionReference Parse(ScalarText text)
    {
        var value = text.Value.Trim();
        if (value.StartsWith("./", StringComparison.Ordinal) || value.StartsWith("../", StringComparison.Ordinal) || value == ".")
            return new Local(text, value);
        if (value.StartsWith("docker://", StringComparison.OrdinalIgnoreCase))
            return new Image(text, value["docker://".Length..]);
        var match = RemotePattern().Match(value);
        return match.Success
            ? new Remote(text, match.Groups["owner"].Value, match.Groups["name"].Value, match.Groups["path"].Value.Trim('/'), match.Groups["ref"].Value)
            : new Unreadable(text);
    }

    /// <summary>Whether it is this action of this owner, at whatever version: <c>actions/checkout</c>.</summary>
    public bool Is(string ownerAndName) =>
        this is Remote remote && string.Equals(remote.FullName, ownerAndName, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(?<owner>[A-Za-z0-9_.-]+)/(?<name>[A-Za-z0-9_.-]+)(?<path>(/[^@\s]+)?)@(?<ref>\S+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex RemotePattern();

    /// <summary>A folder of the same repository, or a workflow file of it.</summary>
    public sealed record Local(ScalarText At, string Path) : ActionReference(At);

    /// <summary>An action or workflow of another repository.</summary>
    /// <param name="Path">Inside the repository, without slashes at its ends; empty for its root.</param>
    /// <param name="Ref">Tag, branch or commit.</param>
    public sealed partial record Remote(ScalarText At, string Owner, string Name, string Path, string Ref) : ActionReference(At)
    {
        /// <summary>Owner, repository and path: <c>github/codeql-action/init</c>.</summary>
        public string FullName => Path.Length == 0 ? $"{Owner}/{Name}" : $"{Owner}/{Name}/{Path}";

        /// <summary>Named by a full commit, which cannot move.</summary>
        public bool IsPinned => CommitPattern().IsMatch(Ref);

        /// <summary>The major version that a tag such as <c>v4</c> or <c>v4.1.0</c> names; null for others.</summary>
        public int? Major => VersionPattern().Match(Ref) is { Success: true } match && int.TryParse(match.Groups["major"].ValueSpan, out var major) ? major : null;

        [GeneratedRegex("^[0-9a-fA-F]{40}([0-9a-fA-F]{24})?$", RegexOptions.ExplicitCapture)]
        private static partial Regex CommitPattern();

        [GeneratedRegex(@"^v?(?<major>\d+)(\.\d+){0,2}$", RegexOptions.ExplicitCapture)]
        private static partial Regex VersionPattern();
    }

    /// <summary>A container image.</summary>
    public sealed record Image(ScalarText At, string Reference) : ActionReference(At);

    /// <summary>Nothing that GitHub would accept.</summary>
    public sealed record Unreadable(ScalarText At) : ActionReference(At);
}

using System.Diagnostics.CodeAnalysis;
using Drayage.Model;

namespace Drayage.Oci.References;

/// <summary>
/// <c>[registry/]repository[:tag][@digest]</c>. Short names take Docker Hub's defaults: <c>alpine</c> is
/// <c>docker.io/library/alpine</c>. Neither tag nor digest is invented: see <see cref="WithDefaultTag"/>.
/// </summary>
public sealed record ImageReference
{
    public const string DockerHub = "docker.io";

    /// <summary>Host with optional port, as the user names it: <c>ghcr.io</c>, <c>127.0.0.1:5000</c>, <c>docker.io</c>.</summary>
    public required string Registry { get; init; }

    public required RepositoryName Repository { get; init; }

    public TagName? Tag { get; init; }

    /// <summary>Wins over <see cref="Tag"/> where both stand.</summary>
    public Digest? Digest { get; init; }

    /// <summary>The registry and the repository without tag and digest.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <exception cref="FormatException">The text is not an image reference; the message names the offending part.</exception>
    public static ImageReference Parse(string text)
    {
        if (TryParse(text, out var reference, out var problem))
            return reference;
        var suggestion = SuggestLowercase(text) is { } lower ? $"; '{lower}' would be valid" : "";
        throw new FormatException($"'{text}' is not an image reference: {problem}{suggestion}");
    }

    /// <param name="text">The reference to read.</param>
    /// <param name="reference">The reference, when the result is true.</param>
    /// <param name="problem">What is wrong with which part, when the result is false.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out string? problem)
    {
        reference = null;
        if (string.IsNullOrEmpty(text))
        {
            problem = "it is empty";
            return false;
        }
        var rest = text;
        if (!TakeDigest(ref rest, out var digest, out problem) || !TakeTag(ref rest, out var tag, out problem))
            return false;
        var registry = TakeRegistry(ref rest);
        if (!ReferenceGrammar.Registry.IsMatch(registry))
            problem = $"'{registry}' is not a registry (host or host:port)";
        else if (RepositoryName.TryParse(rest, out var repository, out problem))
            reference = new ImageReference { Registry = registry, Repository = repository, Tag = tag, Digest = digest };
        if (reference is not null && reference.Name.Length > ReferenceGrammar.MaxNameLength)
        {
            problem = $"its name has {reference.Name.Length} characters, {ReferenceGrammar.MaxNameLength} are allowed";
            reference = null;
        }
        return reference is not null;
    }

    /// <summary>
    /// The same text with a lower-case repository, when that alone makes it valid; otherwise null. Tags keep their case.
    /// </summary>
    public static string? SuggestLowercase(string text)
    {
        if (TryParse(text, out _, out _))
            return null;
        var at = text.IndexOf('@');
        var name = at < 0 ? text : text[..at];
        var colon = name.LastIndexOf(':');
        var end = colon > name.LastIndexOf('/') ? colon : name.Length;
        var lower = text[..end].ToLowerInvariant() + text[end..];
        return TryParse(lower, out _, out _) ? lower : null;
    }

    /// <summary>This reference, with the tag <c>latest</c> when it has neither tag nor digest.</summary>
    public ImageReference WithDefaultTag() => Tag is null && Digest is null ? this with { Tag = TagName.Latest } : this;

    public override string ToString() =>
        Name + (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");

    private static bool TakeDigest(ref string rest, out Digest? digest, [NotNullWhen(false)] out string? problem)
    {
        (digest, problem) = (null, null);
        var at = rest.IndexOf('@');
        if (at < 0)
            return true;
        var text = rest[(at + 1)..];
        rest = rest[..at];
        if (Digest.TryParse(text, out digest))
            return true;
        problem = $"'{text}' is not a digest (sha256:<64 hex digits>)";
        return false;
    }

    private static bool TakeTag(ref string rest, out TagName? tag, [NotNullWhen(false)] out string? problem)
    {
        (tag, problem) = (null, null);
        var colon = rest.LastIndexOf(':');
        if (colon < 0 || colon < rest.LastIndexOf('/'))
            return true;
        var text = rest[(colon + 1)..];
        rest = rest[..colon];
        if (TagName.TryParse(text, out tag))
            return true;
        problem = $"'{text}' is not a tag";
        return false;
    }

    private static string TakeRegistry(ref string rest)
    {
        var slash = rest.IndexOf('/');
        var first = slash < 0 ? "" : rest[..slash];
        var isRegistry = first.AsSpan().ContainsAny('.', ':') || string.Equals(first, "localhost", StringComparison.OrdinalIgnoreCase);
        if (isRegistry)
            rest = rest[(slash + 1)..];
        var registry = isRegistry ? first.ToLowerInvariant() : DockerHub;
        if (registry is "index.docker.io" or "registry-1.docker.io")
            registry = DockerHub;
        if (registry == DockerHub && rest.Length > 0 && !rest.Contains('/', StringComparison.Ordinal))
            rest = "library/" + rest;
        return registry;
    }
}
